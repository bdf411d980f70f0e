-- One row per outlet and cleaning rule: how much the rule removed there, and what it removed most often.
INSERT INTO removal_counts BY NAME
WITH of_outlet AS (
    SELECT
        articles.source_id,
        count(*) AS documents,
        sum(length(documents.text)) AS characters
    FROM articles
    INNER JOIN documents ON documents.document_id = articles.article_id
    GROUP BY articles.source_id
),

removed AS (
    SELECT
        articles.source_id,
        passages.rule,
        passages.document_id,
        length(passages.text) AS characters,
        trim(regexp_replace(passages.text[:200], '\s+', ' ', 'g')) AS opening
    FROM removed_passages AS passages
    INNER JOIN articles ON articles.article_id = passages.document_id
),

openings AS (
    SELECT
        source_id,
        rule,
        opening,
        count(*) AS passages
    FROM removed
    WHERE opening <> ''
    GROUP BY source_id, rule, opening
),

examples AS (
    SELECT
        source_id,
        rule,
        first(opening ORDER BY passages DESC, opening ASC) AS example,
        max(passages) AS passages
    FROM openings
    GROUP BY source_id, rule
),

counted AS (
    SELECT
        source_id,
        rule,
        count(DISTINCT document_id) AS documents,
        count(*) AS passages,
        sum(characters) AS characters
    FROM removed
    GROUP BY source_id, rule
)

SELECT
    counted.source_id,
    counted.rule,
    counted.documents,
    of_outlet.documents AS of_documents,
    counted.passages,
    counted.characters,
    of_outlet.characters AS of_characters,
    examples.example,
    coalesce(examples.passages, 0) AS example_passages
FROM counted
INNER JOIN of_outlet ON of_outlet.source_id IS NOT DISTINCT FROM counted.source_id
LEFT JOIN examples
    ON examples.source_id IS NOT DISTINCT FROM counted.source_id AND examples.rule = counted.rule
ORDER BY counted.source_id, counted.rule;
