-- The counts are those of the spans that were removed, and the characters of an outlet's documents those of all spans,
-- kept and removed; as many passages as it says begin as the example does.
WITH removed AS (
    SELECT
        articles.source_id,
        passages.rule,
        count(DISTINCT passages.document_id) AS documents,
        count(*) AS passages,
        sum(passages.document_end - passages.document_start) AS characters,
        count(*) FILTER (
            WHERE counts.example = trim(regexp_replace(passages.text[:200], '\s+', ' ', 'g'))
        ) AS example_passages
    FROM removed_passages AS passages
    INNER JOIN articles ON articles.article_id = passages.document_id
    LEFT JOIN removal_counts AS counts
        ON counts.rule = passages.rule AND counts.source_id IS NOT DISTINCT FROM articles.source_id
    GROUP BY articles.source_id, passages.rule
),

spans AS (
    SELECT
        article_id,
        document_end - document_start AS characters
    FROM article_segments
    UNION ALL
    SELECT
        document_id AS article_id,
        document_end - document_start AS characters
    FROM removed_passages
),

of_outlet AS (
    SELECT
        articles.source_id,
        count(DISTINCT articles.article_id) AS documents,
        coalesce(sum(spans.characters), 0) AS characters
    FROM articles
    LEFT JOIN spans ON spans.article_id = articles.article_id
    GROUP BY articles.source_id
)

SELECT
    coalesce(counts.source_id, removed.source_id) AS source_id,
    coalesce(counts.rule, removed.rule) AS rule
FROM removal_counts AS counts
FULL JOIN removed ON removed.rule = counts.rule AND removed.source_id IS NOT DISTINCT FROM counts.source_id
LEFT JOIN of_outlet ON of_outlet.source_id IS NOT DISTINCT FROM counts.source_id
WHERE
    (counts.documents, counts.passages, counts.characters, counts.example_passages)
    IS DISTINCT FROM (removed.documents, removed.passages, removed.characters, removed.example_passages)
    OR (counts.of_documents, counts.of_characters) IS DISTINCT FROM (of_outlet.documents, of_outlet.characters)
