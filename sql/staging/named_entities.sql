-- One row per entity of the current texts and form of its name, the most frequent first, and how often it stands there;
-- one with nulls for an entity without a name. It is in office where the text speaks of an administration, a presidency
-- or an era of that name. Mister and madam: it has Mr. before it, or Mrs., Ms. or Miss. Of state and of city: how often
-- it stands beside words that tell of a state (the state Senate, New York's governor) or a city (the New York mayor).
-- This takes long, and is asked of the names only that a state and a city, or the nation and a state, have both.
WITH texts AS (
    SELECT
        text_id,
        text
    FROM articles
    -- By row: texts that are aggregated would all be held in memory.
    WHERE rowid IN (
        SELECT min(printings.rowid)
        FROM articles AS printings
        INNER JOIN current_texts ON current_texts.text_id = printings.text_id
        GROUP BY printings.text_id
    )
),

forms AS (
    SELECT
        mentions.text_id,
        mentions.entity,
        mentions.text AS form,
        count(*) AS times,
        bool_or(regexp_matches(
            substring(texts.text, mentions."end" + 1, 16),
            '^(-era|[ ](administration|appointee|cabinet|era|nominee|presidency|white house|years))\b', 'i'
        )) AS in_office,
        bool_or(regexp_matches(
            substring(texts.text, greatest(mentions.start - 4, 1), least(mentions.start, 5)), '\bMr[.]? $'
        )) AS mister,
        bool_or(regexp_matches(
            substring(texts.text, greatest(mentions.start - 4, 1), least(mentions.start, 5)), '\b(Mrs|Ms|Miss)[.]? $'
        )) AS madam
    FROM mentions
    INNER JOIN texts ON texts.text_id = mentions.text_id
    WHERE mentions.kind = 'name'
    GROUP BY mentions.text_id, mentions.entity, mentions.text
),

beside AS (
    SELECT
        mentions.text_id,
        mentions.entity,
        mentions.text AS form,
        mentions.text IN ('New York', 'NEW YORK', 'Washington', 'WASHINGTON') AS is_place,
        substring(texts.text, mentions."end" + 1, 32) AS following,
        substring(texts.text, greatest(mentions.start - 39, 1), least(mentions.start, 40)) AS preceding
    FROM mentions
    INNER JOIN texts ON texts.text_id = mentions.text_id
    WHERE
        mentions.kind = 'name'
        AND mentions.text IN (
            'New York', 'NEW YORK', 'Washington', 'WASHINGTON', 'Senate', 'House', 'House of Representatives',
            'Supreme Court'
        )
),

levels AS (
    SELECT
        text_id,
        entity,
        form,
        count_if(regexp_matches(preceding, '(^|[^-])\b[Ss]tate $') OR (is_place AND (
            regexp_matches(
                following,
                '^([’'']s?)?( (Democratic|Republican))? '
                '([Ss]tate\b|(Lt[.] )?Gov\b|[Gg]overnor|[Aa]ttorney [Gg]eneral|[Ll]egislat|Rep[.]|Sen[.]|[Ss]enator'
                '|primary\b)'
                '|^,?( and|,) (Alaska|Arizona|California|Colorado|Connecticut|Florida|Hawaii|Idaho|Maine'
                '|Massachusetts|Minnesota|Montana|Nevada|New Jersey|New Mexico|Oregon|Texas|Utah|Wisconsin)\b'
            )
            OR regexp_matches(
                preceding,
                '(\b[Ss]tate of|[Uu]pstate|\b(Western|Northern|Southern|Eastern) District of'
                '|\b(Sen|Rep|Gov)[.] [^.,;]{3,30} of'
                '|\b(Democrat|Republican|[Ss]enator|[Gg]overnor|[Aa]ttorney general)s? (of|from)'
                '|\b(Alaska|Arizona|California|Colorado|Connecticut|Florida|Hawaii|Idaho|Illinois|Maine|Massachusetts'
                '|Michigan|Minnesota|Montana|Nevada|New Jersey|New Mexico|Oregon|Pennsylvania|Texas|Utah|Wisconsin),?'
                '( and|,)) $'
            )
        ))) AS of_state,
        count_if(is_place AND (
            regexp_matches(
                following,
                '^([’'']s?)?,? ?(Mayor\b|mayor|City\b|Police\b|police\b|-based|D[.]? ?C\b|[Rr]eal[- ]estate|skyline'
                '|apartment|penthouse|hotel|streets?\b|subway|[(]AP[)]|[(]CNN[)]|[(]Reuters[)])'
                '|^,?( and|,| or| to) (Boston|Chicago|Houston|London|Los Angeles|Miami|Moscow|Paris|Philadelphia'
                '|San Francisco|Seattle|Tokyo)\b'
            )
            OR regexp_matches(
                preceding,
                '(\b[Mm]ayor of|[Dd]owntown|\b[Cc]ity of|[Ss]treets of|\b(Manhattan|Brooklyn|Queens|Bronx),'
                '|\b(Boston|Chicago|Houston|London|Los Angeles|Miami|Moscow|Paris|Philadelphia|San Francisco|Seattle'
                '|Tokyo),?( and|,| or| to)) $'
            )
        )) AS of_city
    FROM beside
    GROUP BY text_id, entity, form
)

SELECT
    entities.text_id,
    entities.entity,
    entities.kind,
    entities.name,
    entities.acronym,
    forms.form,
    forms.times,
    forms.in_office,
    forms.mister,
    forms.madam,
    levels.of_state,
    levels.of_city
FROM entities
LEFT JOIN forms ON forms.text_id = entities.text_id AND forms.entity = entities.entity
LEFT JOIN levels ON levels.text_id = forms.text_id AND levels.entity = forms.entity AND levels.form = forms.form
WHERE entities.text_id IN (SELECT current_texts.text_id FROM current_texts)
ORDER BY entities.text_id ASC, entities.entity ASC, forms.times DESC, forms.form ASC
