-- One row per mention in an article: what was found in its text, and the actor to which its entity was resolved.
INSERT INTO mentions BY NAME
SELECT
    key_of(concat_ws(chr(31), 'mention', clean.document_id, mentions.start, mentions.end)) AS mention_id,
    clean.document_id AS article_id,
    mentions.start,
    mentions.end,
    mentions.text,
    mentions.kind,
    entity_links.actor_id,
    concat_ws(', ', mentions.method, entity_links.method) AS method,
    round(mentions.confidence * coalesce(entity_links.confidence, 1), 4) AS confidence
FROM staging.mentions
INNER JOIN staging.articles AS clean ON clean.text_id = mentions.text_id
INNER JOIN staging.analyses ON analyses.text_id = mentions.text_id AND analyses.status = 'analysed'
LEFT JOIN staging.entity_links
    ON entity_links.text_id = mentions.text_id AND entity_links.entity = mentions.entity
ORDER BY article_id, mentions.start, mentions.end;
