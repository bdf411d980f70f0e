-- Altered quotes side by side: each later wording beside the first one, and where either stands. Utterances of which
-- a word was changed go before those that only begin or end elsewhere; then those that most outlets print, then those
-- with the most words changed.
WITH printed AS (
    SELECT
        altered_quotes.*,
        bool_or(altered_quotes.changes IS NOT NULL) OVER (PARTITION BY altered_quotes.utterance_id) AS has_changes,
        sum(len(altered_quotes.outlet_names)) OVER (PARTITION BY altered_quotes.utterance_id) AS outlets,
        max(altered_quotes.words_left_out + altered_quotes.words_put_in)
            OVER (PARTITION BY altered_quotes.utterance_id)
            AS changed
    FROM altered_quotes
),

chosen AS (
    SELECT
        *,
        dense_rank() OVER (ORDER BY has_changes DESC, outlets DESC NULLS LAST, changed DESC, utterance_id ASC) AS rank
    FROM printed
    QUALIFY rank <= 24
),

places AS (
    SELECT
        statements.wording_id,
        arg_min(
            { 'path': documents.path, 'record': documents.record, 'ordinal': statements.ordinal },
            (articles.published_at IS NULL, articles.published_at, documents.path, documents.record, statements.ordinal)
        ) AS place
    FROM statements
    INNER JOIN articles ON articles.article_id = statements.article_id
    INNER JOIN documents ON documents.document_id = statements.article_id
    WHERE statements.wording_id IN (SELECT chosen.wording_id FROM chosen)
    GROUP BY statements.wording_id
)

SELECT
    chosen.rank,
    chosen.ordinal,
    chosen.speaker,
    chosen.wording,
    chosen.changes,
    chosen.difference,
    chosen.articles,
    chosen.outlet_names,
    chosen.first_published_at::date AS first_published,
    places.place
FROM chosen
INNER JOIN places ON places.wording_id = chosen.wording_id
ORDER BY chosen.rank, chosen.ordinal
