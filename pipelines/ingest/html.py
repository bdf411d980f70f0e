"""Reads .html: the article's text, by trafilatura from what `html_pruning` leaves of the page, and its metadata.

The text has nothing of what the page's markup shows to be no article (menus, captions, links to other articles, its
headline, which is metadata); what only the words of a line tell is the clean stage's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import trafilatura
from lxml.etree import ElementDefaultClassLookup, iterwalk  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura.settings import Document
from trafilatura.utils import HTML_PARSER

from pipelines.ingest.decoding import BinaryContentError, DecodedText, decode, repair
from pipelines.ingest.extracted import ExtractedRecord, damage_status, empty, rejected
from pipelines.ingest.html_metadata import PageMetadata, read_metadata
from pipelines.ingest.html_pruning import empty_of_text, prune

# The encodings of the HTML standard that Python knows. What pages call Latin-1 is cp1252 (WHATWG Encoding Standard).
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]{1,40})""", re.IGNORECASE)
_KNOWN_CHARSET = re.compile(
    r"windows-125\d|iso-8859-(?:[2-8]|1[03-6])|koi8-[ru]|gbk|gb2312|gb18030|big5|euc-(?:jp|kr)|shift_jis|macintosh"
)
_CHARSET_WITHIN = 4096


# The elements of what trafilatura gives (TEI, and HTML where another algorithm found the text) that part paragraphs.
_TEI_BLOCKS = ("body", "p", "head", "list", "item", "table", "row", "quote", "code", "lb", "ab")
_HTML_BLOCKS = ("div", "section", "article", "main", "ul", "ol", "li", "dl", "dt", "dd", "tr", "pre", "br", "hr")
_TEI = frozenset((*_TEI_BLOCKS, "cell", "hi"))
_BLOCKS = frozenset((*_TEI_BLOCKS, *_HTML_BLOCKS, "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))

# Of a longer page, in characters, trafilatura's own extraction is taken; the others that it compares take many times as
# long, and no article's page is so long.
_LONGEST_COMPARED = 1_500_000
# Shorter texts, in characters, it always compares (MIN_EXTRACTED_SIZE of its settings).
_LEAST_TEXT = 250

# A page of more elements is no article's, and takes time by the square of their number.
_MOST_ELEMENTS = 60_000


# All elements are of one class: otherwise lxml calls Python for the class of an element each time it is come to.
HTML_PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))


class _TooManyElementsError(ValueError):
    """The page is not read, because it has more than _MOST_ELEMENTS elements."""


def read_html(stream: BinaryIO) -> Iterator[ExtractedRecord]:
    """Yield the one record of a page: the article's text, paragraphs separated by an empty line.

    A page that is cut off but has text is `damaged`; one without text is `rejected`.
    """
    data = stream.read()
    try:
        decoded = decode(data, _declared_charset(data))
    except BinaryContentError as error:
        yield rejected(str(error))
        return
    if not decoded.text.strip():
        yield empty(decoded.encoding)
        return
    cut_off = "the page seems to be cut off: its end is missing" if _is_cut_off(decoded.text) else None
    try:
        found = _extract(decoded.text)
    except _TooManyElementsError:
        yield rejected(f"the page has more than {_MOST_ELEMENTS} elements, which no article's has", decoded.encoding)
        return
    except Exception as error:  # whatever a broken page does to the parser, the other files load
        yield rejected(f"no article could be taken from the page ({type(error).__name__})", decoded.encoding)
        return
    if found is None:
        yield rejected("the page has no article text" + (f"; {cut_off}" if cut_off else ""), decoded.encoding)
        return
    text, said = found
    # Only now: a page is many times as long as its article, and repair is slow.
    repaired = repair(DecodedText(text, decoded.encoding, decoded.damage))
    damage = cut_off or repaired.damage
    yield ExtractedRecord(
        text=repaired.text,
        encoding=decoded.encoding,
        title=said.title,
        published=said.published,
        authors=said.authors,
        url=said.url,
        outlet=said.outlet,
        status=damage_status(damage),
        error=damage,
    )


def _declared_charset(data: bytes) -> str | None:
    """Give the encoding that the page declares, if it is a known one and neither UTF-8 nor cp1252 by another name."""
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    if declared is None:
        return None
    name = declared.group(1).decode("ascii", "replace").lower()
    return name if _KNOWN_CHARSET.fullmatch(name) and name != "windows-1252" else None


def _is_cut_off(page: str) -> bool:
    """Say whether a page that begins as a whole one does not end as one."""
    tail = page[-5000:].lower()
    return "<html" in page[:5000].lower() and "</html" not in tail and "</body" not in tail


def _extract(page: str) -> tuple[str, PageMetadata] | None:
    """Take text and metadata from a page; None if it has no text. Raises _TooManyElementsError."""
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        raise _TooManyElementsError
    said = read_metadata(tree)
    prune(tree)
    found = _find_article(tree, fast=True)
    if len(page) <= _LONGEST_COMPARED and (found is None or not _is_beyond_comparison(found, tree)):
        found = _find_article(tree, fast=False)
    if found is None:
        return None
    # No article begins with one subheading: what heads it is another headline, a standfirst or the name of a section.
    if [element.tag for element in found.body[:2]] == ["head", "p"]:
        empty_of_text(found.body[0])
    text = "\n\n".join(_paragraphs(found.body))
    return (text, said) if text else None


def _find_article(tree: HtmlElement, *, fast: bool) -> Document | None:
    """Have trafilatura find the article in a page; `fast` without what other algorithms find."""
    found = trafilatura.bare_extraction(
        tree, favor_precision=True, include_comments=False, output_format="txt", fast=fast
    )
    return None if isinstance(found, dict) else found


def _is_beyond_comparison(found: Document, tree: HtmlElement) -> bool:
    """Say whether trafilatura would keep what its own extraction found, whatever other algorithms find in the page.

    It takes another's text only if that is more than twice as long, or if its own is short, has no paragraphs or fewer
    than tables, or elements of HTML (`compare_extraction` in trafilatura/external.py). No text is longer than the
    page's. The comparison takes as long as all the rest, and makes no difference to most pages.
    """
    text, tags = found.raw_text or "", Counter(element.tag for element in found.body.iter())
    return bool(
        2 * len(text) >= len(" ".join(tree.text_content().split()))
        and len(text) >= _LEAST_TEXT
        and tags["p"] >= tags["table"]
        and tags.keys() <= _TEI
        and found.body.xpath(".//p//text()")
    )


def _paragraphs(body: HtmlElement) -> Iterator[str]:
    """Yield the paragraphs, headings, items and rows in what trafilatura found, white space put right."""
    pieces: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        starts = event == "start"
        separates = element.tag in _BLOCKS
        if separates and (paragraph := " ".join("".join(pieces).split())):
            yield paragraph
        if separates:
            pieces.clear()
        elif element.tag == "cell":
            pieces.append(" ")
        if (text := element.text if starts else element.tail) and element is not body:
            pieces.append(text)
