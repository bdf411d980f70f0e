import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import get_type_hints

import duckdb
import pytest

from pipelines import records
from pipelines.records import (
    Actor,
    Article,
    ArticleSegment,
    CleanDocument,
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
    TextAnalysis,
    TextStory,
    WordingLink,
    key_of,
)
from pipelines.staging import EXPECTED_TABLES, FileRead, Staging, StagingLockedError

LATER = 10_000_000_000


def clean_document(document: Document, language: str = "en") -> CleanDocument:
    text = document.text
    article = Article(
        document_id=document.document_id,
        text_id=key_of("text", text),
        fingerprint=key_of("fingerprint", text),
        headline=None,
        byline=None,
        dateline=None,
        place=None,
        agency=None,
        published_at=None,
        published_precision=None,
        published_from=None,
        language=language,
        url=None,
        domain=None,
        outlet=None,
        text=text,
        word_count=len(text.split()),
    )
    return CleanDocument(article, (ArticleSegment(document.document_id, 0, len(text), 0, len(text)),), ())


def analysis(text_id: int) -> TextAnalysis:
    return TextAnalysis(
        text_id,
        "analysed",
        None,
        entities=(
            Entity(0, "person", "Ann Poe", None, (("Ann Poe", 1), ("Poe", 1)), True, "f", "state", None, True),
            Entity(1, "place", "Tarrow", None, (), within="Ore."),
        ),
        mentions=(Mention(0, 7, "Ann Poe", "name", 0, "full", 0.9), Mention(12, 15, "Poe", "name", 0, "surname", 0.8)),
        roles=(Role(0, "mayor", 1, "Tarrow", 0, 7),),
        quotations=(Quotation(0, "direct", (Span(20, 24, '"No"'),), None, Span(0, 7, "Ann Poe"), 0, "verb", 0.9),),
    )


@pytest.mark.parametrize(
    ("table", "record", "more"),
    [
        ("documents", "Document", {"content_key"}),
        ("articles", "Article", {"content_key", "repeated_key", "clean_version"}),
        ("article_segments", "ArticleSegment", set()),
        ("removed_passages", "RemovedPassage", set()),
        ("entities", "Entity", {"text_id"}),
        ("mentions", "Mention", {"text_id"}),
        ("roles", "Role", {"text_id"}),
        ("actors", "Actor", set()),
        ("actor_aliases", "ActorAlias", set()),
        ("entity_links", "EntityLink", set()),
        ("affiliations", "Affiliation", set()),
    ],
)
def test_a_table_has_the_columns_of_its_record(staging: Staging, table: str, record: str, more: set[str]) -> None:
    columns = {row[0] for row in staging.connection.execute(f"DESCRIBE {table}").fetchall()}
    assert columns == get_type_hints(getattr(records, record)).keys() | more


