-- Who is spoken of without being heard? Persons and organisations whom others' statements mention and who have no
-- statement of their own in any article. Those on whom most is said go first: candidates for a call.
SELECT
    name,
    kind,
    description,
    statements_about,
    articles
FROM actor_profiles
WHERE kind IN ('person', 'organisation') AND statements_about > 0 AND statements = 0
ORDER BY statements_about DESC, name ASC, actor_id ASC
LIMIT 20
