"""The one entry to extraction: texts in, one `TextAnalysis` for each out, in the same order.

The work is done by the components of `language.py`; here it is only run, and what goes wrong with a text is kept to
that text.
"""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipelines.extract.paragraphs import text_of
from pipelines.extract.surroundings import with_surroundings
from pipelines.records import TextAnalysis

# Characters that are read together, as many as a task of `assets.py` has, or a few more: the model is fastest on many
# texts at once, and keeps some five kilobytes a word.
_BATCH = 180_000


def analyse(texts: Iterable[tuple[int, str]], nlp: Language) -> Iterator[TextAnalysis]:
    """Analyse texts, each given with its key, and give an analysis for each, in order.

    Never raises for a text: one that is longer than `nlp.max_length`, or on which a component fails, gives an analysis
    with the status "failed" and the error, and the others go on.
    """
    batch: list[tuple[int, str]] = []
    characters = 0
    for text_id, text in texts:
        if batch and characters + len(text) > _BATCH:
            yield from _analyse_batch(batch, nlp)
            batch, characters = [], 0
        batch.append((text_id, text))
        characters += len(text)
    if batch:
        yield from _analyse_batch(batch, nlp)


def _analyse_batch(batch: list[tuple[int, str]], nlp: Language) -> list[TextAnalysis]:
    """Analyse some texts together; if one of them fails, each by itself."""
    fitting = [text for _, text in batch if len(text) <= nlp.max_length]
    try:
        docs = iter(list(nlp.pipe(fitting, batch_size=len(batch))))
    except Exception:  # which text it was, only trying them one by one can tell
        return [_analyse_one(text_id, text, nlp) for text_id, text in batch]
    return [
        _analysis(text_id, next(docs)) if len(text) <= nlp.max_length else _too_long(text_id, text, nlp)
        for text_id, text in batch
    ]


def _analyse_one(text_id: int, text: str, nlp: Language) -> TextAnalysis:
    if len(text) > nlp.max_length:
        return _too_long(text_id, text, nlp)
    try:
        return _analysis(text_id, nlp(text))
    except Exception as error:  # whatever a component raises, it is about this text
        return TextAnalysis(text_id, "failed", f"{type(error).__name__}: {error}")


def _too_long(text_id: int, text: str, nlp: Language) -> TextAnalysis:
    return TextAnalysis(
        text_id,
        "failed",
        f"The text has {len(text):,} characters; the longest that is analysed has {nlp.max_length:,}.",
    )


def _analysis(text_id: int, doc: Doc) -> TextAnalysis:
    return TextAnalysis(
        text_id,
        "analysed",
        None,
        tuple(with_surroundings(text_of(doc), doc._.verbatim_entities, doc._.verbatim_mentions)),
        doc._.verbatim_mentions,
        doc._.verbatim_roles,
        doc._.verbatim_quotations,
    )
