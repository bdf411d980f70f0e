-- What the Dagster UI plots of the table.
SELECT
    count(*) FILTER (WHERE speaker_id IS NULL) AS without_a_speaker,
    avg((speaker_id IS NULL)::INTEGER) AS share_without_a_speaker,
    count(*) FILTER (WHERE kind = 'direct') AS direct,
    count(*) FILTER (WHERE kind = 'indirect') AS indirect,
    count(*) FILTER (WHERE kind = 'mixed') AS mixed,
    count(*) FILTER (WHERE copied) AS copied
FROM statements;
