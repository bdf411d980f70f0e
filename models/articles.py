"""What came in and what is left of it: sources, documents, articles, and the spans that lead from one to the other."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Offset, span_of

if TYPE_CHECKING:
    from models.statements import Mention, Statement

DOCUMENT_STATUSES = ("loaded", "damaged", "empty", "rejected", "unreadable", "refused")


class Source(Base):
    """An outlet."""

    __tablename__ = "sources"
    __table_args__ = ({"comment": "One row per outlet that an article says it comes from."},)

    source_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the outlet.")
    name: Mapped[str] = mapped_column(comment="Name as the raw files give it, or the domain where they give none.")
    domain: Mapped[str | None] = mapped_column(
        comment="Domain of its articles' addresses, without www; null if unknown."
    )

    articles: Mapped[list["Article"]] = relationship(back_populates="source")


class Document(Base):
    """A record of a raw file."""

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint(f"status IN {DOCUMENT_STATUSES}", name="documents_status_known"),
        {"comment": "One row per record of a raw file, those that could not be loaded included."},
    )

    document_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the record: of its path and number.")
    path: Mapped[str] = mapped_column(comment="Path of the raw file, from the raw folder, with forward slashes.")
    record: Mapped[int] = mapped_column(comment="Number of the record in its file, from 0.")
    format: Mapped[str] = mapped_column(
        comment="Format of the file, compression aside: txt, md, html, json, jsonl, csv, tsv, parquet, warc."
    )
    encoding: Mapped[str | None] = mapped_column(comment="Encoding that the text was decoded from.")
    sha256: Mapped[str | None] = mapped_column(comment="SHA-256 of the text in UTF-8; null where none was read.")
    text: Mapped[str] = mapped_column(comment="The text as decoded, before any cleaning; empty if it was not loaded.")
    title: Mapped[str | None] = mapped_column(comment="Title as the container gives it.")
    published: Mapped[str | None] = mapped_column(comment="Date of publication as the container gives it, unparsed.")
    authors: Mapped[str | None] = mapped_column(comment="Authors as the container gives them.")
    url: Mapped[str | None] = mapped_column(comment="Address as the container gives it.")
    outlet: Mapped[str | None] = mapped_column(comment="Outlet as the container gives it.")
    status: Mapped[str] = mapped_column(
        comment="loaded; damaged (loaded, see error); empty; rejected (not an article); unreadable; refused (unsafe)."
    )
    error: Mapped[str | None] = mapped_column(comment="What is wrong and what to do; null if nothing is.")

    article: Mapped["Article | None"] = relationship(back_populates="document")
    removed_passages: Mapped[list["RemovedPassage"]] = relationship(back_populates="document")


class Article(Base):
    """A clean article."""

    __tablename__ = "articles"
    __table_args__ = ({"comment": "One row per loaded document: the article that cleaning left of it."},)

    article_id: Mapped[Key] = mapped_column(
        ForeignKey("documents.document_id"), primary_key=True, comment="Key of the article: that of its document."
    )
    number: Mapped[int] = mapped_column(
        unique=True,
        comment="Number of the article in this file, in the order of the keys, from 0: a short name for article_words. "
        "The next file numbers anew.",
    )
    source_id: Mapped[Key | None] = mapped_column(ForeignKey("sources.source_id"), comment="Outlet; null if unknown.")
    headline: Mapped[str | None] = mapped_column(comment="Headline; null where the document has none.")
    byline: Mapped[str | None] = mapped_column(comment="Authors' names.")
    dateline: Mapped[str | None] = mapped_column(comment="Dateline as printed: place, date, agency.")
    place: Mapped[str | None] = mapped_column(comment="Place that the dateline names, as printed.")
    agency: Mapped[str | None] = mapped_column(comment="News agency that the dateline names, as printed.")
    published_at: Mapped[datetime | None] = mapped_column(
        comment="Time of publication in UTC, midnight for a day without a time; null where nothing says."
    )
    published_precision: Mapped[str | None] = mapped_column(comment="How exactly that is stated: day, minute, second.")
    published_from: Mapped[str | None] = mapped_column(
        comment="What states it: container (a field, a tag), text (a line of it), update (a line that says when it was "
        "updated), dateline, or url."
    )
    language: Mapped[str | None] = mapped_column(comment="Language of the text, ISO 639-1; null if too short to tell.")
    url: Mapped[str | None] = mapped_column(comment="Address of the article.")
    text: Mapped[str] = mapped_column(comment="The article: the kept segments of the document, joined by nothing.")
    word_count: Mapped[int] = mapped_column(comment="Words of the text, split at white space.")
    duplicate_of: Mapped[Key | None] = mapped_column(
        ForeignKey("articles.article_id"),
        comment="The original, published first, with which this shares most of a text; null for originals.",
    )
    story_id: Mapped[Key | None] = mapped_column(
        comment="Key of the story: articles on the same event share it; null where the text was not analysed."
    )
    analysis: Mapped[str] = mapped_column(
        comment="analysed; failed (see analysis_error); skipped (not in the model's language, or empty)."
    )
    analysis_error: Mapped[str | None] = mapped_column(comment="Why the analysis failed.")

    document: Mapped[Document] = relationship(back_populates="article")
    source: Mapped[Source | None] = relationship(back_populates="articles")
    segments: Mapped[list["ArticleSegment"]] = relationship(
        back_populates="article", order_by="ArticleSegment.article_start"
    )
    copied_passages: Mapped[list["CopiedPassage"]] = relationship(
        back_populates="article", order_by="CopiedPassage.start", foreign_keys="CopiedPassage.article_id"
    )
    mentions: Mapped[list["Mention"]] = relationship(back_populates="article", order_by="Mention.start")
    statements: Mapped[list["Statement"]] = relationship(back_populates="article", order_by="Statement.ordinal")


class ArticleSegment(Base):
    """A kept span."""

    __tablename__ = "article_segments"
    __table_args__ = ({"comment": "One row per span of a document that its article keeps: where it stands in both."},)

    article_id: Mapped[Key] = mapped_column(
        ForeignKey("articles.article_id"), primary_key=True, comment="The article, and so the document."
    )
    article_start: Mapped[Offset] = mapped_column(primary_key=True, comment="Start in articles.text.")
    article_end: Mapped[Offset] = mapped_column(comment="End in articles.text.")
    document_start: Mapped[Offset] = mapped_column(comment="Start in documents.text.")
    document_end: Mapped[Offset] = mapped_column(comment="End in documents.text.")

    article: Mapped[Article] = relationship(back_populates="segments")


class RemovedPassage(Base):
    """A removed span."""

    __tablename__ = "removed_passages"
    __table_args__ = ({"comment": "One row per span of a document that cleaning removed, with the rule that did."},)

    document_id: Mapped[Key] = mapped_column(
        ForeignKey("documents.document_id"), primary_key=True, comment="The document."
    )
    document_start: Mapped[Offset] = mapped_column(primary_key=True, comment="Start in documents.text.")
    document_end: Mapped[Offset] = mapped_column(comment="End in documents.text.")
    rule: Mapped[str] = mapped_column(comment="Name of the cleaning rule.")
    text: Mapped[str] = mapped_column(
        comment="The words removed.", info=span_of("documents.text", "document_start", "document_end")
    )

    document: Mapped[Document] = relationship(back_populates="removed_passages")


class CopiedPassage(Base):
    """A span of a copy that stands in its original."""

    __tablename__ = "copied_passages"
    __table_args__ = ({"comment": "One row per span of an article taken over from its original, word for word."},)

    article_id: Mapped[Key] = mapped_column(
        ForeignKey("articles.article_id"), primary_key=True, comment="The article that is a copy."
    )
    start: Mapped[Offset] = mapped_column(primary_key=True, comment="Start in articles.text.")
    end: Mapped[Offset] = mapped_column(comment="End in articles.text.")
    text: Mapped[str] = mapped_column(comment="The words.", info=span_of("articles.text", "start", "end"))
    original_id: Mapped[Key] = mapped_column(
        ForeignKey("articles.article_id"), comment="The original: duplicate_of of the article."
    )
    original_start: Mapped[Offset] = mapped_column(comment="Start in the original's text.")
    original_end: Mapped[Offset] = mapped_column(comment="End in the original's text.")

    article: Mapped[Article] = relationship(back_populates="copied_passages", foreign_keys=[article_id])
    original: Mapped[Article] = relationship(foreign_keys=[original_id])


class ArticleWord(Base):
    """A word of an article, for the search.

    The least that was found to answer searches of a million articles in a second, phrases too. A column of folded texts
    is read whole, also for a rare word. Counts by article without places are two thirds of it, and leave phrases to the
    texts. Articles go by number: their keys are hashes, which do not compress. The README has its cost, under Size.
    """

    __tablename__ = "article_words"
    __table_args__ = (
        {
            "comment": "One row per word of an article that is no copy: where it stands. Sorted by word: what "
            "search_articles reads."
        },
    )

    word: Mapped[str] = mapped_column(comment="The word, case, accents and marks aside.")
    article_number: Mapped[int] = mapped_column(
        ForeignKey("articles.number"), primary_key=True, comment="The article: articles.number."
    )
    position: Mapped[int] = mapped_column(
        primary_key=True,
        comment="Number of the word in the text, from 0. Those of the headline are below 0, the last of them is -2.",
    )

    article: Mapped[Article] = relationship()


class RemovalCounts(Base):
    """How much a cleaning rule removed from an outlet's documents."""

    __tablename__ = "removal_counts"
    __table_args__ = (
        {
            "comment": "One row per outlet and cleaning rule: how much the rule removed there, as removed_by_outlet "
            "shows it; counted when the file is built."
        },
    )

    source_id: Mapped[Key | None] = mapped_column(
        ForeignKey("sources.source_id"), primary_key=True, nullable=True, comment="Outlet; null if unknown."
    )
    rule: Mapped[str] = mapped_column(primary_key=True, comment="Name of the cleaning rule.")
    documents: Mapped[int] = mapped_column(comment="Number of documents that it removed something from.")
    of_documents: Mapped[int] = mapped_column(comment="Number of loaded documents of the outlet.")
    passages: Mapped[int] = mapped_column(comment="Number of passages that it removed.")
    characters: Mapped[int] = mapped_column(BigInteger, comment="Number of characters that it removed.")
    of_characters: Mapped[int] = mapped_column(
        BigInteger, comment="Number of characters of those documents, uncleaned."
    )
    example: Mapped[str | None] = mapped_column(
        comment="How the passage begins that it removed most often: its first 200 characters; null where all are white "
        "space."
    )
    example_passages: Mapped[int] = mapped_column(comment="Number of passages that begin so.")

    source: Mapped[Source | None] = relationship()
