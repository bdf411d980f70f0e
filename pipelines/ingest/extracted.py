"""What a reader of a format finds in one record of a file, before it is a `Document` with a place and a key."""

from dataclasses import dataclass

from pipelines.records import DocumentStatus

#: The largest record that is read, in bytes: a page, a line, a field. The longest novels have four million characters;
#: what is larger than this is no article, and is not held in memory.
LARGEST_RECORD = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExtractedRecord:
    """The text of a record and what its container says of it; fields and statuses are those of `records.Document`."""

    text: str = ""
    encoding: str | None = None
    title: str | None = None
    published: str | None = None
    authors: str | None = None
    url: str | None = None
    outlet: str | None = None
    status: DocumentStatus = "loaded"
    error: str | None = None


def rejected(error: str, encoding: str | None = None) -> ExtractedRecord:
    """Make the record of what cannot be read as its format says."""
    return ExtractedRecord(encoding=encoding, status="rejected", error=error)


def empty(encoding: str | None = None) -> ExtractedRecord:
    """Make the record of what holds no words."""
    return ExtractedRecord(encoding=encoding, status="empty", error="there is nothing in it but white space")


def damage_status(error: str | None) -> DocumentStatus:
    """Say whether a record that was loaded came through whole (`error` is null) or damaged."""
    return "loaded" if error is None else "damaged"
