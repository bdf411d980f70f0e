-- How many documents are to be cleaned (`documents_to_clean`), by the reason.
SELECT
    CASE
        WHEN articles.document_id IS NULL THEN 'new'
        WHEN articles.clean_version <> $clean_version THEN 'because the code or word lists of clean changed'
        WHEN articles.content_key <> documents.content_key THEN 'changed'
        ELSE 'because their outlet repeats other paragraphs now'
    END AS reason,
    count(*) AS documents
FROM stale
INNER JOIN documents ON documents.document_id = stale.key
LEFT JOIN articles ON articles.document_id = stale.key
GROUP BY reason
ORDER BY reason
