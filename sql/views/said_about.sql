-- One row per statement of a named speaker and each other actor whom it mentions: who said what about whom.
CREATE VIEW said_about AS
SELECT DISTINCT
    who_said_what.speaker,
    actors.name AS about,
    actors.kind AS about_kind,
    who_said_what.statement,
    who_said_what.kind,
    who_said_what.published_at,
    who_said_what.outlet,
    who_said_what.confidence,
    who_said_what.statement_id,
    actors.actor_id AS about_id
FROM who_said_what
INNER JOIN statement_mentions ON statement_mentions.statement_id = who_said_what.statement_id
INNER JOIN mentions ON mentions.mention_id = statement_mentions.mention_id
INNER JOIN actors ON actors.actor_id = mentions.actor_id
WHERE actors.actor_id <> who_said_what.speaker_id;

COMMENT ON COLUMN said_about.speaker IS 'Canonical name of who said it.';
COMMENT ON COLUMN said_about.about IS 'Canonical name of an actor whom the statement mentions.';
COMMENT ON COLUMN said_about.about_kind IS 'person, organisation, place or group.';
COMMENT ON COLUMN said_about.statement IS 'What was said, as the article prints it.';
COMMENT ON COLUMN said_about.kind IS 'direct (in quotation marks), indirect, or mixed.';
COMMENT ON COLUMN said_about.published_at IS 'When the article was published, in UTC; null where nothing says.';
COMMENT ON COLUMN said_about.outlet IS 'Outlet of the article; null if unknown.';
COMMENT ON COLUMN said_about.confidence IS 'Probability, 0 to 1, that statement and speaker are right.';
COMMENT ON COLUMN said_about.statement_id IS 'Key of the statement.';
COMMENT ON COLUMN said_about.about_id IS 'Key of the actor mentioned, in actors.';
