import re

from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.clean.blocks import letters_of, words_of

# Letters whose small form is ASCII, has a mark of its own, or depends on its neighbours; marks; half a character.
RARE = "KİΣßÀé“”’'—…\u00a0\u200b_½²\ud800\U0001f600"
TEXTS = st.text(st.one_of(st.sampled_from(RARE), st.characters())).map(lambda text: text * (600 // (len(text) or 1)))


@given(TEXTS)
@example("“We ΑΣ can’t,” he said — İt's K1." * 20)
def test_the_words_of_a_text_are_its_runs_of_letters_and_figures_in_lower_case(text: str) -> None:
    assert words_of(text) == re.findall(r"[^\W_]+", text.lower().replace("'", "").replace("’", ""))


@given(TEXTS)
def test_the_letters_of_a_text_are_its_words_without_spaces(text: str) -> None:
    assert letters_of(text) == "".join(words_of(text))
