-- The publication that made this warehouse: the last one.
SELECT
    run_id,
    published_at,
    input_version,
    model,
    model_version
FROM loads
ORDER BY published_at DESC
LIMIT 1
