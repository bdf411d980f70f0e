-- Who said what about Aldermoor Bank, when, and in which outlet? Put another name in the place of the bank's.
SELECT
    speaker,
    kind,
    statement,
    published_at::DATE AS published,
    outlet
FROM said_about
WHERE about = 'Aldermoor Bank'
ORDER BY published ASC NULLS LAST, speaker ASC, statement ASC
