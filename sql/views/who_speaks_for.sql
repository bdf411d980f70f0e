-- One row per organisation or place and who speaks for it: itself ("The bank said"), and each person of whom an article
-- states a role there. Of a person, the statements count that stand in an article that states the role, with the
-- organisation or place or without any: who is a mayor in one article may be a candidate in the next. Read from
-- who_said_what: no passages copied from other articles, none below the confidence threshold.
CREATE VIEW who_speaks_for AS
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
        said.*
    FROM who_said_what AS said
    INNER JOIN speaking ON speaking.speaker_id = said.speaker_id AND speaking.article_id = said.article_id
    UNION ALL
    SELECT
        said.speaker_id AS body_id,
        said.*
    FROM who_said_what AS said
    WHERE said.speaker_kind IN ('organisation', 'place')
),

counted AS (
    SELECT
        body_id,
        speaker_id,
        count(*) AS statements,
        count(*) FILTER (WHERE kind = 'direct') AS direct,
        count(DISTINCT article_id) AS articles,
        count(DISTINCT outlet) AS outlets,
        min(published_at) AS first_published_at,
        max(published_at) AS last_published_at
    FROM spoken
    GROUP BY body_id, speaker_id
)

SELECT
    bodies.name AS body,
    bodies.kind AS body_kind,
    speakers.name AS speaker,
    speakers.kind AS speaker_kind,
    held.roles,
    counted.statements,
    counted.direct,
    counted.articles,
    counted.outlets,
    counted.first_published_at,
    counted.last_published_at,
    counted.body_id,
    counted.speaker_id
FROM counted
INNER JOIN actors AS bodies ON bodies.actor_id = counted.body_id
INNER JOIN actors AS speakers ON speakers.actor_id = counted.speaker_id
LEFT JOIN held ON held.body_id = counted.body_id AND held.speaker_id = counted.speaker_id;

COMMENT ON COLUMN who_speaks_for.body IS 'Canonical name of the organisation or place.';
COMMENT ON COLUMN who_speaks_for.body_kind IS 'Its kind, as organisation or place.';
COMMENT ON COLUMN who_speaks_for.speaker IS 'Canonical name of who speaks for it: its own name where it speaks itself.';
COMMENT ON COLUMN who_speaks_for.speaker_kind IS 'Kind of the speaker, as person.';
COMMENT ON COLUMN who_speaks_for.roles IS
'Roles of the person there, the one that most articles state first; null where it speaks itself.';
COMMENT ON COLUMN who_speaks_for.statements IS
'Number of statements of the speaker; of a person, in the articles that state the role.';
COMMENT ON COLUMN who_speaks_for.direct IS 'Number of those in quotation marks.';
COMMENT ON COLUMN who_speaks_for.articles IS 'Number of articles that have them.';
COMMENT ON COLUMN who_speaks_for.outlets IS 'Number of known outlets that have them.';
COMMENT ON COLUMN who_speaks_for.first_published_at IS 'Earliest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN who_speaks_for.last_published_at IS 'Latest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN who_speaks_for.body_id IS 'Key of the organisation or place, in actors.';
COMMENT ON COLUMN who_speaks_for.speaker_id IS 'Key of the speaker, in actors.';
