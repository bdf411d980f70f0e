"""What made the published file: one row per publication. Anything about the articles themselves is not here."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Load(Base):
    """A pipeline run that published."""

    __tablename__ = "loads"
    __table_args__ = ({"comment": "One row per pipeline run that published this warehouse or one before it."},)

    run_id: Mapped[str] = mapped_column(primary_key=True, comment="Dagster's id of the run.")
    published_at: Mapped[datetime] = mapped_column(comment="Time of publication, in UTC.")
    input_version: Mapped[str] = mapped_column(
        comment="Hash of all input rows, the code and the model: equal means equal tables."
    )
    code_version: Mapped[str] = mapped_column(comment="Hash of the pipeline's code and data files.")
    model: Mapped[str] = mapped_column(comment="Name of the spaCy model.")
    model_version: Mapped[str] = mapped_column(comment="Version of the spaCy model.")
    documents: Mapped[int] = mapped_column(comment="Rows of documents.")
    articles: Mapped[int] = mapped_column(comment="Rows of articles.")
    actors: Mapped[int] = mapped_column(comment="Rows of actors.")
    mentions: Mapped[int] = mapped_column(comment="Rows of mentions.")
    statements: Mapped[int] = mapped_column(comment="Rows of statements.")
