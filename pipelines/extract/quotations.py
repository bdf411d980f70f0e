"""The component that finds the statements of a text: direct, indirect and mixed, each with its cue and its speaker.

It joins what `direct.py` and `indirect.py` find, numbers it, and tells which entity a speaker is, by the mentions that
stand on the doc.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipelines.extract.direct import direct_statements
from pipelines.extract.drafts import Draft
from pipelines.extract.floating import Voice, speaker_of_floating
from pipelines.extract.indirect import indirect_statements
from pipelines.extract.layout import Layout, Passage, lay_out
from pipelines.extract.referents import Referents
from pipelines.extract.speakers import Speaker
from pipelines.records import Quotation, Span

Doc.set_extension("verbatim_quotations", default=(), force=True)


@Language.component(
    "verbatim_quotations",
    requires=["token.dep", "token.tag", "token.lemma", "token.is_sent_start"],
    assigns=["doc._.verbatim_quotations"],
)
def find_quotations(doc: Doc) -> Doc:
    """Pipeline component: set `doc._.verbatim_quotations` to a tuple of `Quotation`, in order of the text.

    Reads the parse, the tags and the lemmas, and the mentions and entities where components before it set them; without
    them a speaker is words only. Gives the same `doc` back.
    """
    layout = lay_out(doc)
    doc._.verbatim_quotations = _quotations(_drafts(layout), layout, Referents(doc))
    return doc


def _drafts(layout: Layout) -> list[Draft]:
    """Find all statements, in order of the text, each piece of text in one of them."""
    indirect = _without_overlaps(indirect_statements(layout))
    taken = {layout.quote_of[i] for draft in indirect for s in draft.segments for i in range(s.start, s.end)}
    found = [*indirect, *direct_statements(layout, taken)]
    return _joined(sorted(found, key=lambda draft: draft.segments[0].start), layout)


def _without_overlaps(drafts: list[Draft]) -> list[Draft]:
    """Keep the outer one of statements inside one another."""
    kept: list[Draft] = []
    claimed: set[int] = set()
    for draft in sorted(drafts, key=lambda d: (-sum(s.end - s.start for s in d.segments), d.segments[0].start)):
        positions = {i for s in draft.segments for i in range(s.start, s.end)}
        if not positions & claimed:
            kept.append(draft)
            claimed |= positions
    return kept


def _joined(drafts: list[Draft], layout: Layout) -> list[Draft]:
    """Make one statement of the parts of a quotation that its attribution interrupts: "…," she said. "…"."""
    joined: list[Draft] = []
    for draft in drafts:
        if joined and _continues(draft, joined[-1], layout):
            joined[-1] = replace(joined[-1], segments=(*joined[-1].segments, *draft.segments))
        else:
            joined.append(draft)
    return joined


def _continues(draft: Draft, before: Draft, layout: Layout) -> bool:
    if draft.kind != "direct" or before.kind != "direct" or before.speaker is None:
        return False
    last, first = before.segments[-1].end, draft.segments[0].start
    if layout.paragraph_of[last - 1] != layout.paragraph_of[first]:
        return False
    if draft.speaker is not None:
        return draft.cue is not None and draft.cue == before.cue
    ends = sum(bool(layout.doc[position].is_sent_start) for position in range(last + 1, first))
    return ends <= 1


def _quotations(drafts: list[Draft], layout: Layout, referents: Referents) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    before: Voice | None = None
    for draft in drafts:
        method = draft.method
        entity: int | None = None
        if method == "floating":
            entity, method = speaker_of_floating(draft, before, layout, referents)
        elif draft.speaker is not None:
            entity = _referent(draft, draft.speaker, layout, referents)
        before = Voice(draft, entity)
        found.append(
            Quotation(
                quotation=len(found),
                kind=draft.kind,
                segments=tuple(_span(segment, layout) for segment in draft.segments),
                cue=_span(draft.cue, layout) if draft.cue else None,
                speaker=_speaker_span(draft.speaker, layout) if draft.speaker else None,
                speaker_entity=entity,
                method=method,
                confidence=_precision().get(method, 0.5),
            )
        )
    return tuple(found)


def _referent(draft: Draft, speaker: Speaker, layout: Layout, referents: Referents) -> int | None:
    """Tell which entity a speaker is; not one whom a pronoun cannot mean, for it is first named in what is said."""
    head = layout.doc[speaker.head]
    entity = referents.of(_author(head))
    if entity is not None and head.pos_ == "PRON":
        spans = (layout.characters(segment) for segment in draft.segments)
        if any(referents.is_first_named_in(entity, start, end) for start, end in spans):
            return None
    return entity


def _author(head: Token) -> Token:
    """Give who speaks through a document: the ICC's warrant, a letter from the mayor; else the head itself."""
    if head.lemma_.lower() not in _document_nouns():
        return head
    for child in head.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            return next((token for token in child.children if token.dep_ == "pobj"), head)
    return head


def _span(passage: Passage, layout: Layout) -> Span:
    start, end = layout.characters(passage)
    return Span(start, end, layout.text[start:end])


def _speaker_span(speaker: Speaker, layout: Layout) -> Span:
    """Give the characters of a speaker, on the line of its head: a name broken over lines is not one name."""
    doc = layout.doc
    start, end = speaker.start, speaker.end
    for position in range(speaker.start, speaker.head):
        if "\n" in doc[position].text_with_ws:
            start = position + 1
    for position in range(speaker.head, speaker.end):
        if "\n" in doc[position].text:
            end = position
            break
    return _span(Passage(start, end), layout)


@cache
def _precision() -> dict[str, float]:
    rows = [line.split("\t") for line in _entries("quotation_methods.tsv")]
    return {method: float(precision) for method, precision in rows[1:]}


@cache
def _document_nouns() -> frozenset[str]:
    return frozenset(_entries("document_nouns.txt"))


def _entries(file: str) -> list[str]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
