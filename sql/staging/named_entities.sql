-- One row per entity of the current texts and form of its name, the most frequent first, and how often it stands there;
-- one with nulls for an entity without a name. It is in office where the text speaks of an administration, a presidency
-- or an era of that name. Mister and madam: it has Mr. before it, or Mrs., Ms. or Miss. Of state and of city: it stands
-- beside words that tell of a state (the state Senate, New York's governor) or of a city (the New York mayor).
WITH texts AS (
    SELECT
        text_id,
        any_value(text) AS text
    FROM articles
    WHERE text_id IN (SELECT current_texts.text_id FROM current_texts)
    GROUP BY text_id
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
        )) AS madam,
        count_if(regexp_matches(
            substring(texts.text, greatest(mentions.start - 7, 1), least(mentions.start, 8)), '(^|[^-])\b[Ss]tate $'
        )) AS after_state,
        count_if(regexp_matches(
            substring(texts.text, mentions."end" + 1, 32),
            '^([’'']s?)?( (Democratic|Republican))? '
            '([Ss]tate\b|(Lt[.] )?Gov\b|[Gg]overnor|[Aa]ttorney [Gg]eneral|[Ll]egislat|Rep[.]|Sen[.]|[Ss]enator'
            '|primary\b)'
            '|^,?( and|,) (Alaska|Arizona|California|Colorado|Connecticut|Florida|Hawaii|Idaho|Maine|Massachusetts'
            '|Minnesota|Montana|Nevada|New Jersey|New Mexico|Oregon|Texas|Utah|Wisconsin)\b'
        ) OR regexp_matches(
            substring(texts.text, greatest(mentions.start - 39, 1), least(mentions.start, 40)),
            '(\b[Ss]tate of|[Uu]pstate|\b(Western|Northern|Southern|Eastern) District of'
            '|\b(Sen|Rep|Gov)[.] [^.,;]{3,30} of'
            '|\b(Democrat|Republican|[Ss]enator|[Gg]overnor|[Aa]ttorney general)s? (of|from)'
            '|\b(Alaska|Arizona|California|Colorado|Connecticut|Florida|Hawaii|Idaho|Illinois|Maine|Massachusetts'
            '|Michigan|Minnesota|Montana|Nevada|New Jersey|New Mexico|Oregon|Pennsylvania|Texas|Utah|Wisconsin),?'
            '( and|,)) $'
        )) AS beside_state,
        count_if(regexp_matches(
            substring(texts.text, mentions."end" + 1, 32),
            '^([’'']s?)?,? ?(Mayor\b|mayor|City\b|Police\b|police\b|-based|D[.]? ?C\b|[Rr]eal[- ]estate|skyline'
            '|apartment|penthouse|hotel|streets?\b|subway|[(]AP[)]|[(]CNN[)]|[(]Reuters[)])'
            '|^,?( and|,| or| to) (Boston|Chicago|Houston|London|Los Angeles|Miami|Moscow|Paris|Philadelphia'
            '|San Francisco|Seattle|Tokyo)\b'
        ) OR regexp_matches(
            substring(texts.text, greatest(mentions.start - 24, 1), least(mentions.start, 25)),
            '(\b[Mm]ayor of|[Dd]owntown|\b[Cc]ity of|[Ss]treets of|\b(Manhattan|Brooklyn|Queens|Bronx),'
            '|\b(Boston|Chicago|Houston|London|Los Angeles|Miami|Moscow|Paris|Philadelphia|San Francisco|Seattle'
            '|Tokyo),?( and|,| or| to)) $'
        )) AS beside_city
    FROM mentions
    INNER JOIN texts ON texts.text_id = mentions.text_id
    WHERE mentions.kind = 'name'
    GROUP BY mentions.text_id, mentions.entity, mentions.text
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
    forms.after_state + if(entities.kind = 'place', forms.beside_state, 0) AS of_state,
    if(entities.kind = 'place', forms.beside_city, 0) AS of_city
FROM entities
LEFT JOIN forms ON forms.text_id = entities.text_id AND forms.entity = entities.entity
WHERE entities.text_id IN (SELECT current_texts.text_id FROM current_texts)
ORDER BY entities.text_id ASC, entities.entity ASC, forms.times DESC, forms.form ASC
