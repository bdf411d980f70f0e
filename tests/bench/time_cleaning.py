"""How many articles a second come through reading and cleaning, on all cores, as the pipeline runs them.

    python -m tests.bench.time_cleaning CORPUS.parquet PAGES_FOLDER

Writes the texts of the corpus (column `text`) as .txt files, four copies of each, and the pages of a folder
(`*.html.gz`, unpacked) six times each, into a temporary folder. Runs the assets `raw/documents` and the `clean` ones on
each kind, and for pages also bare trafilatura in as many processes, in the same run: `trafilatura.extract` as one calls
it, once for the text alone and once with the metadata, which the pipeline reads as well. Times are of the steps, from
start to end, the start of the workers included.
"""

import gzip
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.workers import spread

# A worker process imports this file, as it does not the pipeline's own start: what only one side of the comparison
# needs is imported where it is needed.

TEXT_COPIES, PAGE_COPIES = 4, 6


def write_texts(corpus: Path, folder: Path) -> int:
    """Write the texts of a corpus as files; give their number."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    texts = [str(text) for text in pq.read_table(corpus, columns=["text"])["text"].to_pylist()]
    for copy in range(TEXT_COPIES):
        for number, text in enumerate(texts):
            path = folder / str(copy) / str(number % 30) / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return len(texts) * TEXT_COPIES


def write_pages(pages: Path, folder: Path) -> int:
    """Write the pages of a folder as files; give their number."""
    packed = sorted(pages.glob("*.html.gz"))
    folder.mkdir(parents=True)
    for path in packed:
        page = gzip.decompress(path.read_bytes())
        for copy in range(PAGE_COPIES):
            (folder / f"{copy}-{path.name.removesuffix('.gz')}").write_bytes(page)
    return len(packed) * PAGE_COPIES


def step_seconds(raw: Path, data: Path) -> dict[str, float]:
    """Run the assets on a raw folder; give the seconds of each step."""
    from dagster import DagsterEventType, DagsterInstance, materialize  # noqa: PLC0415

    from pipelines.clean.assets import articles, copies  # noqa: PLC0415
    from pipelines.ingest.assets import documents  # noqa: PLC0415
    from pipelines.resources import RawFolder, StagingDatabase, Workers  # noqa: PLC0415

    with DagsterInstance.ephemeral() as instance:
        result = materialize(
            [documents, articles, copies],
            instance=instance,
            resources={
                "raw": RawFolder(path=str(raw)),
                "staging_database": StagingDatabase(path=str(data / "staging.duckdb")),
                "workers": Workers(count=0),
            },
        )
        times: dict[str, float] = {}
        for record in instance.all_logs(result.run_id):
            event = record.dagster_event
            if event is not None and event.step_key is not None:
                if event.event_type == DagsterEventType.STEP_START:
                    times[event.step_key] = -record.timestamp
                elif event.event_type == DagsterEventType.STEP_SUCCESS:
                    times[event.step_key] += record.timestamp
    return times


def extract_bare(with_metadata: bool, paths: Sequence[Path]) -> int:
    """Give the length of what trafilatura takes from pages, and nothing else."""
    import trafilatura  # noqa: PLC0415

    found = (
        trafilatura.extract(path.read_bytes(), favor_precision=True, with_metadata=with_metadata) for path in paths
    )
    return sum(len(text or "") for text in found)


def bare_seconds(folder: Path, *, with_metadata: bool) -> float:
    """Time trafilatura alone over the files of a folder, in as many processes as there are cores."""
    paths = sorted(folder.iterdir())
    tasks = [paths[start : start + 20] for start in range(0, len(paths), 20)]
    started = time.monotonic()
    count = os.cpu_count() or 1
    if not sum(spread(count, partial(extract_bare, with_metadata), tasks, waiting=2 * count)):
        raise ValueError("trafilatura found no text in any page")
    return time.monotonic() - started


def main(corpus: Path, pages: Path) -> None:
    """Print the table."""
    for needed in (corpus, pages):
        if not needed.exists():
            Console().print(f"skipped: there is no {needed}")
            return
    table = Table("files", "number", "step", "seconds", "articles a second", "of bare trafilatura's", "with metadata")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = {"txt": write_texts(corpus, folder / "txt"), "html": write_pages(pages, folder / "html")}
        bare = [bare_seconds(folder / "html", with_metadata=metadata) for metadata in (False, True)]
        for kind, count in counts.items():
            steps = step_seconds(folder / kind, folder / f"data-{kind}")
            steps["documents + clean"] = steps["raw__documents"] + steps["clean"]
            if kind == "html":
                steps |= dict(zip(("bare trafilatura, text", "bare trafilatura, with metadata"), bare, strict=True))
            for step, seconds in steps.items():
                shares = [f"{alone / seconds:.2f}" for alone in bare if (kind, step) == ("html", "documents + clean")]
                table.add_row(kind, f"{count:,}", step, f"{seconds:.1f}", f"{count / seconds:,.0f}", *shares)
    Console().print(table)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
