"""What is at an s3:// address: one entry an object, as `listing.py` gives one a file of a folder.

There are no folders, links or devices there, only keys; what stands for a path is the key after the address's own.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

from pipelines.ingest.opening import refused_key
from pipelines.ingest.suffixes import unknown_format
from pipelines.object_store import ObjectStoreError, failures, object_store, split_address
from pipelines.records import RawFile

_SECOND = 1_000_000_000


def list_objects(address: str) -> Iterator[RawFile]:
    """List every object whose key begins with that of the address, hidden ones and markers of folders left out.

    `modified_ns` has the ETag below the second, which S3 leaves out: another content is then always another time.

    Raises:
        ObjectStoreError: it cannot be listed, or not to the end.
    """
    bucket, prefix = split_address(address)
    store = object_store()
    request = {"Bucket": bucket, "Prefix": f"{prefix}/" if prefix else ""}
    try:
        while True:
            page = store.call_s3("list_objects_v2", **request)
            for described in page.get("Contents", ()):
                path = described["Key"][len(request["Prefix"]) :]
                if path and not path.endswith("/") and not _is_hidden(path):
                    yield _raw_file(path, described)
            if not page.get("IsTruncated"):
                return
            request["ContinuationToken"] = page["NextContinuationToken"]
    except failures() as error:
        raise ObjectStoreError(
            f"{address} cannot be listed ({error}). See that the bucket is there, that AWS_ENDPOINT_URL and the region "
            "are right, and that your credentials may list it."
        ) from error


def _raw_file(path: str, described: Mapping[str, Any]) -> RawFile:
    changed = int(described["LastModified"].timestamp()) * _SECOND
    refused = refused_key(path)
    unknown = unknown_format(path)
    return RawFile(
        path,
        described["Size"],
        modified_ns=changed + crc32(described["ETag"].encode()) % _SECOND,
        changed_ns=changed,
        status="refused" if refused else "rejected" if unknown else None,
        error=refused or unknown,
    )


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in path.split("/"))
