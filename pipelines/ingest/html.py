"""Reads .html: the article's text by trafilatura, what the page says of it from JSON-LD, then from its metadata.

The text has no menus or scripts but is not cleaned beyond that: headlines, credits and notices in it are the clean
stage's.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import trafilatura
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from pipelines.ingest.decoding import BinaryContentError, DecodedText, decode, repair, repair_mojibake
from pipelines.ingest.extracted import ExtractedRecord, damage_status, empty, rejected

# The encodings of the HTML standard that Python knows. What pages call Latin-1 is cp1252 (WHATWG Encoding Standard).
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]{1,40})""", re.IGNORECASE)
_KNOWN_CHARSET = re.compile(
    r"windows-125\d|iso-8859-(?:[2-8]|1[03-6])|koi8-[ru]|gbk|gb2312|gb18030|big5|euc-(?:jp|kr)|shift_jis|macintosh"
)
_CHARSET_WITHIN = 4096

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")

# Dates that htmldate guesses from anywhere in a page are wrong too often.
_DATE_PARAMETERS = {"original_date": True, "extensive_search": False}


@dataclass(frozen=True, slots=True)
class _PageMetadata:
    """What a page's JSON-LD says of the article; null where it says nothing."""

    title: str | None = None
    published: str | None = None
    authors: str | None = None
    url: str | None = None
    outlet: str | None = None


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


def _extract(page: str) -> tuple[str, _PageMetadata] | None:
    """Take text and metadata from a page; None if it has no text."""
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    said = _json_ld(tree)
    found = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dict(_DATE_PARAMETERS),
    )
    if found is None or isinstance(found, dict) or not found.text or not found.text.strip():
        return None
    text = "\n\n".join(line.strip() for line in found.text.split("\n") if line.strip())
    authors = found.author.replace("; ", ", ") if found.author else None
    return text, _PageMetadata(
        title=said.title or _words(found.title),
        published=said.published or found.date,
        authors=said.authors or _words(authors),
        url=said.url or found.url,
        outlet=said.outlet or _words(found.sitename),
    )


def _json_ld(tree: HtmlElement) -> _PageMetadata:
    """Read what the page's JSON-LD says of its article (schema.org); of several the first that is an article."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            stated = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(stated):
            kinds = node.get("@type")
            if any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in _listed(kinds)):
                return _PageMetadata(
                    title=_words(node.get("headline")),
                    published=_words(node.get("datePublished")),
                    authors=", ".join(filter(None, map(_words, _listed(node.get("author"))))) or None,
                    url=_words(node.get("url")),
                    outlet=_words(node.get("publisher")),
                )
    return _PageMetadata()


def _nodes(stated: object) -> Iterator[dict[str, object]]:
    """Yield the objects at the top of a JSON-LD block: alone, in a list, or in a `@graph`."""
    for node in _listed(stated):
        if isinstance(node, dict):
            yield node
            yield from (inner for inner in _listed(node.get("@graph")) if isinstance(inner, dict))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _words(value: object) -> str | None:
    """Give a string, or the name of an object, with white space and mojibake put right; None for anything else."""
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    return repair_mojibake(" ".join(value.split())) or None
