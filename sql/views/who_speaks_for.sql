-- One row per organisation or place and who speaks for it: itself ("The bank said"), and each person of whom any
-- article states a role there. All statements of such a person count, whatever they are about and whenever the role was
-- held. Read from who_said_what: no passages copied from other articles, none below the confidence threshold.
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

speaking AS (
    SELECT
        body_id,
        speaker_id,
        list(role ORDER BY articles DESC, role ASC) AS roles
    FROM roles
    GROUP BY body_id, speaker_id
    UNION ALL
    SELECT
        actor_id AS body_id,
        actor_id AS speaker_id,
        NULL AS roles
    FROM actors
    WHERE kind IN ('organisation', 'place')
),

counted AS (
    SELECT
        speaker_id,
        count(*) AS statements,
        count(*) FILTER (WHERE kind = 'direct') AS direct,
        count(DISTINCT outlet) AS outlets,
        min(published_at) AS first_published_at,
        max(published_at) AS last_published_at
    FROM who_said_what
    GROUP BY speaker_id
)

SELECT
    bodies.name AS body,
    bodies.kind AS body_kind,
    speakers.name AS speaker,
    speakers.kind AS speaker_kind,
    speaking.roles,
    counted.statements,
    counted.direct,
    counted.outlets,
    counted.first_published_at,
    counted.last_published_at,
    speaking.body_id,
    speaking.speaker_id
FROM speaking
INNER JOIN counted ON counted.speaker_id = speaking.speaker_id
INNER JOIN actors AS bodies ON bodies.actor_id = speaking.body_id
INNER JOIN actors AS speakers ON speakers.actor_id = speaking.speaker_id;

COMMENT ON COLUMN who_speaks_for.body IS 'Canonical name of the organisation or place.';
COMMENT ON COLUMN who_speaks_for.body_kind IS 'Its kind, as organisation or place.';
COMMENT ON COLUMN who_speaks_for.speaker IS 'Canonical name of who speaks for it: its own name where it speaks itself.';
COMMENT ON COLUMN who_speaks_for.speaker_kind IS 'Kind of the speaker, as person.';
COMMENT ON COLUMN who_speaks_for.roles IS
'Roles of the person there, the one that most articles state first; null where it speaks itself.';
COMMENT ON COLUMN who_speaks_for.statements IS 'Number of statements of the speaker.';
COMMENT ON COLUMN who_speaks_for.direct IS 'Number of those in quotation marks.';
COMMENT ON COLUMN who_speaks_for.outlets IS 'Number of known outlets that have them.';
COMMENT ON COLUMN who_speaks_for.first_published_at IS 'Earliest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN who_speaks_for.last_published_at IS 'Latest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN who_speaks_for.body_id IS 'Key of the organisation or place, in actors.';
COMMENT ON COLUMN who_speaks_for.speaker_id IS 'Key of the speaker, in actors.';
