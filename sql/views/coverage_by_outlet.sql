-- One row per outlet: how much of it was loaded and analysed, and what its articles and statements lack. Copies count;
-- copies says how many they are. What was not loaded at all has no outlet: see documents_not_loaded.
CREATE VIEW coverage_by_outlet AS
WITH reported AS (
    SELECT
        statements.article_id,
        count(*) AS statements,
        count(*) FILTER (WHERE statements.copied) AS copied,
        count(*) FILTER (WHERE statements.speaker_id IS NULL) AS without_speaker,
        count(*) FILTER (WHERE statements.confidence < confidence_threshold()) AS below_threshold
    FROM statements
    GROUP BY statements.article_id
)

SELECT
    sources.name AS outlet,
    count(*) AS articles,
    count(*) FILTER (WHERE articles.duplicate_of IS NOT NULL) AS copies,
    count(*) FILTER (WHERE articles.analysis = 'analysed') AS analysed,
    count(*) FILTER (WHERE articles.analysis = 'failed') AS failed,
    count(*) FILTER (WHERE articles.analysis = 'skipped') AS skipped,
    count(*) FILTER (WHERE articles.published_at IS NULL) AS without_date,
    count(*) FILTER (WHERE articles.published_precision = 'day') AS without_time,
    count(*) FILTER (WHERE articles.headline IS NULL) AS without_headline,
    count(*) FILTER (WHERE articles.analysis = 'analysed' AND reported.article_id IS NULL) AS without_statements,
    sum(articles.word_count)::BIGINT AS words,
    coalesce(sum(reported.statements), 0)::BIGINT AS statements,
    coalesce(sum(reported.copied), 0)::BIGINT AS statements_copied,
    coalesce(sum(reported.without_speaker), 0)::BIGINT AS statements_without_speaker,
    coalesce(sum(reported.below_threshold), 0)::BIGINT AS statements_below_threshold,
    min(articles.published_at) AS first_published_at,
    max(articles.published_at) AS last_published_at,
    articles.source_id
FROM articles
LEFT JOIN sources ON sources.source_id = articles.source_id
LEFT JOIN reported ON reported.article_id = articles.article_id
GROUP BY articles.source_id, sources.name;

COMMENT ON COLUMN coverage_by_outlet.outlet IS 'The outlet; null for articles of no known outlet.';
COMMENT ON COLUMN coverage_by_outlet.articles IS 'Number of articles loaded.';
COMMENT ON COLUMN coverage_by_outlet.copies IS 'Number of those that are copies of others, whole or in large part.';
COMMENT ON COLUMN coverage_by_outlet.analysed IS 'Number of articles in which statements were looked for.';
COMMENT ON COLUMN coverage_by_outlet.failed IS 'Number whose analysis failed: see articles.analysis_error.';
COMMENT ON COLUMN coverage_by_outlet.skipped IS 'Number not analysed: empty, or not in the model''s language.';
COMMENT ON COLUMN coverage_by_outlet.without_date IS 'Number without a date of publication.';
COMMENT ON COLUMN coverage_by_outlet.without_time IS 'Number with a day of publication and no time.';
COMMENT ON COLUMN coverage_by_outlet.without_headline IS 'Number without a headline.';
COMMENT ON COLUMN coverage_by_outlet.without_statements IS 'Number that were analysed and report nobody''s words.';
COMMENT ON COLUMN coverage_by_outlet.words IS 'Words of all its articles.';
COMMENT ON COLUMN coverage_by_outlet.statements IS 'Number of statements, of any confidence.';
COMMENT ON COLUMN coverage_by_outlet.statements_copied IS 'Number of those in passages copied from other articles.';
COMMENT ON COLUMN coverage_by_outlet.statements_without_speaker IS 'Number of those whose speaker is no known actor.';
COMMENT ON COLUMN coverage_by_outlet.statements_below_threshold IS
'Number of those below the confidence threshold, which who_said_what leaves out.';
COMMENT ON COLUMN coverage_by_outlet.first_published_at IS 'Earliest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN coverage_by_outlet.last_published_at IS 'Latest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN coverage_by_outlet.source_id IS 'Key of the outlet, in sources.';
