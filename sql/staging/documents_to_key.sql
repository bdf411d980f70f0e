-- Loaded documents whose paragraphs were not read from this content by this version of the stage. One that says nothing
-- of its outlet is passed over, unless it did before.
SELECT
    documents.document_id,
    length(documents.text) AS characters
FROM documents
LEFT JOIN paragraph_keys ON paragraph_keys.document_id = documents.document_id
WHERE
    documents.status IN ('loaded', 'damaged')
    AND CASE
        WHEN paragraph_keys.document_id IS NULL THEN coalesce(documents.url, documents.outlet) IS NOT NULL
        ELSE
            paragraph_keys.content_key <> documents.content_key
            OR paragraph_keys.clean_version <> $clean_version
    END
ORDER BY documents.path, documents.record
