"""Measure how many near copies are found, and whether articles are taken for copies that are none.

`python -m tests.bench.score_near_copies CORPUS.parquet` reads the columns `text`, `headline` and `publisher_domain`.
The articles are cleaned as the pipeline cleans them; from some of them copies are made, always the same ones: cut off,
with paragraphs before or behind, with words changed, with paragraphs in another order, in capitals, as an agency's text
under another headline. All are sketched, paired in DuckDB and compared as in the pipeline. A made copy counts if at
least four fifths of the words of the shorter text stand in runs of words that the other has too; it is found if it is
given to the article that it was made from, all articles being published before the copies. A false merge is a text
given to another article than its own; pairs among the articles as they are, to be read, are listed apart. The baseline
is rensa's MinHash with LSH over whole texts, every pair counted without a comparison.
"""

import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import rensa  # type: ignore[import-untyped]
from rich.console import Console
from rich.table import Table

from pipelines.clean.cleaning import clean
from pipelines.clean.near_copies import LEAST_CONTAINMENT, PASSAGE_WORDS, choose_originals, shared_text, sketch
from pipelines.records import Document
from pipelines.sql_files import SQL

COPIES_OF_A_KIND = 200
SEED = 20240603
# Bands of MinHash: two texts are likely paired from a Jaccard similarity of about (1/32)^(1/4) = .42.
PERMUTATIONS, BANDS = 128, 32

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Copy:
    """A text made from an article of the corpus: what was done to it, and to which article."""

    kind: str
    original: int
    text: str


def main(argv: Sequence[str]) -> int:
    """Make copies, look for them, print what was found."""
    if not argv:
        sys.stderr.write("usage: python -m tests.bench.score_near_copies CORPUS.parquet\n")
        return 2
    path = Path(argv[0])
    if not path.is_file():
        sys.stderr.write(f"skipped: there is no {path}\n")
        return 0
    headlines, articles = read_articles(path)
    copies = make_copies(articles, random.Random(SEED))  # noqa: S311 no secret is drawn
    texts = [*articles, *(copy.text for copy in copies)]
    started = time.process_time()
    sketches = [sketch(text) for text in texts]
    sketched = time.process_time() - started
    candidates = find_candidates(sketches)
    started = time.process_time()
    shared = [
        pair for one, other in candidates if (pair := shared_text(one, texts[one], other, texts[other])) is not None
    ]
    compared = time.process_time() - started
    originals = choose_originals([(text, text) for text in range(len(texts))], shared)
    console = Console(soft_wrap=True)
    started = time.process_time()
    baseline = whole_text_pairs(texts)
    hashed = time.process_time() - started
    console.print(recall_table(texts, copies, originals, baseline))
    console.print(
        f"pairs to compare: {len(candidates)} of {len(texts)} texts, of the articles as they are "
        f"{sum(other < len(articles) for _, other in candidates)}; rensa's: {len(baseline)}"
    )
    console.print(
        f"CPU: sketching {1000 * sketched / len(texts):.2f} ms a text ({sum(map(len, sketches)) / len(texts):.0f} "
        f"keys), rensa {1000 * hashed / len(texts):.2f}; comparing {1000 * compared / max(1, len(candidates)):.1f} ms "
        "a pair"
    )
    print_pairs(
        console,
        "Taken for copies of each other among the articles as they are",
        [(one, other) for one, other in originals.items() if max(one, other) < len(articles)],
        headlines,
        copies,
    )
    print_pairs(console, "False merges", false_merges(originals, copies, len(articles)), headlines, copies)
    return 0


def read_articles(path: Path) -> tuple[list[str], list[str]]:
    """Read a corpus and clean it; gives headlines and texts, without what is left empty or the same words twice."""
    headlines: dict[int, str] = {}
    texts: dict[int, str] = {}
    for number, row in enumerate(pq.read_table(path).to_pylist()):
        article = clean(
            Document(
                number, path.name, number, "parquet", None, None, row["text"] or "", row["headline"], None, None, None,
                row["publisher_domain"], "loaded", None,
            )
        ).article  # fmt: skip
        if article.text and article.fingerprint not in texts:
            texts[article.fingerprint] = article.text
            headlines[article.fingerprint] = f"{row['publisher_domain']}: {row['headline']}"
    return list(headlines.values()), list(texts.values())


