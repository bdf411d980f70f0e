"""Places at s3:// addresses: which are, and the file system that reads and writes there.

What is listed and read is `ingest/`'s, what is published `warehouse/`'s. Credentials, region and endpoint are S3's own
settings (AWS_ACCESS_KEY_ID, AWS_PROFILE, AWS_ENDPOINT_URL …), options of s3fs those of fsspec (FSSPEC_S3_ANON …).
"""

from typing import Any

SCHEME = "s3://"


class ObjectStoreError(OSError):
    """A place cannot be used; the message says why and what to do."""


def is_address(place: str) -> bool:
    """Say whether a place is an address, and no path of this machine."""
    return "://" in place


def split_address(address: str) -> tuple[str, str]:
    """Give the bucket of an s3:// address and the key, or the beginning of keys, after it, without slashes around.

    Raises:
        ObjectStoreError: it is another address, or names no bucket.
    """
    bucket, _, key = address.removeprefix(SCHEME).partition("/")
    if not address.startswith(SCHEME) or not bucket:
        raise ObjectStoreError(f"{address} is no address that can be used; it must be s3://bucket/…")
    return bucket, key.strip("/")


def object_store() -> Any:
    """Give the file system of all s3:// addresses.

    Raises:
        ObjectStoreError: the package for it is not installed.
    """
    try:
        import fsspec  # noqa: PLC0415 - only those who have files there need it

        return fsspec.filesystem("s3")
    except ImportError:
        raise ObjectStoreError("The package for s3:// addresses is not installed: make extras.") from None


def failures() -> tuple[type[Exception], ...]:
    """Give what S3 raises where a place cannot be reached, listed or written."""
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415

    return (OSError, BotoCoreError)
