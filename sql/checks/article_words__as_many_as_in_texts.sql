-- An article that is no copy has as many letters and digits in its words as in its text, and as many in those of its
-- headline; words are numbered from 0, and to -2, without a gap. A copy has none.
WITH printed AS (
    SELECT
        number,
        coalesce(headline, '') AS head,
        CASE WHEN regexp_matches(text, '[^\x00-\x{BF}\x{2000}-\x{20CF}]') THEN strip_accents(text) ELSE text END AS text
    FROM articles
    WHERE duplicate_of IS NULL
),

expected AS (
    SELECT
        number,
        length(replace(regexp_replace(text, '[^\p{L}\p{N} ]+', '', 'g'), ' ', '')) AS letters,
        length(replace(regexp_replace(strip_accents(head), '[^\p{L}\p{N} ]+', '', 'g'), ' ', '')) AS head_letters
    FROM printed
),

counted AS (
    SELECT
        article_number,
        sum(length(word)) AS letters,
        coalesce(sum(length(word)) FILTER (WHERE position < 0), 0) AS head_letters,
        count(*) FILTER (WHERE position >= 0) AS words,
        count(*) FILTER (WHERE position < 0) AS head_words,
        max(position) AS last,
        min(position) AS first,
        max(position) FILTER (WHERE position < 0) AS last_of_head
    FROM article_words
    GROUP BY article_number
)

SELECT coalesce(expected.number, counted.article_number) AS article_number
FROM expected
FULL JOIN counted ON counted.article_number = expected.number
WHERE
    expected.number IS NULL
    OR coalesce(counted.head_letters, 0) <> expected.head_letters
    OR coalesce(counted.letters, 0) <> expected.head_letters + expected.letters
    OR (counted.words > 0 AND counted.last <> counted.words - 1)
    OR (counted.head_words = 0 AND counted.first <> 0)
    OR (counted.head_words > 0 AND counted.first <> -1 - counted.head_words)
    OR (counted.head_words > 0 AND counted.last_of_head <> -2)
