-- One row per record of a raw file.
INSERT INTO documents BY NAME
SELECT * EXCLUDE (content_key)
FROM staging.documents
ORDER BY document_id;
