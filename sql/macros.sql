-- Functions of staging and of the build; they do not stay in the warehouse.

-- The 63-bit key of a natural key whose parts are joined by U+001F: `key_of` of pipelines/records.py.
CREATE OR REPLACE TEMPORARY MACRO key_of(joined) AS (md5_number_upper(joined) >> 1)::bigint;

-- When an article is taken to have been published, to tell which of two was first: a date without a time is some moment
-- of its day, so one with a time goes before it.
CREATE OR REPLACE TEMPORARY MACRO latest_moment(published_at, published_precision) AS
CASE published_precision
    WHEN 'day' THEN published_at + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND
    ELSE published_at
END;

-- The words of a text, case, accents and marks aside: what two printings of the same words share. Accents are taken off
-- only where there may be some: of most texts, all that is not ASCII is punctuation. Marks are replaced first, then the
-- blanks that are left side by side: to replace each blank takes three times as long.
CREATE OR REPLACE TEMPORARY MACRO words_of(printed) AS
trim(
    regexp_replace(
        regexp_replace(
            CASE
                WHEN regexp_matches(printed, '[^\x00-\x{BF}\x{2000}-\x{20CF}]') THEN lower(strip_accents(printed))
                ELSE lower(printed)
            END,
            '[^\p{L}\p{N} ]+',
            ' ',
            'g'
        ),
        '  +',
        ' ',
        'g'
    )
);
