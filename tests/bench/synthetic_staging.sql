-- A part of a synthetic staging: the articles from $first on and before $last, of $articles in all.
-- Everything is drawn by hash, so the same number of articles gives the same rows. An article has 15 sentences with two
-- mentions each; every third sentence is a statement. Every 25th article is an exact copy of the one before it, every
-- 100th prints one statement of the one before it in other words. Words are as frequent as Zipf says.

CREATE OR REPLACE TEMPORARY TABLE part AS
SELECT
    number,
    number - (number % 25 = 24)::BIGINT AS text_number,
    draw(number, 'outlet') AS outlet_draw,
    draw(number, 'date') AS date_draw
FROM range($first, $last) AS numbers (number);

CREATE OR REPLACE TEMPORARY TABLE part_links AS
SELECT
    text_number,
    entity,
    -- The speaker of the altered statement, and whom it mentions, are those of the text before.
    ranked(draw(concat(text_number - (text_number % 100 = 1 AND entity >= 10)::BIGINT, ' ', entity), 'actor'), $actors)
        AS actor_number
FROM (SELECT DISTINCT text_number FROM part) AS texts
CROSS JOIN range(12) AS entities (entity);

CREATE OR REPLACE TEMPORARY TABLE part_sentences AS
WITH drawn AS (
    SELECT
        text_number,
        sentence,
        CASE
            WHEN sentence % 3 <> 2 THEN 'narration'
            WHEN draw(concat(text_number, ' ', sentence), 'kind') < 0.6 THEN 'direct'
            ELSE 'indirect'
        END AS kind,
        text_number - (text_number % 100 = 1 AND sentence = 14)::BIGINT AS seed,
        CASE sentence WHEN 14 THEN 11 ELSE (draw(concat(text_number, ' ', sentence), 'one') * 10)::BIGINT END AS entity,
        CASE sentence WHEN 14 THEN 10 ELSE (draw(concat(text_number, ' ', sentence), 'two') * 10)::BIGINT END AS other,
        sentence <> 14 AND draw(concat(text_number, ' ', sentence), 'pronoun') < 0.5 AS is_pronoun
    FROM (SELECT DISTINCT text_number FROM part) AS texts
    CROSS JOIN range(15) AS sentences (sentence)
),

worded AS (
    SELECT
        drawn.text_number,
        drawn.sentence,
        drawn.kind,
        drawn.entity,
        drawn.other,
        drawn.is_pronoun,
        CASE WHEN drawn.is_pronoun THEN 'he' ELSE one.name END AS name,
        two.name AS other_name,
        opening.text AS opening,
        ending.text AS ending,
        first_ending.text AS first_ending,
        cues.word AS cue
    FROM drawn
    INNER JOIN part_links AS link ON link.text_number = drawn.text_number AND link.entity = drawn.entity
    INNER JOIN part_links AS other_link
        ON other_link.text_number = drawn.text_number AND other_link.entity = drawn.other
    INNER JOIN synthetic_names AS one ON one.number = link.actor_number
    INNER JOIN synthetic_names AS two ON two.number = other_link.actor_number
    INNER JOIN phrases AS opening
        ON opening.number = (draw(concat(drawn.seed, ' ', drawn.sentence), 'opening') * 99999)::BIGINT
    INNER JOIN phrases AS ending
        ON ending.number = (draw(concat(drawn.text_number, ' ', drawn.sentence), 'ending') * 99999)::BIGINT
    INNER JOIN phrases AS first_ending
        ON first_ending.number = (draw(concat(drawn.seed, ' ', drawn.sentence), 'ending') * 99999)::BIGINT
    INNER JOIN cues ON cues.number = ranked(draw(concat(drawn.text_number, ' ', drawn.sentence), 'cue'), 8)
),

written AS (
    SELECT
        *,
        CASE kind
            WHEN 'direct'
                THEN concat('“', opening, ' ', other_name, ' ', ending, ',” ', cue, ' ', name, E'.\n\n')
            WHEN 'indirect'
                THEN concat(name, ' ', cue, ' that ', opening, ' ', other_name, ' ', ending, E'.\n\n')
            ELSE concat(name, ' ', opening, ' ', other_name, ' ', ending, '. ')
        END AS text
    FROM worded
)

