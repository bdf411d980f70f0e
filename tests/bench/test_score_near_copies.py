import random

from pipelines.clean.near_copies import PASSAGE_WORDS
from tests.bench.score_near_copies import Copy, containment, false_merges, make_copies

WORDS = " ".join(f"word{number}" for number in range(40))


def test_a_part_is_contained_whole() -> None:
    assert containment(WORDS, f"Other words before. {WORDS.upper()}") == 1


def test_runs_shorter_than_a_passage_do_not_count() -> None:
    words = WORDS.split()
    for at in range(0, len(words), PASSAGE_WORDS):
        words[at] = "changed"
    assert containment(WORDS, " ".join(words)) == 0


def test_half_a_text_is_half_contained() -> None:
    assert containment(WORDS, " ".join(WORDS.split()[:20]) + " x" * 40) == 0.5


def test_copies_are_the_same_each_time() -> None:
    articles = [f"{WORDS} {number}\n\n{WORDS}" for number in range(3)]
    assert make_copies(articles, random.Random(1)) == make_copies(articles, random.Random(1))  # noqa: S311


def test_a_copy_given_to_another_article_is_a_false_merge() -> None:
    copies = [Copy("edited", 0, ""), Copy("edited", 1, ""), Copy("cut", 1, "")]
    assert false_merges({2: 0, 3: 0, 4: 3}, copies, 2) == [(3, 0)]
