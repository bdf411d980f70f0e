-- One row per loaded document. A copy names its original, which is no copy itself.
INSERT INTO articles BY NAME
WITH numbered AS (
    SELECT
        document_id,
        row_number() OVER (ORDER BY document_id) - 1 AS number
    FROM staging.articles
)

SELECT
    clean.document_id AS article_id,
    numbered.number,
    article_outlets.source_id,
    clean.headline,
    clean.byline,
    clean.dateline,
    clean.place,
    clean.agency,
    clean.published_at,
    clean.published_precision,
    clean.published_from,
    clean.language,
    clean.url,
    clean.text,
    clean.word_count,
    copies.original_id AS duplicate_of,
    text_stories.story_id,
    coalesce(analyses.status, 'skipped') AS analysis,
    analyses.error AS analysis_error
FROM staging.articles AS clean
INNER JOIN numbered ON numbered.document_id = clean.document_id
LEFT JOIN staging.copies ON copies.document_id = clean.document_id
LEFT JOIN article_outlets ON article_outlets.document_id = clean.document_id
LEFT JOIN staging.analyses ON analyses.text_id = clean.text_id
LEFT JOIN staging.text_stories ON text_stories.text_id = clean.text_id
ORDER BY article_id;
