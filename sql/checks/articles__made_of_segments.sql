-- The text of each article is its kept segments, cut from the document and joined by nothing.
WITH kept AS (
    SELECT
        segments.article_id,
        string_agg(
            substring(
                documents.text, segments.document_start + 1, segments.document_end - segments.document_start
            ),
            '' ORDER BY segments.article_start
        ) AS text,
        bool_and(
            segments.article_end - segments.article_start = segments.document_end - segments.document_start
        ) AS aligned
    FROM article_segments AS segments
    INNER JOIN documents ON documents.document_id = segments.article_id
    GROUP BY segments.article_id
)

SELECT articles.article_id
FROM articles
LEFT JOIN kept ON kept.article_id = articles.article_id
WHERE coalesce(kept.text, '') <> articles.text OR NOT coalesce(kept.aligned, true)
