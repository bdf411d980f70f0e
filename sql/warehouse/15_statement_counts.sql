-- One row per speaker, outlet and month: what views that count statements are answered from.
INSERT INTO statement_counts BY NAME
SELECT
    said.speaker_id,
    articles.source_id,
    date_trunc('month', said.published_at)::DATE AS month,
    count(*) AS statements,
    count(*) FILTER (WHERE said.kind = 'direct') AS direct,
    count(DISTINCT said.article_id) AS articles,
    min(said.published_at) AS first_published_at,
    max(said.published_at) AS last_published_at
FROM who_said_what AS said
INNER JOIN articles ON articles.article_id = said.article_id
GROUP BY said.speaker_id, articles.source_id, date_trunc('month', said.published_at)
ORDER BY said.speaker_id, articles.source_id, month;
