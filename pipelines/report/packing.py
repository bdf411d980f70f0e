"""Articles with their statements, packed to be carried inside a page and opened there by `article.js`.

A text is there once; statements are offsets into it, in code points. Columns, differences in place of offsets, DEFLATE
and base 85 bring 3,000 articles to half their size. What a page shows of them is not known here.
"""

import json
import math
import zlib
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np

from pipelines.report.queries import Row, rows

# It has neither "/" nor, with the comma, "<": nothing in it can end a script element.
_ALPHABET = np.frombuffer(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~", np.uint8
)

# The names that packs share.
_SHARED = ("outlets", "paths", "methods", "actors")


@dataclass(frozen=True, slots=True)
class Portion:
    """A portion, packed: the articles of it, and the names that it and those before it share."""

    pack: str
    names: str
    articles: int
    statements: int


@dataclass(frozen=True, slots=True)
class Packed:
    """Portions of articles, the first ones of a warehouse."""

    portions: Sequence[Portion] = ()

    @property
    def packs(self) -> Sequence[str]:
        """Give the packs, one of each portion."""
        return [portion.pack for portion in self.portions]

    @property
    def names(self) -> str:
        """Give the names that the packs share, packed."""
        return self.portions[-1].names if self.portions else _pack({name: [] for name in _SHARED})

    @property
    def articles(self) -> int:
        """Count the articles."""
        return sum(portion.articles for portion in self.portions)

    @property
    def statements(self) -> int:
        """Count the statements."""
        return sum(portion.statements for portion in self.portions)

    def within(self, budget: int) -> "Packed":
        """Give as many of the portions as take so many bytes, with the names that they share."""
        return Packed(list(_fitting(self.portions, budget)))


@dataclass(frozen=True, slots=True)
class _Names:
    """What articles share, numbered as it first comes: a pack has the number, the page the name."""

    numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, name: Any) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


def pack(warehouse: duckdb.DuckDBPyConnection, budget: float = math.inf) -> Packed:
    """Pack the articles of `portions`, a temporary table, in its order: as many portions as a budget of bytes has."""
    return Packed(list(_fitting(_packed(_Packer(warehouse), _portions(warehouse)), budget)))


def _fitting(portions: Iterable[Portion], budget: float) -> Iterator[Portion]:
    """Give the first portions, as many as take so many bytes with the names that they share."""
    spent = 0
    for portion in portions:
        spent += len(portion.pack)
        if spent + len(portion.names) > budget:
            return
        yield portion


def _packed(packer: "_Packer", portions: Iterable[int]) -> Iterator[Portion]:
    """Pack portions in their order; while the next is asked for, a thread compresses the one before."""
    waiting: deque[Future[Portion]] = deque()
    with ThreadPoolExecutor(1) as thread:
        for portion in portions:
            waiting.append(thread.submit(_portion, packer.rows(portion), packer.names()))
            if len(waiting) > 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _portions(warehouse: duckdb.DuckDBPyConnection) -> list[int]:
    answer = warehouse.execute("SELECT DISTINCT portion FROM portions ORDER BY portion").fetchall()
    return [portion for (portion,) in answer]


def _portion(content: dict[str, dict[str, list[Any]]], names: dict[str, list[Any]]) -> Portion:
    articles, statements = (len(next(iter(content[table].values()), [])) for table in ("articles", "statements"))
    return Portion(_pack(content), _pack(names), articles, statements)


class _Packer:
    """Gives what is to be packed of portions of articles, one after the other; remembers the names that they share."""

    def __init__(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        self._warehouse = warehouse
        self._outlets, self._paths, self._methods, self._actors = _Names(), _Names(), _Names(), _Names()

    def rows(self, portion: int) -> dict[str, dict[str, list[Any]]]:
        """Give the articles of a portion and their statements."""
        articles = rows(self._warehouse, "articles", portion=portion)
        statements = rows(self._warehouse, "statements", portion=portion)
        counts = Counter(statement["article_id"] for statement in statements)
        return {
            "articles": _columns(self._article(article, counts[article["article_id"]]) for article in articles),
            "statements": _columns(self._statement(statement) for statement in statements),
        }

    def names(self) -> dict[str, list[Any]]:
        """Give the names that the portions so far share."""
        return {
            "outlets": list(self._outlets.numbers),
            "paths": list(self._paths.numbers),
            "methods": list(self._methods.numbers),
            "actors": [[name, kind] for _, name, kind in self._actors.numbers],
        }

    def _article(self, article: Row, statements: int) -> Row:
        return {
            "headline": article["headline"],
            "byline": article["byline"],
            "published": article["published"],
            "outlet": None if article["outlet"] is None else self._outlets.number(article["outlet"]),
            "path": self._paths.number(article["path"]),
            "record": article["record"],
            "text": article["text"],
            "kept": [[start, document_start - start] for start, document_start in article["kept"] or ()],
            "statements": statements,
        }

    def _statement(self, statement: Row) -> Row:
        first = statement["segments"][0][0]
        places: list[int] = []
        last = 0
        for start, end in statement["segments"]:
            places += (start - last, end - start)
            last = end
        return {
            "kind": statement["kind"][0],
            "segments": places,
            "speaker": None if statement["speaker"] is None else self._actor(statement["speaker"]),
            "speaker_place": _place(statement["speaker_start"], statement["speaker_end"], first),
            "cue_place": _place(statement["cue_start"], statement["cue_end"], first),
            "about": [self._actor(actor) for actor in statement["about"] or ()],
            "method": self._methods.number(statement["method"]),
            # In thousandths, never more than it is: a page that asks for 0.5 finds what SQL finds.
            "confidence": math.floor(statement["confidence"] * 1000 + 1e-9),
            "copied": int(statement["copied"]),
        }

    def _actor(self, actor: Row) -> int:
        return self._actors.number(tuple(actor.values()))


def _place(start: int | None, end: int | None, first: int) -> list[int] | None:
    return None if start is None or end is None else [start - first, end - start]


def _columns(records: Iterable[Row]) -> dict[str, list[Any]]:
    columns: defaultdict[str, list[Any]] = defaultdict(list)
    for record in records:
        for name, value in record.items():
            columns[name].append(value)
    return columns


def _pack(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base85(zlib.compress(text.encode()))


def base85(content: bytes) -> str:
    """Write bytes as `base64.b85encode` does, with a comma for its "<", in a tenth of the time."""
    missing = -len(content) % 4
    numbers = np.frombuffer(content + bytes(missing), ">u4").astype(np.uint32)
    digits = np.empty((len(numbers), 5), np.uint8)
    for place in reversed(range(5)):
        numbers, digits[:, place] = np.divmod(numbers, 85)
    text = _ALPHABET[digits].tobytes().decode()
    return text[: len(text) - missing]
