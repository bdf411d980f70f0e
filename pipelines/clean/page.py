"""Copies of whole web pages: the article's lines are told from menus, lists of links, comments and footers.

Only texts that are such copies are judged here, an article never is: `is_page`. The article of a page is the row of
lines with the greatest sum of weights, which come from the look of each line (maximum subsequence segmentation:
Pasternack and Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation", 2009). Lines that
are boilerplate by their own words, and lists of links in articles, are `boilerplate.py`'s.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipelines.clean.blocks import Block, has_quotation, words_of
from pipelines.clean.boilerplate import boilerplate_rule
from pipelines.clean.headline import find_headline
from pipelines.clean.opening import read_byline, read_date_line
from pipelines.word_lists import rows

# A page has at least so many short lines, and so many different labels of menus and buttons among them. Where it has
# no labels (it is not in English, say), many of its lines are short, and most of the first or last ten, a menu.
_LEAST_SHORT_LINES, _LEAST_LABELS = 8, 3
_LEAST_SHORT_UNLABELLED, _SHORT_UNLABELLED, _MENU_LINES = 25, 0.4, 8
_SHORT_WORDS, _SHORT_CHARACTERS = 5, 60

#: No more than so many words of one line count: a long footer is no article.
_MOST_WORDS = 60
_LONG, _MEDIUM, _PHRASE = 14, 8, 4
# A page has readers' comments if so many lines look as if around one, behind so many words of article.
_LEAST_COMMENT_LINES, _WORDS_BEFORE_COMMENTS = 3, 60
_LONGEST_NOTICE = 300
# So many words of prose before a list of links of so many lines, heading included, may be the start of the article.
_WORDS_BEFORE_LINKS, _LONGEST_LINKS = 50, 8
# Headline, byline and date line are among so many lines above the article.
_TOP_LINES = 12
# A headline has so many spaces, and so many and such a share of its longer words are in the article.
_HEADLINE_SPACES, _LEAST_SHARED_WORDS, _SHARED = 3, 3, 0.6
# Lines of a table or a list have so many kinds of marks and figures, and so much of them in common.
_LEAST_MARKS, _ALIKE = 2, 0.6

_MARKS_AROUND = " \t\u00a0\u200b*#_•⦁·|>»→›▶►:;,.!…-–—[]()+«<×/"
_END = re.compile(r"[.!?…。！？][\"”’'»)\]]*$")
# What shares words with the article too: times, addresses, paths of sections, share bars.
_NO_HEADLINE = re.compile(
    r"\d:\d\d|[@|»›/>]|\b(?:share|sharing|subscribe|follow|reading time|min read)\b", re.IGNORECASE
)
_CUT_OFF = re.compile(r"(?:\.\.\.|…)\W*$")
# "Mayor Opens New BridgeThe bridge was": the text of a link whose parts stood on lines of their own.
_GLUED = re.compile(r"[a-z]{4}(?:A\b|[A-Z][a-z]+\b)")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_MARK = re.compile(r"[^\w\s'’]|\t")
_FIGURE = re.compile(r"\d")
# Japanese and Chinese put no spaces between words: two such characters count as one.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _PageLines:
    """The entries of `page_lines.tsv`: what a whole line says of its place on the page."""

    looks: dict[str, str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


class _Line(NamedTuple):
    """A line of a page: its look, and its weight as a line of the article."""

    look: str
    weight: float
    repeated: bool


def find_page_furniture(blocks: Sequence[Block], headline: str | None = None) -> Iterator[tuple[int, str]]:
    """Yield the index of each block that is not of the article, where a text is the copy of a page, and its rule.

    Bylines, date lines and, where the container states no `headline`, the headline above the article are left: what
    they say is of the article.
    """
    if not is_page(blocks):
        return
    lines = _judge(blocks)
    start, end = _heaviest(_without_comments(lines))
    start = _start_before_links(lines, start)
    outside = Counter(_key(block.text) for block in (*blocks[:start], *blocks[end:]))
    top = set(_article_top(blocks, start)) if start < end else set()
    if headline is None and start < end:
        top.update(_headline_above(blocks, lines, start, end))
    below_heading = False
    for index, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        if not start <= index < end:
            if index not in top:
                yield index, "page_furniture"
        elif line.look in ("ending", "label", "comment"):
            below_heading = below_heading or line.look == "ending"
            yield index, "page_furniture"
        elif line.look == "prose":
            below_heading = False
        elif (below_heading and line.look in ("long", "medium", "phrase", "name", "teaser")) or (
            line.repeated and outside[_key(block.text)]
        ):
            yield index, "page_furniture"


def _article_top(blocks: Sequence[Block], start: int) -> Iterator[int]:
    """Yield the bylines and date lines right above an article that starts at a block."""
    for index in range(max(start - _TOP_LINES, 0), start):
        text = blocks[index].text
        if not has_quotation(text) and (read_date_line(text) is not None or read_byline(text) is not None):
            yield index


def _headline_above(blocks: Sequence[Block], lines: Sequence[_Line], start: int, end: int) -> Iterator[int]:
    """Yield the headline above the article `[start, end)`: the line that has most of its words in common with it."""
    body = {word for block in blocks[start:end] for word in words_of(block.text)}
    best, most = None, _LEAST_SHARED_WORDS - 1
    for index in range(max(start - _TOP_LINES, 0), start):
        text = blocks[index].text
        words = [word for word in words_of(text) if len(word) > 3]
        shared = sum(word in body for word in words)
        if (
            shared >= max(most, _SHARED * len(words))
            and lines[index].look in ("medium", "phrase", "long")
            and text.count(" ") >= _HEADLINE_SPACES
            and _NO_HEADLINE.search(text) is None
            and boilerplate_rule(text) is None
            and read_byline(text) is None
            and 0 in find_headline((blocks[index], blocks[start]), None)
        ):
            best, most = index, shared
    if best is not None:
        yield best


def is_page(blocks: Sequence[Block]) -> bool:
    """Say whether a text is the copy of a whole page rather than an article."""
    short = [block for block in blocks if _is_short(block.text)]
    if len(short) < _LEAST_SHORT_LINES:
        return False
    looks = _page_lines().looks
    labels = {words for block in short if (words := _bare(block.text)) in looks}
    if len(labels) >= _LEAST_LABELS:
        return True
    return (
        len(short) >= max(_LEAST_SHORT_UNLABELLED, _SHORT_UNLABELLED * len(blocks))
        and max(sum(_is_short(block.text) for block in part) for part in (blocks[:10], blocks[-10:])) >= _MENU_LINES
    )


def _is_short(line: str) -> bool:
    return (
        len(line) <= _SHORT_CHARACTERS
        and line.count(" ") < _SHORT_WORDS
        and not line.endswith(":")
        and _END.search(line[-8:]) is None
    )


def _judge(blocks: Sequence[Block]) -> list[_Line]:
    """Give the look and the weight of each line."""
    copies = Counter(_key(block.text) for block in blocks)
    marks = [frozenset(), *(_marks(block.text) for block in blocks), frozenset()]
    lines = []
    for index, block in enumerate(blocks):
        before, own, after = marks[index : index + 3]
        in_row = len(own) >= _LEAST_MARKS and (_are_alike(own, before) or _are_alike(own, after))
        lines.append(_judge_line(block.text, in_row, copies[_key(block.text)] > 1))
    return lines


def _judge_line(line: str, in_row: bool, repeated: bool) -> _Line:
    """Give the look and the weight of a line that stands among others like it, or on the page more than once."""
    weights = _weights()
    words = _count_words(line)
    look = _look(line, words, in_row)
    weight = weights.get(look, min(words, _MOST_WORDS))
    if look in ("medium", "phrase", "name"):
        weight += weights["title"] * _is_title(line) + weights["figures"] * (_FIGURE.search(line) is not None)
    if look not in ("label", "ending", "comment") and boilerplate_rule(line) is not None:
        weight = min(weight, weights["boilerplate"])
    elif repeated:
        weight = min(weight, 0) + weights["repeated"]
    return _Line(look, weight, repeated)


def _look(line: str, words: int, in_row: bool) -> str:
    """Name the look of a line, as in `page_weights.tsv`; "prose" if it is a sentence."""
    look = _known_look(line)
    if look is not None:
        return look
    if words > _PHRASE and _END.search(line[-8:]) is not None:
        if _CUT_OFF.search(line[-8:]) is not None:
            return "teaser"
        return "prose" if _GLUED.search(line) is None else "glued"
    if in_row and words >= _PHRASE:
        return "row"
    if line.endswith(":") and words >= 3:
        return "introduction"
    if words >= _LONG:
        return "long"
    if words >= _MEDIUM:
        return "medium"
    return "phrase" if words >= _PHRASE else "name"


def _known_look(line: str) -> str | None:
    """Name the look of a line that `page_lines.tsv` knows."""
    if len(line) > _LONGEST_NOTICE:
        return None
    known = _page_lines()
    bare = _bare(line)
    look = known.looks.get(bare)
    if look is None:
        look = next((look for look, pattern in known.patterns if pattern.fullmatch(bare)), None)
    return look


def _without_comments(lines: Sequence[_Line]) -> list[float]:
    """Give the weights of the lines, nothing above zero from where readers' comments start."""
    weights = [line.weight for line in lines]
    if sum(line.look == "comment" for line in lines) < _LEAST_COMMENT_LINES:
        return weights
    prose = 0.0
    for index, line in enumerate(lines):
        if line.look == "comment" and prose > _WORDS_BEFORE_COMMENTS:
            return [*weights[:index], *(min(weight, 0) for weight in weights[index:])]
        prose += max(line.weight, 0)
    return weights


