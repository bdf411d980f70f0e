"""The work of `clean` as another process does it: many documents at a time.

What is done with one of them is in the modules of this folder. Sketches of many texts are `near_copies.py`'s: it needs
numpy, which takes a process longer to import than all else.
"""

from collections.abc import Collection, Sequence

from pipelines.clean.cleaning import clean, outlet_key
from pipelines.clean.repeated import paragraph_keys
from pipelines.records import CleanDocument, Document, DocumentParagraphs


def key_paragraphs(documents: Sequence[Document]) -> list[DocumentParagraphs]:
    """Read the paragraphs of documents; of one whose outlet is not known none, for nobody repeats them."""
    return [_key_paragraphs(document) for document in documents]


def _key_paragraphs(document: Document) -> DocumentParagraphs:
    outlet = outlet_key(document)
    return DocumentParagraphs(document.document_id, outlet, paragraph_keys(document.text) if outlet is not None else ())


def clean_documents(documents: Sequence[tuple[Document, Collection[int]]]) -> list[CleanDocument]:
    """Clean documents, each given with the keys of the paragraphs that its outlet repeats."""
    return [clean(document, repeated) for document, repeated in documents]
