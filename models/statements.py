"""What the articles say: mentions of actors, statements with their speakers, and how many there are of whom and where.

Who the actors are is `actors.py`'s.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.actors import Actor
from models.articles import Article, Source
from models.base import Base, Key, Offset, span_of

MENTION_KINDS = ("name", "pronoun", "description")
STATEMENT_KINDS = ("direct", "indirect", "mixed")


class Mention(Base):
    """A span that refers to an actor."""

    __tablename__ = "mentions"
    __table_args__ = (
        CheckConstraint(f"kind IN {MENTION_KINDS}", name="mentions_kind_known"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="mentions_confidence_is_probability"),
        {"comment": "One row per span of an article that refers to an actor, or whose actor the article leaves open."},
    )

    mention_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the mention.")
    article_id: Mapped[Key] = mapped_column(ForeignKey("articles.article_id"), comment="The article.")
    start: Mapped[Offset] = mapped_column(comment="Start in articles.text.")
    end: Mapped[Offset] = mapped_column(comment="End in articles.text.")
    text: Mapped[str] = mapped_column(comment="The words.", info=span_of("articles.text", "start", "end"))
    kind: Mapped[str] = mapped_column(comment="name, pronoun, or description (the Russian President).")
    actor_id: Mapped[Key | None] = mapped_column(
        ForeignKey("actors.actor_id"), comment="Who is meant; null where the text does not say."
    )
    method: Mapped[str] = mapped_column(comment="Rules that linked it: within the article, then across articles.")
    confidence: Mapped[float] = mapped_column(comment="How sure the link is, 0 to 1; read it as an order.")

    article: Mapped[Article] = relationship(back_populates="mentions")
    actor: Mapped[Actor | None] = relationship()
    statements: Mapped[list["Statement"]] = relationship(
        secondary="statement_mentions", back_populates="mentions", viewonly=True
    )


class Utterance(Base):
    """The same words, said once, printed in one or many places."""

    __tablename__ = "utterances"
    __table_args__ = (
        {"comment": "One row per thing said: statements of one speaker in nearly the same words share it."},
    )

    utterance_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the utterance.")
    first_article_id: Mapped[Key] = mapped_column(
        ForeignKey("articles.article_id"), comment="The article that printed it first, as far as dates tell."
    )
    text: Mapped[str] = mapped_column(comment="Its words, as the first article printed them.")

    first_article: Mapped[Article] = relationship()
    wordings: Mapped[list["Wording"]] = relationship(back_populates="utterance")
    statements: Mapped[list["Statement"]] = relationship(back_populates="utterance")


class Wording(Base):
    """One way in which an utterance is printed."""

    __tablename__ = "wordings"
    __table_args__ = (
        {"comment": "One row per wording of an utterance: what articles print in the same words, marks aside."},
    )

    wording_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the wording.")
    utterance_id: Mapped[Key] = mapped_column(
        ForeignKey("utterances.utterance_id"), comment="What was said; its key is that of its first wording."
    )
    text: Mapped[str] = mapped_column(comment="Its words, as the first article printed them.")
    words: Mapped[str] = mapped_column(
        comment="Its words, case, accents and marks aside: what makes it one wording, and what search_statements reads."
    )
    difference: Mapped[str | None] = mapped_column(
        comment="Its words, with [-words-] of the first wording that it leaves out and {+words+} that it puts in; "
        "null for the first wording."
    )
    changes: Mapped[str | None] = mapped_column(
        comment="What differs within the words that it shares with the first wording, as not → never; + that; − the: "
        "null where one of them only begins or ends elsewhere."
    )
    words_left_out: Mapped[int] = mapped_column(comment="Number of words of the first wording that it leaves out.")
    words_put_in: Mapped[int] = mapped_column(comment="Number of words that the first wording has not.")

    utterance: Mapped[Utterance] = relationship(back_populates="wordings")
    statements: Mapped[list["Statement"]] = relationship(back_populates="wording")


class Statement(Base):
    """A thing said, as one article prints it."""

    __tablename__ = "statements"
    __table_args__ = (
        CheckConstraint(f"kind IN {STATEMENT_KINDS}", name="statements_kind_known"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="statements_confidence_is_probability"),
        {"comment": "One row per thing that an article reports somebody to have said."},
    )

    statement_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the statement.")
    article_id: Mapped[Key] = mapped_column(ForeignKey("articles.article_id"), comment="The article.")
    ordinal: Mapped[int] = mapped_column(comment="Number of the statement in its article, from 0.")
    kind: Mapped[str] = mapped_column(comment="direct (in quotation marks), indirect, or mixed (partly in marks).")
    text: Mapped[str] = mapped_column(comment="Its segments' words, joined by a space.")
    speaker_id: Mapped[Key | None] = mapped_column(
        ForeignKey("actors.actor_id"), comment="Who said it; null where the text names nobody."
    )
    speaker_text: Mapped[str | None] = mapped_column(
        comment="Who said it in the article's words; null where the statement has no words for it.",
        info=span_of("articles.text", "speaker_start", "speaker_end"),
    )
    speaker_start: Mapped[Offset | None] = mapped_column(comment="Start of those words in articles.text.")
    speaker_end: Mapped[Offset | None] = mapped_column(comment="End of those words in articles.text.")
    cue_text: Mapped[str | None] = mapped_column(
        comment="The word that reports it, as said.", info=span_of("articles.text", "cue_start", "cue_end")
    )
    cue_start: Mapped[Offset | None] = mapped_column(comment="Start of the cue in articles.text.")
    cue_end: Mapped[Offset | None] = mapped_column(comment="End of the cue in articles.text.")
    utterance_id: Mapped[Key] = mapped_column(
        ForeignKey("utterances.utterance_id"), comment="What was said, wherever and however it is printed."
    )
    wording_id: Mapped[Key] = mapped_column(
        ForeignKey("wordings.wording_id"), comment="How it is printed: the same words, marks and case aside."
    )
    copied: Mapped[bool] = mapped_column(
        comment="Whether it stands in a passage that the article took over from its original: it counts there."
    )
    method: Mapped[str] = mapped_column(comment="Rule that found the statement and its speaker.")
    confidence: Mapped[float] = mapped_column(comment="Probability, 0 to 1, that both are right.")

    article: Mapped[Article] = relationship(back_populates="statements")
    speaker: Mapped[Actor | None] = relationship()
    utterance: Mapped[Utterance] = relationship(back_populates="statements")
    wording: Mapped[Wording] = relationship(back_populates="statements")
    segments: Mapped[list["StatementSegment"]] = relationship(
        back_populates="statement", order_by="StatementSegment.segment"
    )
    mentions: Mapped[list[Mention]] = relationship(
        secondary="statement_mentions", back_populates="statements", viewonly=True
    )


class StatementSegment(Base):
    """A contiguous part of a statement."""

    __tablename__ = "statement_segments"
    __table_args__ = (
        {"comment": 'One row per contiguous part of a statement ("A," he said. "B" has two); none crosses a removal.'},
    )

    statement_id: Mapped[Key] = mapped_column(
        ForeignKey("statements.statement_id"), primary_key=True, comment="The statement."
    )
    segment: Mapped[int] = mapped_column(primary_key=True, comment="Number of the segment in its statement, from 0.")
    article_id: Mapped[Key] = mapped_column(ForeignKey("articles.article_id"), comment="The article.")
    start: Mapped[Offset] = mapped_column(comment="Start in articles.text.")
    end: Mapped[Offset] = mapped_column(comment="End in articles.text.")
    text: Mapped[str] = mapped_column(comment="The words.", info=span_of("articles.text", "start", "end"))

    statement: Mapped[Statement] = relationship(back_populates="segments")


class StatementMention(Base):
    """That a statement mentions an actor."""

    __tablename__ = "statement_mentions"
    __table_args__ = ({"comment": "One row per mention inside a statement: whom the statement is about."},)

    statement_id: Mapped[Key] = mapped_column(
        ForeignKey("statements.statement_id"), primary_key=True, comment="The statement."
    )
    mention_id: Mapped[Key] = mapped_column(
        ForeignKey("mentions.mention_id"), primary_key=True, comment="The mention inside it."
    )


class StatementCounts(Base):
    """How many statements of a speaker an outlet printed in a month."""

    __tablename__ = "statement_counts"
    __table_args__ = (
        {
            "comment": "One row per speaker, outlet and month: how many statements of who_said_what, counted when the "
            "file is built. Sum them up for a longer time, all outlets or all speakers; articles too: each is in one."
        },
    )

    speaker_id: Mapped[Key] = mapped_column(ForeignKey("actors.actor_id"), primary_key=True, comment="Who speaks.")
    source_id: Mapped[Key | None] = mapped_column(
        ForeignKey("sources.source_id"), primary_key=True, nullable=True, comment="Outlet; null if unknown."
    )
    month: Mapped[date | None] = mapped_column(
        primary_key=True, nullable=True, comment="First day of the month of publication, in UTC; null if nothing says."
    )
    statements: Mapped[int] = mapped_column(comment="Number of statements.")
    direct: Mapped[int] = mapped_column(comment="Number of those in quotation marks.")
    articles: Mapped[int] = mapped_column(comment="Number of articles that have them.")
    first_published_at: Mapped[datetime | None] = mapped_column(comment="Earliest publication of one, in UTC.")
    last_published_at: Mapped[datetime | None] = mapped_column(comment="Latest publication of one, in UTC.")

    speaker: Mapped[Actor] = relationship()
    source: Mapped[Source | None] = relationship()


class Voice(Base):
    """That an actor speaks for an organisation or place."""

    __tablename__ = "voices"
    __table_args__ = (
        {
            "comment": "One row per organisation or place and who speaks for it, as who_speaks_for shows it with their "
            "names; counted when the file is built."
        },
    )

    body_id: Mapped[Key] = mapped_column(
        ForeignKey("actors.actor_id"), primary_key=True, comment="The organisation or place."
    )
    speaker_id: Mapped[Key] = mapped_column(
        ForeignKey("actors.actor_id"), primary_key=True, comment="Who speaks for it: a person, or itself."
    )
    roles: Mapped[list[str] | None] = mapped_column(
        comment="Roles of the person there, the one that most articles state first; null where it speaks itself."
    )
    statements: Mapped[int] = mapped_column(
        comment="Number of statements; of a person, in the articles that state the role."
    )
    direct: Mapped[int] = mapped_column(comment="Number of those in quotation marks.")
    articles: Mapped[int] = mapped_column(comment="Number of articles that have them.")
    outlets: Mapped[int] = mapped_column(comment="Number of known outlets that have them.")
    first_published_at: Mapped[datetime | None] = mapped_column(comment="Earliest publication of one, in UTC.")
    last_published_at: Mapped[datetime | None] = mapped_column(comment="Latest publication of one, in UTC.")

    body: Mapped[Actor] = relationship(foreign_keys=[body_id])
    speaker: Mapped[Actor] = relationship(foreign_keys=[speaker_id])
