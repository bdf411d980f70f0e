-- Texts of articles that this version of the stage has not sketched, each once.
SELECT
    articles.text_id,
    any_value(length(articles.text)) AS characters
FROM articles
LEFT JOIN sketches ON sketches.text_id = articles.text_id AND sketches.clean_version = $clean_version
WHERE articles.word_count > 0 AND sketches.text_id IS NULL
GROUP BY articles.text_id
ORDER BY articles.text_id
