-- Every actor has one row, and its counts are those of the mentions and of the statements themselves: article by
-- article, and not, as when they were filled, by way of who_said_what, said_about and statement_counts.
WITH mentioned AS (
    SELECT
        mentions.actor_id,
        count(*) AS mentions,
        count(DISTINCT mentions.article_id) AS articles,
        count(DISTINCT articles.source_id) AS outlets,
        min(articles.published_at) AS first_published_at,
        max(articles.published_at) AS last_published_at
    FROM mentions
    INNER JOIN articles ON articles.article_id = mentions.article_id
    WHERE articles.duplicate_of IS NULL
    GROUP BY mentions.actor_id
),

said AS (
    SELECT
        statement_id,
        speaker_id,
        kind
    FROM statements
    WHERE speaker_id IS NOT NULL AND NOT copied AND confidence >= confidence_threshold()
),

spoken AS (
    SELECT
        speaker_id,
        count(*) AS statements,
        count(*) FILTER (WHERE kind = 'direct') AS direct
    FROM said
    GROUP BY speaker_id
),

spoken_of AS (
    SELECT
        mentions.actor_id,
        count(DISTINCT said.statement_id) AS statements
    FROM mentions
    INNER JOIN statement_mentions ON statement_mentions.mention_id = mentions.mention_id
    INNER JOIN said ON said.statement_id = statement_mentions.statement_id AND said.speaker_id <> mentions.actor_id
    GROUP BY mentions.actor_id
)

SELECT coalesce(actors.actor_id, counts.actor_id) AS actor_id
FROM actors
FULL JOIN actor_counts AS counts ON counts.actor_id = actors.actor_id
LEFT JOIN mentioned ON mentioned.actor_id = actors.actor_id
LEFT JOIN spoken ON spoken.speaker_id = actors.actor_id
LEFT JOIN spoken_of ON spoken_of.actor_id = actors.actor_id
WHERE
    actors.actor_id IS NULL
    OR counts.mentions IS DISTINCT FROM coalesce(mentioned.mentions, 0)
    OR counts.articles IS DISTINCT FROM coalesce(mentioned.articles, 0)
    OR counts.outlets IS DISTINCT FROM coalesce(mentioned.outlets, 0)
    OR counts.statements IS DISTINCT FROM coalesce(spoken.statements, 0)
    OR counts.direct IS DISTINCT FROM coalesce(spoken.direct, 0)
    OR counts.statements_about IS DISTINCT FROM coalesce(spoken_of.statements, 0)
    OR counts.first_published_at IS DISTINCT FROM mentioned.first_published_at
    OR counts.last_published_at IS DISTINCT FROM mentioned.last_published_at
