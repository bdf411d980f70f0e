-- The statements of an article, a row a segment, with the places of speaker and cue.
SELECT
    statements.ordinal,
    segments.segment,
    segments.start,
    segments.end,
    segments.text,
    statements.kind,
    statements.speaker_text,
    statements.speaker_start,
    statements.speaker_end,
    statements.cue_text,
    statements.cue_start,
    statements.cue_end,
    statements.method,
    statements.confidence,
    actors.name AS speaker
FROM statements
INNER JOIN statement_segments AS segments ON segments.statement_id = statements.statement_id
LEFT JOIN actors ON actors.actor_id = statements.speaker_id
WHERE statements.article_id = $article_id
ORDER BY segments.start, segments.end
