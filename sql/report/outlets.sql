-- Outlets compared: how much there is of each, how it quotes, whom it quotes most. Counted from who_said_what.
WITH quoted AS (
    SELECT
        articles.source_id,
        who_said_what.speaker_id,
        who_said_what.speaker,
        count(*) AS statements,
        count(*) FILTER (WHERE who_said_what.kind = 'direct') AS direct,
        count(*) FILTER (WHERE who_said_what.kind = 'mixed') AS mixed,
        count(*) FILTER (WHERE who_said_what.kind = 'indirect') AS indirect
    FROM who_said_what
    INNER JOIN articles ON articles.article_id = who_said_what.article_id
    GROUP BY articles.source_id, who_said_what.speaker_id, who_said_what.speaker
),

by_outlet AS (
    SELECT
        source_id,
        sum(statements)::bigint AS statements,
        sum(direct)::bigint AS direct,
        sum(mixed)::bigint AS mixed,
        sum(indirect)::bigint AS indirect,
        count(*) AS speakers,
        first(speaker ORDER BY statements DESC, speaker ASC, speaker_id ASC) AS most_quoted,
        max(statements) AS most_statements
    FROM quoted
    GROUP BY source_id
)

SELECT
    coverage_by_outlet.outlet,
    coverage_by_outlet.articles,
    coverage_by_outlet.copies,
    coverage_by_outlet.words,
    coverage_by_outlet.statements_without_speaker / nullif(coverage_by_outlet.statements, 0) AS without_speaker_share,
    coalesce(by_outlet.statements, 0) AS statements,
    coalesce(by_outlet.direct, 0) AS direct,
    coalesce(by_outlet.mixed, 0) AS mixed,
    coalesce(by_outlet.indirect, 0) AS indirect,
    coalesce(by_outlet.speakers, 0) AS speakers,
    by_outlet.most_quoted,
    by_outlet.most_statements
FROM coverage_by_outlet
LEFT JOIN by_outlet ON by_outlet.source_id IS NOT DISTINCT FROM coverage_by_outlet.source_id
ORDER BY coverage_by_outlet.articles DESC, coverage_by_outlet.outlet ASC NULLS LAST, coverage_by_outlet.source_id ASC
LIMIT 30
