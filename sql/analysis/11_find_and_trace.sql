-- Where exactly stands a statement that I remember in part? The ten best statements with all the words, each with its
-- file, the line and its character. Put other words in the place of these. statement_provenance says the same of all
-- statements, with speaker and cue; a few are found more quickly so.
WITH found AS (
    SELECT
        statement_id,
        article_id,
        speaker,
        together,
        hits
    FROM search_statements('customer bank')
    ORDER BY together DESC, hits DESC, length(statement) ASC, statement_id ASC
    LIMIT 10
),

traced AS (
    SELECT
        found.*,
        segments.text,
        documents.path,
        documents.record,
        kept.document_start + segments.start - kept.article_start AS document_start,
        documents.text[:kept.document_start + segments.start - kept.article_start] AS text_before
    FROM found
    INNER JOIN statement_segments AS segments ON segments.statement_id = found.statement_id
    INNER JOIN documents ON documents.document_id = found.article_id
    INNER JOIN article_segments AS kept
        ON
            kept.article_id = found.article_id
            AND segments.start >= kept.article_start
            AND segments.start < kept.article_end
)

SELECT
    speaker,
    text,
    path,
    record,
    len(string_split(text_before, chr(10))) AS line,
    length(string_split(text_before, chr(10))[-1]) + 1 AS line_character
FROM traced
ORDER BY together DESC, hits DESC, path ASC, record ASC, document_start ASC
