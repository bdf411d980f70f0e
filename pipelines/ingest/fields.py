"""Named fields of structured files to the columns of a document, whatever container they come from.

Which names are known for a column is `fields.tsv`'s; how a container is taken apart, its reader's.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter

from pipelines.ingest.decoding import DecodedText, repair, repair_mojibake
from pipelines.ingest.extracted import ExtractedRecord, damage_status, empty, rejected
from pipelines.word_lists import rows

_COLUMNS = ("title", "published", "authors", "url", "outlet")
# The names in `fields.tsv` of what is the text where there is no other; no column of its own.
_SUMMARY = "summary"
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_FIELDS_TOLD = 30
_NAME_TOLD = 60
_LONGEST_LIST = 10_000
_DEEPEST = 6
# Where an object has its name: schema.org's, then those of newspapers' archives.
_OBJECT_NAMES = ("name", "main", "original", "title")
# What a body is made of, in order (fundus' `ArticleBody`).
_BODY_PARTS = ("summary", "headline", "paragraphs", "sections")


@dataclass(frozen=True, slots=True, eq=False)
class FieldNames:
    """The names, plain (see `plain_name`), that are known, each with its columns and its rank there, 0 for the best.

    `objects` are those in which there are known names.
    """

    ranks: Mapping[str, Sequence[tuple[str, int]]]
    objects: frozenset[str]


def field_names(mapping: Mapping[str, str]) -> FieldNames:
    """Give the names known for each column, the user's own before those of `fields.tsv`.

    `mapping` is from column ("text") to the user's name for it ("article_txt"; "meta.txt" for the field `txt` of an
    object `meta`).

    Raises ValueError for a column that there is not and for a name that is empty.
    """
    return _field_names(tuple(sorted(mapping.items())))


@cache
def _field_names(mapping: tuple[tuple[str, str], ...]) -> FieldNames:
    ranked: dict[str, list[str]] = {}
    for column, name in mapping:
        if column not in ("text", *_COLUMNS):
            columns = ", ".join(("text", *_COLUMNS))
            raise ValueError(f"there is no column {column!r} to map a field to; there are {columns}")
        if not plain_name(name):
            raise ValueError(f"the column {column!r} is mapped to a field without a name")
        ranked[column] = [plain_name(name)]
    for column, name in rows(__package__, "fields.tsv")[1:]:
        ranked.setdefault(column, []).append(name)
    ranks: dict[str, list[tuple[str, int]]] = {}
    for column, names in ranked.items():
        for rank, name in enumerate(names):
            ranks.setdefault(name, []).append((column, rank))
    objects = (name.rsplit(".", depth)[0] for name in ranks for depth in range(1, name.count(".") + 1))
    return FieldNames(ranks, frozenset(objects))


def parse_mapping(setting: str) -> dict[str, str]:
    """Read a mapping as configuration writes it: "text=article_txt, title=hl", or nothing.

    Raises ValueError for what is no such mapping, see `field_names`.
    """
    mapping: dict[str, str] = {}
    for pair in filter(str.strip, setting.split(",")):
        column, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or column in mapping:
            wrong = "is mapped twice" if column in mapping else "is no column=field"
            raise ValueError(f"VERBATIM_FIELDS: {pair.strip()!r} {wrong}; write text=article_txt,title=hl")
        mapping[column] = name
    try:
        field_names(mapping)
    except ValueError as error:
        raise ValueError(f"VERBATIM_FIELDS: {error}") from None
    return mapping


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Give a name as names are compared: without case, "_", "-" and white space."""
    return re.sub(r"[\s_\-\ufeff]", "", name).lower()


def has_text_field(fields: Mapping[str, object], names: FieldNames) -> bool:
    """Say whether one of the fields holds, by its name and its kind, an article's text."""
    return any(_text_of(value) is not None for value in _values(fields, names).get("text", ()))


def has_summary_field(fields: Mapping[str, object], names: FieldNames) -> bool:
    """Say whether one of the fields holds what is taken for the text where there is no other."""
    return any(_text_of(value) is not None for value in _values(fields, names).get(_SUMMARY, ()))


def known_fields(fields: Iterable[str], names: FieldNames) -> list[str]:
    """Give the fields that are known for any column, or are objects that a known field is in."""
    return [field for field in fields if plain_name(field) in names.ranks or plain_name(field) in names.objects]


