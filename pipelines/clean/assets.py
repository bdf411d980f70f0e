"""The assets of `clean`: clean the documents that are new, append what is left and what was removed, say how much."""

from functools import partial

from dagster import AssetExecutionContext, MaterializeResult, multi_asset

from pipelines.asset_specs import table_asset
from pipelines.clean.cleaning import clean
from pipelines.progress import Progress
from pipelines.resources import StagingDatabase
from pipelines.staging import batched_by
from pipelines.versions import stage_version

BATCH_DOCUMENTS = 1_000


_spec = partial(table_asset, "clean", deps=[["raw", "documents"]], kinds={"python"})


@multi_asset(
    name="clean",
    specs=[
        _spec(
            "articles", "One row per loaded document: headline, byline, dateline, date, language, and the clean text."
        ),
        _spec("removed_passages", "One row per span that cleaning removed from a document, with the rule that did."),
    ],
)
def articles(
    context: AssetExecutionContext, staging_database: StagingDatabase
) -> tuple[MaterializeResult[None], MaterializeResult[None]]:
    """Clean documents without an article of this content and version."""
    staging, version = staging_database.staging, stage_version("clean")
    stale = staging.documents_to_clean(version)
    progress = Progress(context.log, "documents cleaned", len(stale))
    for keys in batched_by(((key, 1) for key in stale), BATCH_DOCUMENTS):
        documents = staging.documents(keys)
        staging.append_articles([(document, clean(document)) for document in documents], version)
        progress.advance(len(documents))
    gone = staging.drop_articles_gone()
    share = staging.removed_share()
    return (
        MaterializeResult(
            asset_key=["clean", "articles"],
            metadata={
                "dagster/row_count": staging.count("articles"),
                "articles cleaned": len(stale),
                "articles gone": gone,
            },
        ),
        MaterializeResult(
            asset_key=["clean", "removed_passages"],
            metadata={
                "dagster/row_count": staging.count("removed_passages"),
                "share of characters removed": share,
                **{f"removed: {rule}": rows for rule, rows in staging.removed_by_rule().items()},
            },
        ),
    )
