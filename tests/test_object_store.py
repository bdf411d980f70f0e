"""Raw files and the published file at s3:// addresses, on a server that is a process of its own."""

import gzip
import io
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dagster import DagsterInstance, ExecuteInProcessResult

from pipelines.definitions import ROOT, build_definitions
from pipelines.ingest import objects
from pipelines.ingest.formats import read_documents
from pipelines.ingest.listing import list_files
from pipelines.ingest.opening import RefusedError, open_raw_file
from pipelines.ingest.worker import read_files
from pipelines.object_store import ObjectStoreError, object_store
from pipelines.records import Document, RawFile
from pipelines.resources import PublishedWarehouse, RawFolder, StagingDatabase, Workers
from pipelines.warehouse.upload import upload
from tests.soak import tables

SERVER = "from moto.server import main; main()"


@pytest.fixture(scope="module", autouse=True)
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    said = tmp_path_factory.mktemp("s3") / "stderr"
    with said.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", SERVER, "-H", "127.0.0.1", "-p", "0"], stderr=file)
    deadline = time.monotonic() + 60
    while not (running := re.search(r"http://127\.0\.0\.1:[1-9]\d*", said.read_text(encoding="utf-8"))):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", running[0])
        environment.setenv("AWS_ACCESS_KEY_ID", "nobody")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield
    process.kill()
    process.wait()


@pytest.fixture
def bucket() -> str:
    name = f"bucket-{uuid4()}"
    object_store().call_s3("create_bucket", Bucket=name)
    return name


def put(bucket: str, objects: Mapping[str, str | bytes]) -> None:
    for key, body in objects.items():
        object_store().call_s3(
            "put_object", Bucket=bucket, Key=key, Body=body.encode() if isinstance(body, str) else body
        )


def listed(address: str) -> dict[str, RawFile]:
    return {file.path: file for file in list_files(address)}


def read(address: str) -> list[Document]:
    return [document for file in list_files(address) for document in read_documents(address, file, {})]


