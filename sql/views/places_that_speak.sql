-- One row per place to which an article gives a voice ("Norland rejected the ruling"): what is said in its name, what
-- persons say in articles that state a role of theirs there, and how often others speak about it. Read from
-- who_speaks_for and said_about: no passages copied from other articles, no statements below the confidence threshold.
CREATE VIEW places_that_speak AS
WITH of_persons AS (
    SELECT
        body_id,
        sum(statements)::BIGINT AS statements,
        (list(speaker ORDER BY statements DESC, speaker ASC))[:10] AS persons
    FROM who_speaks_for
    WHERE body_kind = 'place' AND speaker_id <> body_id
    GROUP BY body_id
)

SELECT
    places.body AS place,
    places.statements,
    places.direct,
    places.outlets,
    coalesce(of_persons.statements, 0) AS statements_of_persons,
    coalesce(of_persons.persons, []) AS persons,
    actor_counts.statements_about,
    places.first_published_at,
    places.last_published_at,
    places.body_id AS place_id
FROM who_speaks_for AS places
INNER JOIN actor_counts ON actor_counts.actor_id = places.body_id
LEFT JOIN of_persons ON of_persons.body_id = places.body_id
WHERE places.body_kind = 'place' AND places.speaker_id = places.body_id;

COMMENT ON COLUMN places_that_speak.place IS 'Canonical name of the place.';
COMMENT ON COLUMN places_that_speak.statements IS 'Number of statements in the place''s own name.';
COMMENT ON COLUMN places_that_speak.direct IS 'Number of those in quotation marks.';
COMMENT ON COLUMN places_that_speak.outlets IS 'Number of known outlets that have them.';
COMMENT ON COLUMN places_that_speak.statements_of_persons IS
'Number of statements of persons in articles that state a role of theirs there, as President.';
COMMENT ON COLUMN places_that_speak.persons IS 'Names of the ten of those persons who say most, first who says most.';
COMMENT ON COLUMN places_that_speak.statements_about IS 'Number of statements of others that mention the place.';
COMMENT ON COLUMN places_that_speak.first_published_at IS
'Earliest publication of a statement in its own name, in UTC; null if nothing says.';
COMMENT ON COLUMN places_that_speak.last_published_at IS
'Latest publication of a statement in its own name, in UTC; null if nothing says.';
COMMENT ON COLUMN places_that_speak.place_id IS 'Key of the place, in actors.';
