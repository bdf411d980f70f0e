from tests.bench.score_encodings import ENCODINGS, encoded, files_by_encoding, mojibake, right


def test_a_text_is_written_in_an_encoding_that_has_its_characters_only() -> None:
    assert encoded("é", "UTF-16 big endian") == b"\xfe\xff\x00\xe9"
    assert encoded("Łódź", "cp1252") is None


def test_mojibake_is_utf8_read_as_cp1252() -> None:
    assert mojibake("It’s") == "Itâ€™s"
    assert mojibake("ASCII") is None
    assert mojibake("”") is None  # its last byte means nothing in cp1252


def test_the_encodings_take_turns_and_cp1252_has_text_beyond_ascii() -> None:
    files = list(files_by_encoding(["plain", "café"] * 10, 10))
    assert [name for name, _, _ in files] == [*ENCODINGS] * 2
    assert {text for name, text, _ in files if name == "cp1252"} == {"café"}


def test_a_file_is_right_if_its_text_came_back() -> None:
    assert right([("café", "café".encode()), ("other", b"words")]) == [True, False]
