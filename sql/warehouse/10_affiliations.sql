-- One row per role that an article states. The resolution knows texts; an article and its exact copy both state it.
INSERT INTO affiliations BY NAME
SELECT
    key_of(
        concat_ws(
            chr(31),
            'affiliation',
            articles.article_id,
            affiliations.start,
            affiliations.end,
            affiliations.actor_id,
            affiliations.role
        )
    ) AS affiliation_id,
    affiliations.actor_id,
    affiliations.role,
    affiliations.of_actor_id,
    affiliations.of_text,
    articles.article_id,
    affiliations.start,
    affiliations.end,
    substring(articles.text, affiliations.start + 1, affiliations.end - affiliations.start) AS evidence
FROM staging.affiliations
INNER JOIN staging.articles AS clean ON clean.text_id = affiliations.text_id
INNER JOIN articles ON articles.article_id = clean.document_id
ORDER BY affiliation_id;
