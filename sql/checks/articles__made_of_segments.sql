-- The text of each article is its kept segments, cut from the document and joined by nothing: they follow one another
-- from its first character to its last, and what stands in each stands at its place in the document.
WITH neighbours AS (
    SELECT
        article_id,
        article_end,
        article_start = lag(article_end, 1, 0) OVER (PARTITION BY article_id ORDER BY article_start, article_end)
        AND article_end > article_start
        AND article_end - article_start = document_end - document_start AS joined
    FROM article_segments
    WHERE article_id BETWEEN $first_article AND $last_article
),

kept AS (
    SELECT
        article_id,
        max(article_end) AS article_end,
        bool_and(joined) AS joined
    FROM neighbours
    GROUP BY article_id
)

SELECT articles.article_id
FROM articles
LEFT JOIN kept ON kept.article_id = articles.article_id
WHERE
    articles.article_id BETWEEN $first_article AND $last_article
    AND (coalesce(kept.article_end, 0) <> length(articles.text) OR NOT coalesce(kept.joined, true))
UNION ALL
-- Segment by segment: to join the texts anew, all of them would have to be there twice.
SELECT segments.article_id
FROM article_segments AS segments
INNER JOIN articles ON articles.article_id = segments.article_id
INNER JOIN documents ON documents.document_id = segments.article_id
WHERE
    segments.article_id BETWEEN $first_article AND $last_article
    AND articles.text[segments.article_start + 1:segments.article_end]
    <> documents.text[segments.document_start + 1:segments.document_end]
