-- One row per word that a search asks for, beside all of them as one phrase: FROM asked_words('Bridge, unsafe'). Case,
-- accents and marks do not count.
CREATE MACRO asked_phrase(words) AS
trim(regexp_replace(lower(strip_accents(words::varchar)), '[^\p{L}\p{N}]+', ' ', 'g'));

-- The words, each once, in the order of the alphabet.
CREATE MACRO asked_list(words) AS
list_sort(list_distinct(string_split(nullif(asked_phrase(words), ''), ' ')));

CREATE MACRO asked_words(words) AS TABLE
    SELECT DISTINCT
        phrase,
        unnest(string_split(phrase, ' ')) AS word
    FROM (SELECT asked_phrase(words) AS phrase) AS asked
    WHERE phrase <> '';
