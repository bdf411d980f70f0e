-- The one article that was made of a record of a raw file.
CREATE OR REPLACE TEMPORARY TABLE portions AS
SELECT
    articles.article_id,
    1 AS position,
    0 AS portion
FROM articles
INNER JOIN documents ON documents.document_id = articles.article_id
WHERE documents.path = $path AND documents.record = $record
