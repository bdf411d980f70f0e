"""The typed rows that pass between the stages, and nothing else.

A stage takes these and gives these; what it does in between is its own. Every offset is in Unicode code points,
half-open: `text[start:end]`. Keys are 63-bit numbers made by `key_of` from what identifies a row, so the same input
has the same keys on every machine and in every order. Tables are declared in `models/`, not here; how records are
stored is `staging.py`'s.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NamedTuple, Self

DocumentStatus = Literal["loaded", "damaged", "empty", "rejected", "unreadable", "refused"]
MentionKind = Literal["name", "pronoun", "description"]
ActorKind = Literal["person", "organisation", "place", "group"]
StatementKind = Literal["direct", "indirect", "mixed"]
Address = Literal["m", "f"]
Level = Literal["state", "city", "mixed"]
AliasKind = Literal["full", "surname", "given_name", "acronym", "curated"]
AnalysisStatus = Literal["analysed", "failed"]
DatePrecision = Literal["day", "minute", "second"]
DateSource = Literal["container", "text", "update", "dateline", "url"]


def key_of(*parts: object) -> int:
    """Make the 63-bit key of a row from the parts of its natural key.

    The first half of the MD5 of the parts, joined by U+001F, less one bit: stable across machines and versions,
    positive in a signed 64-bit column. `sql/macros.sql` has the same function for SQL. It is no
    defence against forgery.
    """
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    digest = hashlib.md5(joined, usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "little") >> 1


class _Sent:
    """A row that processes send each other by the thousand; those that they send by the million are named tuples.

    Pickled as a call of its class: the state of a dataclass takes three times as long.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        kind: Any = type(self)
        return kind, _values_of(kind)(self)


@cache
def _values_of(kind: type) -> Callable[[object], tuple[object, ...]]:
    return attrgetter(*(field.name for field in fields(kind)))


# --- ingest ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawFile:
    """An entry of the raw folder, as a listing shows it, before anything is read.

    `path` is relative to the raw folder, with forward slashes. Times are nanoseconds since the epoch. `status` is
    `refused` for a link that leaves the folder and `unreadable` for what cannot be opened, with the reason in
    `error`; otherwise both are null. A path that ends in "/" is that of a folder that could not be listed. `mount` is
    the folder below the raw folder on which the file's file system is mounted, null where that is the raw folder's own.
    """

    path: str
    size: int
    modified_ns: int
    changed_ns: int
    status: DocumentStatus | None = None
    error: str | None = None
    mount: str | None = None


@dataclass(frozen=True, slots=True)
class Document(_Sent):
    """A record of a raw file: its text exactly as decoded, and what its container said of it, as it said it.

    `record` counts the records of a file from 0. A record that could not be loaded has the text "" and says why in
    `error`; a `damaged` one was loaded although something is wrong with it. `sha256` is of the text (UTF-8), and
    null where there is none.
    """

    document_id: int
    path: str
    record: int
    format: str
    encoding: str | None
    sha256: str | None
    text: str
    title: str | None
    published: str | None
    authors: str | None
    url: str | None
    outlet: str | None
    status: DocumentStatus
    error: str | None


# --- clean ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article(_Sent):
    """A clean article: the kept segments of its document, joined by nothing.

    It has its document's key. `text_id` is the key of the text alone: articles with the same text share it, and a
    text is analysed once. `fingerprint` is the key of the text's words, case, marks and spaces aside: exact copies
    share it. `place` and `agency` are the dateline's. `published_at` is in UTC, or null where nothing says when; of a
    day without a time it is the midnight, and `published_precision` says so. `language` is an ISO 639-1 code, or null
    for text too short to tell. `error` says why the document could not be cleaned: all of it is then removed.
    """

    document_id: int
    text_id: int
    fingerprint: int
    headline: str | None
    byline: str | None
    dateline: str | None
    place: str | None
    agency: str | None
    published_at: datetime | None
    published_precision: DatePrecision | None
    published_from: DateSource | None
    language: str | None
    url: str | None
    domain: str | None
    outlet: str | None
    text: str
    word_count: int
    error: str | None = None


