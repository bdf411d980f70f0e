-- One row per statement that has all the words, best first: FROM search_statements('bridge unsafe'). Case, accents and
-- marks do not count, and a word finds those that begin with it. Statements with the words side by side go first, then
-- those with more of them, then the shorter ones. Passages copied from other articles are left out; statements without
-- a speaker, or below the confidence threshold, are there.
CREATE MACRO search_statements(words) AS TABLE
    WITH asked AS (
        SELECT trim(regexp_replace(lower(strip_accents(words::varchar)), '[^\p{L}\p{N}]+', ' ', 'g')) AS phrase
    ),

    wanted AS (
        SELECT DISTINCT
            phrase,
            unnest(string_split(phrase, ' ')) AS word
        FROM asked
        WHERE phrase <> ''
    ),

    longest AS (
        SELECT arg_max(word, (length(word), word)) AS word
        FROM wanted
    ),

    -- Accents are taken off only where there may be some: of most texts, all that is not ASCII is punctuation.
    folded AS (
        SELECT
            statement_id,
            CASE
                WHEN regexp_matches(text, '[^\x00-\x{BF}\x{2000}-\x{20CF}]') THEN lower(strip_accents(text))
                ELSE lower(text)
            END AS text
        FROM statements
        WHERE NOT copied
    ),

    likely AS (
        SELECT
            folded.statement_id,
            concat(' ', regexp_replace(folded.text, '[^\p{L}\p{N}]+', ' ', 'g'), ' ') AS spoken
        FROM folded
        INNER JOIN longest ON contains(folded.text, longest.word)
    ),

    found AS (
        SELECT
            likely.statement_id,
            max(contains(likely.spoken, concat(' ', wanted.phrase))) AS together,
            sum(
                (length(likely.spoken) - length(replace(likely.spoken, concat(' ', wanted.word), '')))
                // (length(wanted.word) + 1)
            )::bigint AS hits
        FROM likely
        CROSS JOIN wanted
        GROUP BY likely.statement_id
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
    INNER JOIN statements ON statements.statement_id = found.statement_id
    INNER JOIN articles ON articles.article_id = statements.article_id
    LEFT JOIN actors ON actors.actor_id = statements.speaker_id
    LEFT JOIN sources ON sources.source_id = articles.source_id
    ORDER BY
        found.together DESC,
        found.hits DESC,
        length(statements.text) ASC,
        articles.published_at ASC NULLS LAST,
        statements.statement_id ASC;
