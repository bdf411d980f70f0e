-- Loaded documents without an article made from this content, by this version of the stage, with these of their
-- paragraphs known to be repeated by their outlet.
SELECT
    documents.document_id,
    length(documents.text) AS characters
FROM documents
LEFT JOIN repeated_in_documents ON repeated_in_documents.document_id = documents.document_id
LEFT JOIN articles
    ON
        articles.document_id = documents.document_id
        AND articles.content_key = documents.content_key
        AND articles.clean_version = $clean_version
        AND articles.repeated_key = coalesce(repeated_in_documents.repeated_key, 0)
WHERE documents.status IN ('loaded', 'damaged') AND articles.document_id IS NULL
ORDER BY documents.path, documents.record
