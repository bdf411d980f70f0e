-- One row per organisation or place and who speaks for it. Of a person, the statements count that stand in an article
-- that states the role, with the organisation or place or without any: who is a mayor in one article may be a candidate
-- in the next.
INSERT INTO voices BY NAME
WITH roles AS (
    SELECT
        affiliations.of_actor_id AS body_id,
        affiliations.actor_id AS speaker_id,
        affiliations.role,
        count(DISTINCT affiliations.article_id) AS articles
    FROM affiliations
    INNER JOIN articles ON articles.article_id = affiliations.article_id
    WHERE affiliations.of_actor_id IS NOT NULL AND articles.duplicate_of IS NULL
    GROUP BY affiliations.of_actor_id, affiliations.actor_id, affiliations.role
),

held AS (
    SELECT
        body_id,
        speaker_id,
        list(role ORDER BY articles DESC, role ASC) AS roles
    FROM roles
    GROUP BY body_id, speaker_id
),

-- Where an article says "the mayor" and not of what: where most articles say that she is.
usual AS (
    SELECT
        speaker_id,
        lower(role) AS role,
        arg_max(body_id, (articles, body_id)) AS body_id
    FROM roles
    GROUP BY speaker_id, lower(role)
),

speaking AS (
    SELECT
        of_actor_id AS body_id,
        actor_id AS speaker_id,
        article_id
    FROM affiliations
    WHERE of_actor_id IS NOT NULL AND of_actor_id <> actor_id
    UNION
    SELECT
        usual.body_id,
        affiliations.actor_id AS speaker_id,
        affiliations.article_id
    FROM affiliations
    INNER JOIN usual ON usual.speaker_id = affiliations.actor_id AND usual.role = lower(affiliations.role)
    WHERE affiliations.of_actor_id IS NULL AND affiliations.of_text IS NULL AND usual.body_id <> affiliations.actor_id
),

spoken AS (
    SELECT
        speaking.body_id,
        said.speaker_id,
        count(*) AS statements,
        count(*) FILTER (WHERE said.kind = 'direct') AS direct,
        count(DISTINCT said.article_id) AS articles,
        count(DISTINCT said.outlet) AS outlets,
        min(said.published_at) AS first_published_at,
        max(said.published_at) AS last_published_at
    FROM who_said_what AS said
    INNER JOIN speaking ON speaking.speaker_id = said.speaker_id AND speaking.article_id = said.article_id
    GROUP BY speaking.body_id, said.speaker_id
    UNION ALL
    SELECT
        counts.speaker_id AS body_id,
        counts.speaker_id,
        sum(counts.statements) AS statements,
        sum(counts.direct) AS direct,
        sum(counts.articles) AS articles,
        count(DISTINCT counts.source_id) AS outlets,
        min(counts.first_published_at) AS first_published_at,
        max(counts.last_published_at) AS last_published_at
    FROM statement_counts AS counts
    INNER JOIN actors ON actors.actor_id = counts.speaker_id AND actors.kind IN ('organisation', 'place')
    GROUP BY counts.speaker_id
)

SELECT
    spoken.*,
    held.roles
FROM spoken
LEFT JOIN held ON held.body_id = spoken.body_id AND held.speaker_id = spoken.speaker_id
ORDER BY spoken.body_id, spoken.speaker_id;
