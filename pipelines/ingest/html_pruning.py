"""Prepares a page's tree for the extraction of its article: takes away what the page's own markup says is no article.

What only the words of a line tell (it would stand in a .txt file as well) is the clean stage's. Names of parts are in
`html_names.tsv`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from lxml.etree import strip_elements  # type: ignore[import-untyped]
from lxml.html import Element, HtmlElement  # type: ignore[import-untyped]

from pipelines.word_lists import rows

_NAMED_BLOCKS = ("div", "section", "aside", "header", "footer", "address", "ul", "ol", "dl", "li", "table", "details")
_NAMED_INLINE = ("p", "span", "a", "small", "time", "figure", "center", "h2", "h3", "h4", "h5", "h6")
_NAMING = frozenset(("class", "id", "role", "itemprop", "data-component"))
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST_PART = 3

# "with-sidebar" names what is beside the sidebar.
_LAYOUT_WORDS = frozenset(("with", "w", "has", "no"))

# An element of more words than this is kept, whatever its name, if it has half of the page's prose.
_NEVER_A_BODY = 60
_LEAST_PROSE_WORDS = 15

# A block is a link to elsewhere if nearly all of it is link, or all but a label before it ("Related: ...").
_LINK_BLOCKS = ("p", "ul", "ol", "h2", "h3", "h4", "h5", "h6")
_LINK_SHARE = 0.9
_LIST_LINK_SHARE = 0.7
_MOST_LABEL_WORDS = 3

# What may frame a picture and its caption, and what a frame that is no article's has not in it.
_FRAMES = ("div", "span", "a", "center", "figure", "em")
_NOT_FRAMED = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "table", "blockquote")
_MOST_CAPTION_WORDS = 40

# Nobody sees them, and they are nine tenths of a page's characters, which else are copied again and again.
_UNSEEN = ("script", "style", "link", "meta", "svg")

_CONTAINERS = ("div", "section", "article", "main", "center", "td", "blockquote")
_PHRASES = ("a", "abbr", "acronym", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "ins", "kbd", "mark", "q")
_LOOKS = ("b", "big", "font", "i", "nobr", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr")
_INLINE = frozenset((*_PHRASES, *_LOOKS, "samp", "time", "var"))
_NOT_INLINE = ("p", "div", "ul", "ol", "table", "section", "br")
_LEAST_LOOSE_WORDS = 8

_BODY_NAMES = re.compile(r"(?:^|-)(?:article|story|post|entry)-(?:body|content|text)(?:-|$)")


def prune(tree: HtmlElement) -> None:
    """Take away what is no article; put loose text into paragraphs, and an article's body that is in parts into one."""
    _remove(_named_parts(tree))
    strip_elements(tree, *_UNSEEN, with_tail=False)
    for heading in _headings_of_page(tree):
        # Emptied, not removed: trafilatura knows by its h1 which of several articles on a page is the page's own.
        empty_of_text(heading)
    _remove(_link_blocks(tree))
    _remove(_captions(tree))
    for container in list(tree.iter(*_CONTAINERS)):
        _wrap_loose_text(container)
    _join_body(tree)


def empty_of_text(element: HtmlElement) -> None:
    """Take away what an element holds; the element, and the text behind it, stay."""
    element.text = None
    for child in list(element):
        element.remove(child)


def _remove(elements: Iterable[HtmlElement]) -> None:
    """Take elements out of their tree; the text behind them stays."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _named_parts(tree: HtmlElement) -> list[HtmlElement]:
    """Find the elements that are no article by their names."""
    found: list[HtmlElement] = []
    gone: set[HtmlElement] = set()  # with what is in them, as far as it was come to
    prose = max(1, _prose_words(tree))
    for element in tree.iter(*_NAMED_BLOCKS, *_NAMED_INLINE):
        if element.getparent() in gone:
            gone.add(element)
            continue
        most = max((_most_words(value) for key, value in element.items() if key in _NAMING), default=0)
        if not most:
            continue
        count = len(element.text_content().split())
        if count <= most and (count <= _NEVER_A_BODY or 2 * _prose_words(element) < prose):
            found.append(element)
            gone.add(element)
    return found


def _prose_words(element: HtmlElement) -> int:
    """Count the words in an element's long paragraphs."""
    counts = (len(paragraph.text_content().split()) for paragraph in element.iter("p"))
    return sum(count for count in counts if count >= _LEAST_PROSE_WORDS)


