-- Who speaks about whom, the commonest pairs first. Counts as said_about does, without carrying the words along.
WITH said AS (
    SELECT DISTINCT
        who_said_what.statement_id,
        who_said_what.speaker_id,
        mentions.actor_id AS about_id
    FROM who_said_what
    INNER JOIN statement_mentions ON statement_mentions.statement_id = who_said_what.statement_id
    INNER JOIN mentions ON mentions.mention_id = statement_mentions.mention_id
    WHERE mentions.actor_id <> who_said_what.speaker_id
),

counted AS (
    SELECT
        speaker_id,
        about_id,
        count(*) AS statements
    FROM said
    GROUP BY speaker_id, about_id
)

SELECT
    counted.speaker_id,
    speakers.name AS speaker,
    speakers.kind AS speaker_kind,
    counted.about_id,
    abouts.name AS about,
    abouts.kind AS about_kind,
    counted.statements
FROM counted
INNER JOIN actors AS speakers ON speakers.actor_id = counted.speaker_id
INNER JOIN actors AS abouts ON abouts.actor_id = counted.about_id
ORDER BY counted.statements DESC, speaker ASC, about ASC, counted.speaker_id ASC, counted.about_id ASC
LIMIT 200
