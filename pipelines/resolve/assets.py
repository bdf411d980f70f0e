"""The assets of `resolve`: read the entities of all texts, resolve them to actors, replace the last resolution."""

from collections.abc import Iterator
from functools import partial

from dagster import AssetExecutionContext, MaterializeResult, multi_asset

from pipelines.asset_specs import table_asset
from pipelines.resolve.actors import resolve
from pipelines.resources import StagingDatabase
from pipelines.versions import stage_version

_spec = partial(table_asset, "resolve", deps=[["extract", "mentions"]], kinds={"python"})


@multi_asset(
    name="resolve",
    specs=[
        _spec("actors", "One row per person, organisation, place or group that the corpus names."),
        _spec("organisations", "One row per organisation among the actors."),
        _spec("actor_aliases", "One row per form in which the corpus names an actor."),
        _spec("affiliations", "One row per role of an actor that a text states."),
        _spec("entity_links", "One row per entity of a text: which actor it is, by which method, how surely."),
    ],
)
def actors(context: AssetExecutionContext, staging_database: StagingDatabase) -> Iterator[MaterializeResult[None]]:
    """Resolve the whole corpus anew, unless nothing that it reads has changed."""
    staging = staging_database.staging
    wanted = f"{staging.input_version()} {stage_version('resolve')}"
    unchanged = staging.resolved_version() == wanted
    if unchanged:
        context.log.debug("Nothing that resolution reads has changed.")
    else:
        staging.replace_resolution(resolve(staging.named_entities(), staging.stated_roles()), wanted)
    rows = {
        "actors": staging.count("actors"),
        "organisations": staging.count_organisations(),
        "actor_aliases": staging.count("actor_aliases"),
        "affiliations": staging.count("affiliations"),
        "entity_links": staging.count("entity_links"),
    }
    for table, count in rows.items():
        yield MaterializeResult(
            asset_key=["resolve", table], metadata={"dagster/row_count": count, "unchanged": unchanged}
        )
