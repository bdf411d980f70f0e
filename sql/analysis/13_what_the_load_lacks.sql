-- How far can the figures of an outlet be trusted? Articles without a date are in no month, statements whose speaker is
-- no known actor are nobody's; a high share of either, or of articles without any statement, is a reason to look at
-- some of them before counting. The last column is the share of statements that who_said_what leaves out as doubtful.
SELECT
    outlet,
    articles,
    copies,
    round(100 * without_date / articles)::INTEGER AS percent_without_date,
    round(100 * without_statements / nullif(analysed, 0))::INTEGER AS percent_without_statements,
    round(100 * statements_without_speaker / nullif(statements, 0))::INTEGER AS percent_without_speaker,
    round(100 * statements_below_threshold / nullif(statements, 0))::INTEGER AS percent_doubtful
FROM coverage_by_outlet
ORDER BY articles DESC, outlet ASC NULLS LAST
