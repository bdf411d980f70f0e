-- One row per statement of a named speaker, passages copied from other articles aside: who said what, when and where.
-- Statements below the confidence threshold are left out.
CREATE VIEW who_said_what AS
SELECT
    actors.name AS speaker,
    actors.kind AS speaker_kind,
    statements.text AS statement,
    statements.kind,
    statements.cue_text AS cue,
    articles.published_at,
    articles.published_precision,
    sources.name AS outlet,
    articles.headline,
    articles.dateline,
    statements.speaker_text,
    statements.method,
    statements.confidence,
    statements.statement_id,
    statements.utterance_id,
    statements.speaker_id,
    statements.article_id
FROM statements
INNER JOIN actors ON actors.actor_id = statements.speaker_id
INNER JOIN articles ON articles.article_id = statements.article_id
LEFT JOIN sources ON sources.source_id = articles.source_id
WHERE
    NOT statements.copied
    -- The function, not the view: a number that DuckDB knows before it chooses an order of joins.
    AND statements.confidence >= confidence_threshold();

COMMENT ON COLUMN who_said_what.speaker IS 'Canonical name of who said it.';
COMMENT ON COLUMN who_said_what.speaker_kind IS 'person, organisation, place or group.';
COMMENT ON COLUMN who_said_what.statement IS 'What was said, as the article prints it.';
COMMENT ON COLUMN who_said_what.kind IS 'direct (in quotation marks), indirect, or mixed.';
COMMENT ON COLUMN who_said_what.cue IS 'The word that reports it, as said; null if there is none.';
COMMENT ON COLUMN who_said_what.published_at IS 'When the article was published, in UTC; null where nothing says.';
COMMENT ON COLUMN who_said_what.published_precision IS 'How exactly that is stated: day, minute, second.';
COMMENT ON COLUMN who_said_what.outlet IS 'Outlet of the article; null if unknown.';
COMMENT ON COLUMN who_said_what.headline IS 'Headline of the article.';
COMMENT ON COLUMN who_said_what.dateline IS 'Dateline of the article: where it was written.';
COMMENT ON COLUMN who_said_what.speaker_text IS 'The speaker in the words of the article; null if it has none here.';
COMMENT ON COLUMN who_said_what.method IS 'Rule that found the statement and its speaker.';
COMMENT ON COLUMN who_said_what.confidence IS 'Probability, 0 to 1, that both are right.';
COMMENT ON COLUMN who_said_what.statement_id IS 'Key of the statement.';
COMMENT ON COLUMN who_said_what.utterance_id IS 'Key of the utterance: the same words of the same speaker share it.';
COMMENT ON COLUMN who_said_what.speaker_id IS 'Key of the speaker, in actors.';
COMMENT ON COLUMN who_said_what.article_id IS 'Key of the article.';
