"""The assets of `resolve`: read the entities of all texts, resolve them to stories, actors and utterances.

All of it is done anew when anything that it reads has changed; it takes seconds.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from dagster import AssetExecutionContext, MaterializeResult, MetadataValue, multi_asset

from pipelines.asset_specs import table_asset
from pipelines.resources import CurationFile, StagingDatabase
from pipelines.versions import stage_version

if TYPE_CHECKING:
    from pipelines.records import CurationProblem
    from pipelines.resolve.curation import Curation
    from pipelines.staging import Staging

_spec = partial(table_asset, "resolve", deps=[["extract", "mentions"]], kinds={"python"})


@multi_asset(
    name="resolve",
    specs=[
        _spec(
            "stories",
            "One row per text that tells a story: which one it is.",
            deps=[["extract", "mentions"], ["clean", "articles"]],
        ),
        _spec("actors", "One row per person, organisation, place or group that the corpus names."),
        _spec("organisations", "One row per organisation among the actors."),
        _spec("actor_aliases", "One row per form in which the corpus names an actor."),
        _spec("affiliations", "One row per role of an actor that a text states."),
        _spec("entity_links", "One row per entity of a text: which actor it is, by which method, how surely."),
        _spec("actor_candidates", "One row per pair of actors that may be one, or actor that may be several."),
        _spec(
            "wordings",
            "One row per wording of a statement: which utterance it is, and how it differs from how that was printed "
            "first.",
            deps=[["extract", "quotations"], ["clean", "articles"]],
        ),
    ],
)
def actors(
    context: AssetExecutionContext, staging_database: StagingDatabase, curation_file: CurationFile
) -> Iterator[MaterializeResult[None]]:
    """Resolve the whole corpus anew, unless nothing that it reads has changed."""
    from pipelines.resolve.curation import read_curation

    staging = staging_database.staging
    curation, problems = read_curation(Path(curation_file.path))  # a wrong line changes the version, too
    wanted = f"{staging.input_version()} {stage_version('resolve')} {curation.version}".strip()
    before = staging.resolved_version()
    unchanged, why = before == wanted, _why(before, wanted)
    if not unchanged:
        context.log.info(f"resolving all texts: {why}")
        _resolve(staging, curation, problems)
        staging.finish_resolution(wanted)
    wrong = staging.curation_problems()
    for problem in wrong:
        context.log.warning(f"{curation_file.path}, line {problem.line}: {problem.message}")
    rows = {
        "stories": staging.count("text_stories"),
        "actors": staging.count("actors"),
        "organisations": staging.count_organisations(),
        "actor_aliases": staging.count("actor_aliases"),
        "affiliations": staging.count("affiliations"),
        "entity_links": staging.count("entity_links"),
        "actor_candidates": staging.count("actor_candidates"),
        "wordings": staging.count("wording_links"),
    }
    for table, count in rows.items():
        yield MaterializeResult(
            asset_key=["resolve", table],
            metadata={
                "dagster/row_count": count,
                "unchanged": unchanged,
                "why": why,
                "decisions of the analyst": len(curation.rules),
                "problems of the curation": MetadataValue.md(
                    "\n".join(f"- line {problem.line}: {problem.message}" for problem in wrong) or "none"
                ),
            },
        )


def _why(before: str | None, wanted: str) -> str:
    """Say why all is resolved anew: a version is that of the texts in three words, of the stage, of the decisions."""
    if before is None:
        return "there is nothing resolved yet"
    *texts, code, decisions = [*before.split(" ", 4), "", "", "", "", ""][:5]
    *texts_now, code_now, decisions_now = [*wanted.split(" ", 4), "", "", "", "", ""][:5]
    reasons = [
        reason
        for changed, reason in (
            (texts != texts_now, "articles or their analyses changed"),
            (code != code_now, "the code or word lists of resolve changed"),
            (decisions != decisions_now, "the decisions about actors changed"),
        )
        if changed
    ]
    return ", ".join(reasons) or "nothing has changed"


def _resolve(staging: "Staging", curation: "Curation", problems: "Sequence[CurationProblem]") -> None:
    """Resolve stories, actors and wordings; `problems` are those found in reading the curation."""
    from pipelines.resolve.name_keys import forget_names
    from pipelines.resolve.wordings import link_wordings

    _resolve_actors(staging, curation, problems)
    forget_names()
    staging.replace_wording_links(list(link_wordings(staging.wordings())))


def _resolve_actors(staging: "Staging", curation: "Curation", problems: "Sequence[CurationProblem]") -> None:
    from pipelines.resolve.actors import Actors
    from pipelines.resolve.entities import Entities
    from pipelines.resolve.stories import stories_of

    entities = Entities(staging.named_entities())
    stories = tuple(stories_of(staging.story_texts(), entities))
    actors = Actors(
        entities,
        list(staging.stated_roles()),
        {story.text_id: story.story_id for story in stories},
        curation,
        staging.curated_articles(curation.articles),
        {text.text_id: text.headline for text in staging.story_texts() if text.headline is not None},
    )
    staging.replace_resolution(lambda: chain(actors.records(), problems, stories))
