"""Put noise of known kinds into articles, and measure how much of it cleaning removes and what else it takes.

`python -m tests.bench.score_noise CORPUS.parquet [--held-out] [--articles 500] [--show TYPE]` reads the columns
headline, text, url and publisher (authors, for names). For each type of noise in `noise.tsv` one wording is
put into each of the articles drawn, where pages have it (an embedded post never behind a colon: the article leads up to
it then, and it stays). Half of the articles are given with their container's title, the others as plain text under
their headline; half with empty lines between their paragraphs, the others with line breaks alone.
A paragraph that an outlet repeats (`repeated`) is put into twelve articles of one outlet, all with their container;
that it is repeated is what `sql/staging/repeated_paragraphs.sql` finds in these, as it does in the pipeline.

    recall   share of the words of the noise that are removed
    lost     share of the words of the article, as it is cleaned without the noise, that are gone with the noise in it
    parsed   share of the headlines, bylines and datelines whose columns say what the noise said
"""

import random
import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from pipelines.clean.blocks import words_of
from pipelines.clean.cleaning import clean
from pipelines.clean.repeated import paragraph_keys
from pipelines.records import CleanDocument, Document

SEED = 1
NOISE = Path(__file__).with_name("noise.tsv")

#: Where pages have each type: in the opening, right before the first sentence, between paragraphs, at the end.
PLACES: Mapping[str, str] = {
    "headline_exact": "start",
    "headline_near": "start",
    "headline_thrice": "start",
    "faq_paragraphs": "end end end between",
    "faq_run_together": "end end end between",
    "advertisement": "start between between end",
    "newsletter": "start between end",
    "subscribe": "start between end",
    "read_more": "between end",
    "related_line": "between end",
    "related_list": "between end",
    "share": "start between end",
    "follow": "between end",
    "cookie": "start end",
    "privacy": "between end",
    "copyright": "end",
    "caption": "start between",
    "credit": "start between",
    "contributed": "end",
    "byline": "start",
    "dateline": "sentence",
    "tweet": "between",
    "watch": "start between",
    "repeated": "start between end",
}
#: A paragraph that an outlet repeats is put into so many articles of one outlet.
REPEATED_IN = 12
REPEATED_PARAGRAPHS = Path(__file__).parents[2] / "sql" / "staging" / "repeated_paragraphs.sql"
CITIES = ("Norhaven", "Port Ellery", "St. Orlin", "New Tarrow", "San Verro", "Kessdorf", "Vienna", "Quillmouth")
REGIONS = ("Calif.", "Texas", "N.Y.", "Pa.", "Kenya", "New Mexico", "Ostland")
MONTH_DAYS = ("June 3", "Jan. 12", "March 30", "Oct. 9", "September 21")
DAYS = ("Monday", "Tuesday", "Friday", "Sunday")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[A-Z][\w'’.-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Source:
    """An article of the corpus, as a scraper left it."""

    headline: str
    text: str
    url: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Noise:
    """A noise with its slots filled, and what the columns should say because of it (None: nothing is asked)."""

    text: str
    headline: str | None = None
    byline: str | None = None
    place: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Noised:
    """A document without and with a noise in it; the noise is `document.text[start:end]`."""

    plain: Document
    document: Document
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Score:
    """Words of noise and how many of them went; words of the article and how many of them went too; columns asked."""

    noise: int = 0
    removed: int = 0
    body: int = 0
    lost: int = 0
    asked: int = 0
    right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.noise + other.noise,
            self.removed + other.removed,
            self.body + other.body,
            self.lost + other.lost,
            self.asked + other.asked,
            self.right + other.right,
        )


def main() -> int:
    """Print the scores of all types of noise."""
    parser = ArgumentParser(description="How much of injected noise does cleaning remove, and what else?")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--held-out", action="store_true", help="the wordings that no rule was made for")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--show", metavar="TYPE", help="print what was missed and lost of this type")
    arguments = parser.parse_args()
    if not arguments.corpus.is_file():
        sys.stderr.write(f"skipped: there is no {arguments.corpus}\n")
        return 0
    sources, names = read_corpus(arguments.corpus)
    drawn = random.Random(SEED).sample(sources, min(arguments.articles, len(sources)))  # noqa: S311
    half = "held-out" if arguments.held_out else "development"
    table = Table("noise", "wordings", "recall", "lost", "parsed", title=f"{len(drawn)} articles, {half} wordings")
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, wordings in read_noise(arguments.held_out).items():
        if arguments.show in (None, kind):
            show = arguments.show == kind
            if kind == "repeated":
                total, by_wording = score_repeated(wordings, sources, names, show)
            else:
                total, by_wording = score_type(kind, wordings, drawn, sources, names, show)
            parsed = f"{total.right / total.asked:.1%}" if total.asked else ""
            recall, lost = total.removed / total.noise, total.lost / total.body
            table.add_row(kind, str(len(wordings)), f"{recall:.1%}", f"{lost:.2%}", parsed)
            if arguments.show:
                print_wordings(by_wording)
    Console().print(table)
    return 0


