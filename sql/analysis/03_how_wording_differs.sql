-- How does the wording of one statement change from outlet to outlet? Each wording, with the words of the first one
-- that it leaves out as [-words-] and those that it puts in as {+words+}; of utterances with more than one wording.
-- Where changes is empty, the words are the same and one of the outlets only begins or ends elsewhere.
SELECT
    speaker,
    outlet_names,
    coalesce(difference, wording) AS wording,
    changes
FROM altered_quotes
ORDER BY utterance_id ASC, ordinal ASC
