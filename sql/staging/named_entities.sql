-- The entities of the current texts, each with its name forms and how often each stands there.
WITH forms AS (
    SELECT
        text_id,
        entity,
        text,
        count(*) AS times
    FROM mentions
    WHERE kind = 'name' AND text_id IN (SELECT current_texts.text_id FROM current_texts)
    GROUP BY text_id, entity, text
),

names AS (
    SELECT
        text_id,
        entity,
        list(text ORDER BY times DESC, text ASC) AS names,
        list(times ORDER BY times DESC, text ASC) AS times
    FROM forms
    GROUP BY text_id, entity
)

SELECT
    entities.text_id,
    entities.entity,
    entities.kind,
    entities.name,
    entities.acronym,
    coalesce(names.names, []) AS names,
    coalesce(names.times, []) AS times
FROM entities
LEFT JOIN names ON names.text_id = entities.text_id AND names.entity = entities.entity
WHERE entities.text_id IN (SELECT current_texts.text_id FROM current_texts)
ORDER BY entities.text_id, entities.entity
