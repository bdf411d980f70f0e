-- One row per statement in an article, with its utterance: statements of one speaker in the same words share one. Where
-- the speaker is not known, only printings of the same text do.
CREATE OR REPLACE TEMPORARY TABLE said AS
WITH whole AS (
    SELECT
        text_id,
        quotation,
        string_agg(text, ' ' ORDER BY segment) AS text
    FROM staging.quotation_segments
    GROUP BY text_id, quotation
)

SELECT
    key_of(concat_ws(chr(31), 'statement', clean.document_id, quotations.quotation)) AS statement_id,
    key_of(
        concat_ws(
            chr(31),
            'utterance',
            coalesce('actor ' || entity_links.actor_id, 'text ' || quotations.text_id),
            words_of(whole.text)
        )
    ) AS utterance_id,
    clean.document_id AS article_id,
    quotations.quotation AS ordinal,
    quotations.kind,
    whole.text,
    entity_links.actor_id AS speaker_id,
    quotations.speaker_text,
    quotations.speaker_start,
    quotations.speaker_end,
    quotations.cue_text,
    quotations.cue_start,
    quotations.cue_end,
    quotations.method,
    quotations.confidence * coalesce(entity_links.confidence, 1) AS confidence,
    clean.published_at,
    documents.path,
    documents.record
FROM staging.quotations
INNER JOIN whole ON whole.text_id = quotations.text_id AND whole.quotation = quotations.quotation
INNER JOIN staging.articles AS clean ON clean.text_id = quotations.text_id
INNER JOIN staging.documents ON documents.document_id = clean.document_id
INNER JOIN staging.analyses ON analyses.text_id = quotations.text_id AND analyses.status = 'analysed'
LEFT JOIN staging.entity_links
    ON entity_links.text_id = quotations.text_id AND entity_links.entity = quotations.speaker_entity;

INSERT INTO utterances BY NAME
SELECT
    utterance_id,
    first(article_id ORDER BY latest_moment(published_at) NULLS LAST, path, record, ordinal) AS first_article_id,
    first(text ORDER BY latest_moment(published_at) NULLS LAST, path, record, ordinal) AS text
FROM said
GROUP BY utterance_id
ORDER BY utterance_id;

INSERT INTO statements BY NAME
SELECT * EXCLUDE (published_at, path, record)
FROM said
ORDER BY statement_id;