def read_corpus(path: Path) -> tuple[list[Source], list[str]]:
    """Read the articles of a Parquet file that have paragraphs, and the names of single authors, both in order."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT headline, text, url, publisher, authors FROM read_parquet(?) ORDER BY url, text", [str(path)]
        ).fetchall()
    sources = [
        Source(" ".join(headline.split()), text, url, re.split(r" \(| - ", publisher)[0])
        for headline, text, url, publisher, _ in rows
        if text.count("\n\n") >= 3 and len(headline.split()) >= 4
    ]
    return sources, sorted({authors for *_, authors in rows if _NAME.fullmatch(authors or "")})


def read_noise(held_out: bool) -> dict[str, list[str]]:
    """Read one half of the wordings of `noise.tsv`, by type."""
    wordings: dict[str, list[str]] = {}
    for line in NOISE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and not line.startswith("type\t"):
            kind, text = line.split("\t")
            wordings.setdefault(kind, []).append(text)
    return {kind: texts[held_out::2] for kind, texts in wordings.items()}


def score_type(
    kind: str,
    wordings: Sequence[str],
    drawn: Sequence[Source],
    sources: Sequence[Source],
    names: Sequence[str],
    show: bool,
) -> tuple[Score, dict[str, Score]]:
    """Score one type of noise: each article has one of its wordings, in turn."""
    chance = random.Random(f"{SEED} {kind}")  # noqa: S311
    total, by_wording = Score(), dict.fromkeys(wordings, Score())
    for number, (source, wording) in enumerate(zip(drawn, cycle(wordings), strict=False)):
        noise = fill(wording, source, chance, sources, names)
        noised = put_in(kind, noise, source, number, chance)
        if noised is None:
            continue
        score = score_one(noise, noised, clean(noised.plain), cleaned := clean(noised.document))
        if show and (score.removed < score.noise or score.lost or score.right < score.asked):
            print_miss(noised, cleaned, score)
        total += score
        by_wording[wording] += score
    return total, by_wording


def score_repeated(
    wordings: Sequence[str], sources: Sequence[Source], names: Sequence[str], show: bool
) -> tuple[Score, dict[str, Score]]:
    """Score paragraphs that an outlet repeats: each wording in articles of one outlet, outlets in turn."""
    chance = random.Random(f"{SEED} repeated")  # noqa: S311
    by_outlet: dict[str, list[Source]] = {}
    for source in sources:
        by_outlet.setdefault(source.publisher, []).append(source)
    outlets = cycle(sorted(outlet for outlet, articles in by_outlet.items() if len(articles) >= REPEATED_IN))
    cases: list[tuple[str, Noise, Noised]] = []
    for wording, outlet in zip(wordings, outlets, strict=False):
        articles = chance.sample(by_outlet[outlet], REPEATED_IN)
        noise = fill(wording, articles[0], chance, sources, names)
        for source in articles:
            noised = put_in("repeated", noise, source, len(cases), chance)
            if noised is not None:
                cases.append((wording, noise, noised))
    repeated = repeated_keys([(wording, noised.document) for wording, _, noised in cases])
    total, by_wording = Score(), dict.fromkeys(wordings, Score())
    for wording, noise, noised in cases:
        cleaned = clean(noised.document, repeated[wording])
        score = score_one(noise, noised, clean(noised.plain), cleaned)
        if show and (score.removed < score.noise or score.lost):
            print_miss(noised, cleaned, score)
        total += score
        by_wording[wording] += score
    return total, by_wording


def repeated_keys(documents: Sequence[tuple[str, Document]]) -> dict[str, set[int]]:
    """Give the keys of the paragraphs that are repeated, by outlet; documents are each given with its name."""
    outlets = sorted({outlet for outlet, _ in documents})
    rows = [
        (document.document_id, outlets.index(outlet), key)
        for outlet, document in documents
        for key in paragraph_keys(document.text)
        if key is not None
    ]
    found: dict[str, set[int]] = {outlet: set() for outlet in outlets}
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE document_paragraphs (document_id BIGINT, outlet_key BIGINT, key BIGINT)")
        columns = dict(zip(("document_id", "outlet_key", "key"), zip(*rows, strict=True), strict=True))
        connection.register("given", pa.table({name: pa.array(values, pa.int64()) for name, values in columns.items()}))
        connection.execute("INSERT INTO document_paragraphs SELECT * FROM given")
        for outlet, key in connection.execute(REPEATED_PARAGRAPHS.read_text(encoding="utf-8")).fetchall():
            found[outlets[outlet]].add(key)
    return found


def fill(wording: str, source: Source, chance: random.Random, sources: Sequence[Source], names: Sequence[str]) -> Noise:
    """Fill the slots of a wording."""
    people = chance.sample(names, 3)
    outlets = sorted({other.publisher for other in sources} - {source.publisher})
    city, city2 = chance.sample(CITIES, 2)
    month_day, region = chance.choice(MONTH_DAYS), chance.choice(REGIONS)
    values = near_headlines(source, chance) | {
        "own": source.headline,
        "name": people[0],
        "NAME": people[0].upper(),
        "name2": people[1],
        "name3": people[2],
        "handle": people[0].replace(" ", "").replace(".", "").lower()[:14],
        "outlet": source.publisher,
        "other": chance.choice(outlets),
        "domain": source.url.split("/")[2],
        "city": city,
        "CITY": city.upper(),
        "CITY2": city2.upper(),
        "region": region,
        "day": chance.choice(DAYS),
        "month_day": month_day,
        "date": f"{month_day}, 2021",
    }
    values |= zip(
        ("headline", "headline2", "headline3", "headline4"),
        (other.headline for other in chance.sample(sources, 4)),
        strict=True,
    )
    text = _SLOT.sub(lambda slot: values[slot[1]], wording)
    return _with_columns(Noise(text), wording, values)


def _with_columns(noise: Noise, wording: str, values: Mapping[str, str]) -> Noise:
    """Add what the columns should say because of a noise."""
    if "{own}" in wording:
        return replace(noise, headline=values["own"])
    if re.match(r"(?:By|BY|by|Written by|Words by|Story by|Reported by)\b|\{name\}(?:,| \|)(?! \{name2\})", wording):
        return replace(
            noise, byline=", ".join(values[slot] for slot in _SLOT.findall(wording) if "name" in slot.lower())
        )
    place = re.match(r"(?:\{CITY\}|\{city\})(?:/\{CITY2\})?(?:, \{region\})?(?=.*\W $|.*—$)", wording)
    agency = re.search(r"^[^¶]{0,40}\(([A-Z][\w ]+|dpa)\)(?: [–—-]{1,2}|:) $", wording)
    return replace(
        noise,
        place=_SLOT.sub(lambda slot: values[slot[1]], place.group())
        if place and noise.text.endswith((" ", "—"))
        else None,
        agency=agency[1] if agency else None,
    )


def near_headlines(source: Source, chance: random.Random) -> dict[str, str]:
    """Give the forms in which a headline is nearly repeated."""
    own = source.headline
    words = own.split()
    at = chance.randrange(1, len(words))
    swapped = str.maketrans({"'": "’", "’": "'", "-": "–", "–": "-"})
    return {
        "own_upper": own.upper(),
        "own_title": own.title(),
        "own_outlet": f"{own} | {source.publisher}",
        "own_dash": f"{own} - {source.publisher}",
        "own_period": f"{own}." if own[-1].isalnum() else own.rstrip("?!."),
        "own_typographic": own.translate(swapped).replace(" ", "\u00a0", 1),
        "own_word": " ".join([*words[:at], "now", *words[at:]]),
        "own_less": " ".join(words[:at] + words[at + 1 :]),
        "own_cut": " ".join(words[: max(4, len(words) * 4 // 5)]) + "...",
        "own_label": f"Exclusive: {own}",
    }


def put_in(kind: str, noise: Noise, source: Source, number: int, chance: random.Random) -> Noised | None:
    """Put a noise into an article; None if there is no place for it there."""
    separator = chance.choice(("\n\n", "\n"))
    has_container = chance.random() < 0.5 or kind == "repeated"
    inserted = noise.text.replace("¶", separator)
    is_headline = kind.startswith("headline_")
    paragraphs = [paragraph for paragraph in source.text.split("\n\n") if paragraph.strip()]
    lead = [source.headline] if not has_container and not is_headline else []
    plain = _document(source, separator.join([*lead, *paragraphs]), number, has_container)
    place = chance.choice(PLACES[kind].split())
    if place == "sentence":
        cleaned = clean(plain)
        if cleaned.article.dateline is not None or not re.match(r"[A-Z]\w* \w", cleaned.article.text):
            return None
        start = cleaned.segments[0].document_start
    else:
        index = {"start": len(lead), "end": len(lead) + len(paragraphs)}.get(place, 0)
        index = index or (0 if place == "start" else chance.randrange(len(lead) + 2, len(lead) + len(paragraphs)))
        if kind == "tweet" and paragraphs[index - len(lead) - 1].rstrip('"”').endswith(":"):
            return None
        before = separator.join([*lead, *paragraphs][:index])
        start = len(before) + len(separator) * bool(before)
        if start > len(plain.text):
            start, inserted = len(plain.text), separator + inserted
        else:
            inserted += separator
    text = plain.text[:start] + inserted + plain.text[start:]
    return Noised(plain, replace(plain, text=text), start, start + len(inserted))


def _document(source: Source, text: str, number: int, has_container: bool) -> Document:
    return Document(
        document_id=number,
        path="noise.parquet" if has_container else "noise.txt",
        record=number,
        format="parquet" if has_container else "txt",
        encoding=None,
        sha256=None,
        text=text,
        title=source.headline if has_container else None,
        published=None,
        authors=None,
        url=source.url if has_container else None,
        outlet=source.publisher if has_container else None,
        status="loaded",
        error=None,
    )


def score_one(noise: Noise, noised: Noised, plain: CleanDocument, cleaned: CleanDocument) -> Score:
    """Score one article: `plain` is what cleaning makes of it without the noise, `cleaned` with it."""
    length = noised.end - noised.start
    kept = bytearray(len(noised.document.text))
    for segment in cleaned.segments:
        kept[segment.document_start : segment.document_end] = b"\1" * (segment.document_end - segment.document_start)
    words = list(_WORD.finditer(noised.document.text, noised.start, noised.end))
    body = [
        word.start() + (length if word.start() >= noised.start else 0)
        for segment in plain.segments
        for word in _WORD.finditer(noised.plain.text, segment.document_start, segment.document_end)
    ]
    columns = list(_columns(noise, cleaned))
    return Score(
        noise=len(words),
        removed=sum(not kept[word.start()] for word in words),
        body=len(body),
        lost=sum(not kept[at] for at in body),
        asked=bool(columns),
        right=bool(columns) and all(columns),
    )


def _columns(noise: Noise, cleaned: CleanDocument) -> Iterator[bool]:
    """Yield for each column that is asked for whether it says what the noise said."""
    article = cleaned.article
    if noise.headline is not None:
        # Of nearly the same headlines any may be taken.
        said, wanted = Counter(words_of(article.headline or "")), Counter(words_of(noise.headline))
        yield 2 * (said & wanted).total() >= 0.7 * (said.total() + wanted.total())
    if noise.byline is not None:
        yield (article.byline or "").lower() == noise.byline.lower()
    if noise.place is not None:
        yield article.place == noise.place
    if noise.agency is not None:
        yield article.agency == noise.agency


def print_miss(noised: Noised, cleaned: CleanDocument, score: Score) -> None:
    """Print the place where noise was left or text was lost."""
    article = cleaned.article
    sys.stdout.write(
        f"--- removed {score.removed}/{score.noise}, lost {score.lost}, parsed {score.right}/{score.asked}: "
    )
    sys.stdout.write(f"{article.headline!r} {article.byline!r} {article.place!r} {article.agency!r}\n")
    text = noised.document.text
    around = f"{text[max(0, noised.start - 80) : noised.start]!r} [{text[noised.start : noised.end]!r}]"
    sys.stdout.write(f"{around} {text[noised.end : noised.end + 80]!r}\n")
    for passage in cleaned.removed:
        if score.lost and passage.text.strip():
            sys.stdout.write(f"    {passage.rule}: {passage.text[:120]!r}\n")


def print_wordings(scores: Mapping[str, Score]) -> None:
    """Print the scores by wording, the worst first."""
    worst = sorted(scores.items(), key=lambda item: item[1].removed / max(1, item[1].noise))
    for wording, score in islice(worst, 40):
        sys.stdout.write(
            f"{score.removed}/{score.noise} lost {score.lost} parsed {score.right}/{score.asked} {wording}\n"
        )


if __name__ == "__main__":
    sys.exit(main())
