-- What grouping into stories reads of the current texts: when each was first published, its headline, its first words.
SELECT
    text_id,
    min(published_at) AS published_at,
    min(headline) AS headline,
    left(any_value(text), 1200) AS opening
FROM articles
WHERE text_id IN (SELECT current_texts.text_id FROM current_texts)
GROUP BY text_id
ORDER BY text_id
