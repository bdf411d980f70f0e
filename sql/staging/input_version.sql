-- One value that differs when anything differs that the warehouse is built from, whatever the order of the rows.
SELECT
    (
        SELECT coalesce(bit_xor(md5_number_lower(concat_ws('/', document_id, content_key))), 0)::VARCHAR
        FROM documents
    )
    || ' '
    || (
        SELECT
            coalesce(
                bit_xor(
                    md5_number_lower(
                        concat_ws('/', document_id, text_id, content_key, repeated_key, clean_version, error)
                    )
                ),
                0
            )
        FROM articles
    )::VARCHAR
    || ' '
    || (
        SELECT coalesce(bit_xor(md5_number_lower(concat_ws('/', text_id, status, error, extract_version))), 0)
        FROM analyses
        WHERE text_id IN (SELECT articles.text_id FROM articles)
    )::VARCHAR AS input_version
