"""From bytes to text: which encoding, what is no text at all, and mojibake put right.

Nothing else is changed: line ends, spaces, quotation marks and the form of characters stay as they are, because
offsets are measured against this text.
"""

import codecs
import re
from dataclasses import dataclass, replace

import ftfy
from ftfy import badness

#: ftfy with everything off but the repair of text that was decoded with the wrong encoding.
_ONLY_ENCODING = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_encoding=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)

# UTF-32 first: its mark begins with the one of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BINARY_BEGINNINGS = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)

# Of a thousand characters of a text none is a control character; of compressed or compiled bytes some eighty are.
_MOST_CONTROLS = 0.02
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_NO_CONTROLS = bytes(byte for byte in range(256) if byte not in _CONTROLS)

# ftfy's own test is slow (4 MB a second). All mojibake has a character beyond ASCII and ordinary typography: what
# stands for the first byte of a UTF-8 sequence is a letter or a rare sign in every encoding. Most English text ends
# here.
_ASCII = bytes(range(128))
_TYPOGRAPHY = frozenset("\xa0–—‘’“”•…")

# Longer lines are repaired piece by piece: ftfy takes memory by the length of what it is given.
_LONGEST_REPAIR = 1_000_000


class BinaryContentError(ValueError):
    """The bytes are no text. The message says what they seem to be."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text, the encoding it was in, and what is wrong with it (or null)."""

    text: str
    encoding: str
    damage: str | None = None


def refuse_binary(beginning: bytes) -> None:
    """Raise BinaryContentError if the first bytes of a file are those of a known kind of binary file."""
    for magic, kind in _BINARY_BEGINNINGS:
        if beginning.startswith(magic):
            raise BinaryContentError(f"not text but {kind}")


def decode(data: bytes, declared: str | None = None) -> DecodedText:
    """Decode bytes by byte order mark, else as UTF-8, else as `declared`, else as cp1252.

    UTF-8 goes before what a page declares of itself: what is valid UTF-8 and not only ASCII is UTF-8; declarations
    are often left over. Bytes without a meaning become U+FFFD, and `damage` says so. Mojibake is still in the text,
    see `repair`.

    Raises BinaryContentError for what is no text.
    """
    refuse_binary(data)
    decoded = decode_lossily(data, declared)
    refuse_controls(decoded.text)
    return decoded


def refuse_controls(text: str) -> None:
    """Raise BinaryContentError for what was decoded as text but has control characters as no text has."""
    # Bytes, here and below: what a regular expression looks for in a text takes it ten times as long.
    controls = text.encode("utf-8", "surrogatepass").translate(None, _NO_CONTROLS)
    if 0 in controls or len(controls) > max(4, _MOST_CONTROLS * len(text)):
        raise BinaryContentError("not text: it has control characters as only binary files have")


def repair(decoded: DecodedText) -> DecodedText:
    """Put right the mojibake in decoded text, or in a part of it; say so where characters are lost."""
    text = repair_mojibake(decoded.text)
    if decoded.encoding != "cp1252":
        return replace(decoded, text=text)
    # What is left of the five bytes that cp1252 does not define means nothing.
    readable = re.sub("[\x81\x8d\x8f\x90\x9d]", "\ufffd", text)
    return DecodedText(readable, "cp1252", _damage("cp1252") if "\ufffd" in readable else decoded.damage)


def marked_encoding(beginning: bytes) -> str | None:
    """Give the encoding that a byte order mark at the beginning of a text says, or None where there is none."""
    return next((encoding for mark, encoding in _BYTE_ORDER_MARKS if beginning.startswith(mark)), None)


def decode_lossily(data: bytes, declared: str | None = None) -> DecodedText:
    """Decode as `decode` does, whatever the bytes are; cp1252's undefined bytes come out as control characters."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_leniently(data[len(mark) :], encoding)
    try:
        return DecodedText(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    lenient = _decode_leniently(data, "utf-8")
    # UTF-8 with a few broken bytes (a download cut off inside a character) has more good characters than bad ones.
    bad = lenient.text.count("\ufffd")
    if sum(not character.isascii() for character in lenient.text) > 2 * bad:
        return lenient
    if declared is not None:
        return _decode_leniently(data, declared)
    # ftfy registers "sloppy-windows-1252", which maps every byte: what was UTF-8 once can be repaired from it.
    return DecodedText(data.decode("sloppy-windows-1252"), "cp1252")


def _decode_leniently(data: bytes, encoding: str) -> DecodedText:
    """Decode with U+FFFD for what is broken."""
    try:
        return DecodedText(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return DecodedText(data.decode(encoding, "replace"), encoding, _damage(encoding))


def _damage(encoding: str) -> str:
    return f"some bytes are not valid {encoding}; they became U+FFFD"


def repair_mojibake(text: str) -> str:
    """Put right what was decoded with the wrong encoding; clean text comes back unchanged to the character."""
    if not _may_be_mojibake(text):
        return text
    lines = text.split("\n")
    repaired = [line if line.isascii() or not _may_be_mojibake(line) else _repair_line(line) for line in lines]
    if repaired != lines:
        # In a text with mojibake, what reads as UTF-8 is mojibake too, even what looks like fair text ("â–º" for "►").
        repaired = [new if new != old else _recode(old) for old, new in zip(lines, repaired, strict=True)]
    return "\n".join(repaired)


def _may_be_mojibake(text: str) -> bool:
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return not _TYPOGRAPHY.issuperset(others)


def _recode(line: str) -> str:
    """Give what a line is if it was UTF-8 read as cp1252; the line itself if it was not."""
    try:
        return line.encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return line


def _repair_line(line: str) -> str:
    if not badness.is_bad(line):
        return line
    pieces = [line[at : at + _LONGEST_REPAIR] for at in range(0, len(line), _LONGEST_REPAIR)]
    return "".join(map(_repair_piece, pieces))


def _repair_piece(piece: str) -> str:
    fixed = ftfy.fix_encoding_and_explain(piece, _ONLY_ENCODING)
    # Read as MacRoman, an opening quotation mark and an accented letter ("“é") are a Cyrillic letter: ftfy would make
    # that of French words in quotation marks, and nothing that MacRoman spoilt is found among news.
    return piece if ("encode", "macroman") in (fixed.explanation or ()) else fixed.text
