"""The published file at an s3:// address: uploaded whole, where it is not the one that is there."""

from pathlib import Path

from pipelines.object_store import ObjectStoreError, failures, object_store, split_address

# What an uploaded file was made from, in the metadata of its object.
_VERSION = "input-version"


def upload(path: Path, address: str, version: str) -> bool:
    """Bring the published file at `path`, made from `version`, to an address; say whether it was another there.

    S3 shows an object when all of it has arrived: until then, and if this fails, readers get the one before.

    Raises:
        ObjectStoreError: it cannot be brought there. The next run tries again.
    """
    bucket, key = split_address(address)
    if not key:
        raise ObjectStoreError(f"{address} names no file: it must be s3://bucket/…/warehouse.duckdb.")
    store = object_store()
    try:
        if _uploaded_version(f"{bucket}/{key}") == version:
            return False
        store.put_file(str(path), f"{bucket}/{key}", Metadata={_VERSION: version})
    except failures() as error:
        raise ObjectStoreError(
            f"{path} is published, but could not be brought to {address} ({error}). See that the bucket is there and "
            "that your credentials may write to it; the next run tries again."
        ) from error
    return True


def _uploaded_version(place: str) -> str | None:
    """Give what the file at an address was made from; null where there is none."""
    store = object_store()
    try:
        version: str | None = store.metadata(place, refresh=True).get(_VERSION)
    except FileNotFoundError:
        return None
    return version
