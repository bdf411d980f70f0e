-- The paragraphs of a batch of documents, with what they were read from.
INSERT INTO paragraph_keys BY NAME
SELECT
    batch.*,
    documents.content_key,
    $clean_version AS clean_version
FROM batch
INNER JOIN documents ON documents.document_id = batch.document_id
