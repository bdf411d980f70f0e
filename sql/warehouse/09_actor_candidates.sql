-- One row per join or split of actors that is left to the analyst, and per line of the decisions that is wrong.
INSERT INTO actor_candidates BY NAME
SELECT
    key_of(concat_ws(chr(31), 'candidate', actor_id, coalesce(other_actor_id, 0), method)) AS candidate_id,
    actor_id,
    other_actor_id,
    method,
    score
FROM staging.actor_candidates
ORDER BY candidate_id;

INSERT INTO curation_problems BY NAME
SELECT
    key_of(concat_ws(chr(31), 'problem', line, message)) AS problem_id,
    line,
    message
FROM staging.curation_problems
ORDER BY problem_id;
