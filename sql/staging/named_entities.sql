-- One row per entity of the current texts and form of its name, the most frequent first, and how often it stands
-- there; one with nulls for an entity without a name. It is in office where the text speaks of an administration, a
-- presidency or an era of that name. Mister and madam: it has Mr. before it, or Mrs., Ms. or Miss. Dead: the text
-- speaks of that person's death. First and last state: of those that stand behind it (Tarrow, Ore.). Of state and of
-- city: how often it stands beside words that tell of a state (the state Senate, New York's governor) or a city (the
-- New York mayor). This takes long, and is asked only of the names that a state and a city, or the nation and a state,
-- have. They are the gazetteer's, in variables, for patterns are compiled once only where they are constant: `names`,
-- in capitals, with `sorts`, which say whether each is of a place, a chamber of a legislature or another body;
-- `states`, `far_states`, `cities`, `own_cities` (of a state with such a name) and `codes`, names and abbreviations as
-- regular expressions; `behind`, which finds a state behind the name of a place; `running`, that somebody runs for a
-- chamber.
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

-- What stands around each name, cut out once: to find a place in a text takes as long as to read up to it.
surrounded AS (
    SELECT
        mentions.text_id,
        mentions.entity,
        mentions.text AS form,
        mentions.start,
        mentions."end",
        least(mentions.start, 40) AS before,
        substring(
            texts.text,
            greatest(mentions.start - 39, 1),
            least(mentions.start, 40) + mentions."end" - mentions.start + 48
        ) AS surroundings
    FROM mentions
    INNER JOIN texts ON texts.text_id = mentions.text_id
    WHERE mentions.kind = 'name'
),

beside AS (
    SELECT
        text_id,
        entity,
        form,
        start,
        "end",
        left(surroundings, before) AS preceding,
        substring(surroundings, before + "end" - start + 1) AS following
    FROM surrounded
),

forms AS (
    SELECT
        text_id,
        entity,
        form,
        count(*) AS times,
        bool_or(regexp_matches(
            following, '^(-era|[ ](administration|appointee|cabinet|era|nominee|presidency|white house|years))\b', 'i'
        )) AS in_office,
        bool_or(regexp_matches(preceding, '\bMr[.]? $')) AS mister,
        bool_or(regexp_matches(preceding, '\b(Mrs|Ms|Miss)[.]? $')) AS madam,
        bool_or(
            regexp_matches(following, '^[’'']s? (death|killing|murder)\b|^ (was|were) (killed|murdered|slain)\b')
            OR regexp_matches(
                preceding,
                '\b(deaths?|fatal shooting|killings?|murders?|slaying) of ([a-z0-9-]+ ){0,4}$'
                '|\b(killed|murdered|slew) ([a-z0-9-]+ ){0,4}$'
            )
        ) AS dead,
        min(nullif(regexp_extract(following, getvariable('behind'), 1), '')) AS first_state,
        max(nullif(regexp_extract(following, getvariable('behind'), 1), '')) AS last_state
    FROM beside
    GROUP BY text_id, entity, form
),

of_two_levels AS (
    SELECT
        beside.text_id,
        beside.entity,
        beside.form,
        getvariable('sorts')[list_position(getvariable('names'), upper(beside.form))] AS names,
        beside.following,
        beside.preceding,
        substring(texts.text, greatest(beside.start - 249, 1), beside."end" - beside.start + 500) AS around
    FROM beside
    INNER JOIN texts ON texts.text_id = beside.text_id
    WHERE list_contains(getvariable('names'), upper(beside.form))
),

