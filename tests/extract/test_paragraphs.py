from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipelines.extract.paragraphs import paragraphs


def texts_of(text: str) -> list[str]:
    return [text[paragraph.start : paragraph.end] for paragraph in paragraphs(text)]


def test_a_line_break_ends_a_paragraph() -> None:
    assert texts_of("One.\nTwo.\n\nThree.") == ["One.", "Two.", "Three."]


def test_white_space_around_paragraphs_belongs_to_none() -> None:
    assert texts_of(" \n\n  One.  \r\n\tTwo.\n ") == ["One.", "Two."]


def test_a_text_of_white_space_has_no_paragraph() -> None:
    assert texts_of(" \n\t\n") == []


def test_a_line_broken_in_the_middle_of_a_sentence_goes_on() -> None:
    assert texts_of("The road to the\n\nharbour is closed.\n\nIt reopens today.") == [
        "The road to the\n\nharbour is closed.",
        "It reopens today.",
    ]


def test_lower_case_after_a_full_stop_begins_a_paragraph() -> None:
    assert texts_of("It is over.\nemail@varna.example") == ["It is over.", "email@varna.example"]


def test_in_a_text_wrapped_at_a_fixed_width_only_blank_lines_end_paragraphs() -> None:
    block = "\n".join(["The council of Varna met on Monday to speak about the roads"] * 4 + ["and the bridge."])
    assert texts_of(f"{block}\n\n{block}") == [block, block]


@given(st.text(alphabet=st.sampled_from('aB. "\n\r\t'), max_size=60))
def test_paragraphs_hold_all_that_is_not_white_space_in_order(text: str) -> None:
    found = paragraphs(text)
    assert "".join("".join(texts_of(text)).split()) == "".join(text.split())
    assert all(one.start < one.end <= other.start for one, other in pairwise(found))


def test_no_sentence_goes_over_the_end_of_a_paragraph(nlp: Language) -> None:
    text = "Mayor opens bridge\nThe mayor of Varna opened the bridge on Monday. It had been closed\n\nNobody was hurt."
    doc = nlp(text)
    starts = {sentence.start_char for sentence in doc.sents}
    assert starts >= {text.index("The mayor"), text.index("Nobody")}
