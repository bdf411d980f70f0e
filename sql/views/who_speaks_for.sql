-- One row per organisation or place and who speaks for it: itself ("The bank said"), and each person of whom an article
-- states a role there. Of a person, the statements count that stand in an article that states the role, with the
-- organisation or place or without any: who is a mayor in one article may be a candidate in the next. Read from
-- who_said_what: no passages copied from other articles, none below the confidence threshold.
CREATE VIEW who_speaks_for AS
SELECT
    bodies.name AS body,
    bodies.kind AS body_kind,
    speakers.name AS speaker,
    speakers.kind AS speaker_kind,
    voices.roles,
    voices.statements,
    voices.direct,
    voices.articles,
    voices.outlets,
    voices.first_published_at,
    voices.last_published_at,
    voices.body_id,
    voices.speaker_id
FROM voices
INNER JOIN actors AS bodies ON bodies.actor_id = voices.body_id
INNER JOIN actors AS speakers ON speakers.actor_id = voices.speaker_id;

COMMENT ON COLUMN who_speaks_for.body IS 'Canonical name of the organisation or place.';
COMMENT ON COLUMN who_speaks_for.body_kind IS 'Its kind, as organisation or place.';
COMMENT ON COLUMN who_speaks_for.speaker IS 'Canonical name of who speaks for it: its own name where it speaks itself.';
COMMENT ON COLUMN who_speaks_for.speaker_kind IS 'Kind of the speaker, as person.';
COMMENT ON COLUMN who_speaks_for.roles IS
'Roles of the person there, the one that most articles state first; null where it speaks itself.';
COMMENT ON COLUMN who_speaks_for.statements IS
'Number of statements of the speaker; of a person, in the articles that state the role.';
COMMENT ON COLUMN who_speaks_for.direct IS 'Number of those in quotation marks.';
COMMENT ON COLUMN who_speaks_for.articles IS 'Number of articles that have them.';
COMMENT ON COLUMN who_speaks_for.outlets IS 'Number of known outlets that have them.';
COMMENT ON COLUMN who_speaks_for.first_published_at IS 'Earliest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN who_speaks_for.last_published_at IS 'Latest publication, in UTC; null if nothing says.';
COMMENT ON COLUMN who_speaks_for.body_id IS 'Key of the organisation or place, in actors.';
COMMENT ON COLUMN who_speaks_for.speaker_id IS 'Key of the speaker, in actors.';
