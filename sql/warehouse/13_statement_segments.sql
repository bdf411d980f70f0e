-- One row per contiguous part of a statement. Where cleaning removed a passage in the middle, the part is cut in two:
-- every row is one span of the document.
INSERT INTO statement_segments BY NAME
WITH pieces AS (
    SELECT
        statements.statement_id,
        statements.article_id,
        greatest(segments.start, kept.article_start) AS start,
        least(segments.end, kept.article_end) AS "end",
        -- Cut from the segment, not from the article: what is carried along is small.
        segments.text[
            greatest(segments.start, kept.article_start) - segments.start + 1:
            least(segments.end, kept.article_end) - segments.start
        ] AS text
    FROM statements
    INNER JOIN staging.articles AS clean ON clean.document_id = statements.article_id
    INNER JOIN staging.quotation_segments AS segments
        ON segments.text_id = clean.text_id AND segments.quotation = statements.ordinal
    INNER JOIN article_segments AS kept
        ON
            kept.article_id = statements.article_id
            AND kept.article_start < segments.end
            AND kept.article_end > segments.start
)

SELECT
    statement_id,
    row_number() OVER (PARTITION BY statement_id ORDER BY start) - 1 AS segment,
    article_id,
    start,
    "end",
    text
FROM pieces
ORDER BY article_id, statement_id, segment;
