-- One row per form in which articles name an actor.
INSERT INTO actor_aliases BY NAME
SELECT *
FROM staging.actor_aliases
ORDER BY actor_id, alias;
