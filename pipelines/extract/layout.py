"""Where each token of a text stands: in which paragraph, in which quotation.

Worked out once for a doc, for all that looks for statements in it. Nothing here judges what a quotation is.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipelines.extract.paragraphs import paragraphs, text_of
from pipelines.extract.quotation_marks import QuotedSpan, quoted_spans

#: What ends a sentence, as a word of its own.
ENDS_SENTENCE = frozenset({".", "!", "?", "…", "..."})

_KEPT_AT_THE_MARGIN = frozenset("()[]…%$€£#@") | {"..."}


@dataclass(frozen=True, slots=True)
class Passage:
    """A half-open range of tokens: `doc[start:end]`."""

    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs and quotations of a doc, by token, and its text (which spaCy would put together at each access).

    `quoted` and `quotes` are the same quotations, as characters and as tokens (marks included), in order. `quote_of`
    and `paragraph_of` give for each token the index of its quotation (-1: none) and of its paragraph.
    """

    doc: Doc
    text: str
    quoted: tuple[QuotedSpan, ...]
    quotes: tuple[Passage, ...]
    quote_of: Sequence[int]
    paragraphs: tuple[Passage, ...]
    paragraph_of: Sequence[int]

    def quote(self, token: Token) -> int:
        """Give the index of the quotation that a token stands in, or -1."""
        return self.quote_of[token.i]

    def is_quoted(self, token: Token) -> bool:
        """Tell whether a token stands in a quotation, or is one of its marks."""
        return self.quote_of[token.i] >= 0

    def last_inside(self, quote: Passage) -> str:
        """Give the last word or punctuation inside the marks of a quotation."""
        return self.doc[max(quote.start, quote.end - 2)].text

    def characters(self, passage: Passage) -> tuple[int, int]:
        """Give where the characters of some tokens begin and end; a quotation's are those with its marks."""
        start, last = self.doc[passage.start].idx, self.doc[passage.end - 1]
        end = last.idx + len(last)
        first, number = self.quote_of[passage.start], self.quote_of[passage.end - 1]
        if first >= 0 and self.quotes[first].start == passage.start:
            start = self.quoted[first].start
        if number >= 0 and self.quotes[number].end == passage.end:
            end = self.quoted[number].end
        return start, end

    def trimmed(self, start: int, end: int) -> Passage:
        """Leave out white space and punctuation at both ends of a range of tokens, but not quotation marks."""
        while start < end and self._is_margin(start):
            start += 1
        while end > start and self._is_margin(end - 1):
            end -= 1
        return Passage(start, end)

    def _is_margin(self, position: int) -> bool:
        token = self.doc[position]
        if token.is_space:
            return True
        return token.is_punct and self.quote_of[position] < 0 and token.text not in _KEPT_AT_THE_MARGIN


def lay_out(doc: Doc) -> Layout:
    """Find the paragraphs and quotations of a doc, and where its tokens stand in them."""
    starts, text = doc.to_array("IDX").tolist(), text_of(doc)
    quoted = quoted_spans(text)
    quotes = tuple(_tokens(starts, quote.start, quote.end) for quote in quoted)
    blocks = tuple(_tokens(starts, block.start, block.end) for block in paragraphs(text))
    return Layout(doc, text, quoted, quotes, _index(quotes, len(doc)), blocks, _index(blocks, len(doc)))


def _tokens(starts: list[int], start: int, end: int) -> Passage:
    """Give the tokens that a span of characters touches."""
    return Passage(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end - 1))


def _index(passages: Sequence[Passage], length: int) -> Sequence[int]:
    index = [-1] * length
    for number, passage in enumerate(passages):
        index[passage.start : passage.end] = [number] * (passage.end - passage.start)
    return index
