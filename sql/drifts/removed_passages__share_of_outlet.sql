-- How much cleaning removes of an outlet's documents. Warns of an outlet of which the share of characters removed is 10
-- points above or below that of the last publication, among at least 20 documents: of those that are new since (has the
-- outlet changed its pages?), or of those that were there before (has a rule of cleaning changed?).
WITH removed AS (
    SELECT
        document_id,
        sum(document_end - document_start) AS characters
    FROM removed_passages
    GROUP BY document_id
),

removed_before AS (
    SELECT
        document_id,
        sum(document_end - document_start) AS characters
    FROM previous.removed_passages
    GROUP BY document_id
),

counted AS (
    SELECT
        sources.name AS outlet,
        if(earlier.article_id IS NULL, 'new', 'there before') AS documents_are,
        count(*) AS documents,
        sum(coalesce(removed.characters, 0)) / sum(length(documents.text)) AS share_now
    FROM articles
    INNER JOIN documents ON documents.document_id = articles.article_id
    INNER JOIN sources ON sources.source_id = articles.source_id
    LEFT JOIN removed ON removed.document_id = articles.article_id
    LEFT JOIN previous.articles AS earlier ON earlier.article_id = articles.article_id
    GROUP BY ALL
),

counted_before AS (
    SELECT
        sources.name AS outlet,
        count(*) AS documents_before,
        sum(coalesce(removed_before.characters, 0)) / sum(length(documents.text)) AS share_before
    FROM previous.articles AS articles
    INNER JOIN previous.documents AS documents ON documents.document_id = articles.article_id
    INNER JOIN previous.sources AS sources ON sources.source_id = articles.source_id
    LEFT JOIN removed_before ON removed_before.document_id = articles.article_id
    GROUP BY ALL
)

SELECT
    counted.outlet,
    counted.documents_are,
    counted.documents,
    round(100 * counted.share_now, 1) AS percent_now,
    round(100 * counted_before.share_before, 1) AS percent_before
FROM counted
INNER JOIN counted_before ON counted_before.outlet = counted.outlet
WHERE
    counted.documents >= 20
    AND counted_before.documents_before >= 20
    AND abs(counted.share_now - counted_before.share_before) > 0.1
ORDER BY abs(counted.share_now - counted_before.share_before) DESC, counted.outlet ASC;

SELECT *
FROM removed_by_outlet
ORDER BY outlet ASC, characters DESC;
