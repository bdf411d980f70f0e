-- Where exactly stands a statement that I remember in part? Statements with all the words, best first, each with its
-- file, the line and its character. Put other words in the place of these.
SELECT
    found.speaker,
    provenance.text,
    provenance.path,
    provenance.record,
    provenance.line,
    provenance.line_character
FROM search_statements('customer bank') AS found
INNER JOIN statement_provenance AS provenance ON provenance.statement_id = found.statement_id
ORDER BY found.together DESC, found.hits DESC, provenance.path ASC, provenance.document_start ASC
LIMIT 10
