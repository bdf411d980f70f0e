-- One row per statement in an article, with its wording and its utterance.
CREATE OR REPLACE TEMPORARY TABLE said AS
WITH lengths AS (
    SELECT
        text_id,
        quotation,
        sum("end" - start) AS length
    FROM staging.quotation_segments
    GROUP BY text_id, quotation
),

-- Passages run from word to word; quotation marks around a statement may stand outside.
copied AS (
    SELECT
        clean.document_id,
        segments.quotation,
        sum(least(segments.end, passages.end) - greatest(segments.start, passages.start)) AS length
    FROM copied_passages AS passages
    INNER JOIN staging.articles AS clean ON clean.document_id = passages.article_id
    INNER JOIN staging.quotation_segments AS segments
        ON
            segments.text_id = clean.text_id
            AND segments.start < passages.end
            AND segments.end > passages.start
    GROUP BY clean.document_id, segments.quotation
)

SELECT
    key_of(concat_ws(chr(31), 'statement', clean.document_id, quotations.quotation)) AS statement_id,
    wording_links.utterance_id,
    statement_wordings.wording_id,
    clean.document_id AS article_id,
    quotations.quotation AS ordinal,
    quotations.kind,
    statement_wordings.text,
    entity_links.actor_id AS speaker_id,
    quotations.speaker_text,
    quotations.speaker_start,
    quotations.speaker_end,
    quotations.cue_text,
    quotations.cue_start,
    quotations.cue_end,
    coalesce(copied.length >= 0.8 * lengths.length, false) AS copied,
    quotations.method,
    round(quotations.confidence * coalesce(entity_links.confidence, 1), 4) AS confidence,
    row_number() OVER (
        ORDER BY
            latest_moment(clean.published_at, clean.published_precision) NULLS LAST,
            documents.path,
            documents.record,
            quotations.quotation
    ) AS place
FROM staging.quotations
INNER JOIN lengths ON lengths.text_id = quotations.text_id AND lengths.quotation = quotations.quotation
INNER JOIN staging.articles AS clean ON clean.text_id = quotations.text_id
INNER JOIN staging.documents ON documents.document_id = clean.document_id
INNER JOIN staging.statement_wordings
    ON statement_wordings.text_id = quotations.text_id AND statement_wordings.quotation = quotations.quotation
INNER JOIN staging.wording_links ON wording_links.wording_id = statement_wordings.wording_id
LEFT JOIN copied ON copied.document_id = clean.document_id AND copied.quotation = quotations.quotation
LEFT JOIN staging.entity_links
    ON entity_links.text_id = quotations.text_id AND entity_links.entity = quotations.speaker_entity;

INSERT INTO utterances BY NAME
SELECT
    utterance_id,
    arg_min(article_id, place) AS first_article_id,
    arg_min(text, place) AS text
FROM said
GROUP BY utterance_id
ORDER BY utterance_id;

INSERT INTO wordings BY NAME
SELECT
    said.wording_id,
    said.utterance_id,
    arg_min(said.text, said.place) AS text,
    words_of(arg_min(said.text, said.place)) AS words,
    any_value(wording_links.difference) AS difference,
    any_value(wording_links.changes) AS changes,
    any_value(wording_links.words_left_out) AS words_left_out,
    any_value(wording_links.words_put_in) AS words_put_in
FROM said
INNER JOIN staging.wording_links ON wording_links.wording_id = said.wording_id
GROUP BY said.wording_id, said.utterance_id
ORDER BY said.wording_id;

INSERT INTO statements BY NAME
SELECT * EXCLUDE (place)
FROM said
ORDER BY article_id, ordinal;
