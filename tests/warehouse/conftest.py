"""A small staging database: an outlet, exact copies, a removed passage inside a statement, a document that failed."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

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
    Entity,
    EntityLink,
    Mention,
    Quotation,
    RemovedPassage,
    Role,
    Span,
    TextAnalysis,
    TextStory,
    key_of,
)
from pipelines.staging import Staging

HEADLINE = "Bridge shut\n\n"
LEAD = "Mayor Ann Poe of Tarrow spoke.\n\n“The bridge is\n"
ADVERTISEMENT = "Advertisement\n"
REST = "unsafe,” Poe said. Tarrow Council agreed."
RAW = HEADLINE + LEAD + ADVERTISEMENT + REST
TEXT = LEAD + REST

POE, TARROW, COUNCIL = 11, 12, 13


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def mention(words: str, entity: int) -> Mention:
    place = span(words)
    return Mention(place.start, place.end, words, "name", entity, "full_name", 0.9)


def cleaned(document: Document, published_at: datetime | None, outlet: str | None, domain: str | None) -> CleanDocument:
    article = Article(
        document_id=document.document_id,
        text_id=key_of("text", TEXT),
        fingerprint=key_of("fingerprint", TEXT),
        headline="Bridge shut",
        byline=None,
        dateline=None,
        place=None,
        agency=None,
        published_at=published_at,
        published_precision="day" if published_at else None,
        published_from="container" if published_at else None,
        language="en",
        url=None,
        domain=domain,
        outlet=outlet,
        text=TEXT,
        word_count=len(TEXT.split()),
    )
    head, lead, cut = len(HEADLINE), len(HEADLINE + LEAD), len(HEADLINE + LEAD + ADVERTISEMENT)
    return CleanDocument(
        article,
        (
            ArticleSegment(document.document_id, 0, len(LEAD), head, lead),
            ArticleSegment(document.document_id, len(LEAD), len(TEXT), cut, len(RAW)),
        ),
        (
            RemovedPassage(document.document_id, 0, head, "headline", HEADLINE),
            RemovedPassage(document.document_id, lead, cut, "advertisement", ADVERTISEMENT),
        ),
    )


ANALYSIS = TextAnalysis(
    key_of("text", TEXT),
    "analysed",
    None,
    entities=(
        Entity(0, "person", "Ann Poe", None),
        Entity(1, "place", "Tarrow", None),
        Entity(2, "organisation", "Tarrow Council", None),
    ),
    mentions=(
        mention("Ann Poe", 0),
        mention("Tarrow", 1),
        Mention(span("is\nunsafe").start, span("is\nunsafe").end, "is\nunsafe", "description", None, "none", 0.1),
        mention("Tarrow Council", 2),
    ),
    roles=(Role(0, "Mayor", 1, "Tarrow", span("Mayor Ann Poe of Tarrow").start, span("Mayor Ann Poe of Tarrow").end),),
    quotations=(
        Quotation(
            0,
            "direct",
            (span("“The bridge is\nunsafe,”"),),
            span("said"),
            Span(span("Poe said").start, span("Poe said").start + 3, "Poe"),
            0,
            "verb",
            0.9,
        ),
        Quotation(1, "indirect", (span("agreed"),), None, span("Tarrow Council"), 2, "verb", 0.6),
        Quotation(2, "indirect", (span("Mayor Ann Poe of Tarrow spoke"),), None, None, None, "floating", 0.3),
    ),
)

RESOLVED = (
    Actor(POE, "person", "Ann Poe", None, None, "Mayor, Tarrow"),
    Actor(TARROW, "place", "Tarrow", None, None, None),
    Actor(COUNCIL, "organisation", "Tarrow Council", "TC", "council", None),
    ActorAlias(POE, "Ann Poe", "full"),
    ActorAlias(POE, "Poe", "surname"),
    EntityLink(ANALYSIS.text_id, 0, POE, "full_name", 1.0),
    EntityLink(ANALYSIS.text_id, 1, TARROW, "place_name", 1.0),
    EntityLink(ANALYSIS.text_id, 2, COUNCIL, "organisation_name", 0.5),
    Affiliation(POE, "Mayor", TARROW, "Tarrow", ANALYSIS.text_id, 0, len("Mayor Ann Poe of Tarrow")),
    ActorCandidate(COUNCIL, TARROW, "spelling", 0.4),
    ActorCandidate(POE, None, "nickname", 0.1),
    CurationProblem(12, "there is no such actor"),
    TextStory(ANALYSIS.text_id, 5),
)


def fill(staging: Staging, document: Callable[..., Document]) -> None:
    """Fill staging: b.txt was published first; a.txt is its copy; c.txt is one of no known outlet; d.txt is empty."""
    documents = [document(RAW, path=path) for path in ("a.txt", "b.txt", "c.txt")]
    broken = document("", path="d.txt", status="empty", error="the file is empty", encoding=None)
    staging.append_documents([*documents, broken], [], "v1")
    clean = [
        cleaned(documents[0], datetime(2025, 3, 12), "The Echo", "echo.example"),
        cleaned(documents[1], datetime(2025, 3, 11), None, "echo.example"),
        cleaned(documents[2], None, None, None),
    ]
    staging.append_articles(clean, "c1")
    first = documents[1].document_id
    staging.replace_copies({documents[0].document_id: first, documents[2].document_id: first})
    staging.append_analyses([ANALYSIS], "e1")
    staging.replace_resolution(lambda: RESOLVED)
    assert list(staging.wordings())
    staging.replace_wording_links([])
    staging.finish_resolution("r1")


@pytest.fixture
def filled(staging: Staging, document: Callable[..., Document]) -> Staging:
    """Staging for a test that changes it."""
    fill(staging, document)
    return staging


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory, document: Callable[..., Document]) -> Iterator[Staging]:
    """Staging for all tests that only read it."""
    with Staging(tmp_path_factory.mktemp("staging") / "staging.duckdb") as staging:
        fill(staging, document)
        yield staging
