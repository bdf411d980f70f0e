-- What statement_provenance shows stands in the document at the offsets that it gives: text, speaker and cue, these two
-- around what was removed within them.
WITH found AS (
    SELECT
        provenance.*,
        substring(
            documents.text, provenance.document_start + 1, provenance.document_end - provenance.document_start
        ) AS found_text,
        substring(
            documents.text,
            provenance.speaker_document_start + 1,
            provenance.speaker_document_end - provenance.speaker_document_start
        ) AS found_speaker,
        substring(
            documents.text,
            provenance.cue_document_start + 1,
            provenance.cue_document_end - provenance.cue_document_start
        ) AS found_cue
    FROM statement_provenance AS provenance
    INNER JOIN documents ON documents.document_id = provenance.article_id
    WHERE provenance.article_id BETWEEN $first_article AND $last_article
)

SELECT
    statement_id,
    segment
FROM found
WHERE
    found_text <> text
    -- Asked first, for it is so of few rows: each time that a passage is named, it is found in the document once more.
    OR (
        found_speaker IS DISTINCT FROM speaker_text
        AND (
            coalesce(length(found_speaker) <= length(speaker_text), TRUE)
            OR left(found_speaker, 1) <> left(speaker_text, 1)
            OR right(found_speaker, 1) <> right(speaker_text, 1)
        )
    )
    OR (
        found_cue IS DISTINCT FROM cue_text
        AND (
            coalesce(length(found_cue) <= length(cue_text), TRUE)
            OR left(found_cue, 1) <> left(cue_text, 1)
            OR right(found_cue, 1) <> right(cue_text, 1)
        )
    )
UNION ALL
SELECT
    statement_id,
    segment
FROM statement_segments
WHERE
    article_id BETWEEN $first_article AND $last_article
    AND (statement_id, segment) NOT IN (
        SELECT (p.statement_id, p.segment) FROM statement_provenance AS p
        WHERE p.article_id BETWEEN $first_article AND $last_article
    )
