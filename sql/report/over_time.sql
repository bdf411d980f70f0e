-- Statements over time, by day, week, month or year, those without any between the first and the last too. Read from
-- who_said_what; statements without a date are not there.
WITH counted AS (
    SELECT
        date_trunc($unit, published_at)::date AS moment,
        count(*) AS statements,
        count(*) FILTER (WHERE kind = 'direct') AS direct,
        count(*) FILTER (WHERE kind = 'mixed') AS mixed,
        count(*) FILTER (WHERE kind = 'indirect') AS indirect
    FROM who_said_what
    WHERE published_at IS NOT NULL
    GROUP BY moment
),

moments AS (
    SELECT
        unnest(
            generate_series(
                min(moment)::timestamp,
                max(moment)::timestamp,
                CASE $unit
                    WHEN 'day' THEN INTERVAL 1 DAY
                    WHEN 'week' THEN INTERVAL 7 DAY
                    WHEN 'month' THEN INTERVAL 1 MONTH
                    ELSE INTERVAL 1 YEAR
                END
            )
        )::date AS moment
    FROM counted
)

SELECT
    moments.moment,
    coalesce(counted.statements, 0) AS statements,
    coalesce(counted.direct, 0) AS direct,
    coalesce(counted.mixed, 0) AS mixed,
    coalesce(counted.indirect, 0) AS indirect
FROM moments
LEFT JOIN counted ON counted.moment = moments.moment
ORDER BY moments.moment
