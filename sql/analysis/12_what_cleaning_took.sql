-- What did cleaning take from which outlet? The rules that took the most characters first, with the passage that each
-- took most often. An example that is part of an article is an error: say so, with the rule's name.
SELECT
    outlet,
    rule,
    passages,
    round(100 * share_of_characters, 1) AS percent_of_text,
    example
FROM removed_by_outlet
WHERE example IS NOT NULL
ORDER BY characters DESC, outlet ASC, rule ASC
LIMIT 20
