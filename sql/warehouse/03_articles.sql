-- One row per loaded document. The first published of exact copies is the original; without dates, the first by path.
CREATE OR REPLACE TEMPORARY TABLE ranked_articles AS
SELECT
    articles.*,
    first_value(articles.document_id) OVER (
        PARTITION BY articles.fingerprint
        ORDER BY latest_moment(articles.published_at) NULLS LAST, documents.path, documents.record
    ) AS original_id
FROM staging.articles
INNER JOIN staging.documents ON documents.document_id = articles.document_id;

CREATE OR REPLACE TEMPORARY TABLE whole_articles AS
SELECT
    ranked.document_id AS article_id,
    article_outlets.source_id,
    ranked.headline,
    ranked.byline,
    ranked.dateline,
    ranked.place,
    ranked.agency,
    ranked.published_at,
    ranked.language,
    ranked.url,
    ranked.text,
    ranked.word_count,
    CASE
        WHEN ranked.word_count > 0 AND ranked.original_id <> ranked.document_id THEN ranked.original_id
    END AS duplicate_of,
    coalesce(analyses.status, 'skipped') AS analysis,
    analyses.error AS analysis_error
FROM ranked_articles AS ranked
LEFT JOIN article_outlets ON article_outlets.document_id = ranked.document_id
LEFT JOIN staging.analyses ON analyses.text_id = ranked.text_id;

-- Originals first: a foreign key has to lead to a row that is there.
INSERT INTO articles BY NAME
SELECT *
FROM whole_articles
WHERE duplicate_of IS NULL
ORDER BY article_id;

INSERT INTO articles BY NAME
SELECT *
FROM whole_articles
WHERE duplicate_of IS NOT NULL
ORDER BY article_id;
