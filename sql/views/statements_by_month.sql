-- One row per speaker, outlet and month: how many statements. Read from who_said_what: passages copied from other
-- articles do not count, nor do statements below the confidence threshold.
CREATE VIEW statements_by_month AS
SELECT
    actors.name AS speaker,
    actors.kind AS speaker_kind,
    sources.name AS outlet,
    counts.month,
    counts.statements,
    counts.direct,
    counts.articles,
    counts.speaker_id
FROM statement_counts AS counts
INNER JOIN actors ON actors.actor_id = counts.speaker_id
LEFT JOIN sources ON sources.source_id = counts.source_id;

COMMENT ON COLUMN statements_by_month.speaker IS 'Canonical name of who speaks.';
COMMENT ON COLUMN statements_by_month.speaker_kind IS 'person, organisation, place or group.';
COMMENT ON COLUMN statements_by_month.outlet IS 'Outlet that prints it; null if unknown.';
COMMENT ON COLUMN statements_by_month.month IS 'First day of the month of publication, in UTC; null if nothing says.';
COMMENT ON COLUMN statements_by_month.statements IS 'Number of statements.';
COMMENT ON COLUMN statements_by_month.direct IS 'Number of those in quotation marks.';
COMMENT ON COLUMN statements_by_month.articles IS 'Number of articles that have them.';
COMMENT ON COLUMN statements_by_month.speaker_id IS 'Key of the speaker, in actors.';
