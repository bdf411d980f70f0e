-- How does the wording of one statement change from outlet to outlet? Pairs of direct quotations of one speaker in two
-- articles that have most of their words in common and are not the same.
WITH quotations AS (
    SELECT
        speaker,
        outlet,
        article_id,
        statement,
        utterance_id,
        list_distinct(regexp_extract_all(lower(statement), '\w+')) AS words
    FROM who_said_what
    WHERE kind = 'direct'
)

SELECT
    one.speaker,
    one.outlet AS one_outlet,
    one.statement AS one_wording,
    other.outlet AS other_outlet,
    other.statement AS other_wording
FROM quotations AS one
INNER JOIN quotations AS other
    ON
        one.speaker = other.speaker
        AND one.article_id < other.article_id
        AND one.utterance_id <> other.utterance_id
WHERE
    len(list_intersect(one.words, other.words)) > 0.5 * least(len(one.words), len(other.words))
ORDER BY one.speaker ASC, one.statement ASC
