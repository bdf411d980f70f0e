"""How much memory a run takes, at so many articles and at ten times as many, and what 100 more articles then cost.

    python -m tests.bench.measure_memory [ARTICLES]

Writes ARTICLES invented articles (3,000) into one .jsonl file, runs the job on them in a process of its own, adds 100,
runs it again, and once more with nothing new; then the same with ten times as many. The articles are short, some 60
words, so that tens of thousands of them are analysed in minutes; each is a text of its own, with names and statements,
of one of 40 outlets. Memory is the most that was resident at once, of the driver and of the largest worker, as /proc
says it; shared pages count in each. Needs Linux. Also measured: a file of a million records, read and no more, with
`python -m tests.bench.measure_memory records 1000000`.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.soak import children, start


def _words(line: str) -> list[str]:
    return line.split()


FIRST = _words("Ada Bela Cora Dario Edda Falk Greta Hanno Ilse Jonas Kira Lars Mara Nils Oda Pia Rolf Suna Tilo Vera")
LAST_STARTS = _words("Ahl Brand Corv Dahl Ern Falk Greb Holm Ihl Jost Karn Lind Marn Nord Ost Pell Quand Rav Sund Tarn")
LAST_ENDS = _words("berg dal en er feld gard holm ing kvist lund man mark ner qvist rup sen stad strom tal vik")
TOWN_ENDS = _words("ton bury haven ford")
ROLES = _words("mayor pastor teacher engineer minister trainer judge farmer nurse pilot")
TOPICS = _words("bridge school harbour theatre railway market library stadium museum reservoir tunnel quarry")
VERBS = _words("said told announced warned promised explained")
DEEDS = _words("close open rebuild sell repair inspect measure rename extend move clean paint insure photograph")
DAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")


@dataclass
class Peak:
    """The most resident memory of a process and of its children, in bytes, as far as a look every 50 ms sees it."""

    driver: int = 0
    worker: int = 0

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        """Look until the process has ended."""
        while process.poll() is None:
            self.driver = max(self.driver, _peak(process.pid))
            self.worker = max([self.worker, *map(_peak, children(process.pid))])
            time.sleep(0.05)


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024


def invented(numbers: range) -> Iterator[str]:
    """Give articles as lines of JSON; the same number is the same article."""
    for number in numbers:
        chance = random.Random(number)  # noqa: S311 - the same each time
        one, other = _name(chance), _name(chance)
        topic, deed, day = chance.choice(TOPICS), chance.choice(DEEDS), chance.choice(DAYS)
        place = f"{chance.choice(LAST_STARTS)}{chance.choice(TOWN_ENDS)}"
        cost, people = chance.randrange(10, 10**6), chance.randrange(10, 10**5)
        # Few words in a row are the same in many articles: they would all be taken for copies, and compared.
        kinds = ["".join(map(chance.choice, (LAST_STARTS, LAST_ENDS, LAST_ENDS))).lower() for _ in range(8)]
        text = (
            f"The {kinds[0]} {topic} of {place}, {chance.randrange(999)} {kinds[1]} street, will {deed} in "
            f"{chance.randrange(2, 99)} weeks, its {kinds[2]} owners learned on {day}; {people} {kinds[3]} users had "
            f"signed {kinds[4]} petitions.\n\n“We {deed} {kinds[0]} {topic}s before {kinds[5]} owners spend {cost} "
            f"{kinds[6]} crowns there,” {chance.choice(VERBS)} {one}, the {kinds[5]} {chance.choice(ROLES)}.\n\n"
            f"{other} {chance.choice(VERBS)} that {kinds[0]} {topic}s had cost {cost + people} {kinds[4]} crowns since "
            f"{chance.randrange(1900, 2020)}, or {chance.randrange(2, 99)} contracts for {kinds[7]} "
            f"{chance.choice(DEEDS)}-and-{chance.choice(DEEDS)} work."
        )
        day_of = f"2031-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}T{chance.randrange(24):02}:00:00Z"
        yield json.dumps({"publisher": f"Outlet {number % 40}", "date": day_of, "text": text})


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST_STARTS)}{chance.choice(LAST_ENDS)}"


def add(raw: Path, numbers: range) -> None:
    """Put articles into the raw folder, in a file of their own."""
    raw.mkdir(exist_ok=True)
    with (raw / f"{numbers.start}.jsonl").open("w", encoding="utf-8") as file:
        for line in invented(numbers):
            file.write(line + "\n")


def run(raw: Path, data: Path) -> tuple[Peak, float, str]:
    """Run the job; give its peak, its seconds, and the stages' seconds as the summary has them."""
    log = data / "run.log"
    log.unlink(missing_ok=True)
    began = time.monotonic()
    process = start(raw, data)
    peak = Peak()
    watcher = threading.Thread(target=peak.watch, args=[process])
    watcher.start()
    failed = process.wait()
    watcher.join()
    printed = log.read_text(encoding="utf-8")
    if failed:
        sys.exit(printed)
    times = " ".join(printed.split()).partition("Time ")[2]
    return peak, time.monotonic() - began, times.split(". ")[0]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: its peak, its seconds, and those of its stages in words."""

    kind: str
    articles: int
    peak: Peak
    seconds: float
    stages: str


def runs(articles: int) -> Iterator[Run]:
    """Run the job on so many articles and on ten times as many: all new, 100 new, nothing new."""
    for size in (articles, 10 * articles):
        with tempfile.TemporaryDirectory() as name:
            raw, data = Path(name, "raw"), Path(name, "data")
            add(raw, range(size))
            for kind in ("all new", "100 new", "nothing new"):
                if kind == "100 new":
                    add(raw, range(size, size + 100))
                found = Run(kind, size, *run(raw, data))
                sys.stderr.write(f"{kind}, {size:,}: driver {found.peak.driver / 1e6:,.0f} MB, {found.seconds:.0f} s\n")
                yield found


def measure(articles: int) -> None:
    """Measure runs at two sizes, and print a table."""
    grid = Table("run", "articles", "driver, MB", "worker, MB", "seconds", "of these", box=None)
    for column in grid.columns[1:5]:
        column.justify = "right"
    for each in runs(articles):
        worker = f"{each.peak.worker / 1e6:,.0f}" if each.peak.worker else "–"
        driver = f"{each.peak.driver / 1e6:,.0f}"
        grid.add_row(each.kind, f"{each.articles:,}", driver, worker, f"{each.seconds:.1f}", each.stages)
    Console(width=160).print(grid)


def read_records(records: int) -> None:
    """Read one file of so many records into staging, in this process, and print the peak."""
    from pipelines.ingest.assets import documents  # noqa: PLC0415 - Dagster is not needed for the rest
    from tests.ingest.test_assets import Ingest  # noqa: PLC0415

    assert documents
    with tempfile.TemporaryDirectory() as name:
        raw = Path(name, "raw")
        raw.mkdir()
        with (raw / "all.jsonl").open("w", encoding="utf-8") as file:
            for number in range(records):
                file.write(json.dumps({"text": f"Record {number}: the bridge stays shut."}) + "\n")
        began = time.monotonic()
        reported = Ingest(raw, Path(name, "staging.duckdb")).reported()
        Console().print(
            f"{reported['documents loaded']:,} records read in {time.monotonic() - began:.0f} s; "
            f"peak {_peak(os.getpid()) / 1e6:,.0f} MB"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["records"]:
        read_records(int(sys.argv[2]))
    else:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)
