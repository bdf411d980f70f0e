-- What a synthetic staging draws from: words, phrases, cues, and $actors actors with their aliases and candidates.

-- A number from 0 to below 1, by hash: the same for the same key and purpose.
CREATE OR REPLACE TEMPORARY MACRO draw(key, purpose) AS
(hash(concat_ws(chr(31), key, purpose)) >> 11) / 9007199254740992.0;

-- Of `ranks` things numbered from 0, one: the frequency of each is that of Zipf.
CREATE OR REPLACE TEMPORARY MACRO ranked(drawn, ranks) AS (floor(pow(ranks, drawn)) - 1)::BIGINT;

-- A word for a number, another for each.
CREATE OR REPLACE TEMPORARY MACRO syllable(digit) AS (
    [
        'a', 'be', 'ci', 'do', 'fu', 'ga', 'he', 'in', 'jo', 'ku', 'la', 'me', 'ni', 'or', 'pu', 'qua', 're', 'si',
        'to', 'un', 'va', 'we', 'xi', 'yo', 'zu', 'sta', 'the', 'tri', 'blo', 'chu', 'ran', 'len', 'min', 'ton',
        'dur', 'ber', 'ing', 'ver', 'né', 'land'
    ]
)[digit + 1];

CREATE OR REPLACE TEMPORARY MACRO word_of(number) AS
concat(
    CASE WHEN number >= 64000 THEN syllable(number // 64000 % 40) END,
    CASE WHEN number >= 1600 THEN syllable(number // 1600 % 40) END,
    CASE WHEN number >= 40 THEN syllable(number // 40 % 40) END,
    syllable(number % 40)
);

CREATE OR REPLACE TEMPORARY MACRO capital(number) AS
concat(upper(word_of(number)[1]), word_of(number)[2:]);

CREATE OR REPLACE TEMPORARY TABLE phrases AS
SELECT
    phrase AS number,
    string_agg(word_of(ranked(draw(concat(phrase, ' ', place), 'word'), 60000)), ' ' ORDER BY place) AS text
FROM range(100000) AS phrases (phrase)
CROSS JOIN range(14) AS places (place)
WHERE place < 5 + draw(phrase, 'length') * 10
GROUP BY phrase;

CREATE OR REPLACE TEMPORARY TABLE cues AS
SELECT
    unnest(['said', 'told', 'added', 'claimed', 'announced', 'warned', 'admitted', 'insisted']) AS word,
    unnest(range(8)) AS number;

CREATE OR REPLACE TEMPORARY TABLE synthetic_names AS
SELECT
    number,
    key_of(concat_ws(chr(31), 'actor', number)) AS actor_id,
    CASE
        WHEN number % 100 < 60 THEN 'person'
        WHEN number % 100 < 87 THEN 'organisation'
        WHEN number % 100 < 98 THEN 'place'
        ELSE 'group'
    END AS kind,
    concat(
        CASE WHEN number % 100 < 60 THEN concat(capital((draw(number, 'first') * 2000)::BIGINT), ' ') END,
        capital(number),
        CASE WHEN number % 100 BETWEEN 60 AND 86 THEN ' Council' END
    ) AS name
FROM range($actors) AS numbers (number);

INSERT INTO actors BY NAME
SELECT
    actor_id,
    kind,
    name,
    CASE WHEN kind = 'organisation' THEN 'council' END AS organisation_type
FROM synthetic_names
ORDER BY number;

INSERT INTO actor_aliases BY NAME
SELECT
    actor_id,
    name AS alias,
    'full' AS kind
FROM synthetic_names
UNION ALL BY NAME
SELECT
    actor_id,
    string_split(name, ' ')[2] AS alias,
    'surname' AS kind
FROM synthetic_names
WHERE kind = 'person'
ORDER BY actor_id, alias;

INSERT INTO actor_candidates BY NAME
SELECT
    one.actor_id,
    two.actor_id AS other_actor_id,
    'spelling' AS method,
    draw(one.number, 'score') AS score
FROM synthetic_names AS one
INNER JOIN synthetic_names AS two ON two.number = one.number + 1
WHERE one.number % 10 = 0
ORDER BY one.number;
