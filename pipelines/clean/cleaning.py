"""From a document to its article: applies the rules, keeps the books of what they removed.

The rules themselves are in the other modules and data files of this folder. Cleaning only removes spans: what is kept
and what was removed, put together in order, is the document's text.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from pipelines.clean.blocks import Block, blocks_left, has_quotation, is_sentence, letters_of, split_blocks, words_of
from pipelines.clean.boilerplate import find_boilerplate
from pipelines.clean.dates import StatedDate, date_in_address, parse_date
from pipelines.clean.embedded import find_embedded, may_have_posts
from pipelines.clean.faq import find_faq
from pipelines.clean.headline import container_headline, find_headline
from pipelines.clean.language import language_of
from pipelines.clean.opening import author_names, is_affiliation, read_byline, read_date_line, read_dateline
from pipelines.clean.page import find_page_furniture
from pipelines.clean.page_links import find_link_spans, may_have_links
from pipelines.clean.repeated import find_repeated
from pipelines.records import Article, ArticleSegment, CleanDocument, DateSource, Document, RemovedPassage, key_of
from pipelines.word_lists import rows

# A headline, byline or date line stands among the first so many blocks that nothing else removes, a dateline in the
# first paragraph of body among the first few.
_OPENING_BLOCKS = 8
_DATELINE_BLOCKS = 4

# What was removed brings other blocks to the start: the rules run until none finds anything. Three rounds do on news;
# the limit keeps a text that is made to need more from costing the square of its length.
_MOST_ROUNDS = 50

_LANGUAGE_WORDS = 8

# From these the article was taken by the tags of the page.
_EXTRACTED_FORMATS = ("html", "warc")


class _Removal(NamedTuple):
    """A span to be removed, in the text as it is in this round."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known of a document before its text is read; whether the text may be the copy of a whole page.

    `outlet` are the words of the outlet's name.
    """

    headline: str | None
    authors: str | None
    outlet: Sequence[str]
    repeated: Collection[int]
    may_be_page: bool
    may_have_posts: bool
    may_have_links: bool


@dataclass(slots=True)
class _Stated:
    """What the removed lines say of the article, the first that says it."""

    headline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    place: str | None = None
    agency: str | None = None
    published: StatedDate | None = None
    updated: StatedDate | None = None


@dataclass(slots=True)
class _Kept:
    """The spans of a document's text that are still kept, and what was removed so far."""

    spans: list[tuple[int, int]]
    removed: list[_Removal] = field(default_factory=list)


#: The name of each rule, and what it removes.
RULES: Mapping[str, str] = {row[0]: row[1] for row in rows(__package__, "rules.tsv")[1:]}


def clean(document: Document, repeated: Collection[int] = ()) -> CleanDocument:
    """Clean a document that was loaded, whole or damaged; `repeated` has the keys of what its outlet repeats.

    Gives its article, the kept segments that make up the article's text, and the removed passages, each with its rule.
    Segments and passages tile the document's text. What the container says (headline, authors, date) goes before what
    the text says. Raises nothing; a text of nothing but boilerplate gives an article with the text "".
    """
    text = document.text
    kept = _Kept([(0, len(text))] if text else [])
    stated = _Stated()
    domain = _domain(document.url)
    given = _Given(
        headline=container_headline(document.title, document.outlet, domain),
        authors=document.authors,
        outlet=words_of(document.outlet or ""),
        repeated=repeated,
        may_be_page=document.format not in _EXTRACTED_FORMATS,
        may_have_posts=may_have_posts(text),
        may_have_links=may_have_links(text),
    )
    blocks = split_blocks(text)
    for _ in range(_MOST_ROUNDS):
        rules = _judge_blocks(blocks, given, stated)
        left = [block for index, block in enumerate(blocks) if index not in rules] if rules else blocks
        cuts = _find_cuts(left, given, stated)
        removals = sorted(_removals(text, blocks, rules, left, cuts))
        if not removals:
            break
        _remove(kept, removals)
        text = "".join([document.text[start:end] for start, end in kept.spans])
        blocks = split_blocks(text) if cuts else blocks_left(text, left)
    word_count = len(text.split())
    published, published_from = _publication(document, stated)
    article = Article(
        document_id=document.document_id,
        text_id=key_of("text", text),
        fingerprint=key_of("fingerprint", letters_of(text)),
        headline=given.headline or stated.headline,
        byline=author_names(document.authors) or stated.byline,
        dateline=stated.dateline,
        place=stated.place,
        agency=stated.agency,
        published_at=published.moment if published else None,
        published_precision=published.precision if published else None,
        published_from=published_from,
        language=language_of(text) if word_count >= _LANGUAGE_WORDS else None,
        url=document.url,
        domain=domain,
        outlet=document.outlet,
        text=text,
        word_count=word_count,
    )
    return CleanDocument(article, tuple(_segments(document, kept)), tuple(_passages(document, kept)))


