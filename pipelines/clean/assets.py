"""The assets of `clean`: clean the documents that are new, tell copies from originals, say what was removed.

What an outlet repeats is known only once the paragraphs of all its documents are: these are read first.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dagster import AssetExecutionContext, MaterializeResult, multi_asset

from pipelines.asset_specs import table_asset
from pipelines.progress import Log, Progress, because, say_why
from pipelines.resources import StagingDatabase, Workers
from pipelines.versions import stage_version
from pipelines.workers import batched_by, one_by_one

if TYPE_CHECKING:
    from pipelines.records import CleanDocument, Document, DocumentParagraphs, SharedText
    from pipelines.staging import Staging

# Characters of text that one task and one transaction take: some tenths of a second of work. A document counts for so
# many besides its own, as what is done with it once takes time too.
BATCH_CHARACTERS = 1_500_000
DOCUMENT_CHARACTERS = 300
BATCH_PAIRS = 500

# Characters a second: what takes longer hangs. Any machine cleans some millions.
SLOWEST_CHARACTERS = 100_000

_spec = partial(table_asset, "clean", kinds={"python"})


@multi_asset(
    name="clean",
    specs=[
        _spec(
            "articles",
            "One row per loaded document: headline, byline, dateline, date, language, and the clean text.",
            deps=[["raw", "documents"]],
        ),
        _spec(
            "removed_passages",
            "One row per span that cleaning removed from a document, with the rule that did.",
            deps=[["raw", "documents"]],
        ),
    ],
)
def articles(
    context: AssetExecutionContext, staging_database: StagingDatabase, workers: Workers
) -> tuple[MaterializeResult[None], MaterializeResult[None]]:
    """Clean documents without an article of this content and version."""
    from pipelines.clean.worker import clean_documents

    staging, version = staging_database.staging, stage_version("clean")
    gone = staging.drop_articles_gone()
    _key_paragraphs(staging, version, workers)
    stale = staging.documents_to_clean(version)
    batches = _batched(stale)
    reasons = staging.why_clean([key for key, _ in stale], version)
    say_why(context.log, "documents to clean", reasons)
    progress = Progress(context.log, "documents cleaned", len(stale))
    tasks: Iterator[list[tuple[Document, Collection[int]]]] = (
        [(document, repeated.get(document.document_id, ())) for document in staging.documents(keys)]
        for keys in batches
        for repeated in [staging.repeated_paragraphs(keys)]
    )
    for cleaned in workers.share(clean_documents, tasks, len(batches), CLEANED):
        staging.append_articles(cleaned, version)
        progress.advance(len(cleaned))
    set_aside = staging.documents_not_cleaned()
    for path, error in set_aside:
        context.log.warning(f"{path}: {error}")
    return (
        MaterializeResult(
            asset_key=["clean", "articles"],
            metadata={
                "dagster/row_count": staging.count("articles"),
                "articles cleaned": len(stale),
                "why": because(reasons),
                "articles gone": gone,
                "documents set aside": len(set_aside),
            },
        ),
        MaterializeResult(
            asset_key=["clean", "removed_passages"],
            metadata={
                "dagster/row_count": staging.count("removed_passages"),
                "share of characters removed": staging.removed_share(),
                **{f"removed: {rule}": rows for rule, rows in staging.removed_by_rule().items()},
            },
        ),
    )


def _key_paragraphs(staging: "Staging", version: str, workers: Workers) -> None:
    from pipelines.clean.worker import key_paragraphs

    batches = _batched(staging.documents_to_key(version))
    for rows in workers.share(key_paragraphs, map(staging.documents, batches), len(batches), KEYED):
        staging.append_paragraph_keys(rows, version)


def _batched(lengths: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Cut what is given by key and length into the keys of tasks."""
    weights = [(key, DOCUMENT_CHARACTERS + characters) for key, characters in lengths]
    return list(batched_by(weights, BATCH_CHARACTERS))


def _seconds(document: "Document") -> float:
    return len(document.text) / SLOWEST_CHARACTERS


