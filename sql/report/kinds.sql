-- How persons, organisations, places and groups are quoted. Read from who_said_what.
SELECT
    speaker_kind,
    count(*) AS statements,
    count(*) FILTER (WHERE kind = 'direct') AS direct,
    count(*) FILTER (WHERE kind = 'mixed') AS mixed,
    count(*) FILTER (WHERE kind = 'indirect') AS indirect
FROM who_said_what
GROUP BY speaker_kind
ORDER BY statements DESC, speaker_kind ASC