# Tuples: an article has ten of these two, and nothing goes between processes as fast.
class ArticleSegment(NamedTuple):
    """A kept span: `article.text[article_start:article_end] == document.text[document_start:document_end]`."""

    document_id: int
    article_start: int
    article_end: int
    document_start: int
    document_end: int


class RemovedPassage(NamedTuple):
    """A removed span of a document, and the name of the rule that removed it."""

    document_id: int
    document_start: int
    document_end: int
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class CleanDocument(_Sent):
    """What cleaning makes of a document. Segments and removed passages tile the document's text, in order."""

    article: Article
    segments: tuple[ArticleSegment, ...]
    removed: tuple[RemovedPassage, ...]


@dataclass(frozen=True, slots=True)
class DocumentParagraphs(_Sent):
    """The paragraphs of a document that could be its outlet's boilerplate.

    `keys` has one for each paragraph, in order, null for one that cannot be; `outlet_key` is null where the outlet is
    not known.
    """

    document_id: int
    outlet_key: int | None
    keys: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that two texts have in common: the same words in the same order, case, marks and spaces aside.

    `start` and `end` are in the text of the lower key, `other_start` and `other_end` in the other's.
    """

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class SharedText:
    """What two texts have in common; `text_id < other_text_id`.

    `containment` is the share, 0 to 1, of the words of the shorter text that stand in shared passages: of two texts of
    which one was largely taken from the other, or both from a third. Of others it is null, and there are no passages.
    """

    text_id: int
    other_text_id: int
    containment: float | None
    passages: tuple[SharedPassage, ...]


# --- extract --------------------------------------------------------------------------------------
# All offsets are into the text that was analysed: an article's text. Entities and quotations are numbered from 0 within
# it, in order of first appearance.


class Span(NamedTuple):
    """A span of the analysed text with its words: `text[start:end]`."""

    start: int
    end: int
    text: str


class Entity(NamedTuple):
    """A person, organisation, place or group of one text: what its mentions there refer to.

    `name` is the fullest form that the text gives ("Vladimir Putin", "International Criminal Court"); `acronym` is
    the short form of an organisation that the text states ("ICC"), or null. `names` has each form of the name and how
    often it stands there, the most frequent first. The rest is what stands around them. `in_office` says that the text
    speaks of an administration, a presidency or an era of that name (the Poe administration); `address` that it has Mr.
    before it (m), or Mrs., Ms. or Miss (f); `level` that most mentions speak of a state (New York's governor, the state
    Senate) or of a city (the New York mayor), and none of the other, or that it is mixed: some speak of a state, and
    the others may not. `within` is the one state that stands behind the name (Tarrow, Ore.); `dead` says that the text
    speaks of a death.
    """

    entity: int
    kind: ActorKind
    name: str
    acronym: str | None
    names: tuple[tuple[str, int], ...] = ()
    in_office: bool = False
    address: Address | None = None
    level: Level | None = None
    within: str | None = None
    dead: bool = False


class Mention(NamedTuple):
    """A span that refers to an entity: by name, by pronoun, or by description ("the Russian President").

    `entity` is null where the text does not say who is meant. A name's span leaves out titles, possessives and "the".
    `method` names the rule that linked it; `confidence` is the probability, 0 to 1, that the link is right.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    entity: int | None
    method: str
    confidence: float


class Role(NamedTuple):
    """A role that the text states of a person ("President", of the entity Russia), with the span that states it.

    `of_entity` is the organisation or place, `of_text` its words as they stand there ("Russian"); both may be null.
    """

    entity: int
    role: str
    of_entity: int | None
    of_text: str | None
    start: int
    end: int


