-- How many articles report nobody's words. Warns of an outlet of whose articles the share without a statement is 15
-- points above that of the last publication, among at least 50: of those that are new since (is the text cut short, is
-- it another kind of text?), or of those that were there before (the code or the model has changed).
WITH counted AS (
    SELECT
        coalesce(sources.name, 'no known outlet') AS outlet,
        if(earlier.article_id IS NULL, 'new', 'there before') AS articles_are,
        count(*) AS articles,
        avg((articles.article_id NOT IN (SELECT statements.article_id FROM statements))::INTEGER) AS share_now
    FROM articles
    LEFT JOIN sources ON sources.source_id = articles.source_id
    LEFT JOIN previous.articles AS earlier ON earlier.article_id = articles.article_id
    WHERE articles.analysis = 'analysed'
    GROUP BY ALL
),

counted_before AS (
    SELECT
        coalesce(sources.name, 'no known outlet') AS outlet,
        count(*) AS articles_before,
        avg(
            (articles.article_id NOT IN (SELECT statements.article_id FROM previous.statements))::INTEGER
        ) AS share_before
    FROM previous.articles AS articles
    LEFT JOIN previous.sources AS sources ON sources.source_id = articles.source_id
    WHERE articles.analysis = 'analysed'
    GROUP BY ALL
)

SELECT
    counted.outlet,
    counted.articles_are,
    counted.articles,
    round(100 * counted.share_now, 1) AS percent_now,
    round(100 * counted_before.share_before, 1) AS percent_before
FROM counted
INNER JOIN counted_before ON counted_before.outlet = counted.outlet
WHERE
    counted.articles >= 50
    AND counted_before.articles_before >= 50
    AND counted.share_now > counted_before.share_before + 0.15
ORDER BY counted.share_now - counted_before.share_before DESC, counted.outlet ASC;

SELECT
    sources.name AS outlet,
    articles.headline,
    articles.word_count,
    documents.path,
    documents.record
FROM articles
INNER JOIN documents ON documents.document_id = articles.article_id
LEFT JOIN sources ON sources.source_id = articles.source_id
WHERE articles.analysis = 'analysed' AND articles.article_id NOT IN (SELECT statements.article_id FROM statements)
ORDER BY outlet ASC, articles.word_count DESC;
