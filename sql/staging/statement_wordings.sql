-- One row per statement of the texts that count, of those with these keys: the key of its wording, which statements of
-- one speaker in the same words share. Where the speaker is not known, only printings of the same text do.
INSERT INTO statement_wordings BY NAME
WITH whole AS (
    SELECT
        text_id,
        quotation,
        string_agg(text, ' ' ORDER BY segment) AS text
    FROM quotation_segments
    WHERE text_id BETWEEN $first_text AND $last_text
    GROUP BY text_id, quotation
)

SELECT
    quotations.text_id,
    quotations.quotation,
    whole.text,
    key_of(
        concat_ws(
            chr(31),
            'utterance',
            coalesce('actor ' || entity_links.actor_id, 'text ' || quotations.text_id),
            words_of(whole.text)
        )
    ) AS wording_id,
    entity_links.actor_id AS speaker_id,
    quotations.kind <> 'indirect' AS quoted
FROM quotations
INNER JOIN current_texts ON current_texts.text_id = quotations.text_id
INNER JOIN whole ON whole.text_id = quotations.text_id AND whole.quotation = quotations.quotation
LEFT JOIN entity_links
    ON entity_links.text_id = quotations.text_id AND entity_links.entity = quotations.speaker_entity
