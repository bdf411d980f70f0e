-- The records of files that are gone, marked: nothing of them is read any more, but it is known that they were there.
INSERT INTO documents_gone BY NAME
SELECT
    document_id,
    path,
    record,
    title,
    url,
    sha256,
    now()::TIMESTAMP AS gone_at
FROM documents
WHERE path IN (SELECT wanted.key FROM wanted)
RETURNING document_id
