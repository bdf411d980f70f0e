-- One row per span of a document that its article keeps.
INSERT INTO article_segments BY NAME
SELECT
    document_id AS article_id,
    article_start,
    article_end,
    document_start,
    document_end
FROM staging.article_segments
ORDER BY article_id, article_start;
