-- Texts in the model's language that this version of code and model has not analysed, each once, long ones first: the
-- workers then end together.
SELECT
    articles.text_id,
    any_value(articles.word_count) AS word_count
FROM articles
LEFT JOIN analyses
    ON analyses.text_id = articles.text_id AND analyses.extract_version = $extract_version
WHERE articles.language = $language AND articles.word_count > 0 AND analyses.text_id IS NULL
GROUP BY articles.text_id
ORDER BY word_count DESC, articles.text_id ASC
