"""The scorer of lines counts what it says it counts."""

import json
from pathlib import Path

from pipelines.records import Article, ArticleSegment, CleanDocument
from tests.bench.score_lines import Counts, Page, kept_lines, lines_in_article, read_pages, score_page


def cleaned(*segments: tuple[int, int]) -> CleanDocument:
    article = Article(0, 0, 0, None, None, None, None, None, None, None, None, None, None, None, None, "", 0)
    return CleanDocument(article, tuple(ArticleSegment(0, 0, 0, start, end) for start, end in segments), ())


def test_a_line_is_kept_if_most_of_its_visible_characters_are() -> None:
    lines = ["abcd", "ef  gh", "ijkl"]
    assert lines_in_article(lines, cleaned((0, 4), (11, 15))) == [True, False, True]
    assert lines_in_article(lines, cleaned((1, 8), (12, 14))) == [True, False, False]


def test_a_line_kept_in_pieces_counts_as_a_whole() -> None:
    assert lines_in_article(["abcdefgh"], cleaned((0, 3), (5, 8))) == [True]


def test_an_empty_line_is_not_kept() -> None:
    assert lines_in_article(["ab", "", "cd"], cleaned((0, 6))) == [True, False, True]


def test_lines_are_counted_by_label_and_outcome() -> None:
    page = Page(("a", "b", "c", "d"), (True, True, False, False))
    assert score_page(page, [True, False, True, False]) == Counts(right=1, wrong=1, missed=1)


def test_precision_recall_and_f1() -> None:
    counts = Counts(right=3, wrong=1, missed=2)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.6, 6 / 9)
    assert Counts(0, 0, 5).f1 == 0.0


def test_a_page_goes_through_cleaning(tmp_path: Path) -> None:
    file = tmp_path / "pages.jsonl"
    body = "All bridges of Norhaven were closed on Monday, the council said."
    file.write_text(json.dumps({"lines": [["Advertisement", 0], [body, 1]]}) + "\n", encoding="utf-8")
    (page,) = read_pages(file)
    assert page == Page(("Advertisement", body), (False, True))
    assert kept_lines(page) == [False, True]
