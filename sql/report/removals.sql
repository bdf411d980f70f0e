-- What cleaning took out, by rule.
SELECT
    rule,
    count(*) AS passages,
    count(DISTINCT document_id) AS documents,
    sum(length(text))::bigint AS characters
FROM removed_passages
GROUP BY rule
ORDER BY characters DESC, rule ASC
