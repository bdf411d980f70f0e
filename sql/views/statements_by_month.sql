-- One row per speaker, outlet and month: how many statements. Read from who_said_what: passages copied from other
-- articles do not count, nor do statements below the confidence threshold.
CREATE VIEW statements_by_month AS
SELECT
    speaker,
    speaker_kind,
    outlet,
    date_trunc('month', published_at)::DATE AS month,
    count(*) AS statements,
    count(*) FILTER (WHERE kind = 'direct') AS direct,
    count(DISTINCT article_id) AS articles,
    speaker_id
FROM who_said_what
GROUP BY speaker_id, speaker, speaker_kind, outlet, date_trunc('month', published_at);

COMMENT ON COLUMN statements_by_month.speaker IS 'Canonical name of who speaks.';
COMMENT ON COLUMN statements_by_month.speaker_kind IS 'person, organisation, place or group.';
COMMENT ON COLUMN statements_by_month.outlet IS 'Outlet that prints it; null if unknown.';
COMMENT ON COLUMN statements_by_month.month IS 'First day of the month of publication, in UTC; null if nothing says.';
COMMENT ON COLUMN statements_by_month.statements IS 'Number of statements.';
COMMENT ON COLUMN statements_by_month.direct IS 'Number of those in quotation marks.';
COMMENT ON COLUMN statements_by_month.articles IS 'Number of articles that have them.';
COMMENT ON COLUMN statements_by_month.speaker_id IS 'Key of the speaker, in actors.';
