-- One row per article that has all the words in headline or text, best first: FROM search_articles('bridge unsafe').
-- Case, accents and marks do not count, and a word finds those that begin with it. Articles with all the words in the
-- headline go first, then those with the words side by side, then those with more of them for their length. Copies of
-- articles are left out.
CREATE MACRO search_articles(words) AS TABLE
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

    -- Accents are taken off only where there may be some: of most texts, all that is not ASCII is punctuation.
    folded AS (
        SELECT
            article_id,
            lower(strip_accents(coalesce(headline, ''))) AS headline,
            CASE
                WHEN regexp_matches(text, '[^\x00-\x{BF}\x{2000}-\x{20CF}]') THEN lower(strip_accents(text))
                ELSE lower(text)
            END AS text
        FROM articles
        WHERE duplicate_of IS NULL
    ),

    likely AS (
        SELECT
            folded.article_id,
            strpos(folded.text, longest.word) AS place,
            concat(' ', regexp_replace(folded.headline, '[^\p{L}\p{N}]+', ' ', 'g'), ' ') AS head,
            concat(' ', regexp_replace(folded.text, '[^\p{L}\p{N}]+', ' ', 'g'), ' ') AS body
        FROM folded
        INNER JOIN longest ON contains(folded.text, longest.word) OR contains(folded.headline, longest.word)
    ),

    found AS (
        SELECT
            likely.article_id,
            any_value(likely.place) AS place,
            bool_and(contains(likely.head, concat(' ', wanted.word))) AS in_headline,
            max(
                contains(likely.head, concat(' ', wanted.phrase)) OR contains(likely.body, concat(' ', wanted.phrase))
            ) AS together,
            sum(
                (length(likely.body) - length(replace(likely.body, concat(' ', wanted.word), '')))
                // (length(wanted.word) + 1)
            )::bigint AS hits
        FROM likely
        CROSS JOIN wanted
        GROUP BY likely.article_id
        HAVING
            bool_and(
                contains(likely.head, concat(' ', wanted.word)) OR contains(likely.body, concat(' ', wanted.word))
            )
    )

    SELECT
        articles.headline,
        sources.name AS outlet,
        articles.published_at,
        regexp_replace(
            regexp_replace(
                concat(' ', articles.text, ' ')[
                    greatest(found.place - 80, 1):greatest(found.place, 1) + 120
                ],
                '^\S*\s+|\s+\S*$',
                '',
                'g'
            ),
            '\s+',
            ' ',
            'g'
        ) AS excerpt,
        articles.word_count,
        found.in_headline,
        found.together,
        found.hits,
        articles.article_id
    FROM found
    INNER JOIN articles ON articles.article_id = found.article_id
    LEFT JOIN sources ON sources.source_id = articles.source_id
    ORDER BY
        found.in_headline DESC,
        found.together DESC,
        found.hits / greatest(articles.word_count, 1) DESC,
        articles.published_at ASC NULLS LAST,
        articles.article_id ASC;