class TestFiles:
    def test_a_file_is_read_once(self, staging: Staging, raw_file: Callable[..., RawFile]) -> None:
        file = raw_file()
        assert staging.files_to_read([file], "v1") == [file]
        staging.append_documents([], [FileRead(file, LATER, 0)], "v1")
        assert staging.files_to_read([file], "v1") == []

    @pytest.mark.parametrize("change", [{"size": 2}, {"modified_ns": 2}, {"changed_ns": 2}])
    def test_a_changed_file_is_read_again(
        self, staging: Staging, raw_file: Callable[..., RawFile], change: dict[str, int]
    ) -> None:
        staging.append_documents([], [FileRead(raw_file(), LATER, 0)], "v1")
        changed = replace(raw_file(), **change)  # type: ignore[arg-type]
        assert staging.files_to_read([changed], "v1") == [changed]

    def test_a_new_version_of_the_stage_reads_all_files_again(
        self, staging: Staging, raw_file: Callable[..., RawFile]
    ) -> None:
        staging.append_documents([], [FileRead(raw_file(), LATER, 0)], "v1")
        assert staging.files_to_read([raw_file()], "v2") == [raw_file()]

    def test_a_file_that_had_just_changed_when_it_was_read_is_read_again(
        self, staging: Staging, raw_file: Callable[..., RawFile]
    ) -> None:
        staging.append_documents([], [FileRead(raw_file(changed_ns=LATER), LATER + 1, 0)], "v1")
        assert staging.files_to_read([raw_file(changed_ns=LATER)], "v1") == [raw_file(changed_ns=LATER)]

    def test_the_documents_of_a_file_that_is_gone_go(
        self, staging: Staging, raw_file: Callable[..., RawFile], document: Callable[..., Document]
    ) -> None:
        both = [document("One.", path="a.txt"), document("Two.", path="b.txt")]
        read = [FileRead(raw_file("a.txt"), LATER, 1), FileRead(raw_file("b.txt"), LATER, 1)]
        staging.append_documents(both, read, "v1")
        gone = staging.files_gone([raw_file("b.txt")])
        assert list(gone) == ["a.txt"]
        assert staging.mark_gone(list(gone)) == 1
        assert staging.documents([d.document_id for d in both]) == [both[1]]

    def test_what_lies_below_a_folder_that_cannot_be_listed_is_not_gone(
        self, staging: Staging, raw_file: Callable[..., RawFile]
    ) -> None:
        paths = ("b.txt", "sub/a.txt", "sub/below/c.txt", "subject.txt")
        staging.append_documents([], [FileRead(raw_file(path), LATER, 0) for path in paths], "v1")
        assert list(staging.files_gone([raw_file("b.txt"), raw_file("sub/")])) == ["subject.txt"]

    def test_records_of_a_file_that_is_gone_are_marked_until_they_come_back(
        self, staging: Staging, raw_file: Callable[..., RawFile], document: Callable[..., Document]
    ) -> None:
        marked = "SELECT path, record, title FROM documents_gone"
        both = [document("One.", title="Shut"), document("Two.", record=1)]
        staging.append_documents(both, [FileRead(raw_file(), LATER, 2)], "v1")
        assert staging.mark_gone(["a.txt"]) == 2
        assert staging.count("documents") == 0
        assert staging.connection.execute(marked).fetchall() == [("a.txt", 0, "Shut"), ("a.txt", 1, None)]
        staging.append_documents(both, [FileRead(raw_file(), LATER, 2)], "v1")
        assert staging.count("documents_gone") == 0


class TestDocuments:
    def test_what_is_appended_is_read_back(self, staging: Staging, document: Callable[..., Document]) -> None:
        written = document("“Çà et là” 😀\r\n\tend ", title=None, url="https://x.example/")
        staging.append_documents([written], [], "v1")
        assert staging.documents([written.document_id]) == [written]

    def test_only_new_and_changed_documents_count(self, staging: Staging, document: Callable[..., Document]) -> None:
        assert staging.append_documents([document("One."), document("Two.", record=1)], [], "v1") == 2
        assert staging.append_documents([document("One."), document("Three.", record=1)], [], "v1") == 1
        assert staging.count("documents") == 2

    def test_records_that_a_file_no_longer_has_go(
        self, staging: Staging, raw_file: Callable[..., RawFile], document: Callable[..., Document]
    ) -> None:
        staging.append_documents([document("One."), document("Two.", record=1)], [FileRead(raw_file(), 1, 2)], "v1")
        staging.append_documents([document("One.")], [FileRead(raw_file(), 2, 1)], "v1")
        assert staging.count("documents") == 1
        assert staging.count("documents_gone") == 1

    def test_a_failed_append_leaves_nothing(
        self, staging: Staging, raw_file: Callable[..., RawFile], document: Callable[..., Document]
    ) -> None:
        staging.connection.execute("DROP TABLE files")
        with pytest.raises(duckdb.Error):
            staging.append_documents([document("One.")], [FileRead(raw_file(), 1, 1)], "v1")
        assert staging.count("documents") == 0


