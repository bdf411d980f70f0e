-- One row per outlet and whom it quotes: how many statements, how much that is of all that the outlet reports, how many
-- are in the speaker's own words, from when to when. Read from who_said_what: passages copied from other articles do
-- not count, nor do statements below the confidence threshold.
CREATE VIEW who_gets_quoted AS
WITH counted AS (
    SELECT
        source_id,
        speaker_id,
        sum(statements)::BIGINT AS statements,
        sum(direct)::BIGINT AS direct,
        sum(articles)::BIGINT AS articles,
        min(first_published_at) AS first_published_at,
        max(last_published_at) AS last_published_at
    FROM statement_counts
    GROUP BY source_id, speaker_id
),

of_outlet AS (
    SELECT
        source_id,
        sum(statements)::BIGINT AS statements
    FROM statement_counts
    GROUP BY source_id
)

SELECT
    sources.name AS outlet,
    actors.name AS speaker,
    actors.kind AS speaker_kind,
    counted.statements,
    counted.statements / of_outlet.statements AS share_of_outlet,
    counted.direct / counted.statements AS direct_share,
    counted.articles,
    counted.first_published_at,
    counted.last_published_at,
    counted.speaker_id
FROM counted
INNER JOIN of_outlet ON of_outlet.source_id IS NOT DISTINCT FROM counted.source_id
INNER JOIN actors ON actors.actor_id = counted.speaker_id
LEFT JOIN sources ON sources.source_id = counted.source_id;

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
