-- One row per article of a story that more than one article tells, numbered as they were published: who had it first,
-- who took it over from whom and how much of it, how many statements each reports. Copies are there, marked as such. A
-- date without a time is some moment of its day: an article with a time goes before it.
CREATE VIEW story_articles AS
WITH stories AS (
    SELECT
        story_id,
        min(published_at) AS first_published_at
    FROM articles
    WHERE story_id IS NOT NULL
    GROUP BY story_id
    HAVING count(*) > 1
),

taken_over AS (
    SELECT
        article_id,
        sum("end" - start) AS characters
    FROM copied_passages
    GROUP BY article_id
),

-- Of how many: where an article's last segment ends. Its text would have to be read.
lengths AS (
    SELECT
        article_id,
        max(article_end) AS characters
    FROM article_segments
    WHERE article_id IN (SELECT taken_over.article_id FROM taken_over)
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
    articles.story_id,
    row_number() OVER (
        PARTITION BY articles.story_id
        ORDER BY
            articles.published_at::DATE NULLS LAST,
            articles.published_precision = 'day',
            articles.published_at,
            articles.duplicate_of IS NOT NULL,
            articles.article_id
    ) AS ordinal,
    articles.headline,
    sources.name AS outlet,
    articles.published_at,
    articles.published_precision,
    date_diff('day', stories.first_published_at, articles.published_at) AS days_after_first,
    original_sources.name AS copied_from,
    coalesce(taken_over.characters / lengths.characters, 0) AS copied_share,
    articles.word_count,
    coalesce(reported.statements, 0) AS statements,
    articles.article_id,
    articles.duplicate_of AS original_id
FROM articles
INNER JOIN stories ON stories.story_id = articles.story_id
LEFT JOIN sources ON sources.source_id = articles.source_id
LEFT JOIN taken_over ON taken_over.article_id = articles.article_id
LEFT JOIN lengths ON lengths.article_id = articles.article_id
LEFT JOIN reported ON reported.article_id = articles.article_id
LEFT JOIN articles AS originals ON originals.article_id = articles.duplicate_of
LEFT JOIN sources AS original_sources ON original_sources.source_id = originals.source_id;

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
