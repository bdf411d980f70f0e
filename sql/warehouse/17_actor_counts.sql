-- One row per actor: how often it is named, speaks and is spoken of, counted once, not whenever actor_profiles is read.
INSERT INTO actor_counts BY NAME
WITH named AS (
    SELECT
        actor_id,
        article_id,
        count(*) AS mentions
    FROM mentions
    WHERE actor_id IS NOT NULL
    GROUP BY actor_id, article_id
),

mentioned AS (
    SELECT
        named.actor_id,
        sum(named.mentions) AS mentions,
        count(*) AS articles,
        count(DISTINCT articles.source_id) AS outlets,
        min(articles.published_at) AS first_published_at,
        max(articles.published_at) AS last_published_at
    FROM named
    INNER JOIN articles ON articles.article_id = named.article_id
    WHERE articles.duplicate_of IS NULL
    GROUP BY named.actor_id
),

spoken AS (
    SELECT
        speaker_id,
        sum(statements) AS statements,
        sum(direct) AS direct
    FROM statement_counts
    GROUP BY speaker_id
),

spoken_of AS (
    SELECT
        about_id,
        count(DISTINCT statement_id) AS statements
    FROM said_about
    GROUP BY about_id
)

SELECT
    actors.actor_id,
    coalesce(mentioned.mentions, 0) AS mentions,
    coalesce(mentioned.articles, 0) AS articles,
    coalesce(mentioned.outlets, 0) AS outlets,
    coalesce(spoken.statements, 0) AS statements,
    coalesce(spoken.direct, 0) AS direct,
    coalesce(spoken_of.statements, 0) AS statements_about,
    mentioned.first_published_at,
    mentioned.last_published_at
FROM actors
LEFT JOIN mentioned ON mentioned.actor_id = actors.actor_id
LEFT JOIN spoken ON spoken.speaker_id = actors.actor_id
LEFT JOIN spoken_of ON spoken_of.about_id = actors.actor_id
ORDER BY actors.actor_id;