@lru_cache(maxsize=16384)
def _most_words(names: str) -> int:
    """Give how many words an element of these names may have and still be no article; 0 if they say nothing."""
    most = 0
    for name in names[:500].split():
        words = [word.lower() for word in _NAME_WORD.findall(name)]
        most = max(most, _WHOLE_NAMES.get("-".join(words), 0))
        for size in range(1, _LONGEST_PART + 1):
            for at in range(len(words) - size + 1):
                if at and words[at - 1] in _LAYOUT_WORDS:
                    continue
                most = max(most, _NAME_PARTS.get("-".join(words[at : at + size]), 0))
    return most


def _names(match: str) -> dict[str, int]:
    return {text: int(most) for kind, text, most in rows(__package__, "html_names.tsv") if kind == match}


_WHOLE_NAMES = _names("name")
_NAME_PARTS = _names("part")


def _headings_of_page(tree: HtmlElement) -> list[HtmlElement]:
    """Find the headlines: all h1, or the first where h1 head the sections of the article as well."""
    headings = list(tree.iter("h1"))
    return headings if len(headings) < 3 else headings[:1]


def _link_blocks(tree: HtmlElement) -> list[HtmlElement]:
    """Find the paragraphs, headings and lists that are links to elsewhere, and the label before them."""
    found = []
    for block in tree.iter(*_LINK_BLOCKS):
        links = [link for link in block.iter("a") if link.get("href")]
        if not links:
            continue
        text = " ".join(block.text_content().split())
        linked = sum(len(" ".join(link.text_content().split())) for link in links)
        if not linked:
            continue
        share = _LIST_LINK_SHARE if block.tag in ("ul", "ol") else _LINK_SHARE
        if linked >= share * len(text) or _is_labelled_link(links, text):
            found.append(block)
            before = block.getprevious()
            if before is not None and before.tag in _LINK_BLOCKS and _is_label(before.text_content()):
                found.append(before)
    return found


def _captions(tree: HtmlElement) -> list[HtmlElement]:
    """Find the frames that hold a picture and a few words beside it, and nothing else."""
    frames: dict[HtmlElement, bool] = {}
    found = []
    for picture in tree.iter("img"):
        frame = None
        for ancestor in picture.iterancestors():
            if ancestor not in frames:
                frames[ancestor] = _is_frame(ancestor)
            if not frames[ancestor]:
                break
            frame = ancestor
        if frame is not None and frame.text_content().strip():
            found.append(frame)
    return found


def _is_frame(element: HtmlElement) -> bool:
    """Say whether an element may hold a picture and its caption and nothing else."""
    if element.tag not in _FRAMES or next(element.iter(*_NOT_FRAMED), None) is not None:
        return False
    return len(element.text_content().split()) <= _MOST_CAPTION_WORDS


def _is_labelled_link(links: list[HtmlElement], text: str) -> bool:
    """Say whether a block is a label of a few words, a colon, and a link."""
    label, colon, _rest = text.partition(":")
    if not colon or len(label.split()) > _MOST_LABEL_WORDS:
        return False
    linked = " ".join(" ".join(link.text_content().split()) for link in links)
    return len(linked) >= _LINK_SHARE * (len(text) - len(label) - 1)


def _is_label(text: str) -> bool:
    """Say whether a block announces what follows it: a few words in capitals or before a colon."""
    words = text.split()
    return 0 < len(words) <= _MOST_LABEL_WORDS + 1 and (text.isupper() or words[-1].endswith(":"))


def _wrap_loose_text(container: HtmlElement) -> None:
    """Put the text that stands in a container beside its paragraphs into paragraphs; line breaks part them."""
    if not _is_loose(container.text) and not any(_is_loose(child.tail) for child in container):
        return
    children = list(container)
    run = Element("p")
    run.text, container.text = container.text, None
    for child in children:
        container.remove(child)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in _INLINE and next(child.iter(*_NOT_INLINE), None) is None:
            child.tail = tail
            run.append(child)
            continue
        if run.text_content().strip():
            container.append(run)
        if child.tag != "br":
            container.append(child)
        run = Element("p")
        run.text = tail
    if run.text_content().strip():
        container.append(run)


def _is_loose(text: str | None) -> bool:
    return text is not None and text.count(" ") >= _LEAST_LOOSE_WORDS


def _join_body(tree: HtmlElement) -> None:
    """Move the parts of a body that is cut up (by advertisements, into columns) into the first of them."""
    parts: dict[tuple[str, HtmlElement | None], list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        names = element.get("class")
        if names and _is_body_name(names):
            article = next(element.iterancestors("article"), None)
            parts.setdefault((names, article), []).append(element)
    for first, *others in parts.values():
        for other in others:
            if first not in other.iterancestors() and other not in first.iterancestors():
                first.extend(list(other))


@lru_cache(maxsize=16384)
def _is_body_name(names: str) -> bool:
    return any(_BODY_NAMES.search("-".join(map(str.lower, _NAME_WORD.findall(name)))) for name in names[:500].split())
