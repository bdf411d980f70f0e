-- One row per span of a document that cleaning removed.
INSERT INTO removed_passages BY NAME
SELECT *
FROM staging.removed_passages
ORDER BY document_id, document_start;
