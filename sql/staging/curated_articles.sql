-- The texts of the articles that the curation cites: by URL, by path (with the record, where a file has many), by key.
-- A path without a record stands for all articles of its file.
WITH cited AS (
    SELECT unnest($cited) AS reference
)

SELECT DISTINCT
    cited.reference,
    articles.text_id
FROM cited
INNER JOIN documents
    ON cited.reference IN (
        documents.path,
        documents.path || '#' || documents.record,
        documents.url,
        documents.document_id::VARCHAR
    )
INNER JOIN articles ON articles.document_id = documents.document_id
ORDER BY cited.reference, articles.text_id
