-- Who had a story first, who followed and how many days later, who took over whose text? A copied share of 1 is a copy
-- of the whole text. Articles without a date go last.
SELECT
    stories.headline AS story,
    story_articles.ordinal,
    story_articles.outlet,
    story_articles.published_at,
    story_articles.days_after_first,
    story_articles.copied_from,
    round(story_articles.copied_share, 2) AS copied_share
FROM story_articles
INNER JOIN stories ON stories.story_id = story_articles.story_id
ORDER BY stories.articles DESC, stories.story_id ASC, story_articles.ordinal ASC
LIMIT 20
