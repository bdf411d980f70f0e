"""The pages' templates: how they are filled, what scripts and styles stand in them, what else they let in: nothing."""

import hashlib
from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_FOLDER = Path(__file__).parent


def render(template: str, scripts: tuple[str, ...], **values: object) -> str:
    """Fill a template, which escapes what it is given, with values, scripts of this folder, and the pages' style."""
    script, script_hash = _inlined(*scripts)
    style, style_hash = _inlined("pages.css")
    policy = (
        f"default-src 'none'; script-src {script_hash}; style-src {style_hash}; base-uri 'none'; form-action 'none'"
    )
    return _environment().get_template(template).render(script=script, style=style, policy=policy, **values)


def _environment() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, lstrip_blocks=True
    )
    templates.filters |= {
        "day": _day,
        "period": _period,
        "moment": _moment,
        "share": _share,
        "count": _count,
        "number": "{:,}".format,
    }
    return templates


def _inlined(*names: str) -> tuple[Markup, str]:
    """Give files of this folder as one text, and the hash by which a page's policy lets it in."""
    text = "\n" + "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"'sha256-{digest}'"  # noqa: S704 - our own files


def _day(moment: date) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _period(first: date, last: date) -> str:
    """Give a period as a reader says it: on a day, or from one to another, what they share said once."""
    if first == last:
        return f"on {_day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"from {first.day} to {_day(last)}"
    return f"from {_day(first)} to {_day(last)}"


def _moment(moment: date, unit: str) -> str:
    return {"day": _day(moment), "week": f"from {_day(moment)}", "month": f"{moment:%B %Y}"}.get(unit, f"{moment:%Y}")


def _share(part: Any) -> str:
    return "–" if part is None else f"{part:.0%}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