class TestArticles:
    def test_a_document_is_cleaned_once(self, staging: Staging, document: Callable[..., Document]) -> None:
        one = document("One.")
        staging.append_documents([one], [], "v1")
        assert staging.documents_to_clean("c1") == [(one.document_id, len(one.text))]
        staging.append_articles([clean_document(one)], "c1")
        assert staging.documents_to_clean("c1") == []
        assert staging.documents_to_clean("c2") == [(one.document_id, len(one.text))]

    def test_a_changed_document_is_cleaned_again(self, staging: Staging, document: Callable[..., Document]) -> None:
        one = document("One.")
        staging.append_documents([one], [], "v1")
        staging.append_articles([clean_document(one)], "c1")
        staging.append_documents([document("One.", title="New")], [], "v1")
        assert staging.documents_to_clean("c1") == [(one.document_id, len(one.text))]

    def test_documents_that_did_not_load_are_not_cleaned(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        staging.append_documents([document("", status="empty", error="the file is empty")], [], "v1")
        assert staging.documents_to_clean("c1") == []

    def test_the_article_of_a_document_that_is_gone_goes(
        self, staging: Staging, raw_file: Callable[..., RawFile], document: Callable[..., Document]
    ) -> None:
        one = document("One.")
        staging.append_documents([one], [FileRead(raw_file(), LATER, 1)], "v1")
        staging.append_articles([clean_document(one)], "c1")
        staging.mark_gone(["a.txt"])
        assert staging.drop_articles_gone() == 1
        assert [staging.count(table) for table in ("articles", "article_segments")] == [0, 0]

    def test_the_share_removed_is_of_all_characters(self, staging: Staging, document: Callable[..., Document]) -> None:
        one = document("abcd")
        cleaned = replace(
            clean_document(replace(one, text="abc")), removed=(RemovedPassage(one.document_id, 3, 4, "x", "d"),)
        )
        staging.append_documents([one], [], "v1")
        staging.append_articles([cleaned], "c1")
        assert staging.removed_share() == 0.25


class TestRepeatedParagraphs:
    """What an outlet repeats is known from all its documents, so a new one can make old ones stale."""

    def add(self, staging: Staging, documents: list[Document]) -> None:
        staging.append_documents(documents, [], "v1")
        keyed = [
            DocumentParagraphs(document.document_id, 7, (document.document_id, None, 99)) for document in documents
        ]
        staging.append_paragraph_keys(keyed, "c1")

    def test_paragraphs_are_read_once(self, staging: Staging, document: Callable[..., Document]) -> None:
        one = document("Text.", outlet="Echo")
        staging.append_documents([one], [], "v1")
        assert staging.documents_to_key("c1") == [(one.document_id, len("Text."))]
        self.add(staging, [one])
        assert staging.documents_to_key("c1") == []
        assert staging.documents_to_key("c2") == [(one.document_id, len("Text."))]

    def test_a_document_that_says_nothing_of_its_outlet_is_passed_over_unless_it_did_before(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        staging.append_documents([document("Text.")], [], "v1")
        assert staging.documents_to_key("c1") == []
        self.add(staging, [document("Text.", outlet="Echo")])
        staging.append_documents([document("Text.")], [], "v1")
        assert len(staging.documents_to_key("c1")) == 1

    def test_a_document_that_went_before_it_was_cleaned_repeats_nothing(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        self.add(staging, [document("Text.", outlet="Echo")])
        staging.mark_gone(["a.txt"])
        assert staging.drop_articles_gone() == 1
        assert staging.count("paragraph_keys") == 0

    def test_a_paragraph_that_comes_to_be_repeated_makes_its_documents_stale(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        documents = [document(f"Text {number}.", path=f"{number}.txt") for number in range(6)]
        self.add(staging, documents[:4])
        assert staging.repeated_paragraphs([one.document_id for one in documents]) == {}
        staging.append_articles([clean_document(one) for one in documents[:4]], "c1")
        assert staging.documents_to_clean("c1") == []
        self.add(staging, documents[4:])
        assert {key for key, _ in staging.documents_to_clean("c1")} == {one.document_id for one in documents}
        repeated = staging.repeated_paragraphs([one.document_id for one in documents])
        assert repeated == {one.document_id: [99] for one in documents}
        staging.append_articles([clean_document(one) for one in documents], "c1")
        assert staging.documents_to_clean("c1") == []


class TestCopies:
    def sketched(self, staging: Staging, documents: list[Document]) -> list[int]:
        staging.append_documents(documents, [], "v1")
        staging.append_articles([clean_document(one) for one in documents], "c1")
        ids = [key for key, _ in staging.texts_to_sketch("c1")]
        staging.append_sketches([(key, [1, 2, 3, 4, 5, 6, 7, 8]) for key in ids], "c1")
        return ids

    def test_texts_are_compared_once(self, staging: Staging, document: Callable[..., Document]) -> None:
        one, other = sorted(self.sketched(staging, [document("One text."), document("Other text.", path="b.txt")]))
        assert staging.texts_to_sketch("c1") == []
        assert staging.texts_to_compare() == [(one, other)]
        staging.append_shared_texts([SharedText(one, other, 0.9, (SharedPassage(0, 4, 1, 5),))])
        assert staging.texts_to_compare() == []
        assert staging.shared_texts() == [(one, other, 0.9)]

    def test_texts_that_share_little_are_remembered_as_compared(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        one, other = sorted(self.sketched(staging, [document("One text."), document("Other text.", path="b.txt")]))
        staging.append_shared_texts([SharedText(one, other, None, ())])
        assert staging.texts_to_compare() == []
        assert staging.shared_texts() == []

    def test_a_new_text_calls_for_a_comparison(self, staging: Staging, document: Callable[..., Document]) -> None:
        self.sketched(staging, [document("One text.")])
        staging.finish_comparison(staging.sketches_version())
        assert staging.compared_version() == staging.sketches_version()
        self.sketched(staging, [document("Other text.", path="b.txt")])
        assert staging.compared_version() != staging.sketches_version()

    def test_what_a_text_shared_that_is_gone_is_forgotten(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        one, other = sorted(self.sketched(staging, [document("One text."), document("Other text.", path="b.txt")]))
        staging.append_shared_texts([SharedText(one, other, 0.9, ())])
        staging.mark_gone(["a.txt", "b.txt"])
        staging.drop_articles_gone()
        staging.drop_texts_gone()
        assert staging.texts_to_compare() == []
        assert [staging.count(table) for table in ("sketches", "shared_texts")] == [0, 0]

    def test_articles_come_in_the_order_of_publication_a_day_without_a_time_last(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        days = [None, datetime(2025, 3, 2), datetime(2025, 3, 2, 8), datetime(2025, 3, 1)]
        documents = [document("Same words.", path=f"{number}.txt") for number in range(4)]
        staging.append_documents(documents, [], "v1")
        clean = [
            replace(
                cleaned,
                article=replace(
                    cleaned.article, published_at=day, published_precision="minute" if day and day.hour else "day"
                ),
            )
            for cleaned, day in zip(map(clean_document, documents), days, strict=True)
        ]
        staging.append_articles(clean, "c1")
        order = [documents[number].document_id for number in (3, 2, 1, 0)]
        assert [key for key, _, _ in staging.articles_by_publication()] == order


class TestAnalyses:
    def test_a_text_is_analysed_once_however_many_articles_print_it(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        copies = [document("Same words."), document("Same words.", path="b.txt"), document("Others.", path="c.txt")]
        staging.append_documents(copies, [], "v1")
        staging.append_articles([clean_document(copy) for copy in copies], "c1")
        assert staging.texts_to_analyse("e1", "en") == [
            (key_of("text", "Same words."), 2),
            (key_of("text", "Others."), 1),
        ]
        staging.append_analyses([analysis(key_of("text", "Same words."))], "e1")
        assert staging.texts_to_analyse("e1", "en") == [(key_of("text", "Others."), 1)]

    def test_a_text_in_another_language_is_left_out(self, staging: Staging, document: Callable[..., Document]) -> None:
        one = document("Deux mots.")
        staging.append_documents([one], [], "v1")
        staging.append_articles([clean_document(one, language="fr")], "c1")
        assert staging.texts_to_analyse("e1", "en") == []

    def test_a_second_analysis_takes_the_place_of_the_first(self, staging: Staging) -> None:
        staging.append_analyses([analysis(7)], "e1")
        staging.append_analyses([replace(analysis(7), mentions=())], "e2")
        assert [staging.count(table) for table in ("analyses", "mentions", "quotations")] == [1, 0, 1]

    def test_entities_come_as_they_were_found_and_with_their_roles(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        one = document("Ann Poe … Poe")
        text_id = key_of("text", one.text)
        staging.append_documents([one], [], "v1")
        staging.append_articles([clean_document(one)], "c1")
        staging.append_analyses([analysis(text_id), analysis(8)], "e1")
        assert list(staging.named_entities()) == [
            NamedEntity(
                text_id, 0, "person", "Ann Poe", None, (("Ann Poe", 1), ("Poe", 1)), True, "f", "state", None, True
            ),
            NamedEntity(text_id, 1, "place", "Tarrow", None, (), within="Ore."),
        ]
        assert list(staging.stated_roles()) == [StatedRole(text_id, Role(0, "mayor", 1, "Tarrow", 0, 7))]

    @staticmethod
    def fill(staging: Staging, document: Callable[..., Document]) -> int:
        """Append a text for which two articles stand; give its key."""
        printings = [document("Ann Poe … Poe", record=record) for record in (0, 1)]
        staging.append_documents(printings, [], "v1")
        staging.append_articles([clean_document(one) for one in printings], "c1")
        text_id = key_of("text", printings[0].text)
        staging.append_analyses([analysis(text_id)], "e1")
        return text_id

    def test_a_text_that_is_printed_twice_is_read_once(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        text_id = self.fill(staging, document)
        assert [(named.text_id, named.entity) for named in staging.named_entities()] == [
            (text_id, 0),
            (text_id, 1),
        ]
        assert [(text.text_id, text.opening) for text in staging.story_texts()] == [(text_id, "Ann Poe … Poe")]

    def test_the_database_holds_little(self, staging: Staging) -> None:
        limit = "SELECT current_setting('memory_limit')"
        assert staging.connection.execute(limit).fetchall() == [("122.0 MiB",)]

    def test_where_that_is_too_little_all_are_read_without_a_limit(
        self, staging: Staging, document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.fill(staging, document)
        monkeypatch.setattr("pipelines.staging._READ_ROWS", 1)
        expected = list(staging.named_entities())
        read_rows, limits = staging._read_rows, []

        def too_little(query: str) -> Iterator[tuple[object, ...]]:
            (limit,) = staging.connection.cursor().execute("SELECT current_setting('memory_limit')").fetchall()
            limits.append(limit)
            rows = read_rows(query)
            yield next(rows)
            if len(limits) == 1:
                raise duckdb.OutOfMemoryException("failed to pin block")
            yield from rows

        monkeypatch.setattr(staging, "_read_rows", too_little)
        assert list(staging.named_entities()) == expected
        assert limits[0] == ("122.0 MiB",) != limits[1]

    def test_a_transaction_for_which_it_is_too_little_is_made_anew_without_a_limit(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        self.fill(staging, document)
        staging.connection.execute("SET memory_limit = '8MB'")
        text = "long " * 4_000_000
        staging.append_documents([document(text)], [], "v1")
        assert staging.count("documents") == 2


class TestResolution:
    def test_a_resolution_takes_the_place_of_the_one_before(self, staging: Staging) -> None:
        poe, orr = Actor(1, "person", "Ann Poe", None, None, None), Actor(2, "organisation", "Orr", None, None, None)
        staging.replace_resolution(lambda: [poe, EntityLink(7, 0, 1, "name", 1.0), TextStory(7, 8)])
        staging.replace_resolution(lambda: [orr])
        assert (staging.count("actors"), staging.count("entity_links"), staging.count_organisations()) == (1, 0, 1)
        assert staging.count("text_stories") == 0

    def test_it_is_known_what_was_resolved_only_when_all_was(self, staging: Staging) -> None:
        staging.finish_resolution("r1")
        assert staging.resolved_version() == "r1"
        staging.replace_resolution(list)
        assert staging.resolved_version() is None

    def test_where_memory_is_too_little_its_records_are_given_anew(self, staging: Staging) -> None:
        limit = "SELECT current_setting('memory_limit')"
        limits = []

        def records() -> Iterator[Actor | EntityLink]:
            limits.extend(staging.connection.execute(limit).fetchall())
            yield Actor(1, "person", "Ann Poe", None, None, None)
            if len(limits) == 1:
                raise duckdb.OutOfMemoryException("failed to pin block")
            yield EntityLink(7, 0, 1, "name", 1.0)

        staging.replace_resolution(records)
        assert (staging.count("actors"), staging.count("entity_links")) == (1, 1)
        assert limits == [("122.0 MiB",), ("244.0 MiB",)]

    def test_a_reference_of_the_curation_means_the_articles_of_a_path_a_record_or_an_address(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        documents = [
            document("One.", path="a.jsonl", record=0),
            document("Two.", path="a.jsonl", record=1, url="https://echo.example/two"),
        ]
        staging.append_documents(documents, [], "v1")
        staging.append_articles([clean_document(one) for one in documents], "c1")
        one, two = key_of("text", "One."), key_of("text", "Two.")
        assert staging.curated_articles(["a.jsonl", "a.jsonl#1", "https://echo.example/two", "b.txt"]) == {
            "a.jsonl": sorted([one, two]),
            "a.jsonl#1": [two],
            "https://echo.example/two": [two],
        }


class TestWordings:
    def test_statements_of_one_speaker_in_the_same_words_are_one_wording(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        documents = [document("Text one.", path="a.txt"), document("Text two.", path="b.txt")]
        staging.append_documents(documents, [], "v1")
        staging.append_articles([clean_document(one) for one in documents], "c1")
        texts = [key_of("text", one.text) for one in documents]
        staging.append_analyses([analysis(text_id) for text_id in texts], "e1")
        assert len(list(staging.wordings())) == 2, "as long as nobody says that the speakers are one"
        staging.replace_resolution(lambda: [EntityLink(text_id, 0, 1, "name", 1.0) for text_id in texts])
        (wording,) = staging.wordings()
        assert (wording.speaker_id, wording.quoted, wording.text) == (1, True, '"No"')

    def test_they_are_the_same_where_few_texts_are_looked_at_together(
        self, staging: Staging, document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        documents = [document(f"Text {number}.", path=f"{number}.txt") for number in range(40)]
        staging.append_documents(documents, [], "v1")
        staging.append_articles([clean_document(one) for one in documents], "c1")
        staging.append_analyses([analysis(key_of("text", one.text)) for one in documents], "e1")
        together = list(staging.wordings())
        assert len(together) == 40
        monkeypatch.setattr("pipelines.staging._STATEMENTS_TOGETHER", 4)
        assert list(staging.wordings()) == together

    def test_a_wording_that_is_linked_to_none_is_an_utterance_of_its_own(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        documents = [document("Text one.", path="a.txt"), document("Text two.", path="b.txt")]
        staging.append_documents(documents, [], "v1")
        staging.append_articles([clean_document(one) for one in documents], "c1")
        staging.append_analyses([analysis(key_of("text", one.text)) for one in documents], "e1")
        one, other = staging.wordings()
        staging.replace_wording_links([WordingLink(other.wording_id, one.wording_id, "[-a-]", None, 1, 0)])
        links = staging.connection.execute("SELECT wording_id, utterance_id, words_left_out FROM wording_links")
        assert set(links.fetchall()) == {(other.wording_id, one.wording_id, 1), (one.wording_id, one.wording_id, 0)}

    def test_as_many_wordings_as_fill_a_row_group_are_seen_before_the_file_is_opened_again(
        self, staging: Staging
    ) -> None:
        staging.connection.execute(
            "INSERT INTO statement_wordings BY NAME SELECT range AS text_id, 0 AS quotation, '“No”' AS text, "
            "range AS wording_id, NULL AS speaker_id, true AS quoted FROM range(130_000)"
        )
        staging.replace_wording_links([])
        assert staging.count("wording_links") == 130_000


class TestReasons:
    """Why something is done again is said by how many for which reason."""

    def test_files(self, staging: Staging, raw_file: Callable[..., RawFile]) -> None:
        known = [raw_file("a.txt"), raw_file("b.txt")]
        staging.append_documents([], [FileRead(file, LATER, 0) for file in known], "v1")
        stale = [raw_file("a.txt", size=2), raw_file("c.txt")]
        assert staging.why_read(stale, "v1") == {"changed": 1, "new": 1}
        assert staging.why_read([*known, *stale[1:]], "v2") == {
            "because the code or word lists of ingest changed": 2,
            "new": 1,
        }
        assert staging.why_read([], "v1") == {}

    def test_documents(self, staging: Staging, document: Callable[..., Document]) -> None:
        one, other = document("One."), document("Other.", path="b.txt")
        staging.append_documents([one, other], [], "v1")
        staging.append_articles([clean_document(one)], "c1")
        both = [one.document_id, other.document_id]
        assert staging.why_clean(both, "c2") == {"because the code or word lists of clean changed": 1, "new": 1}
        staging.append_documents([document("One more.")], [], "v1")
        assert staging.why_clean(both[:1], "c1") == {"changed": 1}

    def test_texts(self, staging: Staging) -> None:
        staging.append_analyses([analysis(1), analysis(2)], "e1 small 3.8 en")
        assert staging.why_analyse([1, 2, 3], "e2 small 3.8 en") == {
            "because the code or word lists of extract changed": 2,
            "new": 1,
        }
        assert staging.why_analyse([1], "e1 large 3.8 en") == {"because the language model is another": 1}


class TestInputVersion:
    def test_it_changes_with_a_document_and_comes_back_with_it(
        self, staging: Staging, document: Callable[..., Document]
    ) -> None:
        staging.append_documents([document("One.")], [], "v1")
        before = staging.input_version()
        staging.append_documents([document("Two.")], [], "v1")
        assert staging.input_version() != before
        staging.append_documents([document("One.")], [], "v1")
        assert staging.input_version() == before

    def test_it_does_not_depend_on_the_order_of_the_documents(
        self, tmp_path: Path, document: Callable[..., Document]
    ) -> None:
        both = [document("One."), document("Two.", path="b.txt")]
        versions = []
        for name, documents in (("x", both), ("y", both[::-1])):
            with Staging(tmp_path / f"{name}.duckdb") as staging:
                staging.append_documents(documents, [], "v1")
                versions.append(staging.input_version())
        assert versions[0] == versions[1]


def test_expected_rows_are_counted_for_each_table_that_must_be_complete(staging: Staging) -> None:
    assert list(staging.expected_rows()) == list(EXPECTED_TABLES)


def test_another_schema_begins_anew(tmp_path: Path, document: Callable[..., Document]) -> None:
    with Staging(tmp_path / "s.duckdb") as staging:
        staging.append_documents([document("One.")], [], "v1")
        staging.connection.execute("UPDATE staging_schema SET schema_version = 'old'")
    with Staging(tmp_path / "s.duckdb") as staging:
        assert staging.count("documents") == 0


def test_the_same_schema_keeps_what_is_there(tmp_path: Path, document: Callable[..., Document]) -> None:
    with Staging(tmp_path / "s.duckdb") as staging:
        staging.append_documents([document("One.")], [], "v1")
    with Staging(tmp_path / "s.duckdb") as staging:
        assert staging.count("documents") == 1


HOLD = """
import sys, time
from pathlib import Path
from pipelines.staging import Staging
staging = Staging(Path(sys.argv[1]))
staging.connection.begin()
staging.connection.execute("INSERT INTO resolutions VALUES ('half')")
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_run_waits_and_a_killed_run_leaves_nothing_half_done(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    Staging(path).close()
    holder = subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout
        assert holder.stdout.readline() == "open\n"
        told: list[str] = []
        with pytest.raises(StagingLockedError, match="Another run"):
            Staging(path, wait=0.1, on_wait=told.append)
        assert len(told) == 1
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    started = time.monotonic()
    with Staging(path, wait=30) as staging:
        assert staging.resolved_version() is None
    assert time.monotonic() - started < 30
