-- What the page of an article says of the article itself.
SELECT
    articles.article_id,
    articles.headline,
    articles.byline,
    articles.dateline,
    articles.published_at,
    articles.text,
    articles.analysis,
    sources.name AS outlet,
    documents.path,
    documents.record
FROM articles
INNER JOIN documents ON documents.document_id = articles.article_id
LEFT JOIN sources ON sources.source_id = articles.source_id
WHERE documents.path = $path AND documents.record = $record