def record_of_fields(
    fields: Mapping[str, object], names: FieldNames, encoding: str | None, damage: str | None, place: str
) -> ExtractedRecord:
    """Make a record of named fields. `place` says where they stand, for messages."""
    values = _values(fields, names)
    candidates = [*values.get("text", ()), *values.get(_SUMMARY, ())]
    if not candidates:
        return rejected(f"{place}: there is no text field; {_told(fields)}", encoding)
    texts = [text for value in candidates if (text := _text_of(value)) is not None]
    if not texts:
        kinds = ", ".join(sorted({type(value).__name__ for value in candidates}))
        return rejected(f"{place}: the text field holds no text but {kinds}", encoding)
    text = next((text for text in texts if text.strip()), "")
    if not text:
        return empty(encoding)
    sound_text = _sound(text)
    if sound_text != text:
        damage = damage or f"{place}: some characters of the text are no text; they became U+FFFD"
    repaired = repair(DecodedText(sound_text, encoding or "utf-8", damage))
    status = damage_status(repaired.damage)
    return replace(_metadata(values), text=repaired.text, encoding=encoding, status=status, error=repaired.damage)


def metadata_of_fields(fields: Mapping[str, object], names: FieldNames) -> ExtractedRecord:
    """Make a record that has only what fields say of an article, its text aside."""
    return _metadata(_values(fields, names))


def _metadata(values: Mapping[str, Sequence[object]]) -> ExtractedRecord:
    outlets = [outlet for value in values.get("outlet", ()) if (outlet := _line_of(value))]
    # Some put an address where others put the outlet's name (trafilatura's `source`).
    address = next((outlet for outlet in outlets if _ADDRESS.match(outlet)), None)
    return ExtractedRecord(
        title=_first_line(values.get("title", ())),
        published=_first_line(values.get("published", ())),
        authors=_first_line(values.get("authors", ())),
        url=_first_line(values.get("url", ())) or address,
        outlet=next((outlet for outlet in outlets if not _ADDRESS.match(outlet)), None),
    )


def _first_line(values: Iterable[object]) -> str | None:
    """Give the first value that says something."""
    return next((line for value in values if (line := _line_of(value))), None)


def _told(fields: Mapping[str, object]) -> str:
    """Say which fields there are, and what to do about it."""
    found = ", ".join(sorted(repr(name[:_NAME_TOLD]) for name in fields)[:_FIELDS_TOLD]) or "none"
    more = f" and {len(fields) - _FIELDS_TOLD} more" if len(fields) > _FIELDS_TOLD else ""
    return f"the fields are {found}{more}. If one of them is the text, set VERBATIM_FIELDS=text=<its name>"


def _values(fields: Mapping[str, object], names: FieldNames) -> dict[str, list[object]]:
    """Give the values of the fields that are known, by column, those with the best names first."""
    found = sorted(_ranked(fields, names, ""), key=itemgetter(0, 1))
    values: dict[str, list[object]] = {}
    for column, _, value in found:
        values.setdefault(column, []).append(value)
    return values


def _ranked(fields: Mapping[str, object], names: FieldNames, path: str) -> Iterator[tuple[str, int, object]]:
    """Yield column, rank and value of the fields that are known, those in objects too: `path` leads to the fields."""
    for field, value in fields.items():
        name = path + plain_name(field)
        for column, rank in names.ranks.get(name, ()):
            yield column, rank, value
        if name in names.objects and isinstance(value, dict):
            yield from _ranked(value, names, name + ".")


def _text_of(value: object) -> str | None:
    """Give a text field's text: lists are paragraphs, null the empty text; None for anything else."""
    if value is None or value != value:  # NaN is how data frames write null
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | dict):
        paragraphs = list(_paragraphs(value, _DEEPEST))
        return "\n\n".join(paragraphs) if paragraphs or value == [] else None
    return None


def _paragraphs(value: object, depth: int) -> Iterator[str]:
    """Yield the paragraphs of a body: of lists, and of objects such as fundus writes, in their order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth:
        for part in value:
            yield from _paragraphs(part, depth - 1)
    elif isinstance(value, dict) and depth:
        for name in _BODY_PARTS:
            yield from _paragraphs(value.get(name), depth - 1)


def _line_of(value: object, depth: int = _DEEPEST) -> str | None:
    """Give the words of a field: of a list all joined, of an object its name; None where there are none."""
    if value is None or isinstance(value, bool) or value != value or not depth:  # NaN as above
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        listed = _listed(value)
        return _line_of(listed, depth - 1) if listed is not None else repair_mojibake(_sound(value)).strip() or None
    if isinstance(value, list):
        parts = (_line_of(part, depth - 1) for part in value if not isinstance(part, list))
        return ", ".join(part for part in parts if part) or None
    if isinstance(value, dict):
        named = (_line_of(value.get(name), depth - 1) for name in _OBJECT_NAMES)
        return next((name for name in named if name), None)
    return None


def _listed(value: str) -> list[object] | None:
    """Give the list that a data frame wrote as Python shows it, "['Ann Lee', 'Bo Ray']"; None for other strings."""
    if not (value.startswith("[") and value.endswith("]") and len(value) <= _LONGEST_LIST):
        return None
    try:
        listed = ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return listed if isinstance(listed, list) else None


def _sound(text: str) -> str:
    """Replace what fields can hold but text cannot: half characters (lone surrogates) and NUL."""
    return _NOT_TEXT.sub("\ufffd", text)
