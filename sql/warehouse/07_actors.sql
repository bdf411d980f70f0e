-- One row per actor; organisations have a second one in their own table.
INSERT INTO actors BY NAME
SELECT
    actor_id,
    kind,
    name,
    description
FROM staging.actors
ORDER BY actor_id;

INSERT INTO organisations BY NAME
SELECT
    actor_id,
    acronym,
    organisation_type AS type
FROM staging.actors
WHERE kind = 'organisation'
ORDER BY actor_id;
