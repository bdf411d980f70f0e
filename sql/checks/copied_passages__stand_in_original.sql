-- The original has the same words there, case, marks and spaces aside.
SELECT
    copied_passages.article_id,
    copied_passages.start
FROM copied_passages
INNER JOIN articles AS originals ON originals.article_id = copied_passages.original_id
WHERE
    originals.article_id BETWEEN $first_article AND $last_article
    AND regexp_replace(lower(copied_passages.text), '[^\p{L}\p{N}]+', '', 'g') IS DISTINCT FROM regexp_replace(
        lower(originals.text[copied_passages.original_start + 1:copied_passages.original_end]),
        '[^\p{L}\p{N}]+',
        '',
        'g'
    )