def _heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """Give the half-open range of the greatest sum, the first and shortest of them."""
    heaviest = (0, 0)
    greatest = total = 0.0
    start = 0
    for index, weight in enumerate(weights):
        if total <= 0:
            start, total = index, 0.0
        total += weight
        if total > greatest:
            greatest, heaviest = total, (start, index + 1)
    return heaviest


def _start_before_links(lines: Sequence[_Line], start: int) -> int:
    """Give where an article starts that has a list of links between its first paragraphs and the rest."""
    end = start
    while end > max(start - _LONGEST_LINKS, 0) and lines[end - 1].look != "prose":
        end -= 1
    if all(line.look != "ending" for line in lines[end:start]):
        return start
    before, words = end, 0.0
    while before > 0 and lines[before - 1].look == "prose":
        before -= 1
        words += lines[before].weight
    return before if words >= _WORDS_BEFORE_LINKS else start


def _bare(line: str) -> str:
    return line.lower().replace("’", "'").strip(_MARKS_AROUND)


def _key(line: str) -> str:
    return line.lower()


def _count_words(line: str) -> int:
    return len(line.split()) + (0 if line.isascii() else len(_UNSPACED.findall(line)) // 2)


def _marks(line: str) -> frozenset[str]:
    """Give the marks of a line, "0" for any figure."""
    marks = frozenset(_MARK.findall(line))
    return marks | {"0"} if _FIGURE.search(line) else marks


def _are_alike(marks: frozenset[str], others: frozenset[str]) -> bool:
    return len(marks & others) >= _ALIKE * len(marks | others)


def _is_title(line: str) -> bool:
    """Say whether most words of a line start with a capital letter, short words aside."""
    words = _WORD.findall(line)
    longer = [word for word in words if len(word) > 3] or words
    return bool(words) and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


@cache
def _page_lines() -> _PageLines:
    """Read `page_lines.tsv`."""
    looks: dict[str, str] = {}
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for kind, text in rows(__package__, "page_lines.tsv")[1:]:
        if kind.endswith("_pattern"):
            patterns.append((kind.removesuffix("_pattern"), re.compile(text, re.IGNORECASE)))
        else:
            looks[text] = kind
    return _PageLines(looks, tuple(patterns))


@cache
def _weights() -> dict[str, float]:
    """Read `page_weights.tsv`."""
    return {look: float(weight) for look, weight, _description in rows(__package__, "page_weights.tsv")[1:]}
