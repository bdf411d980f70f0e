-- The roles that the current texts state.
SELECT
    text_id,
    entity,
    role,
    of_entity,
    of_text,
    start,
    "end"
FROM roles
WHERE text_id IN (SELECT current_texts.text_id FROM current_texts)
ORDER BY text_id, start, "end", entity
