-- The articles that report statements, the newest first, in portions of some two million characters of text.
CREATE OR REPLACE TEMPORARY TABLE portions AS
-- Lengths by themselves: what is joined and sorted would be the texts.
WITH lengths AS MATERIALIZED (
    SELECT
        article_id,
        published_at,
        length(text) AS characters
    FROM articles
    WHERE article_id IN (SELECT statements.article_id FROM statements)
)

SELECT
    lengths.article_id,
    row_number() OVER newest_first AS position,
    (sum(lengths.characters) OVER newest_first // 2000000)::integer AS portion
FROM lengths
INNER JOIN documents ON documents.document_id = lengths.article_id
WINDOW newest_first AS (
    ORDER BY lengths.published_at DESC NULLS LAST, documents.path ASC, documents.record ASC
    ROWS UNBOUNDED PRECEDING
)
