-- Who is quoted most, and in how many outlets? Copies of articles are not counted.
SELECT
    speaker,
    speaker_kind,
    count(*) AS statements,
    count(*) FILTER (WHERE kind = 'direct') AS direct,
    count(DISTINCT outlet) AS outlets
FROM who_said_what
GROUP BY speaker, speaker_kind
ORDER BY statements DESC, speaker ASC
LIMIT 5