SELECT
    *,
    (sum(length(text)) OVER (PARTITION BY text_number ORDER BY sentence))::BIGINT - length(text) AS start,
    CASE kind
        WHEN 'direct' THEN length(opening) + length(other_name) + length(ending) + length(cue) + 7
        ELSE 0
    END AS name_start,
    CASE kind
        WHEN 'direct' THEN length(opening) + 2
        WHEN 'indirect' THEN length(name) + length(cue) + length(opening) + 8
        ELSE length(name) + length(opening) + 2
    END AS other_start,
    CASE kind
        WHEN 'direct' THEN length(opening) + length(other_name) + length(ending) + 6
        ELSE length(name) + 1
    END AS cue_start,
    CASE kind WHEN 'direct' THEN 0 ELSE length(name) + length(cue) + 2 END AS said_start,
    CASE kind
        WHEN 'direct' THEN length(opening) + length(other_name) + length(ending) + 5
        ELSE length(text) - 3
    END AS said_end
FROM written;

CREATE OR REPLACE TEMPORARY TABLE part_texts AS
SELECT
    *,
    key_of(concat_ws(chr(31), 'text', text)) AS text_id
FROM (
    SELECT
        text_number,
        string_agg(text, '' ORDER BY sentence) AS text,
        (max(start) FILTER (WHERE sentence = 9))::BIGINT AS cut
    FROM part_sentences
    GROUP BY text_number
) AS texts;

