-- One row per warehouse: the least confidence of the statements that who_said_what, and the views that read it, show.
-- One half: more likely right than wrong. To change it, change the number here; the next run builds the views anew. The
-- table statements has them all.
CREATE MACRO confidence_threshold() AS 0.5::double;

CREATE VIEW confidence_threshold AS
SELECT confidence_threshold() AS threshold;

COMMENT ON COLUMN confidence_threshold.threshold IS 'Probability, 0 to 1, that statement and speaker are right.';
