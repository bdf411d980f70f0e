"""What tests of several stages share: small documents, a staging database of one's own, the sample."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.records import Document, RawFile, key_of
from pipelines.staging import Staging
from tests.readme import load_sample

MakeDocument = Callable[..., Document]


@pytest.fixture(scope="session")
def document() -> MakeDocument:
    def make(text: str, path: str = "a.txt", record: int = 0, **fields: object) -> Document:
        values: dict[str, object] = {
            "document_id": key_of("document", path, record),
            "path": path,
            "record": record,
            "format": "txt",
            "encoding": "utf-8",
            "sha256": None,
            "text": text,
            "title": None,
            "published": None,
            "authors": None,
            "url": None,
            "outlet": None,
            "status": "loaded",
            "error": None,
        }
        return Document(**(values | fields))  # type: ignore[arg-type]

    return make


@pytest.fixture
def raw_file() -> Callable[..., RawFile]:
    def make(path: str = "a.txt", size: int = 1, changed_ns: int = 1) -> RawFile:
        return RawFile(path, size, modified_ns=1, changed_ns=changed_ns)

    return make


@pytest.fixture
def staging(tmp_path: Path) -> Iterator[Staging]:
    with Staging(tmp_path / "staging.duckdb", wait=0) as staging:
        yield staging


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse of the sample, loaded once for all tests that only read it."""
    return load_sample(tmp_path_factory.mktemp("sample"))
