from pipelines.records import Document
from tests.bench.sample_removals import Removal, draw, markdown, removals_of


def test_removals_stand_in_their_context_without_those_of_white_space() -> None:
    text = "The bridge was closed.\n\nAdvertisement\n\n* * *\n\nIt is open again.\n"
    document = Document(1, "a.txt", 0, "txt", None, None, text, None, None, None, None, None, "loaded", None)
    assert list(removals_of(iter([document]))) == [
        Removal("a.txt", "advertisement", "The bridge was closed.\n\n", "Advertisement", "* * *\n\nIt is open again.\n")
    ]


def test_a_draw_depends_on_its_seed_alone() -> None:
    removals = [Removal("a", "advertisement", "", str(number), "") for number in range(100)]
    assert draw(removals, 10, 1) == draw(removals, 10, 1) != draw(removals, 10, 2)


def test_a_table_has_a_row_for_each_removal() -> None:
    lines = list(markdown([Removal("a", "advertisement", "b|c", "Ad\nAd", "d")]))
    assert lines[1:] == ["| 1 | advertisement | b¦c | Ad Ad | d | a |\n"]
