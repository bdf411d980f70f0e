"""Run the whole pipeline on an annotated file and print how good its statements are: `make score GOLD=file.jsonl`.

Each text of the gold file becomes a .txt file of a folder of its own; what is scored is the warehouse's view
`statement_provenance`.
"""

import sys
import tempfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path

import duckdb
from dagster import DagsterInstance
from rich.console import Console
from rich.table import Table

from pipelines.definitions import build_definitions
from pipelines.resources import PublishedWarehouse, RawFolder, StagingDatabase
from tests.bench.scoring import Counts, GoldArticle, Unit, read_gold, score, trim

QUERY = """
    SELECT document_start, document_end, speaker_document_start, speaker_document_end, speaker_name, kind
    FROM statement_provenance
    WHERE path = ? AND record = ?
    ORDER BY document_start, document_end
"""


def main() -> int:
    """Score the gold files named on the command line."""
    if len(sys.argv) < 2:
        sys.stderr.write("usage: make score GOLD=file.jsonl (its format: tests/bench/scoring.py)\n")
        return 2
    for argument in sys.argv[1:]:
        path = Path(argument)
        if not path.is_file():
            sys.stderr.write(f"skipped: there is no {path}\n")
            continue
        with tempfile.TemporaryDirectory() as folder:
            print_scores(path.name, score_file(read_gold(path), Path(folder)))
    return 0


def score_file(gold: list[GoldArticle], folder: Path) -> dict[str, Counts]:
    """Load annotated texts in an empty folder and score what comes out."""
    raw = folder / "raw"
    raw.mkdir()
    for number, article in enumerate(gold):
        (raw / f"{number:06}.txt").write_text(article.text, encoding="utf-8", newline="")
    run_pipeline(raw, folder)
    scores: defaultdict[str, Counts] = defaultdict(lambda: Counts(0, 0, 0))
    with closing(duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True)) as warehouse:
        for number, article in enumerate(gold):
            units = units_of(warehouse, f"{number:06}.txt", 0, article.text)
            for name, counts in score(article.units, units, article.text).items():
                scores[name] += counts
    return scores


def units_of(warehouse: duckdb.DuckDBPyConnection, path: str, record: int, text: str) -> list[Unit]:
    """Read the statements found in one document; `text` is the document's."""
    units = []
    for start, end, speaker_start, speaker_end, name, kind in warehouse.execute(QUERY, [path, record]).fetchall():
        span = trim(text, (start, end))
        if span[0] < span[1]:
            units.append(Unit(span, ((speaker_start, speaker_end),) if speaker_start is not None else (), name, kind))
    return units


def run_pipeline(raw: Path, data: Path) -> None:
    """Run the pipeline in this process from a folder of raw files to a warehouse in another folder."""
    definitions = build_definitions(
        raw=RawFolder(path=str(raw)),
        staging_database=StagingDatabase(path=str(data / "staging.duckdb")),
        published_warehouse=PublishedWarehouse(path=str(data / "warehouse.duckdb")),
    )
    with DagsterInstance.ephemeral() as instance:
        definitions.resolve_job_def("news").execute_in_process(instance=instance)


def print_scores(title: str, scores: dict[str, Counts]) -> None:
    """Print a table of precision, recall and F in per cent."""
    table = Table("measure", "precision", "recall", "F", "right", "given", "wanted", title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, counts in scores.items():
        if name.startswith("recall"):
            table.add_row(name, "", _percent(counts.recall), "", str(counts.right), "", str(counts.wanted))
        else:
            shares = map(_percent, (counts.precision, counts.recall, counts.f))
            table.add_row(name, *shares, *map(str, (counts.right, counts.given, counts.wanted)))
    Console().print(table)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


if __name__ == "__main__":
    sys.exit(main())
