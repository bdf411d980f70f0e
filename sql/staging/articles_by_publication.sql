-- Articles that may be copies or originals, the first published first; without dates, the first by path. Articles with
-- the same words have the same key of their words: the least of their texts.
WITH worded AS (
    SELECT
        articles.document_id,
        articles.text_id,
        articles.published_at,
        articles.published_precision,
        min(articles.text_id) OVER (PARTITION BY articles.fingerprint) AS words_id,
        count(*) OVER (PARTITION BY articles.fingerprint) AS printings
    FROM articles
    WHERE articles.word_count > 0
)

SELECT
    worded.document_id,
    worded.text_id,
    worded.words_id
FROM worded
INNER JOIN documents ON documents.document_id = worded.document_id
WHERE
    worded.printings > 1
    OR worded.text_id IN (
        SELECT shared_texts.text_id FROM shared_texts
        WHERE shared_texts.containment IS NOT NULL
        UNION
        SELECT shared_texts.other_text_id FROM shared_texts
        WHERE shared_texts.containment IS NOT NULL
    )
ORDER BY
    latest_moment(worded.published_at, worded.published_precision) NULLS LAST,
    documents.path,
    documents.record