# --- making copies ----------------------------------------------------------------------------------


def make_copies(articles: Sequence[str], draw: random.Random) -> list[Copy]:
    """Make copies of every kind from articles drawn at random."""
    return [
        Copy(kind, original, make(articles[original], draw.choice(articles), draw))
        for kind, make in KINDS.items()
        for original in draw.sample(range(len(articles)), min(COPIES_OF_A_KIND, len(articles)))
    ]


def paragraphs_of(text: str) -> list[str]:
    """Give the paragraphs of a text."""
    return [paragraph for paragraph in re.split(r"\s*\n\s*", text) if paragraph]


def foreign_paragraphs(other: str, draw: random.Random) -> list[str]:
    """Give the starts of one to five paragraphs of another article, a small part of it all together."""
    most = len(other) // 10
    return [paragraph[:most] for paragraph in paragraphs_of(other)[: draw.randint(1, 5)]]


def cut(text: str, _other: str, draw: random.Random) -> str:
    """Keep the first quarter to nine tenths of the words."""
    words = text.split(" ")
    return " ".join(words[: int(len(words) * draw.uniform(0.25, 0.9))])


def prepend(text: str, other: str, draw: random.Random) -> str:
    """Put one to five paragraphs of another article before the text."""
    return "\n\n".join([*foreign_paragraphs(other, draw), text])


def append(text: str, other: str, draw: random.Random) -> str:
    """Put one to five paragraphs of another article behind the text."""
    return "\n\n".join([text, *foreign_paragraphs(other, draw)])


def reorder(text: str, _other: str, draw: random.Random) -> str:
    """Put the paragraphs in another order."""
    paragraphs = paragraphs_of(text)
    return "\n\n".join(draw.sample(paragraphs, len(paragraphs)))


def change_look(text: str, _other: str, draw: random.Random) -> str:
    """Write in capitals or small letters, with other quotation marks, apostrophes, dashes and line ends."""
    text = draw.choice((text.upper(), text.lower(), text))
    for mark, other in zip("“”‘’—", ('"', '"', "'", "'", " - "), strict=True):
        text = text.replace(mark, other)
    return text.replace(",", draw.choice((",", ""))).replace("\n\n", draw.choice(("\n", "\r\n\r\n", " ")))


def rewrite_as_wire(text: str, other: str, draw: random.Random) -> str:
    """Put another headline and dateline, leave out the last paragraphs, end with others."""
    paragraphs = paragraphs_of(text)
    kept = paragraphs[: max(1, int(len(paragraphs) * draw.uniform(0.5, 0.95)))]
    start = f"{other[:40]}\n\nCASTERHOLM (NPA) - {kept[0]}"
    return "\n\n".join([start, *kept[1:], *foreign_paragraphs(other, draw)])


def excerpt(text: str, other: str, draw: random.Random) -> str:
    """Put a run of a quarter to half of the paragraphs between two of another article."""
    paragraphs = paragraphs_of(text)
    length = max(1, int(len(paragraphs) * draw.uniform(0.25, 0.5)))
    start = draw.randint(0, len(paragraphs) - length)
    taken = "\n\n".join(paragraphs[start : start + length])
    around = len(taken) // 10
    return f"{other[:around]}\n\n{taken}\n\n{other[len(other) - around :]}"


def edit(share: float) -> Callable[[str, str, random.Random], str]:
    """Make a kind that replaces, leaves out or adds a word at a share of the places."""

    def edited(text: str, other: str, draw: random.Random) -> str:
        words, others = text.split(" "), other.split()
        for at in range(len(words)):
            if draw.random() < share:
                word = draw.choice(others)
                words[at] = draw.choice((word, "", f"{words[at]} {word}"))
        return " ".join(word for word in words if word)

    return edited


KINDS: Mapping[str, Callable[[str, str, random.Random], str]] = {
    "cut to 25-90 %": cut,
    "paragraphs before": prepend,
    "paragraphs behind": append,
    "paragraphs reordered": reorder,
    "other case and marks": change_look,
    "wire copy": rewrite_as_wire,
    "excerpt of 25-50 %": excerpt,
    **{f"{share:.0%} of words edited": edit(share) for share in (0.02, 0.05, 0.08, 0.11, 0.14)},
}


