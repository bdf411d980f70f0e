-- The articles of a batch, with what they were made from.
INSERT INTO articles BY NAME
SELECT
    batch.*,
    documents.content_key,
    coalesce(repeated_in_documents.repeated_key, 0) AS repeated_key,
    $clean_version AS clean_version
FROM batch
INNER JOIN documents ON documents.document_id = batch.document_id
LEFT JOIN repeated_in_documents ON repeated_in_documents.document_id = batch.document_id
