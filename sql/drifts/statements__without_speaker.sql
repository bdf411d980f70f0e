-- How many statements have no known speaker. Warns of an outlet of whose statements the share without one is 15 points
-- above that of the last publication, among at least 50: in the articles that are new since (does the outlet write
-- otherwise?), or in those that were there before (the code or the model has changed).
WITH counted AS (
    SELECT
        coalesce(sources.name, 'no known outlet') AS outlet,
        if(earlier.article_id IS NULL, 'new', 'there before') AS articles_are,
        count(*) AS statements,
        avg((statements.speaker_id IS NULL)::INTEGER) AS share_now
    FROM statements
    INNER JOIN articles ON articles.article_id = statements.article_id
    LEFT JOIN sources ON sources.source_id = articles.source_id
    LEFT JOIN previous.articles AS earlier ON earlier.article_id = articles.article_id
    GROUP BY ALL
),

counted_before AS (
    SELECT
        coalesce(sources.name, 'no known outlet') AS outlet,
        count(*) AS statements_before,
        avg((statements.speaker_id IS NULL)::INTEGER) AS share_before
    FROM previous.statements AS statements
    INNER JOIN previous.articles AS articles ON articles.article_id = statements.article_id
    LEFT JOIN previous.sources AS sources ON sources.source_id = articles.source_id
    GROUP BY ALL
)

SELECT
    counted.outlet,
    counted.articles_are,
    counted.statements,
    round(100 * counted.share_now, 1) AS percent_now,
    round(100 * counted_before.share_before, 1) AS percent_before
FROM counted
INNER JOIN counted_before ON counted_before.outlet = counted.outlet
WHERE
    counted.statements >= 50
    AND counted_before.statements_before >= 50
    AND counted.share_now > counted_before.share_before + 0.15
ORDER BY counted.share_now - counted_before.share_before DESC, counted.outlet ASC;

SELECT
    sources.name AS outlet,
    statements.text AS statement,
    statements.speaker_text,
    statements.method,
    articles.headline,
    statements.article_id
FROM statements
INNER JOIN articles ON articles.article_id = statements.article_id
LEFT JOIN sources ON sources.source_id = articles.source_id
WHERE statements.speaker_id IS NULL
ORDER BY outlet, statements.article_id;
