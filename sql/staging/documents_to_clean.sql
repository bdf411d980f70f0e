-- Loaded documents without an article made from this content by this version of the stage.
SELECT documents.document_id
FROM documents
LEFT JOIN articles
    ON
        articles.document_id = documents.document_id
        AND articles.content_key = documents.content_key
        AND articles.clean_version = $clean_version
WHERE documents.status IN ('loaded', 'damaged') AND articles.document_id IS NULL
ORDER BY documents.path, documents.record
