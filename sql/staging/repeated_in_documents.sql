-- The paragraphs of documents that their outlet repeats: their keys, and one key that stands for them all.
INSERT INTO repeated_in_documents BY NAME
SELECT
    document_paragraphs.document_id,
    list_sort(list(DISTINCT document_paragraphs.key)) AS keys,
    key_of(array_to_string(list_sort(list(DISTINCT document_paragraphs.key)), '/')) AS repeated_key
FROM document_paragraphs
INNER JOIN repeated_paragraphs
    ON
        repeated_paragraphs.outlet_key = document_paragraphs.outlet_key
        AND repeated_paragraphs.key = document_paragraphs.key
GROUP BY document_paragraphs.document_id
