-- How many files of the listing are to be read (`files_to_read`), by the reason.
SELECT
    CASE
        WHEN known.path IS NULL THEN 'new'
        WHEN known.ingest_version <> $ingest_version THEN 'because the code or word lists of ingest changed'
        WHEN known.read_ns = 0 THEN 'that could not be read last time'
        ELSE 'changed'
    END AS reason,
    count(*) AS files
FROM stale
LEFT JOIN files AS known ON known.path = stale.key
GROUP BY reason
ORDER BY reason
