import pytest

from tests.bench.score_html import is_residue, match, residue_of, shingles

BODY = "The council met on Monday to talk about the bridge.\n\nIt is old."


def test_shingles_are_runs_of_four_words() -> None:
    assert shingles("a b c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
    assert shingles("a b") == {("a", "b"): 1}


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("a b c d e", (1, 1, 1)),
        ("a b c d", (1, 0.5, 2 / 3)),
        ("a b c d e f", (2 / 3, 1, 0.8)),
        ("x y", (0, 0, 0)),
        ("", (0, 0, 0)),
    ],
)
def test_precision_and_recall_are_of_the_shingles(text: str, scores: tuple[float, float, float]) -> None:
    assert match(text, "a b c d e") == pytest.approx(scores)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The council met on Monday.", False),
        ("THE COUNCIL MET ON MONDAY – sign up", False),
        ("Sign up for the letter of the council", True),
        ("is old", False),
        ("old is", True),
        ("***", False),
    ],
)
def test_a_line_is_residue_if_most_of_its_runs_are_not_in_the_body(line: str, expected: bool) -> None:
    assert is_residue(line, BODY) is expected


def test_lines_are_counted_without_empty_ones() -> None:
    assert residue_of("Share\n\nIt is old.\n\nRead more here", BODY) == [0, 2]
