-- Who is all at once in many articles. Warns of an actor whom the last publication does not have and whom at least 10
-- articles name, more than a twentieth of those that are new since, copies aside: a newcomer to the news, words of a
-- page taken for a name, or somebody known whose name is now told otherwise.
WITH named AS (
    SELECT
        mentions.actor_id,
        count(DISTINCT mentions.article_id) AS articles,
        count(DISTINCT articles.source_id) AS outlets
    FROM mentions
    INNER JOIN articles ON articles.article_id = mentions.article_id
    WHERE articles.duplicate_of IS NULL
    GROUP BY mentions.actor_id
),

new_articles AS (
    SELECT originals.article_id
    FROM articles AS originals
    ANTI JOIN previous.articles AS known ON known.article_id = originals.article_id
    WHERE originals.duplicate_of IS NULL
)

SELECT
    actors.name,
    actors.kind,
    named.articles,
    named.outlets,
    actors.actor_id
FROM named
INNER JOIN actors ON actors.actor_id = named.actor_id
WHERE
    named.articles >= 10
    AND named.articles > 0.05 * (SELECT count(*) FROM new_articles)
    AND actors.actor_id NOT IN (SELECT known.actor_id FROM previous.actors AS known)
ORDER BY named.articles DESC, actors.name ASC;

SELECT
    actors.name,
    mentions.text,
    mentions.method,
    articles.headline,
    articles.article_id
FROM mentions
INNER JOIN actors ON actors.actor_id = mentions.actor_id
INNER JOIN articles ON articles.article_id = mentions.article_id
ORDER BY count(*) OVER (PARTITION BY actors.actor_id) DESC, actors.name ASC, articles.article_id ASC
LIMIT 1000;
