-- One row per outlet and cleaning rule: how much the rule removed there, and what it removed most often. Copies count:
-- each document was cleaned.
CREATE VIEW removed_by_outlet AS
WITH removed AS (
    SELECT
        articles.source_id,
        removed_passages.rule,
        removed_passages.document_id,
        length(removed_passages.text) AS characters,
        trim(regexp_replace(removed_passages.text[:200], '\s+', ' ', 'g')) AS opening
    FROM removed_passages
    INNER JOIN articles ON articles.article_id = removed_passages.document_id
),

of_outlet AS (
    SELECT
        articles.source_id,
        count(*) AS documents,
        sum(length(documents.text)) AS characters
    FROM articles
    INNER JOIN documents ON documents.document_id = articles.article_id
    GROUP BY articles.source_id
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
        max(passages) AS times
    FROM openings
    GROUP BY source_id, rule
),

counted AS (
    SELECT
        source_id,
        rule,
        count(DISTINCT document_id) AS documents,
        count(*) AS passages,
        sum(characters)::BIGINT AS characters
    FROM removed
    GROUP BY source_id, rule
)

SELECT
    sources.name AS outlet,
    counted.rule,
    counted.documents,
    counted.documents / of_outlet.documents AS share_of_documents,
    counted.passages,
    counted.characters,
    counted.characters / nullif(of_outlet.characters, 0) AS share_of_characters,
    examples.example,
    coalesce(examples.times, 0) AS example_passages,
    counted.source_id
FROM counted
INNER JOIN of_outlet ON of_outlet.source_id IS NOT DISTINCT FROM counted.source_id
LEFT JOIN examples
    ON examples.source_id IS NOT DISTINCT FROM counted.source_id AND examples.rule = counted.rule
LEFT JOIN sources ON sources.source_id = counted.source_id;

COMMENT ON COLUMN removed_by_outlet.outlet IS 'The outlet; null for articles of no known outlet.';
COMMENT ON COLUMN removed_by_outlet.rule IS 'Name of the cleaning rule.';
COMMENT ON COLUMN removed_by_outlet.documents IS 'Number of its documents from which the rule removed something.';
COMMENT ON COLUMN removed_by_outlet.share_of_documents IS 'Share, 0 to 1, that they are of its documents.';
COMMENT ON COLUMN removed_by_outlet.passages IS 'Number of passages removed.';
COMMENT ON COLUMN removed_by_outlet.characters IS 'Their length in characters.';
COMMENT ON COLUMN removed_by_outlet.share_of_characters IS 'Share, 0 to 1, that they are of all its documents'' text.';
COMMENT ON COLUMN removed_by_outlet.example IS
'How the passage begins that was removed most often: its first 200 characters; null where all are white space.';
COMMENT ON COLUMN removed_by_outlet.example_passages IS 'How many of the passages begin so.';
COMMENT ON COLUMN removed_by_outlet.source_id IS 'Key of the outlet, in sources.';
