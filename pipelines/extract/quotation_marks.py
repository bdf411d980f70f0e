"""Which characters of a text stand inside quotation marks, told from the marks alone.

Marks are paired paragraph by paragraph, so one that is missing spoils no more than its paragraph. What the words mean
(statement, title, scare quote) is `direct.py`'s to judge; nothing here knows words or spaCy.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipelines.extract.paragraphs import Paragraph, paragraphs


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """Text in quotation marks, within one paragraph.

    `text[start:end]` has its marks, `text[inner_start:inner_end]` has not. A quotation that runs over paragraphs is one
    span for each: all but its first are `continued`, all but its last are not `closed`. Spans do not overlap, for a
    quotation inside a quotation is part of the outer span.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    continued: bool

    @property
    def closed(self) -> bool:
        """Whether a closing mark ends it."""
        return self.inner_end < self.end


_Side = Literal["open", "close", "either"]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    side: _Side


_DOUBLE = re.compile("[\"“”„‟«»＂]|''|’’|‘‘|``")
_SINGLE = re.compile("['‘’‚]")
_SIDES: dict[str, _Side] = {
    **dict.fromkeys(("“", "„", "‟", "«", "‘‘", "``"), "open"),
    **dict.fromkeys(("”", "»", "’’"), "close"),
}
# Words that begin with an apostrophe: 'em, 'til, 'tis, 'twas, 'cause, 'n', the '90s, the class of '04.
_ELISION = re.compile(r"['‘’](?:em|til|tis|twas|cause|cos|n|round|\d\d?0?s|\d\d)\b", re.IGNORECASE)
_OPENING_BRACKETS = "([{—–-/:…"
_ENDS_SPEECH = ",.?!"
_ENDS_SENTENCE = frozenset(".?!…")


@lru_cache(maxsize=1)  # two components ask for those of one text in turn
def quoted_spans(text: str) -> tuple[QuotedSpan, ...]:
    """Find the spans of a text that stand in quotation marks, in order, without overlap.

    Double marks count. Single marks count only in a text whose outer marks are single ones ('…,' he said), and
    apostrophes never. A mark that opens in the middle of a paragraph and never closes counts only if the next paragraph
    goes on with an opening mark; one that begins a paragraph counts to the paragraph's end. Takes linear time.
    """
    blocks = paragraphs(text)
    marks = [_double_marks(text, block) for block in blocks]
    singles = [_single_marks(text, block) for block in blocks]
    if _is_single_quoted(text, blocks, marks, singles):
        marks = singles
    spans: list[QuotedSpan] = []
    runs_from: Paragraph | None = None  # the paragraph before, if it ended inside a quotation
    for block, found in zip(blocks, marks, strict=True):
        paired = _pair(text, block, found, running=runs_from is not None)
        if runs_from and not (paired and paired[0].continued):
            _drop_lone_mark(spans, runs_from)
        spans += paired
        runs_from = block if paired and not paired[-1].closed else None
    if runs_from:
        _drop_lone_mark(spans, runs_from)
    return tuple(span for span in spans if any(map(str.isalnum, text[span.inner_start : span.inner_end])))


def _drop_lone_mark(spans: list[QuotedSpan], block: Paragraph) -> None:
    """Take back a span that nothing ends or continues, unless it is the whole paragraph."""
    if spans[-1].start != block.start:
        spans.pop()


def _pair(text: str, block: Paragraph, marks: list[_Mark], *, running: bool) -> list[QuotedSpan]:
    """Pair the marks of one paragraph; `running` says that the paragraph before it ended inside a quotation.

    A mark that opens again after a full stop is that of a paragraph that once began there: the quotation goes on.
    """
    spans: list[QuotedSpan] = []
    if running and marks and marks[0].side == "close":  # it goes on without a new opening mark
        spans.append(QuotedSpan(block.start, marks[0].end, block.start, marks[0].start, continued=True))
        marks = marks[1:]
    nests = sum(mark.side == "open" for mark in marks) <= sum(mark.side != "open" for mark in marks)
    opening: _Mark | None = None
    depth = 0
    for mark in marks:
        if opening is None:
            if mark.side != "close":
                opening, depth = mark, 1
        elif mark.side != "open":
            depth -= 1
            if depth == 0:
                continued = running and opening.start == block.start
                spans.append(QuotedSpan(opening.start, mark.end, opening.end, mark.start, continued))
                opening = None
        elif nests:
            depth += 1
        elif not _begins_paragraph_once(text, mark):
            opening = mark  # the mark before it was never closed, and where it should have been nobody can tell
    if opening:
        continued = running and opening.start == block.start
        spans.append(QuotedSpan(opening.start, block.end, opening.end, block.end, continued))
    return spans


def _begins_paragraph_once(text: str, mark: _Mark) -> bool:
    """Tell whether a mark that opens inside a quotation is by its shape and place one that began a paragraph."""
    shaped = _SIDES.get(text[mark.start : mark.end]) == "open"
    return shaped and text[max(0, mark.start - 2) : mark.start].rstrip()[-1:] in _ENDS_SENTENCE


def _double_marks(text: str, block: Paragraph) -> list[_Mark]:
    return [
        _Mark(match.start(), match.end(), _side(text, match, block))
        for match in _DOUBLE.finditer(text, block.start, block.end)
    ]


def _side(text: str, match: re.Match[str], block: Paragraph) -> _Side:
    """Tell whether a double mark opens or closes: from its neighbours, and where they do not tell, from its shape."""
    start, end = match.span()
    if start == block.start:
        return "open"
    spaced_before = text[start - 1].isspace() or text[start - 1] in _OPENING_BRACKETS
    spaced_after = end == block.end or text[end].isspace()
    if text[start - 1] in _ENDS_SPEECH and spaced_after:
        return "close"
    if match.group() in _SIDES:
        return _SIDES[match.group()]
    if spaced_before:
        return "either" if spaced_after else "open"
    return "either" if end < block.end and text[end].isalnum() else "close"


def _single_marks(text: str, block: Paragraph) -> list[_Mark]:
    """Find the single marks of a paragraph that may open or close a quotation, without apostrophes."""
    marks: list[_Mark] = []
    possessive: int | None = None  # where `marks` has one that may be an apostrophe after all: the workers' rights
    for match in _SINGLE.finditer(text, block.start, block.end):
        start, end = match.span()
        before = text[start - 1] if start > block.start else " "
        after = text[end] if end < block.end else " "
        if (before.isspace() or before in _OPENING_BRACKETS) and not after.isspace():
            if match.group() != "’" and not _ELISION.match(text, start):
                marks.append(_Mark(start, end, "open"))
                possessive = None
        elif not after.isalnum() and match.group() != "‘":
            if possessive is not None:
                del marks[possessive]
            possessive = len(marks) if before == "s" and after == " " else None
            marks.append(_Mark(start, end, "close"))
    return marks


def _is_single_quoted(
    text: str, blocks: tuple[Paragraph, ...], doubles: list[list[_Mark]], singles: list[list[_Mark]]
) -> bool:
    """Tell whether a text quotes speech in single marks: 'It is late,' he said, with no double mark outside them."""
    speech = False
    for block, inner, outer in zip(blocks, doubles, singles, strict=True):
        spans = [span for span in _pair(text, block, outer, running=False) if span.closed]
        speech = speech or any(text[span.inner_end - 1] in _ENDS_SPEECH for span in spans)
        following = 0
        for mark in inner:
            while following < len(spans) and spans[following].end <= mark.start:
                following += 1
            if following == len(spans) or mark.start < spans[following].start:
                return False
    return speech
