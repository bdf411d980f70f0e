"""Reads what a page says of its article: from JSON-LD (schema.org), then meta tags, then trafilatura's search.

Values are strings as the page has them, but for white space and mojibake; what a date or a name means is the clean
stage's.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

import trafilatura
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from pipelines.ingest.decoding import repair_mojibake

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
_PAGE_TYPE = re.compile(r"(?:WebPage|ItemPage)$")

# Objects nested deeper, or beyond so many, are not read.
_MOST_NODES = 2000
_MOST_AUTHORS = 20

#: Dates that htmldate guesses from anywhere in a page are wrong too often.
_DATE_PARAMETERS = {"original_date": True, "extensive_search": False}

# The names (or properties) of meta tags that say a thing, the most certain first.
_META_NAMES = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date.published",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "article_date_original",
    ),
    "authors": ("author", "parsely-author", "sailthru.author", "article:author_name", "byl", "dc.creator"),
    "url": ("og:url",),
    "outlet": ("og:site_name", "application-name"),
}

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d{3})")

_AUTHOR_PREFIX = re.compile(r"^(?:written )?by[\s:]+", re.IGNORECASE)
_AUTHOR_SEPARATOR = re.compile(r"\s*(?:[;|]|,? and |,(?!\s*(?:jr|sr|m\.?d|ph\.?d|ii+)\b))\s*", re.IGNORECASE)
# A page's byline may go on with its date, which trafilatura cuts at the number.
_AUTHOR_SUFFIX = re.compile(
    r"(?:[\s,]+(?:published|updated|posted|on|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april"
    r"|june|july|august|september|october|november|december))+$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"https?:|www\.|[@/\\<>{}]|^\W*$|^(?:admin|administrator|editor|staff|null|none|n/a)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of its article; null where it says nothing. `authors` are names, separated by ", "."""

    title: str | None = None
    published: str | None = None
    authors: str | None = None
    url: str | None = None
    outlet: str | None = None


def read_metadata(tree: HtmlElement) -> PageMetadata:
    """Read what a page says of its article, each thing from the first source that says it."""
    said = _first_said(_json_ld(tree), _meta_tags(tree))
    if said.title and said.published and said.authors:
        return said
    # The search of a whole page for a date costs as much as all the rest.
    found = trafilatura.extract_metadata(tree, None, dict(_DATE_PARAMETERS))
    return _first_said(
        said,
        PageMetadata(
            title=_text(found.title),
            published=found.date,
            authors=_authors([found.author]),
            url=_address(found.url),
            outlet=_outlet(found.sitename),
        ),
    )


def _first_said(*sources: PageMetadata) -> PageMetadata:
    """Take each field from the first source that has it."""
    return PageMetadata(
        *(next(filter(None, (getattr(said, field.name) for said in sources)), None) for field in fields(PageMetadata))
    )


def _json_ld(tree: HtmlElement) -> PageMetadata:
    """Read the page's JSON-LD: of several articles the first, then the object that stands for the page."""
    articles: list[PageMetadata] = []
    pages: list[PageMetadata] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            stated = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(stated))
        named = {identity: node for node in nodes if isinstance(identity := node.get("@id"), str) and "name" in node}
        for node in nodes:
            kinds = [kind for kind in _listed(node.get("@type")) if isinstance(kind, str)]
            if any(map(_ARTICLE_TYPE.search, kinds)):
                articles.append(_stated(node, named))
            elif any(map(_PAGE_TYPE.search, kinds)):
                pages.append(_stated(node, named))
    # A page's own date stands for its article's, its name does not: it often has the outlet's behind it.
    dates = (PageMetadata(published=page.published) for page in pages)
    return _first_said(*articles[:1], *dates)


def _nodes(stated: object) -> Iterator[dict[str, object]]:
    """Yield the objects of a JSON-LD block, outer ones first: those in lists, graphs and in other objects as well."""
    waiting = [stated]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)]
        elif isinstance(node, list):
            waiting += [value for value in node[:_MOST_NODES] if isinstance(value, dict | list)]


