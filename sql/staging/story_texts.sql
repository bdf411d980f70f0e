-- What grouping into stories reads of the current texts: when each was first published, its headline, its first words.
WITH printings AS (
    SELECT
        text_id,
        min(published_at) AS published_at,
        min(headline) AS headline,
        min(rowid) AS printed
    FROM articles
    WHERE text_id IN (SELECT current_texts.text_id FROM current_texts)
    GROUP BY text_id
)

SELECT
    printings.text_id,
    printings.published_at,
    printings.headline,
    left(articles.text, 1200) AS opening
FROM printings
INNER JOIN articles ON articles.rowid = printings.printed
ORDER BY printings.text_id
