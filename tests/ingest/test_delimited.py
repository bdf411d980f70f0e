import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest import extracted
from pipelines.records import Document

Read = Callable[[str, bytes], list[Document]]


def texts(documents: list[Document]) -> list[str]:
    return [document.text for document in documents]


def test_each_row_is_a_document_with_what_it_says_of_itself(read: Read) -> None:
    content = (
        b'title,author,date,text\nBridge opens,Ann Lee,2024-06-03,"A bridge, new, opened.\n\nIt ""holds""."\nB,,,Two.\n'
    )
    first, second = read("a.csv", content)
    assert (first.title, first.authors, first.published) == ("Bridge opens", "Ann Lee", "2024-06-03")
    assert (first.text, first.status, first.format) == ('A bridge, new, opened.\n\nIt "holds".', "loaded", "csv")
    assert (second.text, second.authors, second.record) == ("Two.", None, 1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_header_shows_the_delimiter(read: Read, name: str, delimiter: str) -> None:
    content = f"id{delimiter}title{delimiter}text\n1{delimiter}A{delimiter}Words.\n".encode()
    (document,) = read(name, content)
    assert (document.title, document.text) == ("A", "Words.")


def test_a_file_of_one_column_has_no_delimiter(read: Read) -> None:
    assert texts(read("a.csv", b"text\nOne, two; three.\n")) == ["One, two; three."]


def test_excel_s_line_that_names_the_delimiter_is_no_header(read: Read) -> None:
    assert texts(read("a.csv", b"sep=;\ntitle;text\nA;Words.\n")) == ["Words."]


def test_a_row_with_other_columns_is_rejected_with_its_line_and_the_others_load(read: Read) -> None:
    documents = read("a.csv", b"title,text\nA,One.\nB,Two,\nC\nD,a,b\nE,Three.\n")
    assert texts(documents) == ["One.", "Two", "", "", "Three."]
    assert "line 4: the row has 1 columns, the header 2" in str(documents[2].error)
    assert "line 5: the row has 3 columns, the header 2" in str(documents[3].error)


def test_a_new_header_in_the_middle_counts_from_there_on(read: Read) -> None:
    documents = read("a.csv", b"title,text\nA,One.\ntitle,text\nB,Two.\ntext,url,date\nThree.,http://p.example,2024\n")
    assert [(d.title, d.text, d.url) for d in documents] == [
        ("A", "One.", None),
        ("B", "Two.", None),
        (None, "Three.", "http://p.example"),
    ]


def test_a_quotation_mark_that_is_not_closed_costs_its_row_only(read: Read) -> None:
    documents = read("a.csv", b'title,text\nA,One.\nB,"Two\nC,Three.\nD,Four.\n')
    assert texts(documents) == ["One.", "", "Three.", "Four."]
    assert "quotation mark is opened and not closed" in str(documents[1].error)
    assert str(documents[1].error).startswith("line 3")


def test_a_file_that_is_cut_off_in_a_row_says_so(read: Read) -> None:
    documents = read("a.csv", b'title,text\nA,One.\nB,"Two\n\nwords')
    assert [document.status for document in documents] == ["loaded", "rejected"]


def test_an_endless_line_is_rejected_and_the_next_one_loads(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracted, "LARGEST_RECORD", 200)
    documents = read("a.csv", b"title,text\nA," + b"a" * 1000 + b"\nB,Two.\n")
    assert texts(documents) == ["", "Two."]
    assert "line 2 is 1,003 bytes long" in str(documents[0].error)


def test_an_endless_row_is_rejected_and_later_ones_load(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracted, "LARGEST_RECORD", 200)
    documents = read("a.csv", b'title,text\nA,"' + b"words\n" * 100 + b'"\nB,Two.\n')
    assert documents[0].status == "rejected"
    assert documents[-1].text == "Two."


def test_a_large_field_is_read(read: Read) -> None:
    assert len(read("a.csv", b"title,text\nA," + b"a" * 300_000)[0].text) == 300_000


def test_nul_bytes_damage_a_row_and_no_other(read: Read) -> None:
    first, second = read("a.csv", b"title,text\nA,One\x00.\nB,Two.\n")
    assert (first.text, first.status, second.status) == ("One\ufffd.", "damaged", "loaded")


def test_rows_may_be_in_different_encodings(read: Read) -> None:
    documents = read("a.csv", b"title,text\n" + "A,Café.\n".encode() + "B,Café.\n".encode("cp1252"))
    assert [(document.text, document.encoding) for document in documents] == [("Café.", "utf-8"), ("Café.", "cp1252")]


def test_utf16_is_read(read: Read) -> None:
    (document,) = read("a.csv", 'title\ttext\nA\t"Café."\n'.encode("utf-16"))
    assert (document.text, document.encoding) == ("Café.", "utf-16-le")


def test_a_file_without_text_column_lists_its_columns(read: Read) -> None:
    (document,) = read("a.csv", b"title,artikel\nA,Words.\n")
    assert "'artikel', 'title'" in str(document.error)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet='ab ,;"\n\té“', min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_what_the_csv_module_writes_is_read_to_the_character(read: Read, cells: list[str]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows(
        [("id", "text", "title"), *((number, cell, "T") for number, cell in enumerate(cells))]
    )
    assert texts(read("a.csv", written.getvalue().encode())) == cells


def test_a_file_with_old_line_ends_is_a_row_that_says_so_or_its_articles(read: Read) -> None:
    assert [document.status for document in read("a.tsv", b"\r\x01")] == ["rejected"]
