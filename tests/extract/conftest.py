import pytest
from spacy.language import Language

from pipelines.extract.language import load_model


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole extraction pipeline, loaded once for all tests. Nothing may change it."""
    return load_model()