def _not_cleaned(task: "tuple[Document, Collection[int]]", what_happened: str) -> "CleanDocument":
    from pipelines.clean.cleaning import set_aside

    return set_aside(
        task[0],
        f"the document could not be cleaned, and its article is empty: {what_happened}; mend it or take it out of the "
        "raw folder, it is cleaned again once it has changed",
    )


def _not_keyed(document: "Document", _: str) -> "DocumentParagraphs":
    """Take no paragraph for one that the outlet repeats."""
    from pipelines.records import DocumentParagraphs

    return DocumentParagraphs(document.document_id, None, ())


def _not_sketched(text: tuple[int, str], _: str) -> tuple[int, Sequence[int]]:
    """Take the text for no copy."""
    return text[0], []


CLEANED = one_by_one(lambda task: _seconds(task[0]), _not_cleaned)
KEYED = one_by_one(_seconds, _not_keyed)
SKETCHED = one_by_one(lambda text: len(text[1]) / SLOWEST_CHARACTERS, _not_sketched)


@multi_asset(
    name="copies",
    specs=[
        _spec(
            "copies",
            "One row per article that was largely taken from one published earlier: its original.",
            deps=[["clean", "articles"]],
        ),
        _spec(
            "shared_texts",
            "One row per pair of texts of which one is largely contained in the other: the passages that they share.",
            deps=[["clean", "articles"]],
        ),
    ],
)
def copies(
    context: AssetExecutionContext, staging_database: StagingDatabase, workers: Workers
) -> tuple[MaterializeResult[None], MaterializeResult[None]]:
    """Compare the texts that are new with all others; of articles that share most of a text, the first is original."""
    from pipelines.clean.near_copies import sketch_texts

    staging, version = staging_database.staging, stage_version("clean")
    staging.drop_texts_gone()
    stale = staging.texts_to_sketch(version)
    batches = _batched(stale)
    for sketches in workers.share(sketch_texts, map(staging.texts, batches), len(batches), SKETCHED):
        staging.append_sketches(sketches, version)
    compared = _compare_texts(staging, context.log)
    originals = _find_originals(staging)
    staging.replace_copies(originals)
    return (
        MaterializeResult(
            asset_key=["clean", "copies"],
            metadata={"dagster/row_count": len(originals), "originals with copies": len(set(originals.values()))},
        ),
        MaterializeResult(
            asset_key=["clean", "shared_texts"],
            metadata={
                "dagster/row_count": staging.count("shared_texts"),
                "texts sketched": len(stale),
                "pairs compared": compared,
            },
        ),
    )


def _compare_texts(staging: "Staging", log: Log) -> int:
    """Compare the texts that may share much, unless all such were; give the number of pairs."""
    wanted = staging.sketches_version()
    if staging.compared_version() == wanted:
        return 0
    pairs = staging.texts_to_compare()
    progress = Progress(log, "pairs of texts compared", len(pairs))
    for batch in [pairs[start : start + BATCH_PAIRS] for start in range(0, len(pairs), BATCH_PAIRS)]:
        texts = dict(staging.texts(sorted({text_id for pair in batch for text_id in pair})))
        staging.append_shared_texts([_compare(texts, one, other) for one, other in batch])
        progress.advance(len(batch))
    staging.finish_comparison(wanted)
    return len(pairs)


def _compare(texts: Mapping[int, str], one: int, other: int) -> "SharedText":
    from pipelines.clean.near_copies import shared_text
    from pipelines.records import SharedText

    return shared_text(one, texts[one], other, texts[other]) or SharedText(one, other, None, ())


def _find_originals(staging: "Staging") -> dict[int, int]:
    """Give the original of each copy; texts that differ in nothing but marks and spaces count as one."""
    from pipelines.clean.near_copies import choose_originals
    from pipelines.records import SharedText

    articles = staging.articles_by_publication()
    words = {text_id: words_id for _, text_id, words_id in articles}
    shared = {
        (min(pair), max(pair)): containment
        for text_id, other_id, containment in staging.shared_texts()
        if len(pair := {words[text_id], words[other_id]}) == 2
    }
    return choose_originals(
        [(document_id, words_id) for document_id, _, words_id in articles],
        [SharedText(one, other, containment, ()) for (one, other), containment in sorted(shared.items())],
    )