def _stated(node: dict[str, object], named: dict[str, dict[str, object]]) -> PageMetadata:
    """Read an object that stands for an article or a page; `named` are the objects that others refer to."""
    page = node.get("mainEntityOfPage")
    return PageMetadata(
        title=_name(node.get("headline"), named) or _name(node.get("name"), named),
        published=_date(node.get("datePublished")) or _date(node.get("dateCreated")),
        authors=_authors([_name(author, named) for author in _listed(node.get("author") or node.get("creator"))]),
        url=_address(node.get("url")) or _address(page.get("@id") if isinstance(page, dict) else page),
        outlet=next(filter(None, (_outlet(_name(one, named)) for one in _listed(node.get("publisher")))), None),
    )


def _name(value: object, named: dict[str, dict[str, object]]) -> str | None:
    """Give a string, the name of an object or of the object that it refers to, or the first of a list."""
    if isinstance(value, list):
        return (
            ", ".join(filter(None, (_name(item, named) for item in value[:_MOST_AUTHORS] if isinstance(item, str))))
            or None
        )
    if isinstance(value, dict):
        referred = named.get(str(value.get("@id")), {})
        value = value.get("name") or referred.get("name")
        if isinstance(value, list):
            return _name(value, {})
    return _text(value)


def _meta_tags(tree: HtmlElement) -> PageMetadata:
    """Read the page's meta tags (Open Graph, Dublin Core ...), its canonical address and its marked-up date."""
    contents: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = _text(tag.get("content"))
        if name and content:
            contents.setdefault(name.strip().lower(), []).append(content)
    first = {
        field: next((contents[name][0] for name in names if name in contents), None)
        for field, names in _META_NAMES.items()
    }
    author_names = next((contents[name] for name in _META_NAMES["authors"] if name in contents), [])
    canonical = next((_address(link.get("href")) for link in tree.iterfind(".//link[@rel='canonical']")), None)
    return PageMetadata(
        title=first["title"],
        published=_date(first["published"]) or _marked_date(tree),
        authors=_authors(author_names),
        url=canonical or _address(first["url"]),
        outlet=_outlet(first["outlet"]),
    )


def _marked_date(tree: HtmlElement) -> str | None:
    """Give the date of an element that is marked as the date of publication (microdata)."""
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        date = _date(element.get("datetime") or element.get("content"))
        if date:
            return date
    return None


def _authors(names: Sequence[str | None]) -> str | None:
    """Make one list of names, each once, without "By", addresses and names of roles."""
    found: dict[str, None] = {}
    for stated in names[:_MOST_AUTHORS]:
        for part in _AUTHOR_SEPARATOR.split(_AUTHOR_PREFIX.sub("", _text(stated) or "")):
            name = _AUTHOR_PREFIX.sub("", part.strip(" ,.–—-") if not part.endswith("r.") else part.strip(" ,–—-"))
            name = _AUTHOR_SUFFIX.sub("", name)
            if len(name) <= 80 and not _NO_AUTHOR.search(name):
                found.setdefault(name)
    return ", ".join(list(found)[:_MOST_AUTHORS]) or None


def _address(value: object) -> str | None:
    """Give a string if it is a whole address on the web."""
    text = _text(value)
    try:
        return text if text and urlsplit(text).scheme in ("http", "https") else None
    except ValueError:
        return None


def _date(value: object) -> str | None:
    """Give a string if a year of the web or of an archive is in it; "0001-01-01" is how some systems write none."""
    text = _text(value)
    return text if text and _YEAR.search(text) else None


def _outlet(value: object) -> str | None:
    """Give the name of an outlet: no address, no handle."""
    text = (_text(value) or "").removeprefix("@")
    return text if text and "://" not in text and not text.lower().startswith("copyright") else None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str | None:
    """Give a string with white space and mojibake put right; None for anything else."""
    if not isinstance(value, str):
        return None
    # Content systems escape what is no HTML: "&#8217;" in JSON-LD and, twice, in attributes.
    return repair_mojibake(" ".join(html.unescape(value).split())) or None
