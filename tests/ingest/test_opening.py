import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest import opening
from pipelines.ingest.opening import open_raw_file
from pipelines.records import Document

Read = Callable[[str, bytes], list[Document]]
COMPRESS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress}
BOTH = pytest.mark.parametrize("suffix", COMPRESS)


@BOTH
def test_a_compressed_file_is_read_as_what_it_holds(read: Read, suffix: str) -> None:
    (document,) = read(f"a.txt{suffix}", COMPRESS[suffix](b"Words."))
    assert (document.text, document.format, document.status) == ("Words.", "txt", "loaded")


@BOTH
def test_members_and_frames_are_read_one_after_another(read: Read, suffix: str) -> None:
    lines = [b'{"text": "One."}\n', b'{"text": ', b'"Two."}\n', b""]
    documents = read(f"a.jsonl{suffix}", b"".join(map(COMPRESS[suffix], lines)))
    assert [document.text for document in documents] == ["One.", "Two."]


@BOTH
def test_zeros_at_the_end_are_nothing(read: Read, suffix: str) -> None:
    assert [document.status for document in read(f"a.txt{suffix}", COMPRESS[suffix](b"Words.") + bytes(5000))] == [
        "loaded"
    ]


@BOTH
def test_a_collection_that_is_cut_off_gives_what_it_has_and_says_so(read: Read, suffix: str) -> None:
    whole = COMPRESS[suffix](b'{"text": "Words."}\n')
    *loaded, last = read(f"a.jsonl{suffix}", whole * 3 + whole[:-5])
    assert [document.text for document in loaded[:3]] == ["Words."] * 3
    assert (last.status, "cut off" in str(last.error)) == ("unreadable", True)


def test_an_article_that_is_cut_off_is_damaged_but_loaded(read: Read) -> None:
    (document,) = read("a.txt.gz", gzip.compress(bytes(range(48, 90)) * 500, 0)[:-5000])
    assert (document.status, document.text[:3]) == ("damaged", "012")
    assert "cut off" in str(document.error)


@BOTH
def test_damage_is_a_row(read: Read, suffix: str) -> None:
    data = bytearray(COMPRESS[suffix](bytes(range(256)) * 100))
    data[12:20] = b"\xff" * 8
    (document,) = read(f"a.txt{suffix}", bytes(data))
    assert document.status in ("unreadable", "damaged", "rejected")
    assert document.error


@BOTH
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.warc", "a.parquet"])
def test_a_bomb_ends_soon_and_says_so(read: Read, suffix: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "ALWAYS_READ", 1_000_000)
    bomb = COMPRESS[suffix](b"a" * 60_000_000)
    (document,) = read(name + suffix, bomb)
    assert document.status in ("unreadable", "rejected")
    assert "decompression bomb" in str(document.error) or "up to" in str(document.error)


def test_text_that_shrinks_well_is_no_bomb(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "ALWAYS_READ", 100_000)
    lines = b"".join(b'{"text": "The council of Norhaven met on day %d."}\n' % day for day in range(20_000))
    assert len(read("a.jsonl.zst", zstandard.compress(lines))) == 20_000


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.text(min_size=1, alphabet="ab é\n“"), min_size=1), suffix=st.sampled_from(sorted(COMPRESS)))
def test_what_was_compressed_comes_back(read: Read, parts: list[str], suffix: str) -> None:
    text = "x" + "".join(parts)
    (document,) = read(f"a.txt{suffix}", b"".join(COMPRESS[suffix](part.encode()) for part in ["x", *parts]))
    assert document.text == text


def test_a_folder_that_becomes_a_link_while_a_file_is_opened_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, outside = tmp_path / "raw", tmp_path / "outside"
    for folder in (raw / "sub", outside):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(f"In {folder.name}.", encoding="utf-8")
    with open_raw_file(raw, "sub/a.txt") as file:
        assert file.read() == b"In sub."
    settled = os.path.realpath

    def settle_and_swap(path: str, *, strict: bool = False) -> str:
        place = settled(path, strict=strict)
        if place.endswith("a.txt"):
            (raw / "sub").rename(raw / "was-sub")
            (raw / "sub").symlink_to(outside)
        return place

    monkeypatch.setattr(os.path, "realpath", settle_and_swap)
    with pytest.raises(OSError, match=r"Not a directory|Too many levels"):
        open_raw_file(raw, "sub/a.txt")
