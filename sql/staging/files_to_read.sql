-- Files of the listing that were not read as they now are. A file that changed less than two seconds before it was read
-- may have changed once more within the same tick of the file system's clock, so its times prove nothing. One that the
-- system failed to give was read at 0: it is tried again each time.
SELECT listing.path
FROM listing
LEFT JOIN files
    ON
        files.path = listing.path
        AND files.size = listing.size
        AND files.modified_ns = listing.modified_ns
        AND files.changed_ns = listing.changed_ns
        AND files.changed_ns < files.read_ns - 2000000000
        AND files.ingest_version = $ingest_version
WHERE files.path IS NULL
ORDER BY listing.path
