-- The articles that report statements, the newest first, in portions of some two million characters of text.
CREATE OR REPLACE TEMPORARY TABLE portions AS
SELECT
    articles.article_id,
    row_number() OVER newest_first AS position,
    (sum(length(articles.text)) OVER newest_first // 2000000)::integer AS portion
FROM articles
INNER JOIN documents ON documents.document_id = articles.article_id
WHERE articles.article_id IN (SELECT statements.article_id FROM statements)
WINDOW newest_first AS (
    ORDER BY articles.published_at DESC NULLS LAST, documents.path ASC, documents.record ASC
    ROWS UNBOUNDED PRECEDING
)
