-- One row per utterance that more than one article prints: who said it, how many outlets and articles have it, and
-- which printed it first. Copies of articles count; copied says in how many articles it stands in a passage taken over
-- from another. Statements below the confidence threshold are left out.
CREATE VIEW printed_in_many_places AS
SELECT
    actors.name AS speaker,
    utterances.text AS statement,
    count(DISTINCT statements.article_id) AS articles,
    count(DISTINCT statements.article_id) FILTER (WHERE statements.copied) AS copied,
    count(DISTINCT articles.source_id) AS outlets,
    list(DISTINCT sources.name ORDER BY sources.name) FILTER (WHERE sources.name IS NOT NULL) AS outlet_names,
    min(articles.published_at) AS first_published_at,
    utterances.first_article_id,
    utterances.utterance_id
FROM utterances
INNER JOIN statements ON statements.utterance_id = utterances.utterance_id
INNER JOIN articles ON articles.article_id = statements.article_id
LEFT JOIN sources ON sources.source_id = articles.source_id
LEFT JOIN actors ON actors.actor_id = statements.speaker_id
WHERE statements.confidence >= confidence_threshold()
GROUP BY actors.name, utterances.text, utterances.first_article_id, utterances.utterance_id
HAVING count(DISTINCT statements.article_id) > 1;

COMMENT ON COLUMN printed_in_many_places.speaker IS 'Canonical name of who said it; null if the text does not say.';
COMMENT ON COLUMN printed_in_many_places.statement IS 'What was said, as the first article printed it.';
COMMENT ON COLUMN printed_in_many_places.articles IS 'Number of articles that print it, copies included.';
COMMENT ON COLUMN printed_in_many_places.copied IS
'Number of those in which it stands in a passage copied from another article.';
COMMENT ON COLUMN printed_in_many_places.outlets IS 'Number of known outlets that print it.';
COMMENT ON COLUMN printed_in_many_places.outlet_names IS 'Names of those outlets.';
COMMENT ON COLUMN printed_in_many_places.first_published_at IS 'Earliest time of publication, in UTC.';
COMMENT ON COLUMN printed_in_many_places.first_article_id IS 'Key of the article that printed it first.';
COMMENT ON COLUMN printed_in_many_places.utterance_id IS 'Key of the utterance.';
