"""The pipeline's memory, staging.duckdb: append a batch, ask what is stale, read what a stage made.

Every append is one transaction that replaces all rows of its keys, so a killed run leaves whole batches and the next
one goes on where it stopped. What is stale is an anti-join on content and version; there is no other ledger. Queries
longer than a line are in `sql/staging/`.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cache, wraps
from itertools import groupby, islice, pairwise
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, get_args, get_origin, get_type_hints

import duckdb
import pyarrow as pa

from pipelines.faults import faults_told
from pipelines.memory import LITTLE, let_go, more_if_needed, transaction, without_limit
from pipelines.records import (
    Actor,
    ActorAlias,
    ActorCandidate,
    Affiliation,
    Article,
    ArticleSegment,
    CleanDocument,
    CurationProblem,
    Document,
    DocumentParagraphs,
    Entity,
    EntityLink,
    Mention,
    NamedEntity,
    Quotation,
    RawFile,
    RemovedPassage,
    Role,
    SharedPassage,
    SharedText,
    Span,
    StatedRole,
    StoryText,
    TextAnalysis,
    TextStory,
    Wording,
    WordingLink,
    key_of,
)
from pipelines.sql_files import SQL

ANALYSIS_TABLES = ("analyses", "entities", "mentions", "roles", "quotations", "quotation_segments")
ARTICLE_TABLES = ("articles", "article_segments", "removed_passages")
EXPECTED_TABLES = ("documents", "articles", "removed_passages", "actors", "mentions", "statements")


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file, as the listing showed it, read to its end: when that began (`read_ns`), how many records it has."""

    file: RawFile
    read_ns: int
    records: int


#: What resolution makes of the texts.
Resolved = Actor | ActorAlias | EntityLink | Affiliation | ActorCandidate | CurationProblem | TextStory
_RESOLVED_TABLES: Mapping[type, str] = {
    Actor: "actors",
    ActorAlias: "actor_aliases",
    EntityLink: "entity_links",
    Affiliation: "affiliations",
    ActorCandidate: "actor_candidates",
    CurationProblem: "curation_problems",
    TextStory: "text_stories",
}
# So many rows are written at once where all of them would be too many to hold, and so many read: a row may be a text's.
_BATCH_ROWS = 20_000
_READ_ROWS = 2_000
# The words of so many statements are put together at once.
_STATEMENTS_TOGETHER = 50_000

# What a document says; its hash stands for the text. (dataclasses.astuple copies what it gives.)
_values = attrgetter(*(field.name for field in fields(Document) if field.name != "text"))

# Bytes that are written ahead before they are put in their place. That costs time by all that is in the table's last
# hundred thousand rows: with DuckDB's own 16 MB a table of texts is written five times over.
_CHECKPOINT = "128MB"


Given = ParamSpec("Given")
Found = TypeVar("Found")


class StagingLockedError(RuntimeError):
    """Another run has staging open, and did not end while we waited."""


def _whole(method: Callable[Concatenate["Staging", Given], Found]) -> Callable[Concatenate["Staging", Given], Found]:
    """Do what is a transaction anew with more memory, where it had too little: nothing of it was done."""

    @wraps(method)
    def done(staging: "Staging", /, *given: Given.args, **named: Given.kwargs) -> Found:
        return more_if_needed(staging.connection, lambda: method(staging, *given, **named))

    return done


