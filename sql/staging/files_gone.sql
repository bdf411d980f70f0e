-- Files that were read once and are no longer in the raw folder, each with where its file system was mounted. What lies
-- below a folder that could not be listed is not known to be gone.
WITH known AS (
    SELECT path FROM files
    UNION
    SELECT path FROM documents
),

unlisted AS (
    SELECT path
    FROM listing
    WHERE ends_with(path, '/')
)

SELECT
    known.path,
    files.mount
FROM known
LEFT JOIN files ON files.path = known.path
LEFT JOIN listing ON listing.path = known.path
LEFT JOIN unlisted ON starts_with(known.path, unlisted.path)
WHERE listing.path IS NULL AND unlisted.path IS NULL
ORDER BY known.path
