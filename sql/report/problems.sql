-- Why documents were not loaded, or were loaded damaged: the commonest reasons.
SELECT
    status,
    reason,
    documents,
    first_path,
    first_record
FROM documents_not_loaded
ORDER BY documents DESC, status ASC, first_path ASC, first_record ASC, reason ASC
LIMIT 10
