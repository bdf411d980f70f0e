-- How many rows the warehouse must have, counted in staging without the joins that build it.
WITH copies AS (
    SELECT
        articles.text_id,
        count(*) AS articles
    FROM articles
    INNER JOIN analyses ON analyses.text_id = articles.text_id AND analyses.status = 'analysed'
    GROUP BY articles.text_id
)

SELECT
    'documents' AS table_name,
    count(*) AS expected
FROM documents
UNION ALL
SELECT
    'articles',
    count(*)
FROM documents
WHERE status IN ('loaded', 'damaged')
UNION ALL
SELECT
    'removed_passages',
    count(*)
FROM removed_passages
UNION ALL
SELECT
    'actors',
    count(*)
FROM actors
UNION ALL
SELECT
    'mentions',
    coalesce(sum(copies.articles), 0)
FROM mentions
INNER JOIN copies ON copies.text_id = mentions.text_id
UNION ALL
SELECT
    'statements',
    coalesce(sum(copies.articles), 0)
FROM quotations
INNER JOIN copies ON copies.text_id = quotations.text_id
