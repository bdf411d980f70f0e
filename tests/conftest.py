"""What tests of several stages share: small documents, a staging database of one's own, the sample, a browser."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipelines.records import Document, RawFile, key_of
from pipelines.staging import Staging
from tests.chromium import NoChromiumError, chromium
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
            "sha256": sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else None,
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, headless: open pages in a `browser.new_context()` of your own.

    It is closed with each module: while it is driven, `asyncio.run()` is refused, which Dagster needs in other tests.
    """
    try:
        with chromium() as browser:
            yield browser
    except NoChromiumError as error:
        pytest.skip(str(error))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB of its own, in memory. Where this user may not mount one, the test is skipped."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = [shutil.which("mount") or "", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)]
    if not mount[0] or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run([shutil.which("umount") or "", "--lazy", str(disk)], check=True)
