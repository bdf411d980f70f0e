-- The wordings that are linked to none that was printed before: each is an utterance of its own.
INSERT INTO wording_links BY NAME
SELECT DISTINCT
    wording_id,
    wording_id AS utterance_id,
    0 AS words_left_out,
    0 AS words_put_in
FROM statement_wordings
WHERE wording_id NOT IN (SELECT wording_links.wording_id FROM wording_links)
ORDER BY wording_id
