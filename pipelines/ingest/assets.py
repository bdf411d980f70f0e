"""The assets of `ingest`: list the raw folder, read what is new, append it to staging, say what came in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dagster import AssetExecutionContext, DagsterLogManager, MaterializeResult, MetadataValue, asset

from pipelines.progress import UNFINISHED, Progress, because, say_why
from pipelines.resources import RawFolder, StagingDatabase, Workers
from pipelines.versions import stage_version
from pipelines.workers import SLOWEST_START, Rescue, batched_by, spread

if TYPE_CHECKING:
    from pipelines.ingest.worker import Part, ReadFile, ReadPart
    from pipelines.records import Document, RawFile
    from pipelines.staging import FileRead, Staging

# Characters of text that one transaction takes: few enough for the memory, many enough that commits cost nothing.
BATCH_CHARACTERS = 5_000_000
BATCH_DOCUMENTS = 5_000

# Larger files are read part by part, one after the other; the others are shared by the workers, a task's weight at a
# time: some tenths of a second of work. It is counted in bytes of plain text: a file costs so many besides its own, and
# the bytes of a page so many times as much.
LARGEST_SHARED = 2_000_000
TASK_WEIGHT = 8_000_000
FILE_WEIGHT = 4_000
PAGE_WEIGHT = 4

# What takes longer hangs: so many seconds a file, as an object from far away may take, and so many bytes a second. Any
# machine reads some millions, of pages some hundred thousands.
SLOWEST_FILE = 0.1
SLOWEST_BYTES = 100_000


@asset(
    key=["raw", "documents"],
    group_name="ingest",
    kinds={"python", "file"},
    owners=["team:verbatim"],
    code_version=stage_version("ingest"),
    description="One row per record found in a raw file: its text as decoded and what its container says of it, or why "
    "it could not be loaded.",
)
def documents(
    context: AssetExecutionContext, raw: RawFolder, staging_database: StagingDatabase, workers: Workers
) -> MaterializeResult[None]:
    """Read new and changed raw files into staging; forget files that are gone."""
    from pipelines.ingest.listing import list_files

    staging, version = staging_database.staging, stage_version("ingest") + raw.fields_version
    context.log.info(f"looking for files in {raw.path}", extra=UNFINISHED)
    # A listing that fails raises: it is not an empty folder, and treating it as one would drop everything downstream.
    listing = list(list_files(raw.path))
    if not listing:
        raise FileNotFoundError(_nothing_listed(raw.path, staging.count("files")))
    stale = staging.files_to_read(listing, version)
    reasons = staging.why_read(stale, version)
    say_why(context.log, "files to read", reasons)
    progress = Progress(context.log, "files", len(stale), parts="records")
    changed = sum(_append(staging, batch, version, progress) for batch in _read(raw, stale, workers))
    gone, marked = _mark_gone(staging, listing, Path(raw.path), context.log)
    statuses = staging.document_statuses()
    problems = staging.document_problems(20)
    return MaterializeResult(
        metadata={
            "dagster/row_count": sum(statuses.values()),
            "files": len(listing),
            "files read": len(stale),
            "why": because(reasons),
            "files gone": len(gone),
            "records gone": marked,
            "gone": MetadataValue.md("\n".join(f"- `{path}`" for path in gone[:20]) or "none"),
            "documents new or changed": changed,
            **{f"documents {status}": rows for status, rows in statuses.items()},
            "problems": MetadataValue.md("\n".join(f"- `{path}` {error}" for path, error in problems) or "none"),
        }
    )


def _nothing_listed(folder: str, known: int) -> str:
    """Say what to do about a folder without files: one that had some may be a share that is not mounted."""
    from pipelines.ingest.suffixes import KNOWN_SUFFIXES

    if known:
        return (
            f"There are no files in {folder}, from which {known:,} were loaded. Nothing is dropped for that: mount the "
            "folder if it is a share, or name the right one. If all files were really deleted, and the warehouse is to "
            "be empty too, delete staging.duckdb and warehouse.duckdb."
        )
    return f"There are no files in {folder}. Put {', '.join(KNOWN_SUFFIXES)} files there, or set RAW=folder."


def _mark_gone(
    staging: "Staging", listing: "Sequence[RawFile]", root: Path, log: DagsterLogManager
) -> tuple[list[str], int]:
    """Mark the records of files that are gone, those left out whose share is not mounted; give files and records."""
    from pipelines.ingest.listing import unmounted

    gone = staging.files_gone(listing)
    absent = unmounted(root, (mount for mount in gone.values() if mount is not None))
    for mount in absent:
        kept = sum(where == mount for where in gone.values())
        log.warning(
            f"Nothing is mounted on {root / mount}: the records of its {kept:,} files are kept. Mount it again, or "
            "remove the folder if they are to go."
        )
    paths = [path for path, mount in gone.items() if mount not in absent]
    marked = staging.mark_gone(paths)
    if paths:
        log.info(
            f"Gone since the last run: {len(paths):,} files, {marked:,} records. They are marked, and published no more"
        )
    return paths, marked


def _append(
    staging: "Staging", batch: "tuple[list[Document], list[FileRead]]", version: str, progress: Progress
) -> int:
    documents, read = batch
    changed = staging.append_documents(documents, read, version)
    progress.advance(len(read), parts=len(documents))
    return changed


def _read(
    raw: RawFolder, files: "Sequence[RawFile]", workers: Workers
) -> "Iterator[tuple[list[Document], list[FileRead]]]":
    """Read files, the small ones many at a time; yield documents, and the files that end among them."""
    from pipelines.ingest.suffixes import format_of
    from pipelines.ingest.worker import read_files
    from pipelines.staging import FileRead

    root = raw.path
    small = {place: file for place, file in enumerate(files) if file.size <= LARGEST_SHARED}
    weights = [
        (place, FILE_WEIGHT + file.size * (PAGE_WEIGHT if format_of(file.path) == "html" else 1))
        for place, file in small.items()
    ]
    tasks = [[small[place] for place in places] for places in batched_by(weights, TASK_WEIGHT)]
    slow: list[RawFile] = []

    def leave(task: "list[RawFile]", _: str) -> "list[ReadFile]":
        slow.extend(task)
        return []

    rescue: Rescue[list[RawFile], list[ReadFile]] = Rescue(_seconds, lambda _: [], leave)
    for results in workers.share(partial(read_files, root, raw.fields), tasks, len(tasks), rescue):
        yield (
            [document for result in results for document in result.documents],
            [FileRead(result.file, result.read_ns, len(result.documents)) for result in results],
        )
    yield from _gathered(_parts(root, raw.fields, slow, [file for file in files if file.size > LARGEST_SHARED]))


def _parts(
    root: str, fields: Mapping[str, str], slow: "Sequence[RawFile]", large: "Sequence[RawFile]"
) -> "Iterator[ReadPart]":
    """Read files part by part: large ones, and those of a task that hung, of which one is at fault or a few.

    Where reading hangs or kills its process, the records are read one at a time, until the one that is at fault is
    alone: the file ends there, and all before it are kept.
    """
    from pipelines.ingest.worker import PART_DOCUMENTS, Part, give_up, read_alone, read_part

    firsts = iter([*(Part(file, 0, PART_DOCUMENTS) for file in slow), *(Part(file, 0, 0) for file in large)])

    def following(read: "ReadPart") -> "Part | None":
        if read.ended:
            return next(firsts, None)
        return read.part._replace(record=read.part.record + len(read.documents))

    first = next(firsts, None)
    if first is not None:
        # One process, for it keeps the file open between the parts.
        rescue = Rescue(_seconds_of_part, read_alone, give_up)
        yield from spread(1, partial(read_part, root, fields), [first], 1, rescue, following)


def _seconds(files: "Sequence[RawFile]") -> float:
    return SLOWEST_START + SLOWEST_FILE * len(files) + sum(file.size for file in files) / SLOWEST_BYTES


def _seconds_of_part(part: "Part") -> float:
    """Give a part the seconds of the largest record that its file may have: it ends by itself before the next one."""
    from pipelines.ingest.extracted import LARGEST_RECORD

    return SLOWEST_START + min(part.file.size, LARGEST_RECORD) / SLOWEST_BYTES


def _gathered(parts: "Iterable[ReadPart]") -> "Iterator[tuple[list[Document], list[FileRead]]]":
    """Yield documents, and the files that end among them, a transaction's worth at a time."""
    from pipelines.staging import FileRead

    batch: list[Document] = []
    read: list[FileRead] = []
    size = 0
    for part in parts:
        batch += part.documents
        size += sum(len(document.text) for document in part.documents)
        if part.ended:
            read.append(FileRead(part.part.file, part.read_ns, part.part.record + len(part.documents)))
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_DOCUMENTS:
            yield batch, read
            batch, read, size = [], [], 0
    if batch or read:
        yield batch, read
