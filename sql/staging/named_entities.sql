-- The entities of the current texts, each with its name forms, how often each stands there, and whether the text speaks
-- of an administration, a presidency or an era of that name.
WITH texts AS (
    SELECT
        text_id,
        any_value(text) AS text
    FROM articles
    WHERE text_id IN (SELECT current_texts.text_id FROM current_texts)
    GROUP BY text_id
),

forms AS (
    SELECT
        mentions.text_id,
        mentions.entity,
        mentions.text,
        count(*) AS times,
        bool_or(regexp_matches(
            substring(texts.text, mentions."end" + 1, 16),
            '^(-era|[ ](administration|appointee|cabinet|era|nominee|presidency|white house|years))\b', 'i'
        )) AS in_office
    FROM mentions
    INNER JOIN texts ON texts.text_id = mentions.text_id
    WHERE mentions.kind = 'name'
    GROUP BY mentions.text_id, mentions.entity, mentions.text
),

names AS (
    SELECT
        text_id,
        entity,
        list(text ORDER BY times DESC, text ASC) AS names,
        list(times ORDER BY times DESC, text ASC) AS times,
        bool_or(in_office) AS in_office
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
    coalesce(names.times, []) AS times,
    coalesce(names.in_office, FALSE) AS in_office
FROM entities
LEFT JOIN names ON names.text_id = entities.text_id AND names.entity = entities.entity
WHERE entities.text_id IN (SELECT current_texts.text_id FROM current_texts)
ORDER BY entities.text_id, entities.entity
