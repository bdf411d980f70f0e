-- What a connection to staging has besides the tables, gone when it closes.

-- One row per paragraph that could be boilerplate, of a document with an outlet: its key, and its place among the
-- document's paragraphs, from 0.
CREATE OR REPLACE TEMPORARY VIEW document_paragraphs AS
SELECT
    document_id,
    outlet_key,
    ordinal - 1 AS ordinal,
    len(keys) AS paragraphs,
    keys[ordinal] AS key
FROM (
    SELECT
        document_id,
        outlet_key,
        keys,
        unnest(range(1, len(keys) + 1)) AS ordinal
    FROM paragraph_keys
    WHERE outlet_key IS NOT NULL
) AS numbered
WHERE keys[ordinal] IS NOT NULL;

-- Empty until `documents_to_clean` asks what outlets repeat.
CREATE OR REPLACE TEMPORARY TABLE repeated_in_documents (
    document_id BIGINT NOT NULL,
    keys BIGINT[] NOT NULL,
    repeated_key BIGINT NOT NULL
);

CREATE OR REPLACE TEMPORARY VIEW text_sketches AS
SELECT
    text_id,
    unnest(keys) AS key
FROM sketches;

CREATE OR REPLACE TEMPORARY TABLE near_copy_candidates (
    text_id BIGINT NOT NULL,
    other_text_id BIGINT NOT NULL
);
