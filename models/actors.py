"""Who speaks and is spoken of: actors with their names and roles. Where they stand in a text is `statements.py`'s."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Offset, span_of

ACTOR_KINDS = ("person", "organisation", "place", "group")
ALIAS_KINDS = ("full", "surname", "given_name", "acronym", "curated")


class Actor(Base):
    """A person, organisation, place or group."""

    __tablename__ = "actors"
    __table_args__ = (
        CheckConstraint(f"kind IN {ACTOR_KINDS}", name="actors_kind_known"),
        {"comment": "One row per person, organisation, place or group that the articles name."},
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}

    actor_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the actor.")
    kind: Mapped[str] = mapped_column(comment="person, organisation, place or group.")
    name: Mapped[str] = mapped_column(comment="Canonical name: the full form that the articles use most.")
    description: Mapped[str | None] = mapped_column(comment="Role most often stated of a person.")

    aliases: Mapped[list["ActorAlias"]] = relationship(back_populates="actor", order_by="ActorAlias.alias")
    affiliations: Mapped[list["Affiliation"]] = relationship(
        back_populates="actor", foreign_keys="Affiliation.actor_id"
    )


class Person(Actor):
    """A person; a row of `actors`."""

    __mapper_args__ = {"polymorphic_identity": "person"}


class Place(Actor):
    """A place that is named or speaks ("Russia"); a row of `actors`."""

    __mapper_args__ = {"polymorphic_identity": "place"}


class Group(Actor):
    """A named group ("Democrats"); a row of `actors`."""

    __mapper_args__ = {"polymorphic_identity": "group"}


class Organisation(Actor):
    """An organisation: an actor with a row here as well."""

    __tablename__ = "organisations"
    __table_args__ = {"comment": "One row per organisation: what an actor of this kind has besides."}  # type: ignore[assignment]
    __mapper_args__ = {"polymorphic_identity": "organisation"}

    actor_id: Mapped[Key] = mapped_column(
        ForeignKey("actors.actor_id"), primary_key=True, comment="Key of the organisation: that of its actor."
    )
    acronym: Mapped[str | None] = mapped_column(comment="Acronym that an article states, as ICC.")
    type: Mapped[str | None] = mapped_column(
        comment="Type by its name's head word, as court, company; null if it has none."
    )


class ActorAlias(Base):
    """A form in which articles name an actor."""

    __tablename__ = "actor_aliases"
    __table_args__ = (
        CheckConstraint(f"kind IN {ALIAS_KINDS}", name="actor_aliases_kind_known"),
        {"comment": "One row per form in which articles name an actor."},
    )

    actor_id: Mapped[Key] = mapped_column(ForeignKey("actors.actor_id"), primary_key=True, comment="The actor.")
    alias: Mapped[str] = mapped_column(primary_key=True, comment="The form, as printed.")
    kind: Mapped[str] = mapped_column(comment="full, surname, given_name, acronym, or curated (by the user).")

    actor: Mapped[Actor] = relationship(back_populates="aliases")


class Affiliation(Base):
    """A role of an actor, as an article states it."""

    __tablename__ = "affiliations"
    __table_args__ = (
        {"comment": "One row per role that an article states of a person, with the words that state it."},
    )

    affiliation_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the affiliation.")
    actor_id: Mapped[Key] = mapped_column(ForeignKey("actors.actor_id"), comment="Who holds the role.")
    role: Mapped[str] = mapped_column(comment="The role, as President.")
    of_actor_id: Mapped[Key | None] = mapped_column(
        ForeignKey("actors.actor_id"), comment="Organisation or place of the role, where it is an actor."
    )
    of_text: Mapped[str | None] = mapped_column(comment="Organisation or place in the article's words, as Russian.")
    article_id: Mapped[Key] = mapped_column(ForeignKey("articles.article_id"), comment="The article that states it.")
    start: Mapped[Offset] = mapped_column(comment="Start of the evidence in articles.text.")
    end: Mapped[Offset] = mapped_column(comment="End of the evidence in articles.text.")
    evidence: Mapped[str] = mapped_column(
        comment="The words that state it.", info=span_of("articles.text", "start", "end")
    )

    actor: Mapped[Actor] = relationship(back_populates="affiliations", foreign_keys=[actor_id])
    of_actor: Mapped[Actor | None] = relationship(foreign_keys=[of_actor_id])


class ActorCounts(Base):
    """How often an actor is named, speaks and is spoken of."""

    __tablename__ = "actor_counts"
    __table_args__ = (
        {
            "comment": "One row per actor: how often it is named, speaks and is spoken of, counted when the file is "
            "built. Copies of articles do not count; nor do, as statements, those below the confidence threshold."
        },
    )

    actor_id: Mapped[Key] = mapped_column(ForeignKey("actors.actor_id"), primary_key=True, comment="The actor.")
    mentions: Mapped[int] = mapped_column(comment="Number of mentions: names, pronouns and descriptions.")
    articles: Mapped[int] = mapped_column(comment="Number of articles that mention it.")
    outlets: Mapped[int] = mapped_column(comment="Number of known outlets that mention it.")
    statements: Mapped[int] = mapped_column(comment="Number of its statements, as in who_said_what.")
    direct: Mapped[int] = mapped_column(comment="Number of those in quotation marks.")
    statements_about: Mapped[int] = mapped_column(
        comment="Number of others' statements that mention it, as in said_about."
    )
    first_published_at: Mapped[datetime | None] = mapped_column(
        comment="Earliest publication that mentions it, in UTC."
    )
    last_published_at: Mapped[datetime | None] = mapped_column(comment="Latest publication that mentions it, in UTC.")

    actor: Mapped[Actor] = relationship()


class ActorCandidate(Base):
    """A join or split of actors that is left to the analyst."""

    __tablename__ = "actor_candidates"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 1", name="actor_candidates_score_is_probability"),
        {"comment": "One row per pair of actors that may be one, or actor that may be several, left to decide."},
    )

    candidate_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the candidate.")
    actor_id: Mapped[Key] = mapped_column(ForeignKey("actors.actor_id"), comment="The actor.")
    other_actor_id: Mapped[Key | None] = mapped_column(
        ForeignKey("actors.actor_id"), comment="The actor that it may be; null where it may be several."
    )
    method: Mapped[str] = mapped_column(comment="The evidence: the rule that found the pair, or made doubtful links.")
    score: Mapped[float] = mapped_column(comment="Probability, 0 to 1, that they are one, or that a link is wrong.")


class CurationProblem(Base):
    """A line of the analyst's decisions that could not be carried out."""

    __tablename__ = "curation_problems"
    __table_args__ = ({"comment": "One row per line of curation/actors.csv that is wrong and was left out."},)

    problem_id: Mapped[Key] = mapped_column(primary_key=True, comment="Key of the problem.")
    line: Mapped[int] = mapped_column(comment="Number of the line in the file, from 1.")
    message: Mapped[str] = mapped_column(comment="What is wrong with it, and what to do.")
