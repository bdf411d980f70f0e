-- Documents that are gone, or are no longer loaded, of which there is an article, or only the keys of its paragraphs: a
-- run may have been killed between the two.
SELECT document_id
FROM (
    SELECT articles.document_id FROM articles
    UNION
    SELECT paragraph_keys.document_id FROM paragraph_keys
) AS known
WHERE
    document_id NOT IN (
        SELECT documents.document_id FROM documents
        WHERE documents.status IN ('loaded', 'damaged')
    )
ORDER BY document_id