def set_aside(document: Document, error: str) -> CleanDocument:
    """Give a document that cannot be cleaned an article without words, and say why: all of it is removed."""
    article = Article(
        document_id=document.document_id,
        text_id=key_of("text", ""),
        fingerprint=key_of("fingerprint", ""),
        headline=None,
        byline=None,
        dateline=None,
        place=None,
        agency=None,
        published_at=None,
        published_precision=None,
        published_from=None,
        language=None,
        url=document.url,
        domain=_domain(document.url),
        outlet=document.outlet,
        text="",
        word_count=0,
        error=error,
    )
    all_of_it = [_Removal(0, len(document.text), "set_aside")] if document.text else []
    return CleanDocument(article, (), tuple(_passages(document, _Kept([], all_of_it))))


def _judge_blocks(blocks: Sequence[Block], given: _Given, stated: _Stated) -> dict[int, str]:
    """Name the rule that removes a block, by the block's index; note in `stated` what the removed ones say."""
    rules = dict(find_page_furniture(blocks, given.headline)) if given.may_be_page else {}
    if not rules:
        rules.update(find_boilerplate(blocks))
        rules.update((index, "faq") for index in find_faq(blocks))
        if given.may_have_posts:
            rules.update([(index, "embedded_post") for index in find_embedded(blocks, rules)])
    _judge_opening(blocks, rules, given, stated)
    for index in find_repeated(blocks, given.repeated):
        rules.setdefault(index, "repeated_paragraph")
    return rules


def _find_cuts(left: Sequence[Block], given: _Given, stated: _Stated) -> list[_Removal]:
    """Find what is removed within the blocks that are left."""
    dateline = _dateline_removal(left, stated)
    links = [_Removal(*span, "link_list") for span in find_link_spans(left)] if given.may_have_links else []
    if dateline is None:
        return links
    return [dateline, *(link for link in links if link.start >= dateline.end)]


def _removals(
    text: str, blocks: Sequence[Block], rules: Mapping[int, str], left: Sequence[Block], cuts: Sequence[_Removal]
) -> Iterator[_Removal]:
    """Yield all that goes of a text: whole blocks, what is cut out of others, white space at both ends."""
    if not blocks:
        if text:
            yield _Removal(0, len(text), "blank")
        return
    if blocks[0].start:
        yield _Removal(0, blocks[0].start, "blank")
    for index, rule in rules.items():
        yield _Removal(blocks[index].start, blocks[index].next, rule)
    yield from cuts
    if left and left[-1].end < left[-1].next:
        yield _Removal(left[-1].end, left[-1].next, "blank")


def _judge_opening(blocks: Sequence[Block], rules: dict[int, str], given: _Given, stated: _Stated) -> None:
    """Add to `rules` the blocks of the opening that are headline, byline or date line."""
    authors = given.authors
    upcoming = iter(range(len(blocks)))
    candidates: list[int] = []
    while True:
        while len(candidates) < _OPENING_BLOCKS and (index := next(upcoming, None)) is not None:
            if index in rules or _judge_byline(blocks[index].text, index, rules, authors, stated):
                continue
            if rules.get(index - 1) == "byline" and _judge_affiliation(blocks, index, candidates, given):
                rules[index] = "byline"
                continue
            candidates.append(index)
            if is_sentence(blocks[index].text):
                # From here on a name alone may say who speaks, in an interview.
                authors = None
        found = [candidates[at] for at in find_headline([blocks[index] for index in candidates], given.headline)]
        if not found:
            return
        for index in found:
            rules[index] = "headline" if stated.headline is None else "repeated_headline"
            stated.headline = stated.headline or " ".join(blocks[index].text.split())
        candidates = [index for index in candidates if index not in rules]


