-- How does the wording of one statement change from outlet to outlet? Each wording, with the words of the first one
-- that it leaves out as [-words-] and those that it puts in as {+words+}; of utterances with more than one wording.
SELECT
    speaker,
    outlet_names,
    coalesce(difference, wording) AS wording
FROM altered_quotes
ORDER BY utterance_id ASC, ordinal ASC
