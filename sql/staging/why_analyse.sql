-- How many texts are to be analysed (`texts_to_analyse`), by the reason. A version is that of the stage, then a space,
-- then the model's.
SELECT
    CASE
        WHEN analyses.text_id IS NULL THEN 'new'
        WHEN split_part(analyses.extract_version, ' ', 1) <> split_part($extract_version, ' ', 1)
            THEN 'because the code or word lists of extract changed'
        ELSE 'because the language model is another'
    END AS reason,
    count(*) AS texts
FROM stale
LEFT JOIN analyses ON analyses.text_id = stale.key
GROUP BY reason
ORDER BY reason
