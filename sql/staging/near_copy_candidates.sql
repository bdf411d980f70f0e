-- Pairs of texts that are worth comparing: at least a fifth of the keys of one are keys of the other too. A key that
-- many texts have is a phrase rather than a text, or a text copied very often: it pairs only the texts of least key
-- with the others, so the pairs grow with the texts and not with their square. All pairs, not only those of new texts:
-- which are paired does not depend then on the runs in which the texts came.
WITH ranked AS (
    SELECT
        text_id,
        key,
        row_number() OVER (PARTITION BY key ORDER BY text_id) AS place
    FROM text_sketches
    -- A key that one text alone has makes no pair.
    QUALIFY count(*) OVER (PARTITION BY key) > 1
),

pairs AS (
    SELECT
        one.text_id,
        other.text_id AS other_text_id,
        count(*) AS keys
    FROM ranked AS one
    INNER JOIN ranked AS other ON other.key = one.key AND other.place > one.place
    WHERE one.place <= 64
    GROUP BY one.text_id, other.text_id
),

sketched AS (
    SELECT
        text_id,
        count(*) AS keys
    FROM text_sketches
    GROUP BY text_id
)

SELECT
    pairs.text_id,
    pairs.other_text_id
FROM pairs
INNER JOIN sketched AS one ON one.text_id = pairs.text_id
INNER JOIN sketched AS other ON other.text_id = pairs.other_text_id
WHERE 5 * pairs.keys >= least(one.keys, other.keys)
ORDER BY pairs.text_id, pairs.other_text_id
