-- Every statement has at least one segment.
SELECT statement_id
FROM statements
WHERE statement_id NOT IN (SELECT segments.statement_id FROM statement_segments AS segments)
