-- The figures of the whole warehouse: what came in and what was found in it.
WITH of_documents AS (
    SELECT
        count(*) AS documents,
        count(DISTINCT path) AS files,
        sum(length(text)) AS characters
    FROM documents
),

removed AS (
    SELECT sum(length(text)) AS characters
    FROM removed_passages
),

of_articles AS (
    SELECT
        count(*) AS articles,
        count(duplicate_of) AS copies,
        count(*) FILTER (WHERE analysis = 'skipped') AS skipped,
        count(*) FILTER (WHERE analysis = 'failed') AS failed,
        count(*) FILTER (WHERE published_at IS NULL) AS without_date,
        count(DISTINCT source_id) AS outlets,
        min(published_at)::date AS first_published,
        max(published_at)::date AS last_published
    FROM articles
),

of_statements AS (
    SELECT
        count(*) AS statements,
        count(*) FILTER (WHERE speaker_id IS NULL) AS without_speaker,
        count(*) FILTER (WHERE kind = 'direct') AS direct,
        count(*) FILTER (WHERE kind = 'mixed') AS mixed,
        count(*) FILTER (WHERE kind = 'indirect') AS indirect
    FROM statements
),

of_speakers AS (
    SELECT
        count(*) AS with_speaker,
        count(DISTINCT speaker_id) AS speakers,
        count(*) FILTER (WHERE published_at IS NULL) AS undated
    FROM who_said_what
),

printed_otherwise AS (
    SELECT count(DISTINCT utterance_id) AS altered
    FROM altered_quotes
)

SELECT
    of_documents.documents,
    of_documents.files,
    removed.characters / nullif(of_documents.characters, 0) AS removed_share,
    of_articles.*,
    of_statements.*,
    of_speakers.*,
    printed_otherwise.altered,
    confidence_threshold.threshold
FROM of_documents
CROSS JOIN removed
CROSS JOIN of_articles
CROSS JOIN of_statements
CROSS JOIN of_speakers
CROSS JOIN printed_otherwise
CROSS JOIN confidence_threshold
