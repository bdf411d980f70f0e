-- The texts that count: of articles that are there, analysed.
CREATE OR REPLACE TEMPORARY VIEW current_texts AS
SELECT DISTINCT articles.text_id
FROM articles
INNER JOIN analyses ON analyses.text_id = articles.text_id
WHERE analyses.status = 'analysed'
