"""The work of `extract` as another process does it: the model is loaded there, once, and no result leaves it unchecked.

How a text is analysed is `analysis.py`'s; where workers run is `pipelines/resources.py`'s.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipelines.records import Mention, Quotation, Role, Span, TextAnalysis
from pipelines.workers import search_rarely

if TYPE_CHECKING:
    from spacy.language import Language


def analyse_batch(model: str, texts: Sequence[tuple[int, str]]) -> list[TextAnalysis]:
    """Analyse (text_id, text) pairs with the model of that name; give an analysis for each, in their order.

    An analysis that contradicts its text becomes a failed one that says how, so that one text cannot spoil a warehouse.
    """
    from pipelines.extract.analysis import analyse  # noqa: PLC0415 - here, so that Dagster loads without spaCy

    return [
        checked(analysis, text) for analysis, (_, text) in zip(analyse(texts, lasting_model(model)), texts, strict=True)
    ]


@cache
def lasting_model(name: str) -> "Language":
    """Load the model of that name, once, for a process that reads texts with it as long as it lives."""
    from pipelines.extract.language import load_model  # noqa: PLC0415

    model = load_model(name)
    gc.freeze()  # the model stays as long as the process does: no need to look through it for garbage
    search_rarely()
    return model


def checked(analysis: TextAnalysis, text: str) -> TextAnalysis:
    """Give the analysis, or a failed one where a span is not what stands in the text or refers to nothing."""
    contradiction = next(_contradictions(analysis, text), None)
    if contradiction is None:
        return analysis
    return TextAnalysis(analysis.text_id, "failed", f"The analysis contradicts its text: {contradiction}.")


def _contradictions(analysis: TextAnalysis, text: str) -> Iterator[str]:
    spans = list(_spans(analysis))
    for what, span in spans:
        if not (0 <= span.start < span.end <= len(text)) or text[span.start : span.end] != span.text:
            yield f"{what} {span.text!r} does not stand at {span.start}-{span.end}"
        elif what != "segment" and "\n" in span.text:
            yield f"{what} {span.text!r} crosses a line break"
    for role in analysis.roles:
        if not 0 <= role.start < role.end <= len(text):
            yield f"role {role.role!r} has no span"
    yield from _reference_contradictions(analysis)


def _reference_contradictions(analysis: TextAnalysis) -> Iterator[str]:
    numbers = [entity.entity for entity in analysis.entities]
    if numbers != list(range(len(numbers))):
        yield "entities are not numbered from 0"
    for entity in _entities_referred_to([*analysis.mentions, *analysis.roles, *analysis.quotations]):
        if entity not in numbers:
            yield f"there is no entity {entity}"
    if [quotation.quotation for quotation in analysis.quotations] != list(range(len(analysis.quotations))):
        yield "quotations are not numbered from 0"
    if any(not quotation.segments for quotation in analysis.quotations):
        yield "a quotation has no segment"
    places = [(mention.start, mention.end) for mention in analysis.mentions]
    if len(places) != len(set(places)):
        yield "two mentions have the same span"


def _entities_referred_to(rows: Iterable[Mention | Role | Quotation]) -> Iterator[int]:
    for row in rows:
        numbers = (row.speaker_entity,) if isinstance(row, Quotation) else (row.entity, getattr(row, "of_entity", None))
        yield from (number for number in numbers if number is not None)


def _spans(analysis: TextAnalysis) -> Iterator[tuple[str, Span]]:
    for mention in analysis.mentions:
        yield "mention", Span(mention.start, mention.end, mention.text)
    for quotation in analysis.quotations:
        yield from (("segment", segment) for segment in quotation.segments)
        if quotation.speaker:
            yield "speaker", quotation.speaker
        if quotation.cue:
            yield "cue", quotation.cue
