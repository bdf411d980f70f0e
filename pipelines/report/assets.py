"""The asset `report`: the page that shows the published warehouse, written beside it after each publication."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from dagster import AssetExecutionContext, AssetSpec, MaterializeResult, MetadataValue, multi_asset

from models import Base
from pipelines.report.published import made_of, version_of
from pipelines.report.queries import tables_read
from pipelines.resources import PublishedWarehouse
from pipelines.sql_files import SQL
from pipelines.versions import stage_version


def _upstreams() -> Iterator[list[str]]:
    views = {path.stem for path in (SQL / "views").glob("*.sql")}
    for name in sorted(tables_read()):
        if name in Base.metadata.tables:
            yield ["warehouse", name]
        elif name in views:
            yield ["views", name]


@multi_asset(
    name="report",
    specs=[
        AssetSpec(
            ["report"],
            deps=list(_upstreams()),
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
    warehouse = Path(published_warehouse.path)
    page = warehouse.with_name("report.html")
    version = version_of(warehouse)
    place = {"page": MetadataValue.path(page), "open": MetadataValue.url(page.as_uri())}
    if made_of(page) == version:
        context.log.debug(f"{page} shows the published warehouse.")
        return MaterializeResult(metadata={"written": False, "bytes": page.stat().st_size, **place})
    from pipelines.report.page import write_report  # noqa: PLC0415 - here, so that Dagster loads without what draws

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
