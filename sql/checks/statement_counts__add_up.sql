-- Summed up by speaker, by outlet and by month, the counts are those of the statements themselves, article by article:
-- of a speaker, not copied, not below the confidence threshold.
WITH spoken AS (
    SELECT
        speaker_id,
        article_id,
        count(*) AS statements,
        count(*) FILTER (WHERE kind = 'direct') AS direct
    FROM statements
    WHERE speaker_id IS NOT NULL AND NOT copied AND confidence >= confidence_threshold()
    GROUP BY speaker_id, article_id
),

summed AS (
    SELECT
        spoken.speaker_id,
        articles.source_id,
        date_trunc('month', articles.published_at)::DATE AS month,
        grouping(spoken.speaker_id, articles.source_id, month) AS by_what,
        sum(spoken.statements) AS statements,
        sum(spoken.direct) AS direct,
        count(*) AS articles,
        min(articles.published_at) AS first_published_at,
        max(articles.published_at) AS last_published_at
    FROM spoken
    INNER JOIN articles ON articles.article_id = spoken.article_id
    GROUP BY GROUPING SETS ((spoken.speaker_id), (articles.source_id), (month))
),

counted AS (
    SELECT
        speaker_id,
        source_id,
        month,
        grouping(speaker_id, source_id, month) AS by_what,
        sum(statements) AS statements,
        sum(direct) AS direct,
        sum(articles) AS articles,
        min(first_published_at) AS first_published_at,
        max(last_published_at) AS last_published_at
    FROM statement_counts
    GROUP BY GROUPING SETS ((speaker_id), (source_id), (month))
)

SELECT
    coalesce(counted.speaker_id, summed.speaker_id) AS speaker_id,
    coalesce(counted.source_id, summed.source_id) AS source_id,
    coalesce(counted.month, summed.month) AS month
FROM counted
FULL JOIN summed
    ON
        summed.by_what = counted.by_what
        AND summed.speaker_id IS NOT DISTINCT FROM counted.speaker_id
        AND summed.source_id IS NOT DISTINCT FROM counted.source_id
        AND summed.month IS NOT DISTINCT FROM counted.month
WHERE
    (counted.statements, counted.direct, counted.articles, counted.first_published_at, counted.last_published_at)
    IS DISTINCT FROM
    (summed.statements, summed.direct, summed.articles, summed.first_published_at, summed.last_published_at)
