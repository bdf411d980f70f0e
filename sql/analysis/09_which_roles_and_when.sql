-- Which roles do articles give to a person, and from when to when? More than one role for one name may be a career, or
-- two persons of one name: see actors_to_review. Put another name in the place of the mayor's.
WITH stated AS (
    SELECT
        name,
        unnest(roles) AS role
    FROM actor_profiles
    WHERE name = 'Helena Brandvik'
)

SELECT
    name,
    role['role'] AS role,
    role['of'] AS of_whom,
    role['articles'] AS articles,
    role['first_stated'] AS first_stated,
    role['last_stated'] AS last_stated
FROM stated
ORDER BY articles DESC, role ASC
