-- What the Dagster UI plots of the table.
SELECT
    count(*) FILTER (WHERE kind = 'person') AS persons,
    count(*) FILTER (WHERE kind = 'organisation') AS organisations,
    count(*) FILTER (WHERE kind = 'place') AS places,
    count(*) FILTER (WHERE kind = 'group') AS groups,
    (SELECT count(*) FROM actor_candidates) AS merges_and_splits_to_decide
FROM actors;
