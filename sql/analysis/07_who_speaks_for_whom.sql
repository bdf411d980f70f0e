-- Who speaks for which organisation or place? Those with the most statements first; `itself` says that an article gives
-- the voice to the organisation ("The court ruled that …"), otherwise the roles are those that articles state.
SELECT
    body,
    CASE WHEN speaker_id = body_id THEN 'itself' ELSE speaker END AS who,
    array_to_string(roles, ', ') AS roles,
    statements,
    direct
FROM who_speaks_for
ORDER BY
    sum(statements) OVER (PARTITION BY body_id) DESC,
    body ASC,
    body_id ASC,
    statements DESC,
    who ASC,
    speaker_id ASC
LIMIT 20
