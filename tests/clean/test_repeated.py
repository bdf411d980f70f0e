from collections.abc import Sequence

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean.blocks import split_blocks
from pipelines.clean.repeated import find_repeated, paragraph_keys
from pipelines.sql_files import SQL

INVITATION = "Get the stories of Norhaven delivered to your inbox every morning. Sign up for our newsletter."
BACKGROUND = "The harbour bridge collapsed in March after an inspection found cracks in its northern pillar."
ARTICLE = (
    "The council of Norhaven will vote on a new harbour bridge on Friday.\n\n"
    "Engineers want the northern pillar to stand on rock, after cracks brought the old bridge down in March.\n\n"
    "An inspection of every other bridge is due before the summer, the council said.\n\n"
    "The vote was put off twice because the money is short."
)


def removed(text: str, *repeated: str) -> list[str]:
    keys = {key for paragraph in repeated for key in paragraph_keys(paragraph) if key is not None}
    blocks = split_blocks(text)
    return [blocks[index].text for index in find_repeated(blocks, keys)]


def repeated_paragraphs(documents: Sequence[str], outlets: Sequence[int] | None = None) -> set[tuple[int, int]]:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE document_paragraphs (document_id BIGINT, outlet_key BIGINT, key BIGINT)")
        connection.executemany(
            "INSERT INTO document_paragraphs VALUES (?, ?, ?)",
            [
                (number, outlets[number] if outlets else 1, key)
                for number, document in enumerate(documents)
                for key in paragraph_keys(document)
                if key is not None
            ],
        )
        query = (SQL / "staging" / "repeated_paragraphs.sql").read_text(encoding="utf-8")
        return set(connection.execute(query).fetchall())


def key(paragraph: str) -> int:
    (only,) = paragraph_keys(paragraph)
    assert only is not None
    return only


# --- keys -------------------------------------------------------------------------------------------


def test_marks_spaces_and_case_make_no_other_paragraph() -> None:
    assert key("Sign up for  our newsletter!") == key("SIGN UP for our newsletter.")


def test_other_words_make_another_paragraph() -> None:
    assert key("Sign up for our newsletter.") != key("Sign up for our podcast.")


def test_a_key_is_the_same_on_every_machine() -> None:
    assert key("Sign up.") == 6707121944913885251


@pytest.mark.parametrize("never", ["“We had no choice,” she said.", 'Ada Holm: "No."', "* * *", "•", "word " * 400])
def test_what_is_never_boilerplate_has_no_key(never: str) -> None:
    assert paragraph_keys(never) == (None,)


def test_each_block_has_its_place() -> None:
    assert paragraph_keys(f"{INVITATION}\n\n***\n\n{INVITATION}") == (key(INVITATION), None, key(INVITATION))


# --- what an outlet repeats -------------------------------------------------------------------------


def test_a_paragraph_in_five_articles_of_an_outlet_is_repeated() -> None:
    assert repeated_paragraphs([f"Story {n}.\n\n{INVITATION}" for n in range(5)]) == {(1, key(INVITATION))}


def test_four_articles_are_not_enough() -> None:
    assert repeated_paragraphs([f"Story {n}.\n\n{INVITATION}" for n in range(4)]) == set()


def test_outlets_are_counted_apart() -> None:
    documents = [f"Story {n}.\n\n{INVITATION}" for n in range(8)]
    assert repeated_paragraphs(documents, [1, 1, 1, 1, 2, 2, 2, 2]) == set()


def test_five_times_in_one_article_are_once() -> None:
    assert repeated_paragraphs(["\n\n".join(["Story.", *[INVITATION] * 5])]) == set()


def test_an_article_that_was_scraped_again_and_again_is_one() -> None:
    assert repeated_paragraphs([f"{ARTICLE}\n\n{INVITATION}"] * 9) == set()


def test_copies_of_few_articles_do_not_add_up() -> None:
    assert repeated_paragraphs([f"Story {n % 4}.\n\n{INVITATION}" for n in range(16)]) == set()


def test_an_article_that_was_updated_again_and_again_is_one() -> None:
    assert repeated_paragraphs([f"Update {n}.\n\n{ARTICLE}" for n in range(9)]) == set()


# --- what is removed --------------------------------------------------------------------------------


def test_a_paragraph_for_the_readers_is_removed_wherever_it_stands() -> None:
    for place in range(4):
        paragraphs = ARTICLE.split("\n\n")
        paragraphs.insert(place, INVITATION)
        assert removed("\n\n".join(paragraphs), INVITATION) == [INVITATION]


def test_what_is_not_repeated_stays() -> None:
    assert removed(f"{ARTICLE}\n\n{INVITATION}", "Another paragraph.") == []


def test_nothing_is_repeated_where_nothing_is_known() -> None:
    assert removed(ARTICLE) == []


def test_a_biography_of_the_author_is_removed() -> None:
    biography = "Bo Ray is a professor of history at Casterholm University and the author of three novels."
    assert removed(f"{ARTICLE}\n\n{biography}", biography) == [biography]


def test_the_background_of_a_running_story_stays() -> None:
    assert removed(f"{ARTICLE}\n\n{BACKGROUND}", BACKGROUND) == []


@pytest.mark.parametrize(
    "stock", ["No injuries were reported.", "The ministry of transport did not immediately respond to a question."]
)
def test_a_stock_sentence_stays(stock: str) -> None:
    assert removed(f"{ARTICLE}\n\n{stock}", stock) == []


def test_a_paragraph_with_a_quotation_stays_even_if_its_words_are_repeated() -> None:
    said = "‘Sign up for our newsletter,’ the mayor said."
    assert removed(f"{ARTICLE}\n\n{said}", said) == []


def test_a_label_at_the_start_is_removed() -> None:
    assert removed(f"HARBOUR GAZETTE\n\n{ARTICLE}", "Harbour Gazette") == ["HARBOUR GAZETTE"]


def test_a_label_within_the_text_stays() -> None:
    assert removed(f"{ARTICLE}\n\nAda Holm\n\n{ARTICLE}", "Ada Holm") == []


def test_a_label_that_says_who_speaks_stays() -> None:
    interview = "\n\n".join(
        ["Ada Holm", "Why now?", "Bo Ray", "The money is there.", "Ada Holm", "And then?", "Bo Ray"]
    )
    assert removed(interview, "Ada Holm", "Bo Ray") == []


@given(st.lists(st.sampled_from([INVITATION, BACKGROUND, "Ada Holm", *ARTICLE.split("\n\n"), "***"]), max_size=12))
def test_only_repeated_blocks_are_found_each_once_in_order(paragraphs: list[str]) -> None:
    blocks = split_blocks("\n\n".join(paragraphs))
    found = list(find_repeated(blocks, {key(INVITATION), key("Ada Holm")}))
    assert found == sorted(set(found))
    assert {blocks[index].text for index in found} <= {INVITATION, "Ada Holm"}
