-- One row per article that has all the words in headline or text, best first: FROM search_articles('bridge unsafe').
-- Case, accents and marks do not count, and a word finds those that begin with it. Articles with all the words in the
-- headline go first, then those with the words side by side, then those with more of them for their length. Copies of
-- articles are left out. Excerpts are cut from the twenty best articles, and null for the others: to have more of them,
-- search_articles('bridge unsafe', excerpts := 500). Of more than eight words a search takes longer.
CREATE MACRO search_articles(words, excerpts := 20) AS TABLE
    WITH phrase AS (
        SELECT
            string_split(asked_phrase(words), ' ') AS phrase,
            asked_list(words) AS different
    ),

    -- Of each word, its number in found_places.
    asked AS (
        SELECT
            unnest(different) AS word,
            generate_subscripts(different, 1) AS asked
        FROM phrase
    ),

    -- Nothing is read here but for what is asked beyond eight words.
    all_places AS (
        SELECT
            word,
            article_number,
            position
        FROM article_words
        WHERE len(asked_list(words)) > 8
    ),

    -- One by one: of two words with OR between them, DuckDB would read the whole table.
    places AS MATERIALIZED (
        FROM found_places(words, 1)
        UNION ALL
        FROM found_places(words, 2)
        UNION ALL
        FROM found_places(words, 3)
        UNION ALL
        FROM found_places(words, 4)
        UNION ALL
        FROM found_places(words, 5)
        UNION ALL
        FROM found_places(words, 6)
        UNION ALL
        FROM found_places(words, 7)
        UNION ALL
        FROM found_places(words, 8)
        UNION ALL
        SELECT
            asked.asked,
            all_places.word,
            all_places.article_number,
            all_places.position
        FROM all_places
        INNER JOIN asked ON asked.asked > 8 AND prefix(all_places.word, asked.word)
    ),

    counted AS (
        SELECT
            article_number,
            asked,
            bool_or(position < 0) AS in_headline,
            count(*) FILTER (WHERE position >= 0) AS hits
        FROM places
        GROUP BY article_number, asked
    ),

    found AS MATERIALIZED (
        SELECT
            article_number,
            bool_and(in_headline) AS in_headline,
            sum(hits)::bigint AS hits
        FROM counted
        GROUP BY article_number
        HAVING count(*) = (SELECT len(phrase.different) FROM phrase)
    ),

    -- Side by side are the words as they are asked for; only the last of them may go on.
    steps AS (
        SELECT
            unnest(phrase) AS word,
            generate_subscripts(phrase, 1) AS step,
            len(phrase) AS steps
        FROM phrase
        WHERE len(phrase) > 1
    ),

    begun AS (
        SELECT places.article_number
        FROM places
        INNER JOIN asked ON asked.asked = places.asked
        INNER JOIN steps ON steps.word = asked.word AND (steps.word = places.word OR steps.step = steps.steps)
        INNER JOIN found ON found.article_number = places.article_number
        GROUP BY places.article_number, places.position - steps.step
        HAVING count(*) = any_value(steps.steps)
    ),

    side_by_side AS (
        SELECT DISTINCT article_number
        FROM begun
    ),

    judged AS MATERIALIZED (
        SELECT
            articles.headline,
            articles.source_id,
            articles.published_at,
            articles.word_count,
            found.in_headline,
            len(phrase.phrase) = 1 OR side_by_side.article_number IS NOT NULL AS together,
            found.hits,
            found.hits / greatest(articles.word_count, 1) AS density,
            articles.article_id
        FROM found
        INNER JOIN articles ON articles.number = found.article_number
        CROSS JOIN phrase
        LEFT JOIN side_by_side ON side_by_side.article_number = found.article_number
    ),

    best AS (
        SELECT article_id
        FROM judged
        ORDER BY
            in_headline DESC,
            together DESC,
            density DESC,
            published_at ASC NULLS LAST,
            article_id ASC
        LIMIT excerpts
    ),

    -- The excerpt is where the longest word stands first.
    longest AS (
        SELECT arg_max(word, (length(word), word)) AS word
        FROM asked
    ),

    shown AS (
        SELECT
            articles.article_id,
            concat(' ', articles.text, ' ') AS text,
            strpos(lower(strip_accents(articles.text)), longest.word) AS start
        FROM articles
        INNER JOIN best ON best.article_id = articles.article_id
        CROSS JOIN longest
    )

    SELECT
        judged.headline,
        sources.name AS outlet,
        judged.published_at,
        regexp_replace(
            regexp_replace(
                shown.text[greatest(shown.start - 80, 1):greatest(shown.start, 1) + 120], '^\S*\s+|\s+\S*$', '', 'g'
            ),
            '\s+',
            ' ',
            'g'
        ) AS excerpt,
        judged.word_count,
        judged.in_headline,
        judged.together,
        judged.hits,
        judged.article_id
    FROM judged
    LEFT JOIN shown ON shown.article_id = judged.article_id
    LEFT JOIN sources ON sources.source_id = judged.source_id
    ORDER BY
        judged.in_headline DESC,
        judged.together DESC,
        judged.density DESC,
        judged.published_at ASC NULLS LAST,
        judged.article_id ASC;