def _judge_byline(text: str, index: int, rules: dict[int, str], authors: str | None, stated: _Stated) -> bool:
    """Say whether a block is a byline or a date line, and if so add it to `rules`."""
    if len(text) > 200 or has_quotation(text):
        return False
    date_line = read_date_line(text)
    if date_line is not None:
        rules[index] = "date_line"
        moment = parse_date(date_line.date)
        if date_line.is_update:
            stated.updated = stated.updated or moment
        else:
            stated.published = stated.published or moment
        return True
    byline = read_byline(text, authors)
    if byline is None:
        return False
    rules[index] = "byline"
    stated.byline = stated.byline or byline
    return True


def _judge_affiliation(blocks: Sequence[Block], index: int, candidates: Sequence[int], given: _Given) -> bool:
    """Say whether the block under a byline says where its author works; it is no copy of a line above the byline."""
    is_next_line = blocks[index].start - blocks[index - 1].end == 1
    words = words_of(blocks[index].text)
    if words != given.outlet and not is_affiliation(blocks[index].text, is_next_line):
        return False
    return all(words_of(blocks[above].text) != words for above in candidates)


def _dateline_removal(kept: Sequence[Block], stated: _Stated) -> _Removal | None:
    """Find the dateline before the first paragraph of body, which may stand behind a standfirst."""
    sentences = 0
    for block in kept[:_DATELINE_BLOCKS]:
        dateline = read_dateline(block.text)
        if dateline is not None:
            if stated.dateline is None:
                stated.dateline, stated.place, stated.agency = dateline.words, dateline.place, dateline.agency
            return _Removal(block.start, block.start + dateline.length, "dateline")
        sentences += is_sentence(block.text)
        if sentences == 2:
            break
    return None


def _remove(kept: _Kept, removals: Sequence[_Removal]) -> None:
    """Take spans out of what is kept. `removals` are in the kept text, in order; a span across a gap becomes two."""
    spans: list[tuple[int, int]] = []
    waiting = list(reversed(removals))
    base = 0  # where the current span begins in the kept text
    for start, end in kept.spans:
        at = start
        while waiting and waiting[-1].start < base + end - start:
            removal = waiting.pop()
            from_, to = start + removal.start - base, start + removal.end - base
            if at < from_:
                spans.append((at, from_))
            kept.removed.append(_Removal(from_, min(to, end), removal.rule))
            at = min(to, end)
            if to > end:
                waiting.append(_Removal(base + end - start, removal.end, removal.rule))
        if at < end:
            spans.append((at, end))
        base += end - start
    kept.spans = spans


def _segments(document: Document, kept: _Kept) -> list[ArticleSegment]:
    """Give the kept spans with their places in the article."""
    segments = []
    at = 0
    for start, end in kept.spans:
        segments.append(ArticleSegment(document.document_id, at, at + end - start, start, end))
        at += end - start
    return segments


def _passages(document: Document, kept: _Kept) -> list[RemovedPassage]:
    """Give the removed spans in the document's order."""
    return [
        RemovedPassage(document.document_id, start, end, rule, document.text[start:end])
        for start, end, rule in sorted(kept.removed)
    ]


def _publication(document: Document, stated: _Stated) -> tuple[StatedDate | None, DateSource | None]:
    """Give the date of publication and what says it: what speaks of the article itself goes before its address."""
    sources: tuple[tuple[DateSource, StatedDate | None], ...] = (
        ("container", parse_date(document.published)),
        ("text", stated.published),
        ("update", stated.updated),
        ("dateline", parse_date(stated.dateline)),
        ("url", date_in_address(document.url)),
    )
    return next(((date, source) for source, date in sources if date is not None), (None, None))


def outlet_key(document: Document) -> int | None:
    """Give the key of the outlet that a document comes from, by its address, else by name; None where neither says."""
    outlet = _domain(document.url) or " ".join(words_of(document.outlet or ""))
    return key_of("outlet", outlet) if outlet else None


def _domain(url: str | None) -> str | None:
    """Give the host of an address without "www."; None where there is none."""
    try:
        host = urlsplit((url or "").strip()).hostname
    except ValueError:
        return None
    return re.sub(r"^www\d?\.", "", host) if host and "." in host else None
