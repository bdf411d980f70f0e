-- One row per place in an article where one of the words that a search asks for stands, or a word that begins with it:
-- FROM found_places('bridge unsafe', 1) looks for the first of them in the order of the alphabet. Copies of articles
-- are left out. The table is sorted by word, some hundred articles at a time, and DuckDB knows the word before it
-- reads: so it reads a small part.
CREATE MACRO found_places(words, which) AS TABLE
    SELECT
        which AS asked,
        word,
        article_number,
        position
    FROM article_words
    WHERE prefix(word, asked_list(words)[which]);
