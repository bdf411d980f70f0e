-- Documents of files that were read to their end, and have fewer records than before.
DELETE FROM documents
USING batch
WHERE documents.path = batch.path AND documents.record >= batch.records
