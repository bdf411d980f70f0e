-- One row per entity of the current texts and form of its name, the most frequent first, and how often it stands there;
-- one with nulls for an entity without a name. It is in office where the text speaks of an administration, a presidency
-- or an era of that name. Mister and madam: it has Mr. before it, or Mrs., Ms. or Miss.
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
        mentions.text AS form,
        count(*) AS times,
        bool_or(regexp_matches(
            substring(texts.text, mentions."end" + 1, 16),
            '^(-era|[ ](administration|appointee|cabinet|era|nominee|presidency|white house|years))\b', 'i'
        )) AS in_office,
        bool_or(regexp_matches(
            substring(texts.text, greatest(mentions.start - 4, 1), least(mentions.start, 5)), '\bMr[.]? $'
        )) AS mister,
        bool_or(regexp_matches(
            substring(texts.text, greatest(mentions.start - 4, 1), least(mentions.start, 5)), '\b(Mrs|Ms|Miss)[.]? $'
        )) AS madam
    FROM mentions
    INNER JOIN texts ON texts.text_id = mentions.text_id
    WHERE mentions.kind = 'name'
    GROUP BY mentions.text_id, mentions.entity, mentions.text
)

SELECT
    entities.text_id,
    entities.entity,
    entities.kind,
    entities.name,
    entities.acronym,
    forms.form,
    forms.times,
    forms.in_office,
    forms.mister,
    forms.madam
FROM entities
LEFT JOIN forms ON forms.text_id = entities.text_id AND forms.entity = entities.entity
WHERE entities.text_id IN (SELECT current_texts.text_id FROM current_texts)
ORDER BY entities.text_id ASC, entities.entity ASC, forms.times DESC, forms.form ASC
