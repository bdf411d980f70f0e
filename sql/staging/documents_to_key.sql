-- Loaded documents whose paragraphs were not read from this content by this version of the stage.
SELECT
    documents.document_id,
    length(documents.text) AS characters
FROM documents
LEFT JOIN paragraph_keys
    ON
        paragraph_keys.document_id = documents.document_id
        AND paragraph_keys.content_key = documents.content_key
        AND paragraph_keys.clean_version = $clean_version
WHERE documents.status IN ('loaded', 'damaged') AND paragraph_keys.document_id IS NULL
ORDER BY documents.path, documents.record
