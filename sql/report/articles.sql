-- What pages show of the articles of a portion. `kept` says where each kept span begins in the article and in its
-- document.
SELECT
    portions.article_id,
    articles.headline,
    articles.byline,
    articles.text,
    articles.analysis,
    sources.name AS outlet,
    documents.path,
    documents.record,
    CASE
        WHEN articles.published_precision = 'day' THEN strftime(articles.published_at, '%Y-%m-%d')
        ELSE strftime(articles.published_at, '%Y-%m-%d %H:%M')
    END AS published,
    (
        SELECT list([kept.article_start, kept.document_start] ORDER BY kept.article_start)
        FROM article_segments AS kept
        WHERE kept.article_id = articles.article_id
    ) AS kept
FROM portions
INNER JOIN articles ON articles.article_id = portions.article_id
INNER JOIN documents ON documents.document_id = articles.article_id
LEFT JOIN sources ON sources.source_id = articles.source_id
WHERE portions.portion = $portion
ORDER BY portions.position
