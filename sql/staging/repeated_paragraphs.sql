-- Paragraphs that an outlet repeats in at least five different articles: their outlet and their key.
-- One article that was scraped, updated or published many times repeats all of itself. So a document counts only if
-- it has paragraphs of its own beside the repeated ones, as many or more (or few are repeated), and documents with the
-- same paragraph of their own count once.
WITH paragraphs AS (
    SELECT DISTINCT
        document_id,
        outlet_key,
        key
    FROM document_paragraphs
),

widespread AS (
    SELECT
        outlet_key,
        key
    FROM paragraphs
    GROUP BY outlet_key, key
    HAVING count(*) >= 5
),

marked AS (
    SELECT
        paragraphs.document_id,
        paragraphs.outlet_key,
        paragraphs.key,
        widespread.key IS NOT NULL AS is_widespread
    FROM paragraphs
    LEFT JOIN widespread ON widespread.outlet_key = paragraphs.outlet_key AND widespread.key = paragraphs.key
),

-- An article is told from others by the least of its own keys.
told_apart AS (
    SELECT
        document_id,
        min(key) FILTER (NOT is_widespread) AS article
    FROM marked
    GROUP BY document_id
    HAVING count(*) FILTER (is_widespread) <= greatest(3, count(*) FILTER (NOT is_widespread))
)

SELECT
    marked.outlet_key,
    marked.key
FROM marked
INNER JOIN told_apart ON told_apart.document_id = marked.document_id
WHERE marked.is_widespread
GROUP BY marked.outlet_key, marked.key
HAVING count(DISTINCT told_apart.article) >= 5
ORDER BY marked.outlet_key, marked.key
