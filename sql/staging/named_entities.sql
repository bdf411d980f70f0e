-- One row per entity of the current texts.
SELECT
    text_id,
    entity,
    kind,
    name,
    acronym,
    names,
    in_office,
    address,
    level,
    within,
    dead
FROM entities
WHERE text_id IN (SELECT current_texts.text_id FROM current_texts)
ORDER BY text_id, entity