class Staging:
    """The open staging file, in little memory. One process has it open at a time; a second waits.

    Args:
        path: the file; it and its folder are made if they are not there.
        wait: seconds to wait for another run to end.
        on_wait: called once, with a sentence, when waiting begins.

    Raises:
        StagingLockedError: the other run did not end in time.
        StagingDamagedError: the file cannot be read; so with all methods.
        DiskFullError: there is no room to write; so with all methods that write.
    """

    def __init__(self, path: Path, wait: float = 3600, on_wait: Callable[[str], object] = lambda _: None) -> None:
        self.path = path
        self._is_in_transaction = False
        with faults_told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = _connect(path, wait, on_wait)
            self._prepare_schema()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; another run may have it."""
        self.connection.close()

    def _prepare_schema(self) -> None:
        """Make the tables; where they were made from another schema, begin anew: staging can always be made again."""
        self.connection.execute((SQL / "macros.sql").read_text(encoding="utf-8"))
        schema = _read_query("schema")
        wanted = hashlib.sha256(schema.encode()).hexdigest()
        with self.transaction():
            names = {name for (name,) in self._rows("SELECT table_name FROM duckdb_tables()")}
            found = self._rows("SELECT schema_version FROM staging_schema") if "staging_schema" in names else []
            if found != [(wanted,)]:
                for name in sorted(names):
                    self.connection.execute(f'DROP TABLE "{name}"')
                self.connection.execute(schema)
                self.connection.execute("INSERT INTO staging_schema VALUES (?)", [wanted])
        self._query("session")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what happens inside all or nothing."""
        with faults_told(self.path), transaction(self.connection):
            self._is_in_transaction = True
            try:
                yield
            finally:
                self._is_in_transaction = False

    # --- ingest ---

    def files_to_read(self, listing: Sequence[RawFile], ingest_version: str) -> list[RawFile]:
        """Give the files of a listing that were not read as they now are, by this version of the stage."""
        self._register_listing(listing)
        stale = {path for (path,) in self._query("files_to_read", ingest_version=ingest_version)}
        return [file for file in listing if file.path in stale]

    def why_read(self, files: Sequence[RawFile], ingest_version: str) -> dict[str, int]:
        """Say why files are to be read: how many for which reason."""
        return self._why("why_read", [file.path for file in files], ingest_version=ingest_version)

    @_whole
    def append_documents(self, documents: Sequence[Document], read: Sequence[FileRead], ingest_version: str) -> int:
        """Append documents, and note the files that are now read to their end; give how many say something new.

        A document replaces the one with its key. When a file has been read, those that it has no more are removed.
        """
        keys = [key_of(*_values(document)) for document in documents]
        with self.transaction():
            ids = [document.document_id for document in documents]
            known = dict(
                self._rows_of("SELECT document_id, content_key FROM documents WHERE document_id IN (FROM wanted)", ids)
            )
            if known:
                self._delete("documents", "document_id", ids)
            self._delete("documents_gone", "document_id", ids)
            self._insert("documents", _with(_table(Document, documents), content_key=keys))
            if read:
                self._finish_files(read, ingest_version)
        return sum(known.get(document.document_id) != key for document, key in zip(documents, keys, strict=True))

    def _finish_files(self, read: Sequence[FileRead], ingest_version: str) -> None:
        """Note files that were read to their end, and remove the documents that they have no more."""
        rows = _with(
            _table(RawFile, [file_read.file for file_read in read]).drop_columns(["status", "error"]),
            read_ns=[file_read.read_ns for file_read in read],
            records=[file_read.records for file_read in read],
            ingest_version=[ingest_version] * len(read),
        )
        with self._registered("batch", rows):
            self._query("documents_left_over")
            self.connection.execute("DELETE FROM files WHERE path IN (SELECT path FROM batch)")
            self.connection.execute("INSERT INTO files BY NAME SELECT * EXCLUDE (records) FROM batch")

    def files_gone(self, listing: Sequence[RawFile]) -> dict[str, str | None]:
        """Give the files that were read and are no longer listed, each with where its file system was mounted."""
        self._register_listing(listing)
        return dict(self._query("files_gone"))

    @_whole
    def mark_gone(self, paths: Sequence[str]) -> int:
        """Mark the records of files as gone: they are published no more. Give how many they are."""
        if not paths:
            return 0
        with self.transaction(), self._registered("wanted", _keys_table(paths)):
            marked = self._query("mark_gone")
            for table in ("files", "documents"):
                self.connection.execute(f"DELETE FROM {table} WHERE path IN (FROM wanted)")
        return len(marked)

    def document_statuses(self) -> dict[str, int]:
        """Count the documents of each status, by name."""
        return dict(self._rows("SELECT status, count(*) FROM documents GROUP BY status ORDER BY status"))

    def document_problems(self, most: int) -> list[tuple[str, str]]:
        """Give path and error of documents with which something is wrong, the first by path."""
        query = "SELECT path, error FROM documents WHERE error IS NOT NULL ORDER BY path, record LIMIT ?"
        return self._rows(query, most)

    def _register_listing(self, listing: Sequence[RawFile]) -> None:
        self.connection.register("listing", _table(RawFile, listing))

    # --- clean ---

    def documents_to_key(self, clean_version: str) -> list[tuple[int, int]]:
        """Give key and length of the loaded documents whose paragraphs this version has not read from this content."""
        return self._query("documents_to_key", clean_version=clean_version)

    @_whole
    def append_paragraph_keys(self, rows: Sequence[DocumentParagraphs], clean_version: str) -> None:
        """Append the keys of documents' paragraphs, in place of earlier ones of the same documents."""
        with self.transaction():
            self._delete("paragraph_keys", "document_id", [row.document_id for row in rows])
            self._insert_by("append_paragraph_keys", _table(DocumentParagraphs, rows), clean_version=clean_version)

    def documents_to_clean(self, clean_version: str) -> list[tuple[int, int]]:
        """Give key and length of the loaded documents that have no article of this content and version.

        An article is of the version only if the paragraphs were removed that the outlet repeats by now.
        """
        self._find_repeated()
        return self._query("documents_to_clean", clean_version=clean_version)

    def why_clean(self, keys: Sequence[int], clean_version: str) -> dict[str, int]:
        """Say why documents are to be cleaned: how many for which reason."""
        return self._why("why_clean", keys, clean_version=clean_version)

    def _find_repeated(self) -> None:
        """Fill this connection's tables of what outlets repeat."""
        query = _read_query("repeated_paragraphs")
        self._rows(f"CREATE OR REPLACE TEMPORARY TABLE repeated_paragraphs AS {query}")
        self._rows("DELETE FROM repeated_in_documents")
        self._query("repeated_in_documents")

    def repeated_paragraphs(self, keys: Sequence[int]) -> dict[int, list[int]]:
        """Give the keys of the paragraphs that its outlet repeats, by document; `documents_to_clean` goes before."""
        query = "SELECT document_id, keys FROM repeated_in_documents WHERE document_id IN (FROM wanted)"
        return dict(self._rows_of(query, keys))

    def documents(self, keys: Sequence[int]) -> list[Document]:
        """Read documents by their keys, in the order of path and record."""
        # By row, or the texts of all documents would be read to find those of each batch.
        query = (
            "SELECT * EXCLUDE (content_key) FROM documents "
            "WHERE rowid IN (SELECT rowid FROM documents WHERE document_id IN (FROM wanted)) ORDER BY path, record"
        )
        with self._registered("wanted", _keys_table(keys)):
            rows: list[dict[str, Any]] = self.connection.execute(query).to_arrow_table().to_pylist()
        return [Document(**row) for row in rows]

    @_whole
    def append_articles(self, cleaned: Sequence[CleanDocument], clean_version: str) -> None:
        """Append what cleaning made of documents, in place of what it made of them before."""
        keys = [clean.article.document_id for clean in cleaned]
        segments = _table(ArticleSegment, [segment for clean in cleaned for segment in clean.segments])
        removed = _table(RemovedPassage, [passage for clean in cleaned for passage in clean.removed])
        with self.transaction():
            self._delete_all(ARTICLE_TABLES, "document_id", keys)
            articles = _table(Article, [clean.article for clean in cleaned])
            self._insert_by("append_articles", articles, clean_version=clean_version)
            self._insert("article_segments", segments)
            self._insert("removed_passages", removed)

    def documents_not_cleaned(self) -> list[tuple[str, str]]:
        """Give path and error of the documents that could not be cleaned, by path."""
        return self._rows(
            "SELECT documents.path, articles.error FROM articles INNER JOIN documents USING (document_id) "
            "WHERE articles.error IS NOT NULL ORDER BY documents.path, documents.record"
        )

    @_whole
    def drop_articles_gone(self) -> int:
        """Remove the articles whose document is gone or no longer loaded, and what was found in them; count them."""
        gone = [key for (key,) in self._query("articles_gone")]
        with self.transaction():
            for table in ("paragraph_keys", *ARTICLE_TABLES):
                self._delete(table, "document_id", gone)
        return len(gone)

    # --- clean: copies ---

    def texts_to_sketch(self, clean_version: str) -> list[tuple[int, int]]:
        """Give key and length of the texts that this version has not sketched, each once."""
        return self._query("texts_to_sketch", clean_version=clean_version)

    @_whole
    def append_sketches(self, sketches: Sequence[tuple[int, Sequence[int]]], clean_version: str) -> None:
        """Append the sketches of texts, given as (text_id, keys), in place of earlier ones; they are compared anew."""
        ids = [text_id for text_id, _ in sketches]
        rows = pa.table(
            {
                "text_id": pa.array(ids, pa.int64()),
                "keys": pa.array([keys for _, keys in sketches], pa.list_(pa.int64())),
            }
        )
        with self.transaction():
            for column in ("text_id", "other_text_id"):
                self._delete("shared_texts", column, ids)
            self._delete("sketches", "text_id", ids)
            self._insert("sketches", _with(rows, clean_version=[clean_version] * len(ids)))

    def sketches_version(self) -> str:
        """Give a value that differs when any sketch differs."""
        return str(self._query("sketches_version")[0][0])

    def compared_version(self) -> str | None:
        """Give the `sketches_version` of which all candidates were compared; null where there is none."""
        return self._version("comparisons")

    @_whole
    def texts_to_compare(self) -> list[tuple[int, int]]:
        """Give the pairs of texts that may share much and were not compared; forget pairs that are none any more."""
        pairs = "SELECT text_id, other_text_id FROM"
        with self.transaction():
            self.connection.execute("DELETE FROM near_copy_candidates")
            self.connection.execute(f"INSERT INTO near_copy_candidates {_read_query('near_copy_candidates')}")
            self.connection.execute(
                f"DELETE FROM shared_texts WHERE (text_id, other_text_id) NOT IN ({pairs} near_copy_candidates)"
            )
        return self._rows(f"{pairs} near_copy_candidates EXCEPT {pairs} shared_texts ORDER BY ALL")

    @_whole
    def append_shared_texts(self, shared: Sequence[SharedText]) -> None:
        """Append what pairs of texts share."""
        with self.transaction():
            self._insert("shared_texts", _shared_table(shared))

    def finish_comparison(self, sketches_version: str) -> None:
        """Note that all candidates among the sketches were compared."""
        with self.transaction():
            self._replace_all("comparisons", pa.table({"input_version": [sketches_version]}))

    @_whole
    def drop_texts_gone(self) -> None:
        """Forget the sketches of texts that no article has any more."""
        with self.transaction():
            self.connection.execute("DELETE FROM sketches WHERE text_id NOT IN (SELECT text_id FROM articles)")

    def articles_by_publication(self) -> list[tuple[int, int, int]]:
        """Give document, text and words of the articles that may be copies or originals, the first published first.

        The key of the words is the same for texts that differ in nothing else; it is the key of one of them.
        """
        return self._query("articles_by_publication")

    def shared_texts(self) -> list[tuple[int, int, float]]:
        """Give the pairs of texts of which one was largely taken from the other, with the containment."""
        return self._rows(
            "SELECT text_id, other_text_id, containment FROM shared_texts WHERE containment IS NOT NULL ORDER BY ALL"
        )

    @_whole
    def replace_copies(self, copies: Mapping[int, int]) -> None:
        """Note which document is a copy of which other, in place of what was noted before."""
        rows = pa.table(
            {
                "document_id": pa.array(list(copies), pa.int64()),
                "original_id": pa.array(list(copies.values()), pa.int64()),
            }
        )
        with self.transaction():
            self._replace_all("copies", rows)

    def removed_by_rule(self) -> dict[str, int]:
        """Count the removed passages of each rule, the most frequent first."""
        query = "SELECT rule, count(*) FROM removed_passages GROUP BY rule ORDER BY count(*) DESC, rule"
        return dict(self._rows(query))

    def removed_share(self) -> float:
        """Give the share of the loaded documents' characters that cleaning removed, 0 to 1."""
        removed = self._rows("SELECT sum(document_end - document_start) FROM removed_passages")[0][0] or 0
        kept = self._rows("SELECT sum(length(text)) FROM articles")[0][0] or 0
        return float(removed / (removed + kept)) if removed else 0.0

    # --- extract ---

    def texts_to_analyse(self, extract_version: str, language: str) -> list[tuple[int, int]]:
        """Give key and word count of the texts that this version has not analysed, each once, long ones first."""
        return self._query("texts_to_analyse", extract_version=extract_version, language=language)

    def why_analyse(self, keys: Sequence[int], extract_version: str) -> dict[str, int]:
        """Say why texts are to be analysed: how many for which reason."""
        return self._why("why_analyse", keys, extract_version=extract_version)

    def texts(self, keys: Sequence[int]) -> list[tuple[int, str]]:
        """Read texts by their keys, in the order of the keys given."""
        rows = "SELECT min(rowid) FROM articles WHERE text_id IN (FROM wanted) GROUP BY text_id"
        texts = dict(self._rows_of(f"SELECT text_id, text FROM articles WHERE rowid IN ({rows})", keys))
        return [(key, texts[key]) for key in keys]

    @_whole
    def append_analyses(self, analyses: Sequence[TextAnalysis], extract_version: str) -> None:
        """Append analyses of texts, in place of earlier ones of the same texts."""
        keys = [analysis.text_id for analysis in analyses]
        with self.transaction():
            self._delete_all(ANALYSIS_TABLES, "text_id", keys)
            for table, rows in _analysis_tables(analyses, extract_version).items():
                self._insert(table, rows)

    def failed_analyses(self) -> dict[str, int]:
        """Count the texts that could not be analysed, by error."""
        query = "SELECT error, count(*) FROM analyses WHERE status = 'failed' GROUP BY error ORDER BY error"
        return dict(self._rows(query))

    # --- resolve ---

    def named_entities(self) -> Iterator[NamedEntity]:
        """Read the entities of all texts that count, with their name forms, in the order of their keys."""
        for text_id, entity, kind, name, acronym, names, *told in self._read("named_entities"):
            yield NamedEntity._make((text_id, entity, kind, name, acronym, tuple(names.items()), *told))

    def stated_roles(self) -> Iterator[StatedRole]:
        """Read the roles that all texts that count state, text by text."""
        return (StatedRole(text_id, Role(*role)) for text_id, *role in self._read("stated_roles"))

    def story_texts(self) -> Iterator[StoryText]:
        """Read what grouping into stories needs of the texts that count, in the order of their keys."""
        return (StoryText(*row) for row in self._read("story_texts"))

    def curated_articles(self, references: Sequence[str]) -> dict[str, list[int]]:
        """Give the texts of the articles that each reference means: an address, a path, a path and record, a key."""
        texts: dict[str, list[int]] = {}
        for reference, text_id in self._query("curated_articles", cited=list(references)):
            texts.setdefault(reference, []).append(text_id)
        return texts

    @_whole
    def replace_resolution(self, records: Callable[[], Iterable[Resolved]]) -> None:
        """Put actors, stories and what belongs to them in the place of those before; those of a kind come in a row.

        `records` gives them, anew where they have to be written anew. `finish_resolution` says when all is done.
        """
        with self.transaction():
            for table in ("resolutions", *_RESOLVED_TABLES.values()):
                self.connection.execute(f"DELETE FROM {table}")
            for kind, rows in groupby(records(), key=type):
                while batch := list(islice(rows, _BATCH_ROWS)):
                    self._insert(_RESOLVED_TABLES[kind], _table(kind, batch))

    def curation_problems(self) -> list[CurationProblem]:
        """Read what is wrong with the analyst's decisions, by line."""
        return [CurationProblem(*row) for row in self._rows("FROM curation_problems ORDER BY line, message")]

    def finish_resolution(self, input_version: str) -> None:
        """Note what actors, stories and wordings were made from."""
        with self.transaction():
            self._replace_all("resolutions", pa.table({"input_version": [input_version]}))
        self._rows("CHECKPOINT")  # what is written ahead only is in memory

    def wordings(self) -> Iterator[Wording]:
        """Find the wordings of all statements, by the actors as they are resolved; give them speaker by speaker."""
        self._query("current_texts")
        self._find_wordings()
        return (Wording(*row) for row in self._read("wordings"))

    @_whole
    def _find_wordings(self) -> None:
        parts = 1 + self.count("quotations") // _STATEMENTS_TOGETHER
        with self.transaction():
            self.connection.execute("DELETE FROM statement_wordings")
            for first_text, last_text in _key_ranges(parts):
                self._query("statement_wordings", first_text=first_text, last_text=last_text)

    @_whole
    def replace_wording_links(self, links: Sequence[WordingLink]) -> None:
        """Put the links of wordings to utterances in the place of those before.

        A wording without a link is an utterance of its own.
        """
        with self.transaction():
            self._replace_all("wording_links", _table(WordingLink, links))
            self._query("own_utterances")
        let_go(self.connection)

    def resolved_version(self) -> str | None:
        """Give the `input_version` of the resolution that is there; null where there is none."""
        return self._version("resolutions")

    def count_organisations(self) -> int:
        """Count the actors that are organisations."""
        return int(self._rows("SELECT count(*) FROM actors WHERE kind = 'organisation'")[0][0])

    # --- for all ---

    def expected_rows(self) -> dict[str, int]:
        """Give how many rows the `EXPECTED_TABLES` of the warehouse must have."""
        rows = dict(self._query("expected_rows"))
        return {table: int(rows[table]) for table in EXPECTED_TABLES}

    def input_version(self) -> str:
        """Give a value that differs when any document, article or analysis that counts differs."""
        return str(self._query("input_version")[0][0])

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return int(self._rows(f'SELECT count(*) FROM "{table}"')[0][0])

    def _read(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Read what a query finds of the texts that count, little by little: nothing else is asked meanwhile.

        It begins anew without limit where its memory is too little: its rows come in one order.
        """
        self._query("current_texts")
        given = 0
        with faults_told(self.path):
            try:
                for row in self._read_rows(_read_query(query)):
                    yield row
                    given += 1
                let_go(self.connection)
                return
            except duckdb.OutOfMemoryException:
                pass
            with without_limit(self.connection):
                yield from islice(self._read_rows(_read_query(query)), given, None)

    def _read_rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        found = self.connection.execute(query)
        while rows := found.fetchmany(_READ_ROWS):
            yield from rows

    def _query(self, name: str, **parameters: object) -> list[tuple[Any, ...]]:
        return self._rows(_read_query(name), **parameters)

    def _rows(self, query: str, *parameters: object, **named: object) -> list[tuple[Any, ...]]:
        def ask() -> list[tuple[Any, ...]]:
            return self.connection.execute(query, parameters or named or None).fetchall()

        with faults_told(self.path):
            return ask() if self._is_in_transaction else more_if_needed(self.connection, ask)

    def _rows_of(self, query: str, keys: Sequence[int] | Sequence[str]) -> list[tuple[Any, ...]]:
        """Query the rows whose keys are in the table `wanted`."""
        with self._registered("wanted", _keys_table(keys)):
            return self._rows(query)

    def _why(self, query: str, stale: Sequence[int] | Sequence[str], **parameters: object) -> dict[str, int]:
        """Count by reason what is to be done, given by its keys."""
        if not stale:
            return {}
        with self._registered("stale", _keys_table(stale)):
            return dict(self._query(query, **parameters))

    def _delete(self, table: str, key: str, keys: Sequence[int] | Sequence[str]) -> None:
        self._delete_all((table,), key, keys)

    def _delete_all(self, tables: Sequence[str], key: str, keys: Sequence[int] | Sequence[str]) -> None:
        """Delete the rows of these keys from tables; what is not in the first of them is in none."""
        if not keys:
            return
        with self._registered("wanted", _keys_table(keys)):
            # Most batches are new: to find that out is quicker than to delete nothing.
            if self._rows(f"SELECT 1 FROM {tables[0]} WHERE {key} IN (FROM wanted) LIMIT 1"):
                for table in tables:
                    self.connection.execute(f"DELETE FROM {table} WHERE {key} IN (FROM wanted)")

    def _version(self, table: str) -> str | None:
        """Give the one `input_version` of a table; null where there is none."""
        rows = self._rows(f"SELECT input_version FROM {table}")
        return str(rows[0][0]) if rows else None

    def _replace_all(self, table: str, rows: pa.Table) -> None:
        self.connection.execute(f"DELETE FROM {table}")
        self._insert(table, rows)

    def _insert(self, table: str, rows: pa.Table) -> None:
        if not rows.num_rows:  # after none, DuckDB 1.5 shows none of 122,880 or more put in by the same transaction
            return
        with self._registered("batch", rows):
            self.connection.execute(f"INSERT INTO {table} BY NAME FROM batch")

    def _insert_by(self, query: str, rows: pa.Table, **parameters: object) -> None:
        with self._registered("batch", rows):
            self._query(query, **parameters)

    @contextmanager
    def _registered(self, name: str, rows: pa.Table) -> Iterator[None]:
        # Through Arrow: executemany takes 150 times as long, and a list as a parameter looks for packages that may not
        # be installed, value by value.
        self.connection.register(name, rows)
        try:
            yield
        finally:
            self.connection.unregister(name)


def _read_query(name: str) -> str:
    return (SQL / "staging" / f"{name}.sql").read_text(encoding="utf-8")


def _key_ranges(parts: int) -> Iterator[tuple[int, int]]:
    """Divide all keys that there could be, which are hashes, into so many ranges of one length; give first and last."""
    borders = [(part << 64) // parts - (1 << 63) for part in range(parts + 1)]
    yield from ((first, after - 1) for first, after in pairwise(borders))


def _keys_table(keys: Sequence[int] | Sequence[str]) -> pa.Table:
    return pa.table({"key": pa.array(keys, pa.string() if keys and isinstance(keys[0], str) else pa.int64())})


def _connect(path: Path, wait: float, on_wait: Callable[[str], object]) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + wait
    told = False
    begun = False
    while True:
        try:
            return duckdb.connect(str(path), config={"checkpoint_threshold": _CHECKPOINT, "memory_limit": LITTLE})
        except duckdb.IOException as error:
            locked = "set lock" in str(error)  # "in block" is said of a damaged one
            if not locked and not _is_empty(path):
                raise
            if locked and time.monotonic() > deadline:
                message = f"Another run has had {path} open for {wait:.0f} seconds. Wait for it to end, or stop it."
                raise StagingLockedError(message) from error
            if locked and not told:
                on_wait(f"Another run has {path} open: waiting for it to end.")
                told = True
            if not locked and begun:
                path.unlink()  # by a run that was killed before it wrote a byte
            begun = not locked
            time.sleep(0.5)


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0


def _analysis_tables(analyses: Sequence[TextAnalysis], extract_version: str) -> dict[str, pa.Table]:
    """Spread analyses over the tables of `ANALYSIS_TABLES`."""
    ok = [(analysis.text_id, analysis) for analysis in analyses]
    heads = pa.table(
        {
            "text_id": pa.array([a.text_id for a in analyses], pa.int64()),
            "status": pa.array([a.status for a in analyses], pa.string()),
            "error": pa.array([a.error for a in analyses], pa.string()),
            "extract_version": pa.array([extract_version] * len(analyses), pa.string()),
        }
    )
    quotations = [(text_id, quotation) for text_id, analysis in ok for quotation in analysis.quotations]
    segments = [
        (text_id, quotation.quotation, number, segment)
        for text_id, quotation in quotations
        for number, segment in enumerate(quotation.segments)
    ]
    return {
        "analyses": heads,
        "entities": _keyed(Entity, [(text_id, row) for text_id, a in ok for row in a.entities]),
        "mentions": _keyed(Mention, [(text_id, row) for text_id, a in ok for row in a.mentions]),
        "roles": _keyed(Role, [(text_id, row) for text_id, a in ok for row in a.roles]),
        "quotations": _quotation_table(quotations),
        "quotation_segments": _with(
            _table(Span, [segment for *_, segment in segments]),
            text_id=[text_id for text_id, *_ in segments],
            quotation=[quotation for _, quotation, *_ in segments],
            segment=[number for _, _, number, _ in segments],
        ),
    }


def _quotation_table(quotations: Sequence[tuple[int, Quotation]]) -> pa.Table:
    columns: dict[str, list[Any]] = {"text_id": [text_id for text_id, _ in quotations]}
    types: dict[str, pa.DataType] = {"text_id": pa.int64()}
    for name in ("quotation", "kind", "speaker_entity", "method", "confidence"):
        columns[name] = [getattr(quotation, name) for _, quotation in quotations]
        types[name] = _arrow_types(Quotation)[name]
    for role in ("speaker", "cue"):
        spans: list[Span | None] = [getattr(quotation, role) for _, quotation in quotations]
        for field in ("start", "end", "text"):
            columns[f"{role}_{field}"] = [None if span is None else getattr(span, field) for span in spans]
            types[f"{role}_{field}"] = _arrow_types(Span)[field]
    return pa.table({name: pa.array(values, types[name]) for name, values in columns.items()})


def _shared_table(shared: Sequence[SharedText]) -> pa.Table:
    passage = pa.struct([pa.field(field.name, pa.int64()) for field in fields(SharedPassage)])
    passages = [[asdict(passage) for passage in both.passages] for both in shared]
    return pa.table(
        {
            "text_id": pa.array([both.text_id for both in shared], pa.int64()),
            "other_text_id": pa.array([both.other_text_id for both in shared], pa.int64()),
            "containment": pa.array([both.containment for both in shared], pa.float64()),
            "passages": pa.array(passages, pa.list_(passage)),
        }
    )


def _keyed(record: type, rows: Sequence[tuple[int, object]]) -> pa.Table:
    return _with(_table(record, [row for _, row in rows]), text_id=[text_id for text_id, _ in rows])


def _table(record: type, rows: Sequence[object]) -> pa.Table:
    """Make an Arrow table of records, a column a field."""
    kinds = _arrow_types(record)
    if rows and issubclass(record, tuple):  # of these there are most, and they are turned round at once
        columns: Iterable[Any] = zip(*rows, strict=True)
    else:
        columns = (list(map(attrgetter(name), rows)) for name in kinds)
    arrays = (pa.array(column, kind) for column, kind in zip(columns, kinds.values(), strict=True))
    return pa.table(dict(zip(kinds, arrays, strict=True)))


@cache
def _arrow_types(record: type) -> dict[str, pa.DataType]:
    return {name: _arrow_type(hint) for name, hint in get_type_hints(record).items()}


def _with(table: pa.Table, **columns: Sequence[int | str]) -> pa.Table:
    """Add columns of keys (int) or versions (str) to a table."""
    for name, values in columns.items():
        kind = pa.string() if name.endswith("_version") else pa.int64()
        table = table.append_column(name, pa.array(values, kind))
    return table


def _arrow_type(hint: Any) -> pa.DataType:
    options = [option for option in get_args(hint) if option is not type(None)]
    plain = options[0] if type(None) in get_args(hint) else hint
    if get_origin(plain) is tuple:
        item = get_args(plain)[0]
        return pa.map_(*map(_arrow_type, get_args(item))) if get_origin(item) is tuple else pa.list_(_arrow_type(item))
    simple: dict[Any, pa.DataType] = {
        bool: pa.bool_(),
        int: pa.int64(),
        float: pa.float64(),
        datetime: pa.timestamp("us"),
    }
    return simple.get(plain, pa.string())
