"""Measure whether text files come back to the character, whatever their encoding, and mojibake is repaired.

`python -m tests.bench.score_encodings FILE` reads the column `text` of a Parquet file of articles (in any case; see
`TEXT_COLUMNS`). Of its texts 600 that fit become temporary .txt files, in turn in UTF-8, UTF-8 with a byte order mark,
UTF-16 (little and big endian, with a mark) and cp1252 (texts whose characters it has), and are read by way of the
listing; right is a file that was loaded with exactly the text that was written.

Then 300 texts that have a character beyond ASCII are written as UTF-8 read as cp1252 gives them; right is one that
comes back as it was. 300 texts from the other end, as they are, must come back unchanged. Texts with lost characters or
mojibake of their own are left out: nobody knows what is right in them. How many those were is said.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
from ftfy import badness
from rich.console import Console
from rich.table import Table

from pipelines.ingest.formats import read_documents
from pipelines.ingest.listing import list_raw_files

FILES = 600
MOJIBAKE_FILES = 300
TEXT_COLUMNS = ("text", "content", "article", "body")
ENCODINGS = {
    "UTF-8": ("utf-8", b""),
    "UTF-8 with a mark": ("utf-8", b"\xef\xbb\xbf"),
    "UTF-16 little endian": ("utf-16-le", b"\xff\xfe"),
    "UTF-16 big endian": ("utf-16-be", b"\xfe\xff"),
    "cp1252": ("cp1252", b""),
}


def encoded(text: str, name: str) -> bytes | None:
    """Write a text in an encoding, with its mark; None if the encoding has not all of its characters."""
    encoding, mark = ENCODINGS[name]
    try:
        return mark + text.encode(encoding)
    except UnicodeEncodeError:
        return None


def mojibake(text: str) -> str | None:
    """Give what a text in UTF-8 becomes when it is read as cp1252; None if that is not another, or cannot be undone."""
    try:
        broken = text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return None
    return broken if broken != text else None


def files_by_encoding(texts: Sequence[str], count: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield encoding, text and bytes of `count` files, the encodings in turn, each with the next text it has."""
    waiting = {name: iter(texts[place:]) for place, name in enumerate(ENCODINGS)}
    for name in islice(cycle(ENCODINGS), count):
        for text in waiting[name]:
            data = encoded(text, name)
            # Of a text in ASCII cp1252 and UTF-8 are the same bytes.
            if data is not None and (name != "cp1252" or not text.isascii()):
                yield name, text, data
                break


def right(files: Sequence[tuple[str, bytes]]) -> list[bool]:
    """Write files, read them, and say of each if exactly its text came back."""
    with TemporaryDirectory() as folder:
        for place, (_, data) in enumerate(files):
            Path(folder, f"{place:06}.txt").write_bytes(data)
        root = Path(folder)
        read = [list(read_documents(root, file, {})) for file in list_raw_files(root)]
    return [
        len(documents) == 1 and documents[0].status == "loaded" and documents[0].text == text
        for documents, (text, _) in zip(read, files, strict=True)
    ]


def read_texts(path: Path) -> list[str]:
    """Read the texts of a file, empty ones left out."""
    names = pq.read_schema(path).names
    column = next(name for name in names if name.lower() in TEXT_COLUMNS)
    texts = pq.read_table(path, columns=[column]).column(column).to_pylist()
    return [text for text in texts if text and text.strip()]


def main() -> int:
    """Print the table for the file named on the command line."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("(no file named)")
    console = Console()
    if not path.is_file():
        console.print(f"skipped: there is no {path}")
        return 0
    all_texts = read_texts(path)
    texts = [text for text in all_texts if "\ufffd" not in text and not badness.is_bad(text)]
    table = Table("files", "right", "of", title="text files that come back to the character")
    files = list(files_by_encoding(texts, FILES))
    results = right([(text, data) for _, text, data in files])
    for name in ENCODINGS:
        of_encoding = [result for (encoding, _, _), result in zip(files, results, strict=True) if encoding == name]
        table.add_row(name, str(sum(of_encoding)), str(len(of_encoding)))
    table.add_row("all encodings", str(sum(results)), str(len(results)), end_section=True)
    broken = [(text, found.encode()) for text in texts if (found := mojibake(text)) is not None][:MOJIBAKE_FILES]
    table.add_row("mojibake, repaired", str(sum(right(broken))), str(len(broken)))
    clean = [(text, text.encode()) for text in reversed(texts) if not text.isascii()][:MOJIBAKE_FILES]
    table.add_row("clean text beyond ASCII, unchanged", str(sum(right(clean))), str(len(clean)))
    console.print(table, f"{len(all_texts) - len(texts)} of {len(all_texts):,} texts left out", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
