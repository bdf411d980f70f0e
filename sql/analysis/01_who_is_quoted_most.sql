-- Who is quoted most, and in how many outlets? Copies of articles are not counted.
SELECT
    speaker,
    speaker_kind,
    sum(statements)::BIGINT AS statements,
    sum(direct)::BIGINT AS direct,
    count(DISTINCT outlet) AS outlets
FROM statements_by_month
GROUP BY speaker_id, speaker, speaker_kind
ORDER BY statements DESC, speaker ASC, speaker_id ASC
LIMIT 5
