-- One row per word that a search asks for, beside all of them as one phrase: FROM asked_words('Bridge, unsafe'). Case,
-- accents and marks do not count.
CREATE MACRO asked_words(words) AS TABLE
    SELECT DISTINCT
        phrase,
        unnest(string_split(phrase, ' ')) AS word
    FROM (
        SELECT trim(regexp_replace(lower(strip_accents(words::varchar)), '[^\p{L}\p{N}]+', ' ', 'g')) AS phrase
    ) AS asked
    WHERE phrase <> '';
