-- One row per reason for which documents were not loaded, or were loaded damaged: how many, and the first of them.
CREATE VIEW documents_not_loaded AS
SELECT
    status,
    format,
    error AS reason,
    count(*) AS documents,
    count(DISTINCT path) AS files,
    min(path) AS first_path,
    arg_min(record, (path, record)) AS first_record
FROM documents
WHERE status <> 'loaded'
GROUP BY status, format, error;

COMMENT ON COLUMN documents_not_loaded.status IS
'damaged (loaded all the same), empty, rejected (not an article), unreadable, or refused (unsafe).';
COMMENT ON COLUMN documents_not_loaded.format IS 'Format of the file.';
COMMENT ON COLUMN documents_not_loaded.reason IS 'What is wrong and what to do.';
COMMENT ON COLUMN documents_not_loaded.documents IS 'Number of documents: records of files.';
COMMENT ON COLUMN documents_not_loaded.files IS 'Number of files that they are in.';
COMMENT ON COLUMN documents_not_loaded.first_path IS 'Path of the first such file, from the raw folder.';
COMMENT ON COLUMN documents_not_loaded.first_record IS 'Number of the first such record in that file, from 0.';