def containment(one: str, other: str) -> float:
    """Give the share of the shorter text's words in runs of words that the other has too: plainly, not fast."""
    shorter, longer = sorted((_plain_words(one), _plain_words(other)), key=len)
    runs = {tuple(longer[at : at + PASSAGE_WORDS]) for at in range(len(longer) - PASSAGE_WORDS + 1)}
    inside: set[int] = set()
    for at in range(len(shorter) - PASSAGE_WORDS + 1):
        if tuple(shorter[at : at + PASSAGE_WORDS]) in runs:
            inside.update(range(at, at + PASSAGE_WORDS))
    return len(inside) / max(1, len(shorter))


def _plain_words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub("['’]", "", text.lower()))


# --- looking for them -------------------------------------------------------------------------------


def find_candidates(sketches: Sequence[Sequence[int]]) -> list[Pair]:
    """Pair the texts as the pipeline does, all of them new."""
    ids = [text for text, keys in enumerate(sketches) for _ in keys]
    query = (SQL / "staging" / "near_copy_candidates.sql").read_text(encoding="utf-8")
    rows = pa.table({"text_id": ids, "key": [key for keys in sketches for key in keys]})
    with duckdb.connect() as connection:
        connection.register("sketch_rows", rows)
        connection.execute("CREATE TABLE text_sketches AS SELECT * FROM sketch_rows")
        return [(one, other) for one, other in connection.execute(query).fetchall()]


def whole_text_pairs(texts: Sequence[str]) -> set[Pair]:
    """Pair the texts by MinHash and LSH over all of their runs of words: the baseline."""
    index = rensa.RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    pairs: set[Pair] = set()
    for number, text in enumerate(texts):
        words = _plain_words(text)
        digest = rensa.RMinHash(num_perm=PERMUTATIONS, seed=1)
        digest.update([" ".join(words[at : at + PASSAGE_WORDS]) for at in range(len(words) - PASSAGE_WORDS + 1)])
        pairs.update((other, number) for other in index.query(digest))
        index.insert(number, digest)
    return pairs


# --- telling ----------------------------------------------------------------------------------------


def recall_table(
    texts: Sequence[str], copies: Sequence[Copy], originals: Mapping[int, int], baseline: set[Pair]
) -> Table:
    """Make the table of how many copies were found, by kind."""
    articles = len(texts) - len(copies)
    kinds: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for number, copy in enumerate(copies, articles):
        if containment(texts[copy.original], copy.text) >= LEAST_CONTAINMENT:
            kinds[copy.kind].append((originals.get(number) == copy.original, (copy.original, number) in baseline))
    kinds["all"] = [outcome for outcomes in kinds.values() for outcome in outcomes]
    table = Table("copies", "made", "found", "recall", "rensa", title=f"Near copies of {articles} articles")
    for kind, outcomes in kinds.items():
        right, right_in_baseline = (sum(column) for column in zip(*outcomes, strict=True))
        made = len(outcomes)
        table.add_row(kind, str(made), str(right), f"{right / made:.3f}", f"{right_in_baseline / made:.3f}")
    return table


def false_merges(originals: Mapping[int, int], copies: Sequence[Copy], articles: int) -> list[Pair]:
    """Give the copies with their originals that are of different articles; of the articles as they are, none."""
    return [
        (copy, original)
        for copy, original in originals.items()
        if max(copy, original) >= articles
        and _article_of(copy, copies, articles) != _article_of(original, copies, articles)
    ]


def _article_of(text: int, copies: Sequence[Copy], articles: int) -> int:
    return text if text < articles else copies[text - articles].original


def print_pairs(
    console: Console, title: str, pairs: Sequence[Pair], headlines: Sequence[str], copies: Sequence[Copy]
) -> None:
    """Print pairs of texts, to be read."""
    console.print(f"{title}: {len(pairs)}")
    for pair in pairs:
        console.print("  " + " <- ".join(name_of(text, headlines, copies) for text in pair), markup=False)


def name_of(text: int, headlines: Sequence[str], copies: Sequence[Copy]) -> str:
    """Say which text that is: its headline, or its kind and the headline of the article that it was made from."""
    if text < len(headlines):
        return headlines[text]
    copy = copies[text - len(headlines)]
    return f"{copy.kind} of {headlines[copy.original]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
