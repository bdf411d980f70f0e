from dataclasses import replace

from pipelines.clean.cleaning import clean
from pipelines.records import Document
from tests.bench.score_noise import Noise, Noised, Score, read_noise, score_one

PLAIN = Document(
    1,
    "a.txt",
    0,
    "txt",
    None,
    None,
    "The bridge was closed.\n\nIt is open again.",
    None,
    None,
    None,
    None,
    None,
    "loaded",
    None,
)


def noised(noise: str, at: int) -> Noised:
    text = PLAIN.text[:at] + noise + PLAIN.text[at:]
    return Noised(PLAIN, replace(PLAIN, text=text), at, at + len(noise))


def test_words_of_the_noise_that_are_removed_and_kept_are_told_apart() -> None:
    case = noised("Advertisement\n\nNobody knows why.\n\n", 24)
    score = score_one(Noise(""), case, clean(PLAIN), clean(case.document))
    assert score == Score(noise=4, removed=1, body=8, lost=0)


def test_words_of_the_article_that_go_with_the_noise_are_lost() -> None:
    case = noised("Read more: ", 24)
    score = score_one(Noise(""), case, clean(PLAIN), clean(case.document))
    assert score == Score(noise=2, removed=2, body=8, lost=4)


def test_columns_are_right_if_they_say_what_the_noise_said() -> None:
    case = noised("By Ann Lee\n\n", 0)
    cleaned = clean(case.document)
    assert score_one(Noise("", byline="Ann Lee"), case, clean(PLAIN), cleaned).right == 1
    assert score_one(Noise("", byline="Bo Ray"), case, clean(PLAIN), cleaned).right == 0


def test_the_halves_of_the_wordings_have_nothing_in_common() -> None:
    development, held_out = read_noise(False), read_noise(True)
    assert development.keys() == held_out.keys()
    assert all(not set(development[kind]) & set(held_out[kind]) for kind in development)
