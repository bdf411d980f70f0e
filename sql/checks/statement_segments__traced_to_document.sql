-- What statement_provenance shows stands in the document at the offsets that it gives: text, speaker and cue.
SELECT
    provenance.statement_id,
    provenance.segment
FROM statement_provenance AS provenance
INNER JOIN documents ON documents.path = provenance.path AND documents.record = provenance.record
WHERE
    substring(
        documents.text, provenance.document_start + 1, provenance.document_end - provenance.document_start
    ) <> provenance.text
    OR coalesce(
        substring(
            documents.text,
            provenance.speaker_document_start + 1,
            provenance.speaker_document_end - provenance.speaker_document_start
        ),
        ''
    ) <> coalesce(provenance.speaker_text, '')
    OR coalesce(
        substring(
            documents.text,
            provenance.cue_document_start + 1,
            provenance.cue_document_end - provenance.cue_document_start
        ),
        ''
    ) <> coalesce(provenance.cue_text, '')
UNION ALL
SELECT
    statement_id,
    segment
FROM statement_segments
WHERE (statement_id, segment) NOT IN (SELECT (p.statement_id, p.segment) FROM statement_provenance AS p)
