-- One row per likely merge or split of actors that is still open, best first: by how many mentions a decision would put
-- right. Copy the column line to curation/actors.csv to decide; rows of what is decided go with the next run.
CREATE VIEW actors_to_review AS
WITH candidates AS (
    -- Scores are added up as decimals: a sum of floating point numbers depends on which of them comes first.
    SELECT * REPLACE (score::DECIMAL(9, 6) AS score)
    FROM actor_candidates
),

counted AS (
    SELECT
        actors.actor_id,
        actors.name,
        actors.kind,
        count(mentions.mention_id) AS mentions
    FROM actors
    LEFT JOIN mentions ON mentions.actor_id = actors.actor_id
    GROUP BY actors.actor_id, actors.name, actors.kind
),

alike AS (
    SELECT
        candidates.method,
        candidates.score,
        CASE WHEN one.mentions > other.mentions THEN other.actor_id ELSE one.actor_id END AS actor_id,
        CASE WHEN one.mentions > other.mentions THEN one.actor_id ELSE other.actor_id END AS other_actor_id
    FROM candidates
    INNER JOIN counted AS one ON one.actor_id = candidates.actor_id
    INNER JOIN counted AS other ON other.actor_id = candidates.other_actor_id
),

to_merge AS (
    SELECT
        'merge' AS action,
        less.name AS actor,
        less.kind,
        other.name AS other_actor,
        other.actor_id AS other_actor_id,
        alike.method AS reason,
        count(*) AS actors,
        sum(less.mentions)::BIGINT AS mentions,
        avg(alike.score) AS probability,
        sum(alike.score * less.mentions)::DOUBLE AS expected_gain
    FROM alike
    INNER JOIN counted AS less ON less.actor_id = alike.actor_id
    INNER JOIN counted AS other ON other.actor_id = alike.other_actor_id
    GROUP BY less.name, less.kind, other.name, other.actor_id, alike.method
),

to_split AS (
    SELECT
        'split' AS action,
        actors.name AS actor,
        actors.kind,
        NULL::VARCHAR AS other_actor,
        NULL::BIGINT AS other_actor_id,
        candidates.method AS reason,
        1 AS actors,
        count(*) AS mentions,
        max(candidates.score)::DOUBLE AS probability,
        sum(candidates.score)::DOUBLE AS expected_gain
    FROM candidates
    INNER JOIN actors ON actors.actor_id = candidates.actor_id
    INNER JOIN mentions
        ON
            mentions.actor_id = candidates.actor_id
            AND regexp_extract(mentions.method, '[^ ]+$') = candidates.method
    WHERE candidates.other_actor_id IS NULL
    GROUP BY actors.actor_id, actors.name, actors.kind, candidates.method
),

likely AS (
    SELECT * FROM to_merge
    UNION ALL
    SELECT * FROM to_split
)

SELECT
    action,
    actor,
    kind,
    other_actor,
    reason,
    probability,
    actors,
    mentions,
    expected_gain,
    CASE action
        WHEN 'merge' THEN concat('merge,"', replace(actor, '"', '""'), '",', kind, ',,', other_actor_id, ',,')
        ELSE concat('split,"', replace(actor, '"', '""'), '",', kind, ',,NEW NAME,ARTICLES,')
    END AS line
FROM likely
WHERE mentions > 0
ORDER BY expected_gain DESC, action ASC, actor ASC, kind ASC, other_actor ASC, other_actor_id ASC, reason ASC;

COMMENT ON COLUMN actors_to_review.action IS 'merge (two actors may be one) or split (one may be several).';
COMMENT ON COLUMN actors_to_review.actor IS 'Name of the actor.';
COMMENT ON COLUMN actors_to_review.kind IS 'person, organisation, place or group.';
COMMENT ON COLUMN actors_to_review.other_actor IS 'The actor that it may be; null for a split.';
COMMENT ON COLUMN actors_to_review.reason IS 'The rule that found the pair, or that joined what may have to be split.';
COMMENT ON COLUMN actors_to_review.probability IS 'Probability, 0 to 1, that the decision would be right.';
COMMENT ON COLUMN actors_to_review.actors IS 'How many actors of this name it concerns.';
COMMENT ON COLUMN actors_to_review.mentions IS 'Mentions that the decision would change.';
COMMENT ON COLUMN actors_to_review.expected_gain IS 'Mentions that it would put right: probability times mentions.';
COMMENT ON COLUMN actors_to_review.line IS 'The line for curation/actors.csv; fill in what is in capitals.';
