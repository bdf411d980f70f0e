import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.decoding import BinaryContentError, decode, repair, repair_mojibake

TEXT = "The mayor said “no” — twice. Café, Łódź."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_decoded_and_the_byte_order_mark_left_out(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_big_endian_utf16_is_told_by_its_mark() -> None:
    decoded = decode(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert (decoded.text, decoded.encoding, decoded.damage) == (TEXT, "utf-16-be", None)


def test_what_is_not_utf8_is_cp1252() -> None:
    decoded = decode("“Café” — naïve".encode("cp1252"))
    assert (decoded.text, decoded.encoding) == ("“Café” — naïve", "cp1252")


def test_a_declared_encoding_counts_where_the_bytes_are_not_utf8() -> None:
    assert decode("Привет".encode("windows-1251"), "windows-1251").text == "Привет"
    assert decode(TEXT.encode(), "windows-1251").text == TEXT


def test_utf8_cut_off_inside_a_character_stays_utf8_and_is_damaged() -> None:
    decoded = decode("“Yes”, “no”, “perhaps”".encode()[:-1])
    assert decoded.text == "“Yes”, “no”, “perhaps\ufffd"
    assert (decoded.encoding, decoded.damage is None) == ("utf-8", False)


def test_bytes_that_cp1252_does_not_define_are_damage() -> None:
    decoded = repair(decode(b"caf\xe9 \x81 bar"))
    assert decoded.text == "café \ufffd bar"
    assert decoded.damage is not None


@pytest.mark.parametrize(
    "data", [b"a\x00b", b"%PDF-1.7 text", b"PK\x03\x04rest", b"\x1f\x8brest", bytes(range(1, 32)) * 9, b"\x89PNG\r\n"]
)
def test_binary_content_is_no_text(data: bytes) -> None:
    with pytest.raises(BinaryContentError, match="not text"):
        decode(data)


def test_mojibake_is_repaired_and_typographic_quotes_stay() -> None:
    broken = "“It’s a café,” she said — twice.".encode().decode("sloppy-windows-1252")
    assert broken != repair_mojibake(broken) == "“It’s a café,” she said — twice."


def test_mojibake_that_looks_like_cp1252_is_repaired_in_a_text_with_other_mojibake() -> None:
    broken = "► First\n“It’s a café,” she said.".encode().decode("sloppy-windows-1252")
    assert repair_mojibake(broken) == "► First\n“It’s a café,” she said."


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” ‘quotes’ stay… – — •",
        "ﬁne ligature, ｆｕｌｌ width, e\u0301 not composed",
        "&amp; &lt;b&gt; stay",
        "line\r\nends\rstay\u2028too\n",
        "\x1b[31mcolour codes\x1b[0m",
        "x“é“é",
        "Citroën à Paris, Łódź, Škoda, Ångström, São Tomé",
        "Привет, 東京, Αθήνα",
    ],
)
def test_clean_text_is_not_changed(text: str) -> None:
    assert repair(decode(text.encode())).text == text


@given(st.text(alphabet="aé “”‘’—…\n\r\t.,AZß€", max_size=200))
def test_utf8_comes_back_as_it_went_in(text: str) -> None:
    assert decode(text.encode()).text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_called_binary(data: bytes) -> None:
    try:
        repair(decode(data)).text.encode()
    except BinaryContentError as error:
        assert str(error).startswith("not text")
