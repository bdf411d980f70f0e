"""The assets of `warehouse` and `views`: build a new file, check it, publish it, say what is in it.

Tables, views and checks are one step, because they are published together or not at all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster import (
    AssetCheckEvaluation,
    AssetCheckKey,
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetSpec,
    DagsterInstance,
    Failure,
    MaterializeResult,
    MetadataValue,
    TableColumn,
    TableColumnConstraints,
    TableColumnDep,
    TableColumnLineage,
    TableConstraints,
    TableSchema,
    multi_asset,
)
from dagster._core.storage.asset_check_execution_record import COMPLETED_ASSET_CHECK_EXECUTION_RECORD_STATUSES

from pipelines.asset_specs import table_asset
from pipelines.resources import LanguageModel, PublishedWarehouse, StagingDatabase
from pipelines.versions import code_version, stage_version
from pipelines.warehouse.relations import Column, Relation, relations
from pipelines.warehouse.upload import upload

if TYPE_CHECKING:
    from pipelines.checks import CheckOutcome
    from pipelines.warehouse.build import Publication
    from pipelines.warehouse.drifts import DriftOutcome

# What each table is made from; those not named here are made from the resolved corpus as a whole.
UPSTREAMS = {
    "documents": [["raw", "documents"]],
    "sources": [["clean", "articles"]],
    "articles": [["clean", "articles"], ["clean", "copies"], ["extract", "mentions"], ["resolve", "stories"]],
    "article_segments": [["clean", "articles"]],
    "removed_passages": [["clean", "removed_passages"]],
    "copied_passages": [["clean", "copies"], ["clean", "shared_texts"]],
    "article_words": [["clean", "articles"], ["clean", "copies"]],
    "actors": [["resolve", "actors"]],
    "organisations": [["resolve", "organisations"]],
    "actor_aliases": [["resolve", "actor_aliases"]],
    "affiliations": [["resolve", "affiliations"]],
    "actor_candidates": [["resolve", "actor_candidates"]],
    "curation_problems": [["resolve", "actor_candidates"]],
    "mentions": [["extract", "mentions"], ["resolve", "entity_links"]],
    "utterances": [["extract", "quotations"], ["resolve", "wordings"]],
    "wordings": [["resolve", "wordings"]],
    "statements": [["extract", "quotations"], ["resolve", "entity_links"], ["resolve", "wordings"]],
    "statement_segments": [["extract", "quotations"]],
    "statement_mentions": [["extract", "quotations"], ["extract", "mentions"]],
    "statement_counts": [["extract", "quotations"], ["resolve", "entity_links"], ["clean", "articles"]],
    "voices": [["extract", "quotations"], ["resolve", "affiliations"], ["resolve", "entity_links"]],
    "removal_counts": [["clean", "removed_passages"], ["clean", "articles"]],
    "actor_counts": [["extract", "mentions"], ["extract", "quotations"], ["resolve", "entity_links"]],
    "loads": [["raw", "documents"]],
}


# Tables whose first rows are shown, besides those of the views.
PREVIEWED = ("articles", "actors", "statements", "loads")
DRIFTS_SHOWN = 20


TABLES = [relation.name for relation in relations() if relation.group == "warehouse"]
VIEWS = [relation.name for relation in relations() if relation.group == "views"]


def _schema(relation: Relation) -> TableSchema:
    return TableSchema(
        columns=[_column(column) for column in relation.columns],
        constraints=TableConstraints(other=[f"primary key ({', '.join(relation.key)})"]) if relation.key else None,
    )


def _column(column: Column) -> TableColumn:
    if column.type is None:
        return TableColumn(column.name, description=column.comment)
    constraints = TableColumnConstraints(
        nullable=column.nullable, unique=column.unique, other=[f"references {key}" for key in column.references]
    )
    return TableColumn(column.name, column.type, column.comment, constraints)


def _lineage(name: str) -> TableColumnLineage:
    from pipelines.warehouse.lineage import read_lineage

    columns: defaultdict[str, list[TableColumnDep]] = defaultdict(list)
    for origin in read_lineage():
        if origin.relation == name:
            columns[origin.column].append(TableColumnDep(AssetKey(origin.asset.split("/")), origin.origin))
    return TableColumnLineage(columns)


def _spec(relation: Relation) -> AssetSpec:
    return table_asset(
        relation.group,
        relation.name,
        relation.description,
        deps=UPSTREAMS[relation.name] if relation.group == "warehouse" else relation.upstreams,
        kinds={"duckdb", "sql"},
        stage="warehouse",
        metadata={"dagster/column_schema": _schema(relation), "dagster/table_name": relation.name},
    )


def _check_specs() -> Iterator[AssetCheckSpec]:
    # One for each table, not for each rule: every event costs Dagster's storage some hundredths of a second.
    for relation in relations():
        asset = ["warehouse", relation.name]
        if relation.rules:
            yield AssetCheckSpec("integrity", asset=asset, description=" ".join(relation.rules), blocking=True)
        for name, description in relation.drifts:
            yield AssetCheckSpec(name, asset=asset, description=description)


@multi_asset(
    name="warehouse",
    specs=[_spec(relation) for relation in relations()],
    check_specs=list(_check_specs()),
)
def warehouse(
    context: AssetExecutionContext,
    staging_database: StagingDatabase,
    published_warehouse: PublishedWarehouse,
    language_model: LanguageModel,
) -> Iterator[MaterializeResult[None] | AssetCheckResult]:
    """Build, check and publish the warehouse, unless the published one was made from the same."""
    from pipelines.warehouse.build import build, publish, published_rows, published_version, remove_unfinished
    from pipelines.warehouse.views import read_views

    path = Path(published_warehouse.path)
    publication = _publication(context, staging_database, language_model)
    before = published_version(path)
    why = _why(before, publication.input_version)
    if before == publication.input_version:
        remove_unfinished(path)  # a run that was killed when it had just published leaves an empty folder
        # Only a build that passed is published, and this one was made from the same rows by the same code.
        _upload(context, published_warehouse, publication)
        yield from _unchanged_checks(context.instance)
        yield from _results(published_rows(path), published=False, why=why, path=path)
        return
    context.log.info(f"building the warehouse: {why}")
    built = build(staging_database.staging, path, publication, read_views())
    yield from _check_results(built.outcomes)
    if built.failures:
        raise Failure(
            f"{len(built.failures)} integrity checks failed; {path} is as it was. The rejected build is {built.path}. "
            + "; ".join(f"{o.check.table}.{o.check.name}: {o.wrong} rows" for o in built.failures),
            allow_retries=False,
        )
    publish(built, path)
    _upload(context, published_warehouse, publication)
    yield from map(_drift_result, built.drifts)
    yield from _results(built.rows, published=True, why=why, path=path)


def _upload(context: AssetExecutionContext, published: PublishedWarehouse, publication: "Publication") -> None:
    if published.address and upload(Path(published.path), published.address, publication.input_version):
        context.log.info(f"Published at {published.address} too")


def _publication(
    context: AssetExecutionContext, staging_database: StagingDatabase, language_model: LanguageModel
) -> "Publication":
    from pipelines.warehouse.build import Publication

    return Publication(
        run_id=context.run_id,
        published_at=datetime.now(UTC).replace(tzinfo=None),
        input_version=f"{staging_database.staging.resolved_version()} {stage_version('warehouse')}",
        code_version=code_version(),
        model=language_model.name,
        model_version=language_model.version,
    )


def _unchanged_checks(instance: DagsterInstance) -> Iterator[AssetCheckResult]:
    """Give what the checks found when this warehouse was published: a drift has not gone because nobody looked."""
    unchanged = "the published warehouse is made from the same rows"
    for spec in _check_specs():
        found = None if spec.blocking else _last_evaluation(instance, spec.key)
        yield AssetCheckResult(
            passed=found.passed if found else True,
            asset_key=spec.asset_key,
            check_name=spec.name,
            severity=AssetCheckSeverity.ERROR if spec.blocking else AssetCheckSeverity.WARN,
            metadata={**(found.metadata if found else {}), "unchanged": unchanged},
        )


def _last_evaluation(instance: DagsterInstance, check: AssetCheckKey) -> AssetCheckEvaluation | None:
    # The instance's own method gives the evaluation that this run has planned.
    done = set(COMPLETED_ASSET_CHECK_EXECUTION_RECORD_STATUSES)
    records = instance.event_log_storage.get_asset_check_execution_history(check, limit=1, status=done)
    event = records[0].event.dagster_event if records and records[0].event else None
    return event.asset_check_evaluation_data if event else None


def _check_results(outcomes: "Sequence[CheckOutcome]") -> Iterator[AssetCheckResult]:
    for table in TABLES:
        own = [outcome for outcome in outcomes if outcome.check.table == table]
        wrong = [outcome for outcome in own if not outcome.passed]
        yield AssetCheckResult(
            passed=not wrong,
            asset_key=["warehouse", table],
            check_name="integrity",
            severity=AssetCheckSeverity.ERROR,
            metadata={
                "rows": max(outcome.rows for outcome in own),
                "rules": MetadataValue.md("\n".join(f"- {o.check.description} {o.wrong} rows wrong." for o in own)),
                "wrong rows": MetadataValue.md("\n\n".join(map(_wrong_rows, wrong)) or "none"),
            },
        )


def _wrong_rows(outcome: "CheckOutcome") -> str:
    examples = "\n".join(f"- {example}" for example in outcome.examples)
    return f"{outcome.check.description}\n\n{examples}\n\nTo see them all:\n\n```sql\n{outcome.check.to_see}\n```"


def _drift_result(outcome: "DriftOutcome") -> AssetCheckResult:
    from pipelines.warehouse.preview import markdown_table

    rows = outcome.not_compared or markdown_table(outcome.columns, outcome.rows[:DRIFTS_SHOWN])
    drifted = f"{rows}\n\nTo see the rows (`make sql`):\n\n```sql\n{outcome.drift.to_see}\n```"
    return AssetCheckResult(
        passed=not outcome.rows,
        asset_key=["warehouse", outcome.drift.table],
        check_name=outcome.drift.name,
        severity=AssetCheckSeverity.WARN,
        metadata={
            "drifted": len(outcome.rows),
            "rows": MetadataValue.md(drifted if outcome.rows else outcome.not_compared or "none"),
        },
    )


def _why(before: str | None, wanted: str) -> str:
    """Say why a warehouse is built: a version is that of what was resolved, then that of the stage."""
    if before is None:
        return "there is none that can be read"
    if before == wanted:
        return "nothing has changed"
    return (
        "the code, tables or SQL of the warehouse changed"
        if before.rpartition(" ")[0] == wanted.rpartition(" ")[0]
        else "what was resolved changed"
    )


def _results(rows: Mapping[str, int], *, published: bool, why: str, path: Path) -> Iterator[MaterializeResult[None]]:
    """Say what is in the published warehouse; views are not counted, that takes as long as to fill the tables."""
    import duckdb

    from pipelines.memory import little_memory
    from pipelines.warehouse.preview import figures, previews

    with closing(duckdb.connect(str(path), read_only=True)) as warehouse, little_memory(warehouse):
        counted = figures(warehouse)
        shown = previews(warehouse, [*PREVIEWED, *VIEWS])
    for group, name in [*(("warehouse", table) for table in rows), *(("views", view) for view in VIEWS)]:
        metadata: dict[str, Any] = {
            "published": published,
            "why": why,
            "file": MetadataValue.path(path),
            # The UI looks for it here, not in the declaration.
            "dagster/column_lineage": _lineage(name),
            **counted.get(name, {}),
        }
        if name in rows:
            metadata["dagster/row_count"] = rows[name]
        if name in shown:
            metadata["first rows"] = MetadataValue.md(shown[name])
        yield MaterializeResult(asset_key=[group, name], metadata=metadata)
