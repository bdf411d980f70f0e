-- One row per mention, traced to the file, the line and the characters that it came from. Offsets point into
-- documents.text, which of a text file is all of it; where cleaning removed a passage within the words, it stands
-- between them. Copies of an article are there too, each with its own file.
CREATE VIEW mention_provenance AS
SELECT
    mentions.mention_id,
    documents.path,
    documents.record,
    len(string_split(documents.text[:kept.document_start + mentions.start - kept.article_start], chr(10))) AS line,
    length(string_split(documents.text[:kept.document_start + mentions.start - kept.article_start], chr(10))[-1]) + 1
        AS line_character,
    kept.document_start + mentions.start - kept.article_start AS document_start,
    last_kept.document_start + mentions.end - last_kept.article_start AS document_end,
    mentions.text,
    mentions.kind,
    mentions.method,
    mentions.confidence,
    actors.name AS actor_name,
    actors.kind AS actor_kind,
    mentions.actor_id,
    mentions.article_id
FROM mentions
INNER JOIN documents ON documents.document_id = mentions.article_id
INNER JOIN article_segments AS kept
    ON
        kept.article_id = mentions.article_id
        AND mentions.start >= kept.article_start
        AND mentions.start < kept.article_end
INNER JOIN article_segments AS last_kept
    ON
        last_kept.article_id = mentions.article_id
        AND mentions.end > last_kept.article_start
        AND mentions.end <= last_kept.article_end
LEFT JOIN actors ON actors.actor_id = mentions.actor_id;

COMMENT ON COLUMN mention_provenance.mention_id IS 'Key of the mention.';
COMMENT ON COLUMN mention_provenance.path IS 'Path of the raw file, from the raw folder.';
COMMENT ON COLUMN mention_provenance.record IS 'Number of the record in its file, from 0.';
COMMENT ON COLUMN mention_provenance.line IS
'Number of the line of documents.text where it starts, from 1: of a text file, the line of the file.';
COMMENT ON COLUMN mention_provenance.line_character IS 'Number of the character of that line, from 1.';
COMMENT ON COLUMN mention_provenance.document_start IS 'Start in documents.text, in code points from 0.';
COMMENT ON COLUMN mention_provenance.document_end IS 'End in documents.text (exclusive).';
COMMENT ON COLUMN mention_provenance.text IS 'The words of the mention.';
COMMENT ON COLUMN mention_provenance.kind IS 'name, pronoun or description.';
COMMENT ON COLUMN mention_provenance.method IS 'Rules that linked it, within the article and across articles.';
COMMENT ON COLUMN mention_provenance.confidence IS 'How sure the link is, 0 to 1; read it as an order.';
COMMENT ON COLUMN mention_provenance.actor_name IS 'Canonical name of who is meant; null where the text does not say.';
COMMENT ON COLUMN mention_provenance.actor_kind IS 'person, organisation, place or group.';
COMMENT ON COLUMN mention_provenance.actor_id IS 'Key of who is meant, in actors; null where the text does not say.';
COMMENT ON COLUMN mention_provenance.article_id IS 'Key of the article, and of the document.';
