-- Who had a story first, who followed and how many days later, who took over whose text? A copied share of 1 is a copy
-- of the whole text. Articles without a date go last.
SELECT
    arg_min(headline, ordinal) OVER (PARTITION BY story_id) AS story,
    ordinal,
    outlet,
    published_at,
    days_after_first,
    copied_from,
    round(copied_share, 2) AS copied_share
FROM story_articles
ORDER BY count(*) OVER (PARTITION BY story_id) DESC, story_id ASC, ordinal ASC
LIMIT 20
