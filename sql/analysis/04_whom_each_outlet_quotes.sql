-- Whom does each outlet quote most, and how large a share of its statements is theirs? The three first of each outlet;
-- a large share for one speaker, or for the speakers of one side, is worth a second look. Articles of no known outlet
-- are left out.
SELECT
    outlet,
    speaker,
    statements,
    round(100 * share_of_outlet, 1) AS percent_of_outlet,
    round(100 * direct_share)::INTEGER AS percent_direct
FROM who_gets_quoted
WHERE outlet IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY statements DESC, speaker ASC, speaker_id ASC) <= 3
ORDER BY outlet ASC, statements DESC, speaker ASC
