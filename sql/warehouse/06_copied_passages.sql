-- One row per passage of a copy that stands in its original. Of texts that differ in nothing but marks and spaces, and
-- were too short to compare, the whole is one passage.
CREATE OR REPLACE TEMPORARY TABLE taken_over AS
WITH pairs AS (
    SELECT
        copies.document_id AS article_id,
        copies.original_id,
        clean.text_id,
        original.text_id AS original_text_id,
        length(clean.text) AS length,
        length(original.text) AS original_length
    FROM staging.copies
    INNER JOIN staging.articles AS clean ON clean.document_id = copies.document_id
    INNER JOIN staging.articles AS original ON original.document_id = copies.original_id
),

shared AS (
    SELECT
        pairs.article_id,
        pairs.original_id,
        pairs.text_id = shared_texts.text_id AS is_first,
        unnest(shared_texts.passages) AS passage
    FROM pairs
    INNER JOIN staging.shared_texts
        ON
            shared_texts.text_id = least(pairs.text_id, pairs.original_text_id)
            AND shared_texts.other_text_id = greatest(pairs.text_id, pairs.original_text_id)
)

SELECT
    article_id,
    original_id,
    CASE WHEN is_first THEN passage['start'] ELSE passage['other_start'] END AS start,
    CASE WHEN is_first THEN passage['end'] ELSE passage['other_end'] END AS "end",
    CASE WHEN is_first THEN passage['other_start'] ELSE passage['start'] END AS original_start,
    CASE WHEN is_first THEN passage['other_end'] ELSE passage['end'] END AS original_end
FROM shared
UNION ALL
SELECT
    article_id,
    original_id,
    0 AS start,
    length AS "end",
    0 AS original_start,
    original_length AS original_end
FROM pairs
WHERE article_id NOT IN (SELECT shared.article_id FROM shared);

INSERT INTO copied_passages BY NAME
SELECT
    taken_over.*,
    articles.text[taken_over.start + 1:taken_over."end"] AS text
FROM taken_over
INNER JOIN articles ON articles.article_id = taken_over.article_id
ORDER BY taken_over.article_id, taken_over.start;
