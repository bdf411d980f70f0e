-- An organisation or place has as many statements of its own as actor_counts says. A person has, for an organisation or
-- place, those of the articles that name it with the role; more only where an article states a role and not of what.
WITH for_body AS (
    SELECT
        affiliations.of_actor_id AS body_id,
        statements.speaker_id,
        count(DISTINCT statements.statement_id) AS statements,
        count(DISTINCT statements.statement_id) FILTER (WHERE statements.kind = 'direct') AS direct,
        count(DISTINCT statements.article_id) AS articles
    FROM statements
    INNER JOIN affiliations
        ON affiliations.article_id = statements.article_id AND affiliations.actor_id = statements.speaker_id
    WHERE
        affiliations.of_actor_id <> affiliations.actor_id
        AND NOT statements.copied
        AND statements.confidence >= confidence_threshold()
    GROUP BY affiliations.of_actor_id, statements.speaker_id
),

itself AS (
    SELECT
        actor_counts.actor_id AS body_id,
        actor_counts.actor_id AS speaker_id,
        actor_counts.statements,
        actor_counts.direct
    FROM actor_counts
    INNER JOIN actors ON actors.actor_id = actor_counts.actor_id
    WHERE actors.kind IN ('organisation', 'place') AND actor_counts.statements > 0
),

vague AS (
    SELECT actor_id
    FROM affiliations
    WHERE of_actor_id IS NULL AND of_text IS NULL
)

SELECT
    coalesce(voices.body_id, for_body.body_id, itself.body_id) AS body_id,
    coalesce(voices.speaker_id, for_body.speaker_id, itself.speaker_id) AS speaker_id
FROM voices
FULL JOIN for_body ON for_body.body_id = voices.body_id AND for_body.speaker_id = voices.speaker_id
FULL JOIN itself ON itself.body_id = voices.body_id AND itself.speaker_id = voices.speaker_id
WHERE
    voices.body_id IS NULL
    OR NOT (
        voices.direct <= voices.statements
        AND voices.outlets <= voices.articles
        AND voices.articles <= voices.statements
    )
    OR CASE
        WHEN voices.body_id = voices.speaker_id
            THEN (voices.statements, voices.direct) IS DISTINCT FROM (itself.statements, itself.direct)
        WHEN voices.speaker_id IN (SELECT vague.actor_id FROM vague)
            THEN voices.statements < coalesce(for_body.statements, 0)
        ELSE
            (voices.statements, voices.direct, voices.articles)
            IS DISTINCT FROM (for_body.statements, for_body.direct, for_body.articles)
            OR voices.roles IS NULL
    END
