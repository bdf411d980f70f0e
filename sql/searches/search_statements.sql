-- One row per statement that has all the words, best first: FROM search_statements('bridge unsafe'). Case, accents and
-- marks do not count, and a word finds those that begin with it. Statements with the words side by side go first, then
-- those with more of them, then the shorter ones. Passages copied from other articles are left out; statements without
-- a speaker, or below the confidence threshold, are there.
CREATE MACRO search_statements(words) AS TABLE
    WITH wanted AS (
        SELECT
            phrase,
            word
        FROM asked_words(words)
    ),

    longest AS (
        SELECT arg_max(word, (length(word), word)) AS word
        FROM wanted
    ),

    likely AS (
        SELECT
            wordings.wording_id,
            concat(' ', wordings.words) AS spoken
        FROM wordings
        INNER JOIN longest ON contains(wordings.words, longest.word)
    ),

    found AS (
        SELECT
            likely.wording_id,
            max(contains(likely.spoken, concat(' ', wanted.phrase))) AS together,
            sum(
                (length(likely.spoken) - length(replace(likely.spoken, concat(' ', wanted.word), '')))
                // (length(wanted.word) + 1)
            )::bigint AS hits
        FROM likely
        CROSS JOIN wanted
        GROUP BY likely.wording_id
        HAVING bool_and(contains(likely.spoken, concat(' ', wanted.word)))
    )

    SELECT
        actors.name AS speaker,
        statements.text AS statement,
        statements.kind,
        sources.name AS outlet,
        articles.published_at,
        statements.confidence,
        found.together,
        found.hits,
        statements.statement_id,
        statements.article_id
    FROM found
    INNER JOIN statements ON statements.wording_id = found.wording_id
    INNER JOIN articles ON articles.article_id = statements.article_id
    LEFT JOIN actors ON actors.actor_id = statements.speaker_id
    LEFT JOIN sources ON sources.source_id = articles.source_id
    WHERE NOT statements.copied
    ORDER BY
        found.together DESC,
        found.hits DESC,
        length(statements.text) ASC,
        articles.published_at ASC NULLS LAST,
        statements.statement_id ASC;
