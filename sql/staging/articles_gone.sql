-- Articles whose document is gone or is no longer loaded.
SELECT document_id
FROM articles
WHERE
    document_id NOT IN (
        SELECT documents.document_id FROM documents
        WHERE documents.status IN ('loaded', 'damaged')
    )
ORDER BY document_id
