-- Files that were read once and are no longer in the raw folder.
SELECT path
FROM (SELECT path FROM files UNION SELECT path FROM documents)
WHERE path NOT IN (SELECT listing.path FROM listing)
ORDER BY path
