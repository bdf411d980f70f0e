-- One row for this publication, beside those of the file that it replaces.
INSERT INTO loads BY NAME
SELECT
    $run_id AS run_id,
    $published_at AS published_at,
    $input_version AS input_version,
    $code_version AS code_version,
    $model AS model,
    $model_version AS model_version,
    (SELECT count(*) FROM documents) AS documents,
    (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM actors) AS actors,
    (SELECT count(*) FROM mentions) AS mentions,
    (SELECT count(*) FROM statements) AS statements;
