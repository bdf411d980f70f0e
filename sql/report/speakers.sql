-- Who is quoted most, and how. Read from who_said_what: no copies, none below the confidence threshold.
SELECT
    who_said_what.speaker,
    who_said_what.speaker_kind,
    actors.description,
    count(*) AS statements,
    count(*) FILTER (WHERE who_said_what.kind = 'direct') AS direct,
    count(*) FILTER (WHERE who_said_what.kind = 'mixed') AS mixed,
    count(*) FILTER (WHERE who_said_what.kind = 'indirect') AS indirect,
    count(DISTINCT who_said_what.article_id) AS articles,
    count(DISTINCT who_said_what.outlet) AS outlets
FROM who_said_what
INNER JOIN actors ON actors.actor_id = who_said_what.speaker_id
GROUP BY who_said_what.speaker_id, who_said_what.speaker, who_said_what.speaker_kind, actors.description
ORDER BY statements DESC, who_said_what.speaker ASC, who_said_what.speaker_id ASC
LIMIT 15
