-- Functions of the build; they do not stay in the warehouse.

-- The 63-bit key of a natural key whose parts are joined by U+001F: `key_of` of pipelines/records.py.
CREATE OR REPLACE TEMPORARY MACRO key_of(joined) AS (md5_number_upper(joined) >> 1)::bigint;

-- The words of a text, case, accents and marks aside: what two printings of the same words share.
CREATE OR REPLACE TEMPORARY MACRO words_of(printed) AS
trim(regexp_replace(lower(strip_accents(printed)), '[^\p{L}\p{N}]+', ' ', 'g'));
