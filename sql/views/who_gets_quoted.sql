-- One row per outlet and whom it quotes: how many statements, how much that is of all that the outlet reports, how many
-- are in the speaker's own words, from when to when. Read from who_said_what: passages copied from other articles do
-- not count, nor do statements below the confidence threshold.
CREATE VIEW who_gets_quoted AS
SELECT
    outlet,
    speaker,
    speaker_kind,
    count(*) AS statements,
    count(*) / sum(count(*)) OVER (PARTITION BY outlet) AS share_of_outlet,
    avg((kind = 'direct')::INTEGER) AS direct_share,
    count(DISTINCT article_id) AS articles,
    min(published_at) AS first_published_at,
    max(published_at) AS last_published_at,
    speaker_id
FROM who_said_what
GROUP BY outlet, speaker_id, speaker, speaker_kind;

COMMENT ON COLUMN who_gets_quoted.outlet IS 'The outlet; null for articles of no known outlet.';
COMMENT ON COLUMN who_gets_quoted.speaker IS 'Canonical name of whom it quotes.';
COMMENT ON COLUMN who_gets_quoted.speaker_kind IS 'person, organisation, place or group.';
COMMENT ON COLUMN who_gets_quoted.statements IS 'Number of statements, direct and indirect.';
COMMENT ON COLUMN who_gets_quoted.share_of_outlet IS 'Share, 0 to 1, of all statements in this outlet.';
COMMENT ON COLUMN who_gets_quoted.direct_share IS 'Share, 0 to 1, of them that are wholly in quotation marks.';
COMMENT ON COLUMN who_gets_quoted.articles IS 'Number of articles that have them.';
COMMENT ON COLUMN who_gets_quoted.first_published_at IS 'Earliest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN who_gets_quoted.last_published_at IS 'Latest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN who_gets_quoted.speaker_id IS 'Key of the speaker, in actors.';
