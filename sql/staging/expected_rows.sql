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
    'articles' AS table_name,
    count(*) AS expected
FROM documents
WHERE status IN ('loaded', 'damaged')
UNION ALL
SELECT
    'removed_passages' AS table_name,
    count(*) AS expected
FROM removed_passages
UNION ALL
SELECT
    'actors' AS table_name,
    count(*) AS expected
FROM actors
UNION ALL
SELECT
    'mentions' AS table_name,
    coalesce(sum(copies.articles), 0) AS expected
FROM mentions
INNER JOIN copies ON copies.text_id = mentions.text_id
UNION ALL
SELECT
    'statements' AS table_name,
    coalesce(sum(copies.articles), 0) AS expected
FROM quotations
INNER JOIN copies ON copies.text_id = quotations.text_id
