-- One row per story that more than one article tells: its headline, how many articles and outlets tell it, and who is
-- named most. Copies of articles count; originals says how many articles are none.
CREATE VIEW stories AS
WITH told AS (
    SELECT
        story_id,
        arg_min(headline, ordinal) AS headline,
        min(published_at) AS first_published_at,
        max(published_at) AS last_published_at,
        count(*) AS articles,
        count(*) FILTER (WHERE original_id IS NULL) AS originals,
        count(DISTINCT outlet) AS outlets,
        list(DISTINCT outlet ORDER BY outlet) FILTER (WHERE outlet IS NOT NULL) AS outlet_names
    FROM story_articles
    GROUP BY story_id
),

named AS (
    SELECT
        articles.story_id,
        actors.name,
        count(DISTINCT articles.article_id) AS articles,
        count(*) AS mentions
    FROM mentions
    INNER JOIN articles ON articles.article_id = mentions.article_id
    INNER JOIN actors ON actors.actor_id = mentions.actor_id
    WHERE articles.story_id IN (SELECT told.story_id FROM told)
    GROUP BY articles.story_id, actors.name
),

ranked AS (
    SELECT
        story_id,
        list(name ORDER BY articles DESC, mentions DESC, name ASC)[:5] AS actor_names
    FROM named
    GROUP BY story_id
)

SELECT
    told.story_id,
    told.headline,
    told.first_published_at,
    told.last_published_at,
    told.articles,
    told.originals,
    told.outlets,
    told.outlet_names,
    coalesce(ranked.actor_names, []) AS actor_names
FROM told
LEFT JOIN ranked ON ranked.story_id = told.story_id;

COMMENT ON COLUMN stories.story_id IS 'Key of the story, as in articles.';
COMMENT ON COLUMN stories.headline IS 'Headline of the article that was published first, as far as dates tell.';
COMMENT ON COLUMN stories.first_published_at IS 'When the first article was published, in UTC; null if nothing says.';
COMMENT ON COLUMN stories.last_published_at IS 'When the last article was published, in UTC; null if nothing says.';
COMMENT ON COLUMN stories.articles IS 'Number of articles that tell it, copies included.';
COMMENT ON COLUMN stories.originals IS 'Number of articles that are no copies of others.';
COMMENT ON COLUMN stories.outlets IS 'Number of known outlets that tell it.';
COMMENT ON COLUMN stories.outlet_names IS 'Names of those outlets.';
COMMENT ON COLUMN stories.actor_names IS 'The five actors whom most of its articles name.';
