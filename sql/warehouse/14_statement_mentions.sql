-- One row per mention inside a statement.
INSERT INTO statement_mentions BY NAME
SELECT
    segments.statement_id,
    mentions.mention_id
FROM statement_segments AS segments
INNER JOIN mentions
    ON
        mentions.article_id = segments.article_id
        AND mentions.start >= segments.start
        AND mentions.end <= segments.end
ORDER BY segments.statement_id, mentions.mention_id;
