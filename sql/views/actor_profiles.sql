-- One row per actor: what it is called, the roles that articles state of it and when, how often it is named, speaks and
-- is spoken of. Copies of articles do not count; nor do, as statements, those below the confidence threshold.
CREATE VIEW actor_profiles AS
WITH named AS (
    SELECT
        actor_id,
        list(alias ORDER BY alias ASC) AS aliases
    FROM actor_aliases
    GROUP BY actor_id
),

stated AS (
    SELECT
        affiliations.actor_id,
        affiliations.role,
        coalesce(bodies.name, affiliations.of_text) AS of_name,
        count(DISTINCT affiliations.article_id) AS articles,
        min(articles.published_at)::DATE AS first_stated,
        max(articles.published_at)::DATE AS last_stated
    FROM affiliations
    INNER JOIN articles ON articles.article_id = affiliations.article_id
    LEFT JOIN actors AS bodies ON bodies.actor_id = affiliations.of_actor_id
    WHERE articles.duplicate_of IS NULL
    GROUP BY affiliations.actor_id, affiliations.role, coalesce(bodies.name, affiliations.of_text)
),

roles AS (
    SELECT
        actor_id,
        list(
            {
                'role': role,
                'of': of_name,
                'articles': articles,
                'first_stated': first_stated,
                'last_stated': last_stated
            }
            ORDER BY articles DESC, role ASC, of_name ASC NULLS LAST
        ) AS roles
    FROM stated
    GROUP BY actor_id
)

SELECT
    actors.name,
    actors.kind,
    actors.description,
    organisations.acronym,
    organisations.type AS organisation_type,
    coalesce(named.aliases, []) AS aliases,
    coalesce(roles.roles, []) AS roles,
    actor_counts.mentions,
    actor_counts.articles,
    actor_counts.outlets,
    actor_counts.statements,
    actor_counts.direct,
    actor_counts.statements_about,
    actor_counts.first_published_at,
    actor_counts.last_published_at,
    actors.actor_id
FROM actors
INNER JOIN actor_counts ON actor_counts.actor_id = actors.actor_id
LEFT JOIN organisations ON organisations.actor_id = actors.actor_id
LEFT JOIN named ON named.actor_id = actors.actor_id
LEFT JOIN roles ON roles.actor_id = actors.actor_id;

COMMENT ON COLUMN actor_profiles.name IS 'Canonical name.';
COMMENT ON COLUMN actor_profiles.kind IS 'person, organisation, place or group.';
COMMENT ON COLUMN actor_profiles.description IS 'Role most often stated of a person.';
COMMENT ON COLUMN actor_profiles.acronym IS 'Acronym of an organisation that an article states.';
COMMENT ON COLUMN actor_profiles.organisation_type IS 'Type of an organisation, as court; null if its name says none.';
COMMENT ON COLUMN actor_profiles.aliases IS 'All forms in which articles name it.';
COMMENT ON COLUMN actor_profiles.roles IS
'Roles that articles state: role, of whom, number of articles, dates of the first and last of them; most stated first.';
COMMENT ON COLUMN actor_profiles.mentions IS 'Number of mentions: names, pronouns and descriptions.';
COMMENT ON COLUMN actor_profiles.articles IS 'Number of articles that mention it.';
COMMENT ON COLUMN actor_profiles.outlets IS 'Number of known outlets that mention it.';
COMMENT ON COLUMN actor_profiles.statements IS 'Number of its statements, as in who_said_what.';
COMMENT ON COLUMN actor_profiles.direct IS 'Number of those in quotation marks.';
COMMENT ON COLUMN actor_profiles.statements_about IS 'Number of others'' statements that mention it, as in said_about.';
COMMENT ON COLUMN actor_profiles.first_published_at IS 'Earliest publication that mentions it, in UTC.';
COMMENT ON COLUMN actor_profiles.last_published_at IS 'Latest publication that mentions it, in UTC.';
COMMENT ON COLUMN actor_profiles.actor_id IS 'Key of the actor.';
