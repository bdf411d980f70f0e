"""The warehouse's tables, declared once: types, keys, foreign keys, checks and a comment on every table and column.

From these classes come the DDL, the column schema in Dagster, the generated integrity checks and the data dictionary.
Only `pipelines/warehouse/`, `pipelines/checks.py` and the report read them. Nothing here knows where rows come from.
"""

from models.actors import (
    Actor,
    ActorAlias,
    ActorCandidate,
    ActorCounts,
    Affiliation,
    CurationProblem,
    Group,
    Organisation,
    Person,
    Place,
)
from models.articles import (
    Article,
    ArticleSegment,
    ArticleWord,
    CopiedPassage,
    Document,
    RemovalCounts,
    RemovedPassage,
    Source,
)
from models.base import Base
from models.loads import Load
from models.statements import (
    Mention,
    Statement,
    StatementCounts,
    StatementMention,
    StatementSegment,
    Utterance,
    Voice,
    Wording,
)

__all__ = [
    "Actor",
    "ActorAlias",
    "ActorCandidate",
    "ActorCounts",
    "Affiliation",
    "Article",
    "ArticleSegment",
    "ArticleWord",
    "Base",
    "CopiedPassage",
    "CurationProblem",
    "Document",
    "Group",
    "Load",
    "Mention",
    "Organisation",
    "Person",
    "Place",
    "RemovalCounts",
    "RemovedPassage",
    "Source",
    "Statement",
    "StatementCounts",
    "StatementMention",
    "StatementSegment",
    "Utterance",
    "Voice",
    "Wording",
]
