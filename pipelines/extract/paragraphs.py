"""Where the paragraphs of a text begin and end, and the component that keeps sentences inside them.

Only layout belongs here: line breaks and what stands on either side of them. Quotation marks that run over paragraphs
are `quotation_marks.py`'s.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

_BREAK = re.compile(r"\s*[\n\r\u2028\u2029\v\f\x85]\s*")
_ENDS_OPEN = re.compile(r"[\w,;–—-]\Z")
# Lines of hard-wrapped text are of about one length; a paragraph of news on one line is longer than any of these.
_WRAPPED_LINE = range(45, 101)
_WRAPPED_LINES_AT_LEAST = 6
_TEXT = "verbatim_text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text, without the white space around it: `text[start:end]`."""

    start: int
    end: int


@lru_cache(maxsize=1)  # all components ask for those of one text in turn
def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split a text into its paragraphs, in order.

    A line break ends a paragraph, with two exceptions. A line that stops without a closing mark, before a line that
    starts in lower case, was broken in the middle of a sentence. And where a text is wrapped by hand at a fixed
    width, only blank lines end paragraphs.
    """
    wrapped = _is_hard_wrapped(text)
    start = len(text) - len(text.lstrip())
    found: list[Paragraph] = []
    for match in _BREAK.finditer(text, start):
        if match.end() == len(text) or not _ends_paragraph(text, match, wrapped):
            continue
        found.append(Paragraph(start, match.start()))
        start = match.end()
    end = len(text.rstrip())
    if start < end:
        found.append(Paragraph(start, end))
    return tuple(found)


def _ends_paragraph(text: str, match: re.Match[str], wrapped: bool) -> bool:
    if wrapped and match.group().count("\n") == 1:
        return False
    following = text[match.end()]
    return not (following.islower() and _ENDS_OPEN.search(text, max(0, match.start() - 1), match.start()))


def _is_hard_wrapped(text: str) -> bool:
    """Tell whether single line breaks stand for spaces: most lines but the last of a block have one length."""
    inner = [
        len(line) for block in re.split(r"\n[ \t]*\n", text) for line in block.strip().split("\n")[:-1] if len(line) > 1
    ]
    if len(inner) < _WRAPPED_LINES_AT_LEAST or max(inner) > _WRAPPED_LINE[-1]:
        return False
    fitting = sum(length in _WRAPPED_LINE for length in inner)
    return fitting >= 0.9 * len(inner)


@Language.component("verbatim_paragraphs", assigns=["token.is_sent_start"])
def start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Pipeline component, before the parser: a sentence starts where a paragraph starts.

    Sets `is_sent_start` of the first token of every paragraph and leaves the others to the parser, which keeps what is
    set: so no sentence goes on over the end of a paragraph. Gives the same `doc` back.
    """
    ends = (doc.to_array("IDX") + doc.to_array("LENGTH")).tolist()
    for paragraph in paragraphs(text_of(doc)):
        doc[bisect_right(ends, paragraph.start)].is_sent_start = True
    return doc


def text_of(doc: Doc) -> str:
    """Give the text of a doc, which spaCy would put together from its tokens at each access."""
    text: str = doc.user_data.get(_TEXT) or doc.user_data.setdefault(_TEXT, doc.text)
    return text
