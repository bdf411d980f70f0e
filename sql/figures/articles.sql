-- What the Dagster UI plots of the table.
SELECT
    count(*) FILTER (WHERE articles.duplicate_of IS NOT NULL) AS copies,
    count(*) FILTER (WHERE articles.analysis = 'failed') AS analysis_failed,
    count(*) FILTER (WHERE articles.analysis = 'skipped') AS analysis_skipped,
    count(*) FILTER (WHERE articles.published_at IS NULL) AS without_a_date,
    avg((articles.article_id NOT IN (SELECT statements.article_id FROM statements))::INTEGER) FILTER (
        WHERE articles.analysis = 'analysed'
    ) AS share_without_statements
FROM articles;
