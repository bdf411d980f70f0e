-- What mention_provenance shows stands in the document at the offsets that it gives, and it shows every mention.
SELECT provenance.path
FROM mention_provenance AS provenance
INNER JOIN documents ON documents.path = provenance.path AND documents.record = provenance.record
WHERE
    substring(
        documents.text, provenance.document_start + 1, provenance.document_end - provenance.document_start
    ) <> provenance.text
UNION ALL
SELECT 'rows missing'
WHERE (SELECT count(*) FROM mention_provenance) <> (SELECT count(*) FROM mentions)
