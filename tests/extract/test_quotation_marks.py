from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.quotation_marks import quoted_spans


def quotes_in(text: str) -> list[str]:
    return [text[span.start : span.end] for span in quoted_spans(text)]


@pytest.mark.parametrize(
    "quote",
    [
        '"It is late,"',
        "“It is late,”",
        "«It is late,»",
        "„It is late,“",
        "``It is late,''",
        '“It is late,"',
        "”It is late,”",
    ],
)
def test_double_marks_of_every_shape_are_paired(quote: str) -> None:
    assert quotes_in(f"{quote} she said. She left.") == [quote]


def test_the_inner_offsets_leave_the_marks_out() -> None:
    text = "``It is late,'' she said."
    (span,) = quoted_spans(text)
    assert text[span.inner_start : span.inner_end] == "It is late,"


def test_each_quotation_of_a_paragraph_is_a_span() -> None:
    assert quotes_in('"It is late," she said. "We go home."') == ['"It is late,"', '"We go home."']


def test_a_quotation_inside_a_quotation_is_part_of_the_outer_one() -> None:
    assert quotes_in("“He said “go” and ‘run’ to me,” she said.") == ["“He said “go” and ‘run’ to me,”"]


def test_an_apostrophe_is_no_mark() -> None:
    assert quotes_in("The workers' day is the council's, the '90s were rock 'n' roll, and it's fine.") == []


def test_inches_are_no_marks() -> None:
    assert quotes_in("""He is 6'2" tall.""") == []


def test_single_marks_count_where_speech_stands_in_them() -> None:
    text = "'It is late,' he said. 'He told me \"go\" and I'm gone.' The workers' rights remain."
    assert quotes_in(text) == ["'It is late,'", "'He told me \"go\" and I'm gone.'"]


def test_single_marks_do_not_count_beside_outer_double_marks() -> None:
    assert quotes_in("The so-called 'plan,' he noted, is dead. \"It is over,\" he said.") == ['"It is over,"']


def test_a_quotation_over_paragraphs_is_one_span_for_each() -> None:
    spans = quoted_spans('He said: "One.\n\n"Two.\n\n"Three."\n\nThen he left.')
    assert [(span.continued, span.closed) for span in spans] == [(False, False), (True, False), (True, True)]


def test_a_quotation_may_go_on_without_a_new_opening_mark() -> None:
    assert quotes_in('"One.\n\nTwo," he said.') == ['"One.', 'Two,"']


def test_a_mark_that_opens_a_paragraph_and_never_closes_holds_to_its_end() -> None:
    assert quotes_in('"It is late.\n\nThen she left.') == ['"It is late.']


def test_a_lone_mark_in_the_middle_of_a_paragraph_opens_nothing() -> None:
    assert quotes_in('She spoke of "the plan.\n\nThen she left.') == []


def test_a_missing_closing_mark_spoils_no_more_than_its_quotation() -> None:
    assert quotes_in('"It is late, she said. "We go home."') == ['"We go home."']


def test_marks_around_nothing_are_no_quotation() -> None:
    assert quotes_in('He typed "" and “ ”.') == []


@given(st.text(alphabet=st.sampled_from("ab .,\n\"'“”‘’«»"), max_size=80))
def test_spans_are_in_order_without_overlap_and_hold_words(text: str) -> None:
    spans = quoted_spans(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for span in spans:
        assert span.start <= span.inner_start < span.inner_end <= span.end
        assert any(map(str.isalnum, text[span.inner_start : span.inner_end]))


def test_a_mark_that_opens_again_after_a_full_stop_goes_on_with_the_quotation() -> None:
    assert quotes_in("“It is late. “We go home,” she said.") == ["“It is late. “We go home,”"]


def test_a_mark_that_opens_again_in_a_sentence_means_that_the_one_before_was_never_closed() -> None:
    assert quotes_in("The “late train came, and “we go home,” she said.") == ["“we go home,”"]
