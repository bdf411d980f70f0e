-- One row per wording, speaker by speaker, in the order in which they were first printed, as far as dates tell.
WITH printed AS (
    SELECT
        statement_wordings.*,
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
)

SELECT
    wording_id,
    speaker_id,
    bool_or(quoted) AS quoted,
    arg_min(text, place) AS text,
    min(published_at) AS published_at
FROM printed
GROUP BY wording_id, speaker_id
ORDER BY speaker_id, min(place)
