"""Whose a quotation without attribution is, where the text gives it, by what stands before it.

The rules, in order: the quotation that it continues; the statement that the paragraph goes on from, or that the
paragraph before ended with; the person whom the sentence before is about; who spoke a little before, for a paragraph
that is a quotation. Any other quotation that stands apart was somebody else's four times in ten.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from pipelines.extract.drafts import Draft
from pipelines.extract.layout import ENDS_SENTENCE, Layout
from pipelines.extract.referents import Referents

_REACH = 2  # paragraphs
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement that went before, as one that follows may go on from it: its draft and who speaks."""

    draft: Draft
    entity: int | None


def speaker_of_floating(
    draft: Draft, before: Voice | None, layout: Layout, referents: Referents
) -> tuple[int | None, str]:
    """Tell who speaks in a quotation without attribution; gives the entity, or null, and the name of the rule.

    `before` is the last statement before it.
    """
    start = draft.segments[0].start
    if before is not None:
        end = before.draft.segments[-1].end
        number, last = layout.quote_of[start], layout.quote_of[end - 1]
        if layout.quoted[number].continued and last == number - 1:
            return before.entity, "continued quote"
    sentence = _sentence_before(start, layout)
    if sentence is None:
        return None, "floating alone"
    distance = layout.paragraph_of[start] - layout.paragraph_of[before.draft.segments[-1].end - 1] if before else None
    if before is not None and distance is not None and distance <= 1 and _is_part_of(before.draft, sentence):
        return before.entity, "floating after statement"
    subject = next((token for token in sentence if token.dep_ in _SUBJECTS and token.head.dep_ == "ROOT"), None)
    person = referents.person(subject) if subject is not None else None
    if person is not None:
        return person, "floating after mention"
    if before is not None and distance is not None and distance <= _REACH and _is_a_paragraph(draft, layout):
        return before.entity, "floating at a distance"
    return None, "floating alone"


def _sentence_before(start: int, layout: Layout) -> list[Token] | None:
    """Give the words of the last sentence before a token, outside quotation marks."""
    position = start - 1
    while position >= 0 and (layout.doc[position].is_space or layout.doc[position].is_punct):
        position -= 1
    return list(layout.doc[position].sent) if position >= 0 else None


def _is_a_paragraph(draft: Draft, layout: Layout) -> bool:
    """Tell whether a quotation is a paragraph of full sentences of its own, which no colon introduces."""
    quote = draft.segments[0]
    number = layout.paragraph_of[quote.start]
    if quote != layout.paragraphs[number] or layout.last_inside(quote) not in ENDS_SENTENCE:
        return False
    return number == 0 or layout.doc[layout.paragraphs[number - 1].end - 1].text != ":"


def _is_part_of(draft: Draft, sentence: list[Token]) -> bool:
    """Tell whether a sentence holds a statement or its attribution."""
    first, last = sentence[0].i, sentence[-1].i
    spans = [*draft.segments, *([draft.cue] if draft.cue else [])]
    return any(span.start <= last and first < span.end for span in spans)
