-- What came in, by format of the files and by what became of it.
SELECT
    format,
    status,
    count(DISTINCT path) AS files,
    count(*) AS documents
FROM documents
GROUP BY format, status
ORDER BY documents DESC, format ASC, status ASC
