"""The asset `report`: the page that shows the published warehouse, written beside it after each publication."""

from pathlib import Path
from time import perf_counter

from dagster import AssetExecutionContext, AssetSpec, MaterializeResult, MetadataValue, multi_asset

from pipelines.kept import kept
from pipelines.resources import PublishedWarehouse
from pipelines.versions import stage_version


def _upstreams() -> list[list[str]]:
    from models import Base
    from pipelines.report.queries import tables_read
    from pipelines.sql_files import SQL

    views = {path.stem for path in (SQL / "views").glob("*.sql")}
    read = tables_read()  # what else it has, the questions make for themselves
    return [["views", name] for name in sorted(read & views)] + [
        ["warehouse", name] for name in sorted(read & set(Base.metadata.tables))
    ]


@multi_asset(
    name="report",
    specs=[
        AssetSpec(
            ["report"],
            deps=kept("read_by_report", f"{stage_version('report')} {stage_version('warehouse')}", _upstreams),
            description=(
                "One page that shows the published warehouse: who is quoted, who speaks about whom, how outlets "
                "compare, which quotes were altered, and every statement in its article. It opens in any browser and "
                "asks nothing of the network."
            ),
            group_name="report",
            kinds={"duckdb", "altair", "html"},
            owners=["team:verbatim"],
            code_version=stage_version("report"),
        )
    ],
)
def report(context: AssetExecutionContext, published_warehouse: PublishedWarehouse) -> MaterializeResult[None]:
    """Write the page, unless it is there and was made of this warehouse by this code."""
    from pipelines.report.published import made_of, version_of

    warehouse = Path(published_warehouse.path)
    page = warehouse.with_name("report.html")
    version = version_of(warehouse)
    place = {"page": MetadataValue.path(page), "open": MetadataValue.url(page.as_uri())}
    if made_of(page) == version:
        context.log.debug(f"{page} shows the published warehouse.")
        return MaterializeResult(metadata={"written": False, "bytes": page.stat().st_size, **place})
    from pipelines.report.page import write_report

    started = perf_counter()
    written = write_report(warehouse, page, version)
    seconds = perf_counter() - started
    context.log.info(
        f"Report of {written.statements_listed:,} of {written.statements:,} statements written in {seconds:.1f} s."
    )
    return MaterializeResult(
        metadata={
            "written": True,
            "bytes": written.size,
            "articles": written.articles,
            "statements": written.statements,
            "statements listed": written.statements_listed,
            "seconds": seconds,
            **place,
        }
    )
