-- What pages show of the statements of a portion of articles: places are offsets in the article's text; `about` are
-- those whom it mentions, the speaker aside.
SELECT
    statements.article_id,
    statements.kind,
    statements.speaker_start,
    statements.speaker_end,
    statements.cue_start,
    statements.cue_end,
    statements.method,
    statements.confidence,
    statements.copied,
    CASE
        WHEN actors.actor_id IS NOT NULL THEN { 'id': actors.actor_id, 'name': actors.name, 'kind': actors.kind }
    END AS speaker,
    (
        SELECT list([segments.start, segments.end] ORDER BY segments.segment)
        FROM statement_segments AS segments
        WHERE segments.statement_id = statements.statement_id
    ) AS segments,
    (
        SELECT
            list(
                DISTINCT { 'id': abouts.actor_id, 'name': abouts.name, 'kind': abouts.kind }
                ORDER BY { 'id': abouts.actor_id, 'name': abouts.name, 'kind': abouts.kind }
            )
        FROM statement_mentions
        INNER JOIN mentions ON mentions.mention_id = statement_mentions.mention_id
        INNER JOIN actors AS abouts ON abouts.actor_id = mentions.actor_id
        WHERE
            statement_mentions.statement_id = statements.statement_id
            AND abouts.actor_id IS DISTINCT FROM statements.speaker_id
    ) AS about
FROM portions
INNER JOIN statements ON statements.article_id = portions.article_id
LEFT JOIN actors ON actors.actor_id = statements.speaker_id
WHERE portions.portion = $portion
ORDER BY portions.position, statements.ordinal
