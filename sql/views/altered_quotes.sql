-- One row per wording of an utterance that articles print in more than one wording: how it reads, what of the words
-- printed first it leaves out and puts in, what changed within them, and who printed it. The first wording of each goes
-- first, by ordinal. Where an article only repeats itself in other words, that is left out, as are statements below the
-- confidence threshold; copies of articles are there: they too may change words.
CREATE VIEW altered_quotes AS
WITH printed AS (
    SELECT
        wordings.wording_id,
        wordings.utterance_id,
        wordings.text AS wording,
        wordings.changes,
        wordings.difference,
        wordings.words_left_out,
        wordings.words_put_in,
        first(actors.name) AS speaker,
        CASE WHEN bool_and(statements.kind = 'direct') THEN 'direct' ELSE 'mixed' END AS kind,
        list(DISTINCT statements.article_id) AS article_ids,
        list(DISTINCT sources.name ORDER BY sources.name) FILTER (WHERE sources.name IS NOT NULL) AS outlet_names,
        min(articles.published_at) AS first_published_at,
        max(statements.confidence) AS confidence
    FROM wordings
    INNER JOIN statements ON statements.wording_id = wordings.wording_id
    INNER JOIN articles ON articles.article_id = statements.article_id
    LEFT JOIN sources ON sources.source_id = articles.source_id
    LEFT JOIN actors ON actors.actor_id = statements.speaker_id
    WHERE
        statements.confidence >= confidence_threshold()
        AND wordings.utterance_id IN (
            SELECT others.utterance_id
            FROM wordings AS others
            WHERE others.difference IS NOT NULL
        )
    GROUP BY ALL
)

SELECT
    printed.utterance_id,
    row_number() OVER (
        PARTITION BY printed.utterance_id
        ORDER BY printed.difference IS NOT NULL, printed.first_published_at NULLS LAST, printed.wording_id
    ) AS ordinal,
    printed.speaker,
    printed.kind,
    printed.wording,
    printed.changes,
    printed.difference,
    printed.words_left_out,
    printed.words_put_in,
    len(printed.article_ids) AS articles,
    printed.outlet_names,
    printed.first_published_at,
    date_diff('day', firsts.first_published_at, printed.first_published_at) AS days_after_first,
    printed.confidence,
    printed.wording_id
FROM printed
INNER JOIN printed AS firsts ON firsts.utterance_id = printed.utterance_id AND firsts.difference IS NULL
WHERE printed.difference IS NULL OR NOT list_has_all(firsts.article_ids, printed.article_ids)
QUALIFY count(*) OVER (PARTITION BY printed.utterance_id) > 1;

COMMENT ON COLUMN altered_quotes.utterance_id IS 'Key of the utterance.';
COMMENT ON COLUMN altered_quotes.ordinal IS
'Number of the wording among those of its utterance, from 1: the one printed first.';
COMMENT ON COLUMN altered_quotes.speaker IS 'Canonical name of who said it.';
COMMENT ON COLUMN altered_quotes.wording IS 'What was said, as the first article with this wording printed it.';
COMMENT ON COLUMN altered_quotes.kind IS
'direct (all in quotation marks), or mixed (partly in the words of those who print it).';
COMMENT ON COLUMN altered_quotes.changes IS
'What differs within the words of both, as not → never; + that; − the: null if one only begins or ends elsewhere.';
COMMENT ON COLUMN altered_quotes.difference IS
'The wording with [-words-] of the first that it leaves out and {+words+} that it puts in; null for the first.';
COMMENT ON COLUMN altered_quotes.words_left_out IS 'Number of words of the first wording that it leaves out.';
COMMENT ON COLUMN altered_quotes.words_put_in IS 'Number of words that the first wording has not.';
COMMENT ON COLUMN altered_quotes.articles IS 'Number of articles with this wording, copies included.';
COMMENT ON COLUMN altered_quotes.outlet_names IS 'Names of the outlets with this wording.';
COMMENT ON COLUMN altered_quotes.first_published_at IS 'When it was first printed so, in UTC; null if nothing says.';
COMMENT ON COLUMN altered_quotes.days_after_first IS
'Days from the first wording to it; 0 on the same day, when it may be unknown which was first; null without dates.';
COMMENT ON COLUMN altered_quotes.confidence IS
'Greatest probability, 0 to 1, that a statement with it and its speaker are right.';
COMMENT ON COLUMN altered_quotes.wording_id IS 'Key of the wording.';
