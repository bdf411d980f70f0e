-- What mention_provenance shows stands in the document at the offsets that it gives, around what was removed within it;
-- and it shows every mention.
SELECT provenance.path
FROM (
    SELECT
        mention_provenance.path,
        mention_provenance.text,
        substring(
            documents.text,
            mention_provenance.document_start + 1,
            mention_provenance.document_end - mention_provenance.document_start
        ) AS found
    FROM mention_provenance
    INNER JOIN documents ON documents.document_id = mention_provenance.article_id
    WHERE mention_provenance.article_id BETWEEN $first_article AND $last_article
) AS provenance
WHERE
    -- Asked first, for it is so of few rows: each time that a passage is named, it is found in the document once more.
    provenance.found <> provenance.text
    AND (
        length(provenance.found) <= length(provenance.text)
        OR left(provenance.found, 1) <> left(provenance.text, 1)
        OR right(provenance.found, 1) <> right(provenance.text, 1)
    )
UNION ALL
SELECT 'rows missing'
WHERE
    (
        SELECT count(*) FROM mention_provenance
        WHERE mention_provenance.article_id BETWEEN $first_article AND $last_article
    )
    <> (
        SELECT count(*) FROM mentions
        WHERE mentions.article_id BETWEEN $first_article AND $last_article
    )
