-- One row per wording of an utterance that is printed in more than one wording: how it reads, what of the words printed
-- first it leaves out and puts in, and who printed it. The first wording of each goes first, by ordinal.
CREATE VIEW altered_quotes AS
WITH printed AS (
    SELECT
        wordings.wording_id,
        wordings.utterance_id,
        wordings.text AS wording,
        wordings.difference,
        wordings.words_left_out,
        wordings.words_put_in,
        first(actors.name) AS speaker,
        count(DISTINCT statements.article_id) AS articles,
        list(DISTINCT sources.name ORDER BY sources.name) FILTER (WHERE sources.name IS NOT NULL) AS outlet_names,
        min(articles.published_at) AS first_published_at,
        max(statements.confidence) AS confidence
    FROM wordings
    INNER JOIN statements ON statements.wording_id = wordings.wording_id
    INNER JOIN articles ON articles.article_id = statements.article_id
    CROSS JOIN confidence_threshold
    LEFT JOIN sources ON sources.source_id = articles.source_id
    LEFT JOIN actors ON actors.actor_id = statements.speaker_id
    WHERE statements.confidence >= confidence_threshold.threshold
    GROUP BY ALL
)

SELECT
    utterance_id,
    row_number() OVER (
        PARTITION BY utterance_id
        ORDER BY difference IS NOT NULL, first_published_at NULLS LAST, wording_id
    ) AS ordinal,
    speaker,
    wording,
    difference,
    words_left_out,
    words_put_in,
    articles,
    outlet_names,
    first_published_at,
    confidence,
    wording_id
FROM printed
QUALIFY count(*) OVER (PARTITION BY utterance_id) > 1;

COMMENT ON COLUMN altered_quotes.utterance_id IS 'Key of the utterance.';
COMMENT ON COLUMN altered_quotes.ordinal IS
'Number of the wording among those of its utterance, from 1: the one printed first.';
COMMENT ON COLUMN altered_quotes.speaker IS 'Canonical name of who said it.';
COMMENT ON COLUMN altered_quotes.wording IS 'What was said, as the first article with this wording printed it.';
COMMENT ON COLUMN altered_quotes.difference IS
'The wording with [-words-] of the first that it leaves out and {+words+} that it puts in; null for the first.';
COMMENT ON COLUMN altered_quotes.words_left_out IS 'Number of words of the first wording that it leaves out.';
COMMENT ON COLUMN altered_quotes.words_put_in IS 'Number of words that the first wording has not.';
COMMENT ON COLUMN altered_quotes.articles IS 'Number of articles with this wording, copies included.';
COMMENT ON COLUMN altered_quotes.outlet_names IS 'Names of the outlets with this wording.';
COMMENT ON COLUMN altered_quotes.first_published_at IS 'When it was first printed so, in UTC; null if nothing says.';
COMMENT ON COLUMN altered_quotes.confidence IS
'Greatest probability, 0 to 1, that a statement with it and its speaker are right.';
COMMENT ON COLUMN altered_quotes.wording_id IS 'Key of the wording.';
