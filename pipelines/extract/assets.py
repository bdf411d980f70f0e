"""The assets of `extract`: spread the texts that are new over the workers, append what they find, say how fast."""

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dagster import AssetExecutionContext, MaterializeResult, multi_asset

from pipelines.asset_specs import table_asset
from pipelines.progress import UNFINISHED, Progress, because, say_why
from pipelines.resources import LanguageModel, StagingDatabase, Workers
from pipelines.versions import extract_version
from pipelines.workers import batched_by, one_by_one

if TYPE_CHECKING:
    from pipelines.records import TextAnalysis
    from pipelines.staging import Staging

# Words a task: a second of work, so that a killed run has little to do again. The model reads them together: fewer take
# longer, and more no less.
BATCH_WORDS = 25_000
LEAST_BATCH_WORDS = 10_000

# Words that are read at once: some megabytes.
READ_WORDS = 500_000

# Characters a second: what takes longer hangs. The slowest machine reads more than two hundred words in one.
SLOWEST_CHARACTERS = 1_000


_spec = partial(table_asset, "extract", deps=[["clean", "articles"]], kinds={"python", "spacy"})


@multi_asset(
    name="extract",
    specs=[
        _spec("mentions", "One row per name, pronoun or description in a text that refers to somebody, and to whom."),
        _spec(
            "quotations", "One row per statement in a text, direct, indirect or mixed, with its cue and its speaker."
        ),
    ],
)
def analyses(
    context: AssetExecutionContext, staging_database: StagingDatabase, language_model: LanguageModel, workers: Workers
) -> tuple[MaterializeResult[None], MaterializeResult[None]]:
    """Analyse the texts that this code and model have not analysed, each once, however many articles print it."""
    from pipelines.extract.worker import analyse_batch

    staging, version = staging_database.staging, language_model.extract_version
    stale = staging.texts_to_analyse(version, language_model.language)
    reasons = staging.why_analyse([key for key, _ in stale], version)
    say_why(context.log, "texts to analyse", reasons)
    batches = list(batched_by(stale, BATCH_WORDS, LEAST_BATCH_WORDS))
    progress = Progress(context.log, "texts analysed", len(stale), work=sum(words for _, words in stale))
    started = time.monotonic()
    if batches:
        context.log.info(f"{len(stale):,} texts to analyse with {language_model.name}", extra=UNFINISHED)
        task = partial(analyse_batch, language_model.name)
        words_of = dict(stale)
        same = partial(extract_version, language_model.name, language_model.language)
        for results in workers.spread(task, _texts(staging, batches, words_of), len(batches), RESCUE, same):
            staging.append_analyses(results, version)
            progress.advance(len(results), work=sum(words_of[result.text_id] for result in results))
    seconds = time.monotonic() - started
    failed = staging.failed_analyses()
    for error, texts in failed.items():
        context.log.warning(f"{texts} texts could not be analysed: {error}")
    return (
        MaterializeResult(
            asset_key=["extract", "mentions"],
            metadata={
                "dagster/row_count": staging.count("mentions"),
                "texts analysed": len(stale),
                "why": because(reasons),
                "texts failed": sum(failed.values()),
                # Only of runs that analysed something: what is plotted over time is how fast it goes.
                **(
                    {
                        "texts a second": len(stale) / seconds,
                        "words a second": sum(words for _, words in stale) / seconds,
                    }
                    if stale
                    else {}
                ),
            },
        ),
        MaterializeResult(
            asset_key=["extract", "quotations"],
            metadata={"dagster/row_count": staging.count("quotations"), "texts analysed": len(stale)},
        ),
    )


def _seconds(text: tuple[int, str]) -> float:
    return len(text[1]) / SLOWEST_CHARACTERS


def _set_aside(text: tuple[int, str], what_happened: str) -> "TextAnalysis":
    from pipelines.records import TextAnalysis

    return TextAnalysis(text[0], "failed", f"The text was set aside: {what_happened}.")


RESCUE = one_by_one(_seconds, _set_aside)


def _texts(
    staging: "Staging", batches: Sequence[list[int]], words: Mapping[int, int]
) -> Iterator[list[tuple[int, str]]]:
    """Read the texts of batches, those of many at once: each time, all of the table's keys are gone through."""
    sizes = [(number, sum(words[key] for key in batch)) for number, batch in enumerate(batches)]
    for numbers in batched_by(sizes, READ_WORDS):
        texts = dict(staging.texts([key for number in numbers for key in batches[number]]))
        yield from ([(key, texts[key]) for key in batches[number]] for number in numbers)
