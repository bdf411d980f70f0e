-- One row per outlet. An article that gives only an address is of the outlet that other articles name at its domain.
CREATE OR REPLACE TEMPORARY TABLE article_outlets AS
WITH named AS (
    SELECT
        domain,
        outlet,
        count(*) AS articles
    FROM staging.articles
    WHERE domain IS NOT NULL AND outlet IS NOT NULL
    GROUP BY domain, outlet
),

domain_names AS (
    SELECT
        domain,
        first(outlet ORDER BY articles DESC, outlet ASC) AS outlet
    FROM named
    GROUP BY domain
)

SELECT
    articles.document_id,
    articles.domain,
    coalesce(articles.outlet, domain_names.outlet, articles.domain) AS name,
    key_of(concat_ws(chr(31), 'source', words_of(coalesce(articles.outlet, domain_names.outlet, articles.domain))))
        AS source_id
FROM staging.articles
LEFT JOIN domain_names ON domain_names.domain = articles.domain
WHERE coalesce(articles.outlet, articles.domain) IS NOT NULL;

INSERT INTO sources BY NAME
WITH forms AS (
    SELECT
        source_id,
        name,
        count(*) AS articles
    FROM article_outlets
    GROUP BY source_id, name
),

domains AS (
    SELECT
        source_id,
        domain,
        count(*) AS articles
    FROM article_outlets
    WHERE domain IS NOT NULL
    GROUP BY source_id, domain
)

SELECT
    forms.source_id,
    first(forms.name ORDER BY forms.articles DESC, forms.name ASC) AS name,
    (
        SELECT first(domains.domain ORDER BY domains.articles DESC, domains.domain ASC)
        FROM domains
        WHERE domains.source_id = forms.source_id
    ) AS domain
FROM forms
GROUP BY forms.source_id
ORDER BY forms.source_id;
