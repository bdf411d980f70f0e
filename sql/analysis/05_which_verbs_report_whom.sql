-- With which verbs are the statements of those who speak most reported? "Said" is neutral; "claimed", "admitted" and
-- "insisted" are not: compare who gets which. The five who speak most, their verbs with the most frequent first.
WITH verbs AS (
    SELECT
        speaker,
        lower(cue) AS verb,
        count(*) AS times
    FROM who_said_what
    WHERE cue IS NOT NULL
    GROUP BY speaker, lower(cue)
)

SELECT
    speaker,
    sum(times)::BIGINT AS statements,
    string_agg(concat(verb, ' ', times), ', ' ORDER BY times DESC, verb ASC) AS verbs
FROM verbs
GROUP BY speaker
ORDER BY statements DESC, speaker ASC
LIMIT 5
