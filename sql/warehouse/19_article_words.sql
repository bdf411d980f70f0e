-- One row per word of an article that is no copy: where it stands. Sorted by word, some hundred articles at a time, so
-- that a search reads only the parts of the table with the words that it asks for.
INSERT INTO article_words BY NAME
WITH split AS (
    SELECT
        number AS article_number,
        string_split(words_of(text), ' ') AS words,
        -1 AS before
    FROM articles
    WHERE duplicate_of IS NULL AND article_id BETWEEN $first_article AND $last_article
    UNION ALL
    -- The words of the headline go before those of the text, and not up to them: the last of one and the first of the
    -- other do not stand side by side.
    SELECT
        number AS article_number,
        string_split(words_of(headline), ' ') AS words,
        -2 - len(string_split(words_of(headline), ' ')) AS before
    FROM articles
    WHERE duplicate_of IS NULL AND headline IS NOT NULL AND article_id BETWEEN $first_article AND $last_article
),

words AS (
    SELECT
        article_number,
        unnest(words) AS word,
        before + generate_subscripts(words, 1) AS position
    FROM split
)

SELECT *
FROM words
WHERE word <> ''
ORDER BY word, article_number, position;
