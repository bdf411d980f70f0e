import duckdb
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import key_of
from pipelines.sql_files import SQL

MACROS = duckdb.connect()
MACROS.execute((SQL / "macros.sql").read_text())

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(parts=st.lists(texts | st.integers(), min_size=1))
def test_sql_and_python_give_the_same_key(parts: list[object]) -> None:
    row = MACROS.execute("SELECT key_of($1)", ["\x1f".join(map(str, parts))]).fetchone()
    assert row == (key_of(*parts),)


@given(parts=st.lists(texts, min_size=1))
def test_keys_fit_a_signed_64_bit_column(parts: list[str]) -> None:
    assert 0 <= key_of(*parts) < 2**63


def test_keys_are_the_same_on_every_machine() -> None:
    assert key_of("document", "a.txt", 0) == 7019658362918025085


def test_parts_are_told_apart() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")


def test_a_lone_surrogate_has_a_key() -> None:
    assert key_of("\ud800") != key_of("\ud801")
