-- One row per outlet and cleaning rule: how much the rule removed there, and what it removed most often. Copies count:
-- each document was cleaned.
CREATE VIEW removed_by_outlet AS
SELECT
    sources.name AS outlet,
    counts.rule,
    counts.documents,
    counts.documents / counts.of_documents AS share_of_documents,
    counts.passages,
    counts.characters,
    counts.characters / nullif(counts.of_characters, 0) AS share_of_characters,
    counts.example,
    counts.example_passages,
    counts.source_id
FROM removal_counts AS counts
LEFT JOIN sources ON sources.source_id = counts.source_id;

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
