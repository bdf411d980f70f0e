-- Files that were read once and are no longer in the raw folder.
WITH known AS (
    SELECT path FROM files
    UNION
    SELECT path FROM documents
)

SELECT path
FROM known
WHERE path NOT IN (SELECT listing.path FROM listing)
ORDER BY path
