-- One row per article of a story that more than one article tells, numbered as they were published: who had it first,
-- who took it over from whom and how much of it, how many statements each reports. Copies are there, marked as such. A
-- date without a time is some moment of its day: an article with a time goes before it.
CREATE VIEW story_articles AS
WITH told AS (
    SELECT
        articles.*,
        count(*) OVER (PARTITION BY articles.story_id) AS tellings,
        min(articles.published_at) OVER (PARTITION BY articles.story_id) AS first_published_at,
        articles.published_at::DATE AS published_on,
        articles.published_precision = 'day' AS is_day_only
    FROM articles
    WHERE articles.story_id IS NOT NULL
),

taken_over AS (
    SELECT
        article_id,
        sum(length(text)) AS characters
    FROM copied_passages
    GROUP BY article_id
),

reported AS (
    SELECT
        article_id,
        count(*) AS statements
    FROM statements
    GROUP BY article_id
)

SELECT
    told.story_id,
    row_number() OVER (
        PARTITION BY told.story_id
        ORDER BY
            told.published_on NULLS LAST,
            told.is_day_only,
            told.published_at,
            told.duplicate_of IS NOT NULL,
            told.article_id
    ) AS ordinal,
    told.headline,
    sources.name AS outlet,
    told.published_at,
    told.published_precision,
    date_diff('day', told.first_published_at, told.published_at) AS days_after_first,
    original_sources.name AS copied_from,
    coalesce(taken_over.characters / nullif(length(told.text), 0), 0) AS copied_share,
    told.word_count,
    coalesce(reported.statements, 0) AS statements,
    told.article_id,
    told.duplicate_of AS original_id
FROM told
LEFT JOIN sources ON sources.source_id = told.source_id
LEFT JOIN taken_over ON taken_over.article_id = told.article_id
LEFT JOIN reported ON reported.article_id = told.article_id
LEFT JOIN articles AS originals ON originals.article_id = told.duplicate_of
LEFT JOIN sources AS original_sources ON original_sources.source_id = originals.source_id
WHERE told.tellings > 1;

COMMENT ON COLUMN story_articles.story_id IS 'Key of the story, as in stories.';
COMMENT ON COLUMN story_articles.ordinal IS
'Number of the article among those of its story, from 1: the one published first; those without a date last.';
COMMENT ON COLUMN story_articles.headline IS 'Headline of the article.';
COMMENT ON COLUMN story_articles.outlet IS 'Outlet of the article; null if unknown.';
COMMENT ON COLUMN story_articles.published_at IS 'When it was published, in UTC; null where nothing says.';
COMMENT ON COLUMN story_articles.published_precision IS 'How exactly that is stated: day, minute, second.';
COMMENT ON COLUMN story_articles.days_after_first IS 'Days after the story''s first article; null without a date.';
COMMENT ON COLUMN story_articles.copied_from IS
'Outlet of the original, where the article is a copy; null also if that is unknown: see original_id.';
COMMENT ON COLUMN story_articles.copied_share IS 'Share, 0 to 1, of its text that is the original''s, word for word.';
COMMENT ON COLUMN story_articles.word_count IS 'Words of its text.';
COMMENT ON COLUMN story_articles.statements IS 'Number of its statements, of any confidence, copied or not.';
COMMENT ON COLUMN story_articles.article_id IS 'Key of the article.';
COMMENT ON COLUMN story_articles.original_id IS 'Key of the original of a copy; null for originals.';
