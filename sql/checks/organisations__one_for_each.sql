-- Organisations are the actors of that kind, each once.
SELECT actors.actor_id
FROM actors
FULL JOIN organisations ON organisations.actor_id = actors.actor_id
WHERE (actors.kind = 'organisation') IS DISTINCT FROM (organisations.actor_id IS NOT NULL)
