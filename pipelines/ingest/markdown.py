"""Reads .md: one record, its text what the Markdown says, without its marks; YAML front matter says who and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import BinaryIO

import yaml  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipelines.ingest.decoding import BinaryContentError, decode, repair
from pipelines.ingest.extracted import ExtractedRecord, damage_status, empty, rejected
from pipelines.ingest.fields import field_names, metadata_of_fields

#: The largest file that is read, in bytes: prose takes two seconds for so much, and what is made to be slow twenty.
LARGEST_MARKDOWN = 512 * 1024

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{0,10000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
# YAML's parser takes time by the square of what is nested, in flow style or in one line.
_NESTING = ("[", "{", "- -", "? ?")
_MOST_NESTING = 200
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL | re.IGNORECASE)


def read_markdown(stream: BinaryIO) -> Iterator[ExtractedRecord]:
    """Yield the one record of a file: blocks apart by an empty line, list items and table rows too; no pictures.

    Front matter that is no YAML mapping is left out all the same; the record is then `damaged`.
    """
    data = stream.read()
    if len(data) > LARGEST_MARKDOWN:
        yield rejected(f"the file has {len(data):,} bytes; of Markdown up to {LARGEST_MARKDOWN:,} are read")
        return
    try:
        decoded = repair(decode(data))
    except BinaryContentError as error:
        yield rejected(str(error))
        return
    front = _FRONT_MATTER.match(decoded.text)
    body = decoded.text[front.end() :] if front else decoded.text
    try:
        text = "\n\n".join(filter(str.strip, _blocks(_parser().parse(body))))
    except RecursionError:
        yield rejected("its Markdown is nested too deeply", decoded.encoding)
        return
    if not text:
        yield empty(decoded.encoding)
        return
    said = _read_front_matter(front.group(1)) if front else ExtractedRecord()
    damage = decoded.damage or said.error
    yield replace(said, text=text, encoding=decoded.encoding, status=damage_status(damage), error=damage)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _read_front_matter(front: str) -> ExtractedRecord:
    """Read what front matter says of the article; `error` says if it cannot be read."""
    if sum(front.count(mark) for mark in _NESTING) > _MOST_NESTING:
        return ExtractedRecord(error="the front matter is nested too deeply and was not read")
    try:
        # An alias may stand for any number of others: no front matter needs one.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(front, yaml.BaseLoader)):
            return ExtractedRecord(error="the front matter has aliases and was not read")
        fields = yaml.load(front, yaml.BaseLoader)  # noqa: S506 (BaseLoader makes strings, lists and mappings only)
    except (yaml.YAMLError, RecursionError, ValueError):
        return ExtractedRecord(error="the front matter is not valid YAML and was not read")
    if not isinstance(fields, dict):
        return ExtractedRecord(error="the front matter has no named fields and was not read")
    return metadata_of_fields({str(name): value for name, value in fields.items()}, field_names({}))


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the text of each block; the cells of a table's row are one block, apart by tabs."""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield "\t".join(row)
            row = None
        elif token.type == "inline":
            text = _inline_text(token.children or [])
            if row is None:
                yield text
            else:
                row.append(text)
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n")
        elif token.type == "html_block":
            yield _TAG.sub("", token.content).strip()


def _inline_text(tokens: Sequence[Token]) -> str:
    """Give the words of a block. A line end in the source is a space, as in print, a forced one a line end."""
    pieces = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and token.content.lower().startswith("<br")):
            pieces.append("\n")
    return "".join(pieces).strip()
