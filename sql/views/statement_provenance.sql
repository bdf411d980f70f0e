-- One row per segment of a statement, traced to the file, the line and the characters that it came from. Offsets point
-- into documents.text, which of a text file is all of it; where cleaning removed a passage within the speaker's words,
-- it stands between them. Copies of an article are there too, each with its own file.
CREATE VIEW statement_provenance AS
SELECT
    statements.statement_id,
    documents.path,
    documents.record,
    segments.segment,
    len(string_split(documents.text[:kept.document_start + segments.start - kept.article_start], chr(10))) AS line,
    length(string_split(documents.text[:kept.document_start + segments.start - kept.article_start], chr(10))[-1]) + 1
        AS line_character,
    kept.document_start + segments.start - kept.article_start AS document_start,
    kept.document_start + segments.end - kept.article_start AS document_end,
    segments.text,
    statements.kind,
    statements.method,
    statements.confidence,
    statements.speaker_text,
    speaker_kept.document_start + statements.speaker_start - speaker_kept.article_start AS speaker_document_start,
    speaker_last.document_start + statements.speaker_end - speaker_last.article_start AS speaker_document_end,
    statements.cue_text,
    cue_kept.document_start + statements.cue_start - cue_kept.article_start AS cue_document_start,
    cue_last.document_start + statements.cue_end - cue_last.article_start AS cue_document_end,
    actors.name AS speaker_name,
    statements.speaker_id,
    statements.article_id
FROM statement_segments AS segments
INNER JOIN statements ON statements.statement_id = segments.statement_id
INNER JOIN documents ON documents.document_id = segments.article_id
INNER JOIN article_segments AS kept
    ON
        kept.article_id = segments.article_id
        AND segments.start >= kept.article_start
        AND segments.start < kept.article_end
LEFT JOIN article_segments AS speaker_kept
    ON
        speaker_kept.article_id = statements.article_id
        AND statements.speaker_start >= speaker_kept.article_start
        AND statements.speaker_start < speaker_kept.article_end
LEFT JOIN article_segments AS speaker_last
    ON
        speaker_last.article_id = statements.article_id
        AND statements.speaker_end > speaker_last.article_start
        AND statements.speaker_end <= speaker_last.article_end
LEFT JOIN article_segments AS cue_kept
    ON
        cue_kept.article_id = statements.article_id
        AND statements.cue_start >= cue_kept.article_start
        AND statements.cue_start < cue_kept.article_end
LEFT JOIN article_segments AS cue_last
    ON
        cue_last.article_id = statements.article_id
        AND statements.cue_end > cue_last.article_start
        AND statements.cue_end <= cue_last.article_end
LEFT JOIN actors ON actors.actor_id = statements.speaker_id;

COMMENT ON COLUMN statement_provenance.statement_id IS 'Key of the statement.';
COMMENT ON COLUMN statement_provenance.path IS 'Path of the raw file, from the raw folder.';
COMMENT ON COLUMN statement_provenance.record IS 'Number of the record in its file, from 0.';
COMMENT ON COLUMN statement_provenance.segment IS 'Number of the segment in its statement, from 0.';
COMMENT ON COLUMN statement_provenance.line IS
'Number of the line of documents.text where it starts, from 1: of a text file, the line of the file.';
COMMENT ON COLUMN statement_provenance.line_character IS 'Number of the character of that line, from 1.';
COMMENT ON COLUMN statement_provenance.document_start IS 'Start in documents.text, in code points from 0.';
COMMENT ON COLUMN statement_provenance.document_end IS 'End in documents.text (exclusive).';
COMMENT ON COLUMN statement_provenance.text IS 'The words of the segment.';
COMMENT ON COLUMN statement_provenance.kind IS 'direct (in quotation marks), indirect, or mixed.';
COMMENT ON COLUMN statement_provenance.method IS 'Rule that found the statement and its speaker.';
COMMENT ON COLUMN statement_provenance.confidence IS 'Probability, 0 to 1, that both are right.';
COMMENT ON COLUMN statement_provenance.speaker_text IS 'Who said it in the article''s words; null if it has none.';
COMMENT ON COLUMN statement_provenance.speaker_document_start IS 'Start of those words in documents.text.';
COMMENT ON COLUMN statement_provenance.speaker_document_end IS 'End of those words in documents.text.';
COMMENT ON COLUMN statement_provenance.cue_text IS 'The word that reports it, as said; null if there is none.';
COMMENT ON COLUMN statement_provenance.cue_document_start IS 'Start of the cue in documents.text.';
COMMENT ON COLUMN statement_provenance.cue_document_end IS 'End of the cue in documents.text.';
COMMENT ON COLUMN statement_provenance.speaker_name IS 'Canonical name of who said it; null if the text does not say.';
COMMENT ON COLUMN statement_provenance.speaker_id IS 'Key of who said it, in actors; null if the text does not say.';
COMMENT ON COLUMN statement_provenance.article_id IS 'Key of the article, and of the document.';
