-- Documents of files that were read to their end, and have fewer records than before: marked as gone.
INSERT INTO documents_gone BY NAME
SELECT
    documents.document_id,
    documents.path,
    documents.record,
    documents.title,
    documents.url,
    documents.sha256,
    now()::TIMESTAMP AS gone_at
FROM documents
INNER JOIN batch ON batch.path = documents.path AND documents.record >= batch.records;

DELETE FROM documents
USING batch
WHERE documents.path = batch.path AND documents.record >= batch.records;
