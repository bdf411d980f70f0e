-- Who is on the rise, month by month? The five who speak most in each month, over all outlets. Statements without a
-- date are the month that is null.
WITH counted AS (
    SELECT
        month,
        speaker_id,
        any_value(speaker) AS speaker,
        sum(statements)::BIGINT AS statements,
        count(outlet) AS outlets
    FROM statements_by_month
    GROUP BY month, speaker_id
)

SELECT
    month,
    speaker,
    statements,
    outlets
FROM counted
QUALIFY row_number() OVER (PARTITION BY month ORDER BY statements DESC, speaker ASC, speaker_id ASC) <= 5
ORDER BY month ASC NULLS LAST, statements DESC, speaker ASC
