-- Kept segments and removed passages tile each loaded document: in order, nothing twice, nothing left out.
WITH parts AS (
    SELECT
        article_id AS document_id,
        document_start,
        document_end
    FROM article_segments
    WHERE article_id BETWEEN $first_article AND $last_article
    UNION ALL
    SELECT
        document_id,
        document_start,
        document_end
    FROM removed_passages
    WHERE document_id BETWEEN $first_article AND $last_article
),

neighbours AS (
    SELECT
        document_id,
        document_start,
        document_end,
        lag(document_end, 1, 0) OVER (PARTITION BY document_id ORDER BY document_start, document_end) AS previous_end
    FROM parts
),

covered AS (
    SELECT
        document_id,
        max(document_end) AS document_end,
        bool_and(document_start = previous_end AND document_end > document_start) AS joined
    FROM neighbours
    GROUP BY document_id
)

SELECT articles.article_id AS document_id
FROM articles
INNER JOIN documents ON documents.document_id = articles.article_id
LEFT JOIN covered ON covered.document_id = articles.article_id
WHERE
    articles.article_id BETWEEN $first_article AND $last_article
    AND (
        NOT coalesce(covered.joined, length(documents.text) = 0)
        OR coalesce(covered.document_end, 0) <> length(documents.text)
    )
