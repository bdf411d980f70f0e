"""Packs are written in base 85, as Python's own module writes it but for one sign, which would open an element."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.packing import base85


@given(st.binary(max_size=200))
def test_what_is_written_is_base_85_without_a_sign_that_may_end_a_script(content: bytes) -> None:
    written = base85(content)
    assert not set("</\"'\\") & set(written)
    assert base64.b85decode(written.replace(",", "<")) == content


def test_the_largest_numbers_are_written() -> None:
    assert base85(b"\xff" * 4) == base64.b85encode(b"\xff" * 4).decode() == "|NsC0"
