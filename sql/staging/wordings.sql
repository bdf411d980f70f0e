-- One row per wording, speaker by speaker, in the order in which they were first printed, as far as dates tell. Texts
-- are looked up last: all that are placed and grouped with the rest would be held in memory.
WITH printed AS (
    SELECT
        statement_wordings.wording_id,
        statement_wordings.speaker_id,
        statement_wordings.quoted,
        statement_wordings.rowid AS statement,
        articles.published_at,
        row_number() OVER (
            ORDER BY
                latest_moment(articles.published_at, articles.published_precision) NULLS LAST,
                documents.path,
                documents.record,
                statement_wordings.quotation
        ) AS place
    FROM statement_wordings
    INNER JOIN articles ON articles.text_id = statement_wordings.text_id
    INNER JOIN documents ON documents.document_id = articles.document_id
),

first_printed AS (
    SELECT
        wording_id,
        speaker_id,
        bool_or(quoted) AS quoted,
        arg_min(statement, place) AS statement,
        min(published_at) AS published_at,
        min(place) AS place
    FROM printed
    GROUP BY wording_id, speaker_id
)

SELECT
    first_printed.wording_id,
    first_printed.speaker_id,
    first_printed.quoted,
    statement_wordings.text,
    first_printed.published_at
FROM first_printed
INNER JOIN statement_wordings ON statement_wordings.rowid = first_printed.statement
ORDER BY first_printed.speaker_id, first_printed.place
