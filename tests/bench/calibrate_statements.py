"""Run the whole pipeline on annotated files and print what its confidences are worth: `make calibrate GOLD=file.jsonl`.

With --write before the files, `quotation_methods.tsv` is written anew from what is measured.
"""

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from tests.bench.calibration import BINS, Found, Judgement, Share, above, by_bin, by_method, judge
from tests.bench.score_statements import run_pipeline
from tests.bench.scoring import GoldArticle, Unit, read_gold, trim

METHODS = Path(__file__).parents[2] / "pipelines" / "extract" / "quotation_methods.tsv"
QUERY = """
    SELECT
        document_start, document_end, speaker_document_start, speaker_document_end, speaker_name, kind, method,
        confidence
    FROM statement_provenance
    WHERE path = ?
    ORDER BY document_start, document_end
"""


def main(argv: Sequence[str]) -> int:
    """Calibrate on the gold files that are named; with --write first, write the methods' shares to their file."""
    write = argv[:1] == ["--write"]
    files = [Path(argument) for argument in argv[write:]]
    if not files:
        sys.stderr.write("usage: make calibrate GOLD=file.jsonl (its format: tests/bench/scoring.py)\n")
        return 2
    judgements: list[Judgement] = []
    for path in files:
        if path.is_file():
            judgements += judge_articles(read_gold(path))
        else:
            sys.stderr.write(f"skipped: there is no {path}\n")
    if judgements:
        methods = by_method(judgements)
        print_bins("Span and name, by confidence in the warehouse", named(judgements))
        print_thresholds(named(judgements))
        print_bins("Span and speaker's words, by the method's confidence", worded(judgements, confidences()))
        print_methods(methods, confidences())
        if write:
            METHODS.write_text(methods_file(methods, confidences()), encoding="utf-8")
    return 0


def judge_articles(gold: Sequence[GoldArticle]) -> list[Judgement]:
    """Load annotated texts and judge the statements that come out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw = folder / "raw"
        raw.mkdir()
        for number, article in enumerate(gold):
            (raw / f"{number:06}.txt").write_text(article.text, encoding="utf-8", newline="")
        run_pipeline(raw, folder)
        judgements: list[Judgement] = []
        with closing(duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True)) as warehouse:
            for number, article in enumerate(gold):
                found = list(_found(warehouse, f"{number:06}.txt", article.text))
                judgements += judge(article.units, found, article.text)
        return judgements


def _found(warehouse: duckdb.DuckDBPyConnection, path: str, text: str) -> Iterable[Found]:
    for start, end, speaker_start, speaker_end, name, kind, method, confidence in warehouse.execute(
        QUERY, [path]
    ).fetchall():
        span = trim(text, (start, end))
        speaker = ((speaker_start, speaker_end),) if speaker_start is not None else ()
        if span[0] < span[1]:
            yield Found(Unit(span, speaker, name, kind), method, confidence)


def named(judgements: Iterable[Judgement]) -> list[tuple[float, bool]]:
    """Give confidence and outcome of statements of named speakers whose names the annotation tells."""
    return [(one.found.confidence, one.name) for one in judgements if one.name is not None]


def worded(judgements: Iterable[Judgement], precision: Mapping[str, float]) -> list[tuple[float, bool]]:
    """Give the method's confidence and the outcome of statements whose speaker's words the annotation tells."""
    return [(precision.get(one.found.method, 0.5), one.words) for one in judgements if one.words is not None]


def confidences() -> dict[str, float]:
    """Read the confidence of each method as it stands."""
    lines = [line.split("\t") for line in METHODS.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    return {method: float(precision) for method, precision in lines[1:]}


def methods_file(methods: Mapping[str, Share], before: Mapping[str, float]) -> str:
    """Give the text of `quotation_methods.tsv`; its header stays, and a method that was not seen keeps its value."""
    header = [line for line in METHODS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    precision = {**before, **{method: share.smoothed for method, share in methods.items()}}
    rows = [f"{method}\t{precision[method]:.2f}" for method in sorted(precision)]
    return "\n".join([*header, "method\tprecision", *rows]) + "\n"


def print_bins(title: str, outcomes: Sequence[tuple[float, bool]]) -> None:
    """Print the mean confidence and the share that is right in ten bins of confidence."""
    table = _table(title, "confidence", "mean", "right", "statements")
    for number, share in by_bin(outcomes).items():
        table.add_row(f"{number / BINS:.1f}-{(number + 1) / BINS:.1f}", *_cells(share))
    Console().print(table)


def print_thresholds(outcomes: Sequence[tuple[float, bool]]) -> None:
    """Print what share is right, and how many are left, of statements of at least some confidence."""
    table = _table("Span and name, at least that sure", "at least", "mean", "right", "statements")
    for threshold in (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        share = above(outcomes, threshold)
        if share:
            table.add_row(f"{threshold:.2f}", *_cells(share))
    Console().print(table)


def print_methods(methods: Mapping[str, Share], now: Mapping[str, float]) -> None:
    """Print for each method how often it is right, smoothed, and the confidence that it has now."""
    table = _table("Span and speaker's words, by method", "method", "right", "statements", "smoothed", "now")
    for method, share in methods.items():
        confidence = f"{now[method]:.2f}" if method in now else ""
        table.add_row(method, f"{share.share:.2f}", str(share.given), f"{share.smoothed:.2f}", confidence)
    Console().print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(*columns, title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _cells(share: Share) -> tuple[str, str, str]:
    return f"{share.confidence:.2f}", f"{share.share:.2f}", str(share.given)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