levels AS (
    SELECT
        text_id,
        entity,
        form,
        count_if(
            regexp_matches(preceding, '(^|[^-])\b[Ss]tate $')
            OR (names = 'place' AND (
                regexp_matches(
                    following,
                    '^([’'']s?)?( (Democratic|Republican))? '
                    '([Ss]tate\b|(Lt[.] )?Gov\b|[Gg]overnor|[Aa]ttorney [Gg]eneral|[Ll]egislat|Rep[.]|Sen[.]|[Ss]enator'
                    '|primary\b)'
                    '|^,? and (' || getvariable('far_states') || ')\b'
                    -- Of a town, no more than its state follows: Washington, Pa.
                    '|^, (' || getvariable('far_states') || '),? ((and|or) )?(' || getvariable('states') || ')\b'
                )
                OR regexp_matches(
                    preceding,
                    '(\b[Ss]tate of|[Uu]pstate|\b(Western|Northern|Southern|Eastern) District of'
                    '|\b(Sen|Rep|Gov)[.] [^.,;]{3,30} of'
                    '|\b(Democrat|Republican|[Ss]enator|[Gg]overnor|[Aa]ttorney general)s? (of|from)'
                    '|\b(' || getvariable('far_states') || '),?( and|,)|\b(' || getvariable('own_cities') || '),) $'
                )
            ))
            -- Tarrow's Senate, but not its race for the Senate of the nation.
            OR (
                names <> 'place'
                AND regexp_matches(preceding, '\b(' || getvariable('states') || ')[’'']s? $')
                AND NOT regexp_matches(following, getvariable('running'))
            )
            OR (
                names = 'chamber'
                AND NOT regexp_matches(following, getvariable('running'))
                AND (
                    regexp_matches(following, '^ (Bill (No[.] )?\d|President [A-Z])')
                    OR (
                        regexp_matches(
                            around,
                            '\b[Ss]tate ([Ss]enat|Sen[.]|[Hh]ouse|Rep[.]|[Rr]epresentative|[Ll]egislature\b'
                            '|[Ll]awmaker|[Cc]apitol|[Cc]onstitution)'
                            '|\bHouse of Delegates|\bSenate President\b|\b[Ss]tatehouse\b|\bLegislature\b'
                            '|\b[Tt]he legislature\b|\bAssembly(m[ae]n|wom[ae]n|members?)?\b'
                            '|\b(' || getvariable('states') || ')([’'']s?)? (legislature\b|legislator|lawmaker)'
                        )
                        AND NOT regexp_matches(
                            around,
                            '\bCongress\b|[Cc]ongress(ional|m[ae]n|wom[ae]n)|Capitol Hill|White House|[Ff]ilibuster'
                            '|\bU[.]?S[.]? (Senat|House|Rep\b|Sen\b|Supreme|Constitution)|\b[Ff]ederal\b'
                            '|\bWashington\b|Supreme Court|Chief Justice|\b[Pp]resident(ial|-elect)\b'
                            '|[RD]-(' || getvariable('codes') || ')\b'
                        )
                    )
                )
            )
        ) AS of_state,
        count_if(names = 'place' AND (
            regexp_matches(
                following,
                '^([’'']s?)?,? ?(Mayor\b|mayor|City\b|Police\b|police\b|-based|D[.]? ?C\b|[Rr]eal[- ]estate|skyline'
                '|apartment|penthouse|hotel|streets?\b|subway|[(]AP[)]|[(]CNN[)]|[(]Reuters[)])'
                '|^,?( and|,| or| to) (' || getvariable('cities') || ')\b'
            )
            OR regexp_matches(
                preceding,
                '(\b[Mm]ayor of|[Dd]owntown|\b[Cc]ity of|[Ss]treets of|\b(Manhattan|Brooklyn|Queens|Bronx),'
                '|\b(' || getvariable('cities') || '),?( and|,| or| to)) $'
            )
        )) AS of_city
    FROM of_two_levels
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
    forms.dead,
    forms.first_state,
    forms.last_state,
    levels.of_state,
    levels.of_city
FROM entities
LEFT JOIN forms ON forms.text_id = entities.text_id AND forms.entity = entities.entity
LEFT JOIN levels ON levels.text_id = forms.text_id AND levels.entity = forms.entity AND levels.form = forms.form
WHERE entities.text_id IN (SELECT current_texts.text_id FROM current_texts)
ORDER BY entities.text_id ASC, entities.entity ASC, forms.times DESC, forms.form ASC