class TestListing:
    def test_objects_are_listed_by_what_follows_the_address(self, bucket: str) -> None:
        put(
            bucket,
            {"news/b.txt": "12", "news/a/c [1]*.txt": "1", "news/a.txt": "123", "newspaper/d.txt": "1", "e.txt": "1"},
        )
        files = list(list_files(f"s3://{bucket}/news"))
        assert [(file.path, file.size) for file in files] == [("a.txt", 3), ("a/c [1]*.txt", 1), ("b.txt", 2)]
        assert {file.status for file in files} == {None}
        assert listed(f"s3://{bucket}/news/").keys() == listed(f"s3://{bucket}/news").keys()
        assert len(listed(f"s3://{bucket}")) == 5

    def test_hidden_objects_and_markers_of_folders_are_left_out(self, bucket: str) -> None:
        put(bucket, {"news/": "", "news/a/": "", "news/.cache/b.txt": "1", "news/.hidden.txt": "1"})
        assert listed(f"s3://{bucket}/news") == {}

    def test_an_unknown_kind_of_file_is_rejected(self, bucket: str) -> None:
        put(bucket, {"news/a.docx": "1"})
        assert listed(f"s3://{bucket}/news")["a.docx"].status == "rejected"

    @pytest.mark.parametrize(
        "path", ["../secret.txt", "a/../../secret.txt", "./a.txt", "a//b.txt", "a.txt?versionId=1.txt"]
    )
    def test_a_key_that_may_be_taken_for_another_is_refused(self, bucket: str, path: str) -> None:
        put(bucket, {f"news/{path}": "1", "secret.txt": "secret"})
        assert listed(f"s3://{bucket}/news")[path].status == "refused"
        with pytest.raises(RefusedError):
            open_raw_file(f"s3://{bucket}/news", path)

    def test_other_content_is_another_time_though_size_and_second_are_the_same(self, bucket: str) -> None:
        times = set()
        for body in ("1", "2"):
            put(bucket, {"a.txt": body})
            times.add(listed(f"s3://{bucket}")["a.txt"].modified_ns)
        assert len(times) == 2

    def test_all_pages_are_listed(self, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
        class SmallPages:
            def call_s3(self, method: str, **request: Any) -> Any:
                return object_store().call_s3(method, **request, MaxKeys=2)

        put(bucket, {f"{number}.txt": "1" for number in range(5)})
        monkeypatch.setattr(objects, "object_store", SmallPages)
        assert list(listed(f"s3://{bucket}")) == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"]

    @pytest.mark.parametrize(
        ("address", "reason"),
        [
            ("s3://no-such-bucket/news", "s3://no-such-bucket/news cannot be listed .*bucket"),
            ("s3:///news", "must be s3://bucket/"),
            ("gs://bucket/news", "must be s3://bucket/"),
        ],
    )
    def test_what_cannot_be_listed_is_an_error_and_no_empty_folder(self, address: str, reason: str) -> None:
        with pytest.raises(ObjectStoreError, match=reason):
            list(list_files(address))


class TestReading:
    def test_objects_are_read_as_files_are(self, bucket: str) -> None:
        parquet = io.BytesIO()
        pq.write_table(pa.table({"text": ["Three.", "Four."]}), parquet)
        put(bucket, {"a.txt": "One.", "b.txt.gz": gzip.compress(b"Two."), "c.parquet": parquet.getvalue(), "d.txt": ""})
        documents = read(f"s3://{bucket}")
        assert [document.text for document in documents] == ["One.", "Two.", "Three.", "Four.", ""]
        assert [document.status for document in documents] == ["loaded"] * 4 + ["empty"]

    def test_an_object_that_is_gone_is_a_row_that_says_so_and_is_read_again(self, bucket: str) -> None:
        put(bucket, {"a.txt": "One.", "b.txt": "Two."})
        files = list(list_files(f"s3://{bucket}"))
        object_store().call_s3("delete_object", Bucket=bucket, Key="b.txt")
        whole, gone = read_files(f"s3://{bucket}", {}, files)
        assert gone.documents[0].status == "unreadable"
        assert gone.read_ns == 0 < whole.read_ns

    def test_an_object_that_is_replaced_while_it_is_read_is_not_read_half_and_half(
        self, bucket: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(object_store(), "default_block_size", 1_000)
        old, new = (f'{{"text": "{word * 100_000}"}}\n' * 4 for word in ("old ", "new "))
        put(bucket, {"a.jsonl": old})
        [file] = list_files(f"s3://{bucket}")
        documents = read_documents(f"s3://{bucket}", file, {})
        found = [next(documents)]
        put(bucket, {"a.jsonl": new})
        found += documents
        assert found[-1].status == "unreadable"
        assert "no longer exists" in str(found[-1].error)
        assert not any("new" in document.text for document in found)


class TestUpload:
    def test_a_file_is_uploaded_once_for_each_version(self, bucket: str, tmp_path: Path) -> None:
        (tmp_path / "warehouse.duckdb").write_bytes(b"whole")
        address = f"s3://{bucket}/deep/warehouse.duckdb"
        uploads = [upload(tmp_path / "warehouse.duckdb", address, version) for version in ("1", "1", "2")]
        assert uploads == [True, False, True]
        assert object_store().cat_file(f"{bucket}/deep/warehouse.duckdb") == b"whole"

    def test_an_upload_that_failed_is_done_again(self, tmp_path: Path) -> None:
        (tmp_path / "warehouse.duckdb").write_bytes(b"whole")
        name = f"bucket-{uuid4()}"
        with pytest.raises(ObjectStoreError, match="is published, but could not be brought to s3://"):
            upload(tmp_path / "warehouse.duckdb", f"s3://{name}/warehouse.duckdb", "1")
        object_store().call_s3("create_bucket", Bucket=name)
        assert upload(tmp_path / "warehouse.duckdb", f"s3://{name}/warehouse.duckdb", "1")

    def test_an_address_without_a_file_is_an_error(self, bucket: str, tmp_path: Path) -> None:
        with pytest.raises(ObjectStoreError, match="names no file"):
            upload(tmp_path, f"s3://{bucket}/", "1")


def test_a_run_from_and_to_s3_gives_the_tables_of_a_run_from_a_folder(
    bucket: str, sample_warehouse: Path, tmp_path: Path
) -> None:
    raw = ROOT / "data" / "raw"
    paths = [path for path in raw.rglob("*") if path.is_file()]
    put(bucket, {f"raw/{path.relative_to(raw).as_posix()}": path.read_bytes() for path in paths})
    assert files_read(_run(tmp_path, bucket)) == len(paths)
    assert tables(tmp_path) == tables(sample_warehouse.parent)
    uploaded = object_store().cat_file(f"{bucket}/out/warehouse.duckdb")
    assert uploaded == (tmp_path / "warehouse.duckdb").read_bytes()


def _run(data: Path, bucket: str) -> ExecuteInProcessResult:
    definitions = build_definitions(
        raw=RawFolder(path=f"s3://{bucket}/raw"),
        staging_database=StagingDatabase(path=str(data / "staging.duckdb")),
        published_warehouse=PublishedWarehouse(
            path=str(data / "warehouse.duckdb"), address=f"s3://{bucket}/out/warehouse.duckdb"
        ),
        workers=Workers(count=1),
    )
    with DagsterInstance.ephemeral() as instance:
        return definitions.resolve_job_def("news").execute_in_process(instance=instance)


def files_read(result: ExecuteInProcessResult) -> object:
    [materialization] = result.asset_materializations_for_node("raw__documents")
    return materialization.metadata["files read"].value
