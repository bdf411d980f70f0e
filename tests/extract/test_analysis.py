import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipelines.extract.analysis import analyse

TEXT = '"We open the bridge on Monday," said Ada Holm. She lives in Varna.'


@Language.component("fails_on_the_word_fire")
def fails_on_the_word_fire(doc: Doc) -> Doc:
    if "fire" in doc.text:
        raise ValueError("fire!")
    return doc


def fragile() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("fails_on_the_word_fire")
    return nlp


def test_each_text_has_its_analysis_in_order(nlp: Language) -> None:
    texts = [(7, TEXT), (3, ""), (5, "Nothing was said.")]
    assert [(a.text_id, a.status) for a in analyse(texts, nlp)] == [(7, "analysed"), (3, "analysed"), (5, "analysed")]


def test_an_analysis_holds_what_the_components_found(nlp: Language) -> None:
    (analysis,) = analyse([(1, TEXT)], nlp)
    assert [entity.name for entity in analysis.entities] == ["Ada Holm", "Varna"]
    assert [quotation.segments[0].text for quotation in analysis.quotations] == ['"We open the bridge on Monday,"']
    assert {mention.text for mention in analysis.mentions} >= {"Ada Holm", "Varna"}


def test_the_same_text_gives_the_same_analysis_alone_and_among_others(nlp: Language) -> None:
    (alone,) = analyse([(1, TEXT)], nlp)
    assert list(analyse([(0, "The rain fell."), (1, TEXT)], nlp))[1] == alone


def test_a_text_on_which_a_component_fails_fails_alone() -> None:
    found = list(analyse([(1, "The rain fell."), (2, "The fire spread."), (3, "The sun shone.")], fragile()))
    assert [analysis.status for analysis in found] == ["analysed", "failed", "analysed"]
    assert found[1].error == "ValueError: fire!"


def test_a_text_too_long_for_the_model_fails_and_says_so() -> None:
    nlp = fragile()
    nlp.max_length = 20
    short, long = analyse([(1, "The rain fell."), (2, "The rain fell and fell.")], nlp)
    assert (short.status, long.status) == ("analysed", "failed")
    assert long.error == "The text has 23 characters; the longest that is analysed has 20."