CREATE OR REPLACE TEMPORARY TABLE part_documents AS
SELECT
    part.number,
    part.text_number,
    part.outlet_draw,
    part.date_draw,
    texts.text_id,
    texts.text,
    texts.cut,
    headlines.text AS headline,
    concat('outlet-', ranked(part.outlet_draw, 200), '.example') AS domain,
    concat('batch-', part.number // 1000, '.jsonl') AS path,
    part.number % 1000 AS record,
    key_of(concat_ws(chr(31), 'document', concat('batch-', part.number // 1000, '.jsonl'), part.number % 1000))
        AS document_id
FROM part
INNER JOIN part_texts AS texts ON texts.text_number = part.text_number
INNER JOIN phrases AS headlines ON headlines.number = (draw(part.number, 'headline') * 99999)::BIGINT;

INSERT INTO documents BY NAME
SELECT
    document_id,
    path,
    record,
    'jsonl' AS format,
    'utf-8' AS encoding,
    sha256(text) AS sha256,
    concat(headline, E'\n\n', text[:cut], E'Advertisement\n\n', text[cut + 1:], E'Sign up for our newsletter.\n') AS text,
    headline AS title,
    concat('https://', domain, '/', number) AS url,
    'loaded' AS status,
    number AS content_key
FROM part_documents
ORDER BY number;

INSERT INTO articles BY NAME
SELECT
    document_id,
    text_id,
    text_id AS fingerprint,
    headline,
    CASE WHEN date_draw > 0.02 THEN TIMESTAMP '2015-01-01' + INTERVAL 1 MINUTE * (date_draw * 5000000)::BIGINT END
        AS published_at,
    CASE WHEN date_draw > 0.02 THEN 'minute' END AS published_precision,
    CASE WHEN date_draw > 0.02 THEN 'container' END AS published_from,
    'en' AS language,
    concat('https://', domain, '/', number) AS url,
    domain,
    concat('Outlet ', ranked(outlet_draw, 200)) AS outlet,
    text,
    len(string_split(text, ' ')) AS word_count,
    number AS content_key,
    0 AS repeated_key,
    'synthetic' AS clean_version
FROM part_documents
ORDER BY number;

INSERT INTO article_segments BY NAME
SELECT
    document_id,
    0 AS article_start,
    cut AS article_end,
    length(headline) + 2 AS document_start,
    length(headline) + 2 + cut AS document_end
FROM part_documents
UNION ALL BY NAME
SELECT
    document_id,
    cut AS article_start,
    length(text) AS article_end,
    length(headline) + 17 + cut AS document_start,
    length(headline) + 17 + length(text) AS document_end
FROM part_documents
ORDER BY document_id, article_start;

INSERT INTO removed_passages BY NAME
SELECT
    document_id,
    0 AS document_start,
    length(headline) + 2 AS document_end,
    'headline' AS rule,
    concat(headline, E'\n\n') AS text
FROM part_documents
UNION ALL BY NAME
SELECT
    document_id,
    length(headline) + 2 + cut AS document_start,
    length(headline) + 17 + cut AS document_end,
    'advertisement' AS rule,
    E'Advertisement\n\n' AS text
FROM part_documents
UNION ALL BY NAME
SELECT
    document_id,
    length(headline) + 17 + length(text) AS document_start,
    length(headline) + 45 + length(text) AS document_end,
    'newsletter' AS rule,
    E'Sign up for our newsletter.\n' AS text
FROM part_documents
ORDER BY document_id, document_start;

INSERT INTO copies BY NAME
SELECT
    copies.document_id,
    originals.document_id AS original_id
FROM part_documents AS copies
INNER JOIN part_documents AS originals ON originals.number = copies.text_number
WHERE copies.number <> copies.text_number
ORDER BY copies.number;

INSERT INTO analyses BY NAME
SELECT
    text_id,
    'analysed' AS status,
    'synthetic' AS extract_version
FROM part_texts
ORDER BY text_number;

INSERT INTO text_stories BY NAME
SELECT
    text_id,
    -- Of twenty texts, the first three tell one story.
    CASE WHEN text_number % 20 < 3 THEN text_number - text_number % 20 ELSE text_number END AS story_id
FROM part_texts
ORDER BY text_number;

INSERT INTO entity_links BY NAME
SELECT
    texts.text_id,
    links.entity,
    names.actor_id,
    'full_name' AS method,
    0.9 AS confidence
FROM part_links AS links
INNER JOIN part_texts AS texts ON texts.text_number = links.text_number
INNER JOIN synthetic_names AS names ON names.number = links.actor_number
ORDER BY links.text_number, links.entity;

INSERT INTO entities BY NAME
SELECT
    texts.text_id,
    links.entity,
    names.kind,
    names.name,
    map {names.name: 1} AS names,
    FALSE AS in_office,
    FALSE AS dead
FROM part_links AS links
INNER JOIN part_texts AS texts ON texts.text_number = links.text_number
INNER JOIN synthetic_names AS names ON names.number = links.actor_number
ORDER BY links.text_number, links.entity;

INSERT INTO mentions BY NAME
SELECT
    texts.text_id,
    sentences.start + sentences.name_start AS start,
    sentences.start + sentences.name_start + length(sentences.name) AS "end",
    sentences.name AS text,
    CASE WHEN sentences.is_pronoun THEN 'pronoun' ELSE 'name' END AS kind,
    sentences.entity,
    CASE WHEN sentences.is_pronoun THEN 'pronoun' ELSE 'full_name' END AS method,
    0.8 AS confidence
FROM part_sentences AS sentences
INNER JOIN part_texts AS texts ON texts.text_number = sentences.text_number
UNION ALL BY NAME
SELECT
    texts.text_id,
    sentences.start + sentences.other_start AS start,
    sentences.start + sentences.other_start + length(sentences.other_name) AS "end",
    sentences.other_name AS text,
    'name' AS kind,
    sentences.other AS entity,
    'full_name' AS method,
    0.9 AS confidence
FROM part_sentences AS sentences
INNER JOIN part_texts AS texts ON texts.text_number = sentences.text_number
ORDER BY text_id, start;

INSERT INTO affiliations BY NAME
SELECT
    holders.actor_id,
    roles.text AS role,
    bodies.actor_id AS of_actor_id,
    sentences.other_name AS of_text,
    texts.text_id,
    sentences.start,
    sentences.start + sentences.other_start + length(sentences.other_name) AS "end"
FROM part_sentences AS sentences
INNER JOIN part_texts AS texts ON texts.text_number = sentences.text_number
INNER JOIN part_links AS link
    ON link.text_number = sentences.text_number AND link.entity = sentences.entity
INNER JOIN part_links AS other_link
    ON other_link.text_number = sentences.text_number AND other_link.entity = sentences.other
INNER JOIN synthetic_names AS holders ON holders.number = link.actor_number AND holders.kind = 'person'
INNER JOIN synthetic_names AS bodies ON bodies.number = other_link.actor_number AND bodies.kind <> 'person'
INNER JOIN phrases AS roles ON roles.number = ranked(draw(link.actor_number, 'role'), 300)
WHERE sentences.kind = 'narration'
ORDER BY sentences.text_number, sentences.sentence;

INSERT INTO roles BY NAME
SELECT
    texts.text_id,
    sentences.entity,
    roles.text AS role,
    sentences.other AS of_entity,
    sentences.other_name AS of_text,
    sentences.start,
    sentences.start + sentences.other_start + length(sentences.other_name) AS "end"
FROM part_sentences AS sentences
INNER JOIN part_texts AS texts ON texts.text_number = sentences.text_number
INNER JOIN part_links AS link
    ON link.text_number = sentences.text_number AND link.entity = sentences.entity
INNER JOIN part_links AS other_link
    ON other_link.text_number = sentences.text_number AND other_link.entity = sentences.other
INNER JOIN synthetic_names AS holders ON holders.number = link.actor_number AND holders.kind = 'person'
INNER JOIN synthetic_names AS bodies ON bodies.number = other_link.actor_number AND bodies.kind <> 'person'
INNER JOIN phrases AS roles ON roles.number = ranked(draw(link.actor_number, 'role'), 300)
WHERE sentences.kind = 'narration'
ORDER BY sentences.text_number, sentences.sentence;

INSERT INTO quotations BY NAME
SELECT
    texts.text_id,
    sentences.sentence // 3 AS quotation,
    sentences.kind,
    sentences.start + sentences.name_start AS speaker_start,
    sentences.start + sentences.name_start + length(sentences.name) AS speaker_end,
    sentences.name AS speaker_text,
    CASE WHEN sentences.is_pronoun AND sentences.sentence = 2 THEN NULL ELSE sentences.entity END AS speaker_entity,
    sentences.start + sentences.cue_start AS cue_start,
    sentences.start + sentences.cue_start + length(sentences.cue) AS cue_end,
    sentences.cue AS cue_text,
    CASE sentences.kind WHEN 'direct' THEN 'verb' ELSE 'clause' END AS method,
    0.55 + draw(concat(sentences.text_number, ' ', sentences.sentence), 'confidence') / 2.25 AS confidence
FROM part_sentences AS sentences
INNER JOIN part_texts AS texts ON texts.text_number = sentences.text_number
WHERE sentences.kind <> 'narration'
ORDER BY sentences.text_number, sentences.sentence;

INSERT INTO quotation_segments BY NAME
SELECT
    texts.text_id,
    sentences.sentence // 3 AS quotation,
    0 AS segment,
    sentences.start + sentences.said_start AS start,
    sentences.start + sentences.said_end AS "end",
    sentences.text[sentences.said_start + 1:sentences.said_end] AS text
FROM part_sentences AS sentences
INNER JOIN part_texts AS texts ON texts.text_number = sentences.text_number
WHERE sentences.kind <> 'narration'
ORDER BY sentences.text_number, sentences.sentence;

CREATE OR REPLACE TEMPORARY TABLE part_wordings AS
SELECT
    sentences.text_number,
    sentences.sentence,
    texts.text_id,
    sentences.opening,
    sentences.ending,
    sentences.first_ending,
    sentences.text[sentences.said_start + 1:sentences.said_end] AS text,
    CASE WHEN NOT (sentences.is_pronoun AND sentences.sentence = 2) THEN names.actor_id END AS speaker_id,
    sentences.kind = 'direct' AS quoted,
    key_of(
        concat_ws(
            chr(31),
            'utterance',
            CASE
                WHEN sentences.is_pronoun AND sentences.sentence = 2 THEN concat('text ', texts.text_id)
                ELSE concat('actor ', names.actor_id)
            END,
            words_of(sentences.text[sentences.said_start + 1:sentences.said_end])
        )
    ) AS wording_id
FROM part_sentences AS sentences
INNER JOIN part_texts AS texts ON texts.text_number = sentences.text_number
INNER JOIN part_links AS link ON link.text_number = sentences.text_number AND link.entity = sentences.entity
INNER JOIN synthetic_names AS names ON names.number = link.actor_number
WHERE sentences.kind <> 'narration';

INSERT INTO statement_wordings BY NAME
SELECT
    text_id,
    sentence // 3 AS quotation,
    text,
    wording_id,
    speaker_id,
    quoted
FROM part_wordings
ORDER BY text_number, sentence;

INSERT INTO wording_links BY NAME
SELECT
    wordings.wording_id,
    coalesce(first.wording_id, wordings.wording_id) AS utterance_id,
    CASE
        WHEN first.wording_id IS NOT NULL
            THEN concat(wordings.opening, ' [-', wordings.first_ending, '-] {+', wordings.ending, '+}')
    END AS difference,
    CASE WHEN first.wording_id IS NOT NULL THEN concat(wordings.first_ending, ' → ', wordings.ending) END AS changes,
    CASE WHEN first.wording_id IS NULL THEN 0 ELSE len(string_split(wordings.first_ending, ' ')) END AS words_left_out,
    CASE WHEN first.wording_id IS NULL THEN 0 ELSE len(string_split(wordings.ending, ' ')) END AS words_put_in
FROM part_wordings AS wordings
LEFT JOIN part_wordings AS first
    ON
        wordings.text_number % 100 = 1
        AND wordings.sentence = 14
        AND first.text_number = wordings.text_number - 1
        AND first.sentence = 14
ORDER BY wordings.wording_id;
