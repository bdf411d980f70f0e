-- One row per record of a raw file. One that was loaded and could not be cleaned is damaged.
INSERT INTO documents BY NAME
SELECT
    documents.document_id,
    documents.path,
    documents.record,
    documents.format,
    documents.encoding,
    documents.sha256,
    documents.text,
    documents.title,
    documents.published,
    documents.authors,
    documents.url,
    documents.outlet,
    CASE WHEN clean.error IS NULL THEN documents.status ELSE 'damaged' END AS status,
    CASE WHEN clean.error IS NULL THEN documents.error ELSE concat_ws('; ', documents.error, clean.error) END AS error
FROM staging.documents
LEFT JOIN staging.articles AS clean ON clean.document_id = documents.document_id
ORDER BY documents.document_id;