class Quotation(NamedTuple):
    """A statement: what was said, in one or more contiguous segments, in order, with its cue and its speaker.

    Direct segments lie inside the quotation marks, marks included. `speaker` and `cue` are the words of the text,
    null where it has none for this statement (a floating quotation); `speaker_entity` is who that is, null where
    the text does not say. `method` names the rule that found statement and speaker; `confidence` is the
    probability, 0 to 1, that both are right.
    """

    quotation: int
    kind: StatementKind
    segments: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    speaker_entity: int | None
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TextAnalysis(_Sent):
    """All that extraction finds in one text, or why it failed (`error`; everything else is then empty)."""

    text_id: int
    status: AnalysisStatus
    error: str | None
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    quotations: tuple[Quotation, ...] = ()


# --- resolve --------------------------------------------------------------------------------------


class NamedEntity(NamedTuple):
    """What resolution reads of an entity: an `Entity`, and the text that names it."""

    text_id: int
    entity: int
    kind: ActorKind
    name: str
    acronym: str | None
    names: tuple[tuple[str, int], ...]
    in_office: bool = False
    address: Address | None = None
    level: Level | None = None
    within: str | None = None
    dead: bool = False


@dataclass(frozen=True, slots=True)
class StatedRole:
    """What resolution reads of a role: the role and the text that states it."""

    text_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class StoryText:
    """What grouping into stories reads of a text: when it was first published (UTC), its headline, its first words."""

    text_id: int
    published_at: datetime | None
    headline: str | None
    opening: str


@dataclass(frozen=True, slots=True)
class TextStory:
    """That a text tells a story. The story's key is made of its first text: by date, then by key."""

    text_id: int
    story_id: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, place or group of the whole corpus. `name` is its canonical name.

    `acronym` and `organisation_type` ("court", "company") are an organisation's, null elsewhere and where nothing
    states them. `description` is the role most often stated of a person ("President, Russia"), or null.
    """

    actor_id: int
    kind: ActorKind
    name: str
    acronym: str | None
    organisation_type: str | None
    description: str | None


@dataclass(frozen=True, slots=True)
class ActorAlias:
    """A form in which the corpus names an actor."""

    actor_id: int
    alias: str
    kind: AliasKind


@dataclass(frozen=True, slots=True)
class EntityLink:
    """That an entity of a text is an actor of the corpus, by which method, with which confidence (0 to 1)."""

    text_id: int
    entity: int
    actor_id: int
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A role of an actor, as one text states it; `of_actor_id` is the organisation or place it is held at, or null."""

    actor_id: int
    role: str
    of_actor_id: int | None
    of_text: str | None
    text_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActorCandidate:
    """That an actor might be another one, which was not certain enough to join them, or might be several.

    `method` names the evidence, `score` is the probability, 0 to 1, that the two are one. Where `other_actor_id` is
    null, the actor may be several: `score` is the probability that a link made by the method is wrong.
    """

    actor_id: int
    other_actor_id: int | None
    method: str
    score: float


@dataclass(frozen=True, slots=True)
class CurationProblem:
    """What is wrong with a line of the analyst's decisions, in a sentence."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The actors of the corpus and how the entities of its texts link to them, sorted by key.

    `candidates` are the joins and splits that are left to the analyst, `problems` what is wrong with the decisions.
    """

    actors: tuple[Actor, ...]
    aliases: tuple[ActorAlias, ...]
    links: tuple[EntityLink, ...]
    affiliations: tuple[Affiliation, ...]
    candidates: tuple[ActorCandidate, ...] = ()
    problems: tuple[CurationProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """What any number of articles print of one speaker in the same words, case and marks aside.

    `text` is as it was printed first, `published_at` when that was, in UTC. `quoted` says whether the words are given
    as the speaker's own, in quotation marks.
    """

    wording_id: int
    speaker_id: int | None
    quoted: bool
    text: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class WordingLink:
    """That a wording is one of an utterance, whose key is that of its first wording.

    `difference` has the words of this wording, with those of the first that it leaves out as `[-words-]` and those
    that it puts in as `{+words+}`; null for the first. The counts are of such words. `changes` has what differs
    within the words that both have, as "not → never; + that; − the"; null where one only begins or ends elsewhere.
    """

    wording_id: int
    utterance_id: int
    difference: str | None
    changes: str | None
    words_left_out: int
    words_put_in: int
