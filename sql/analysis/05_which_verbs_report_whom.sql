-- With which verbs are the statements of those who speak most reported? "Said" is neutral; "claimed", "admitted" and
-- "insisted" are not: compare who gets which. The five who speak most, their verbs with the most frequent first.
WITH most_heard AS (
    SELECT actors.actor_id
    FROM actor_counts
    INNER JOIN actors ON actors.actor_id = actor_counts.actor_id
    ORDER BY actor_counts.statements DESC, actors.name ASC, actors.actor_id ASC
    LIMIT 5
),

verbs AS (
    SELECT
        speaker,
        lower(cue) AS verb,
        count(*) AS times
    FROM who_said_what
    WHERE cue IS NOT NULL AND speaker_id IN (SELECT most_heard.actor_id FROM most_heard)
    GROUP BY speaker, lower(cue)
)

SELECT
    speaker,
    sum(times)::BIGINT AS statements,
    string_agg(concat(verb, ' ', times), ', ' ORDER BY times DESC, verb ASC) AS verbs
FROM verbs
GROUP BY speaker
ORDER BY statements DESC, speaker ASC
