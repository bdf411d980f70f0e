"""What the staleness of a stage depends on: its code, its data files and the libraries that do its work.

A version is derived, never raised by hand: a changed word list or rule redoes the stage that reads it, and no other.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The libraries whose release can change what a stage gives.
LIBRARIES = {
    "ingest": ("trafilatura", "ftfy", "lxml", "fastwarc", "markdown-it-py", "pyarrow", "pyyaml", "zstandard"),
    "clean": ("ahocorasick-rs", "py3langid"),
    "extract": ("spacy",),
    "resolve": (),
    "warehouse": ("duckdb",),
    "report": ("altair", "duckdb", "jinja2", "networkx", "vl-convert-python"),
}


@cache
def stage_version(stage: str) -> str:
    """Give the version of a stage of `pipelines/`: 16 hex digits over its files, the records, its libraries.

    `assets.py` is left out: it moves rows and reports, and what it says changes no row.
    """
    folder = ROOT / "pipelines" / stage
    files = [path for path in folder.rglob("*") if path.name != "assets.py"]
    if stage in ("extract", "resolve"):
        files += (ROOT / "pipelines" / "gazetteer").rglob("*")
    if stage == "warehouse":
        sql = [path for path in (ROOT / "sql").rglob("*") if path.parent.name not in ("analysis", "report")]
        files += [*(ROOT / "models").rglob("*"), *sql, ROOT / "pipelines" / "checks.py"]
    if stage == "report":
        files += (ROOT / "sql" / "report").rglob("*")
    libraries = [f"{name} {version(name)}" for name in LIBRARIES[stage]]
    files += (ROOT / "pipelines" / name for name in ("records.py", "word_lists.py"))
    return _digest(files, libraries)


@cache
def code_version() -> str:
    """Give the version of all stages together."""
    return hashlib.sha256(" ".join(stage_version(stage) for stage in LIBRARIES).encode()).hexdigest()[:16]


@cache
def model_version(model: str) -> str:
    """Give the version of a spaCy model: that of its package, or a hash of the `meta.json` of a model folder.

    Raises:
        ValueError: there is neither such a package nor such a folder.
    """
    meta = Path(model) / "meta.json"
    if meta.is_file():
        return _digest([meta], [])
    try:
        return version(model)
    except PackageNotFoundError:
        message = (
            f"The spaCy model {model!r} is neither an installed package nor a folder with a meta.json. "
            "Install it, or set VERBATIM_MODEL to one that is."
        )
        raise ValueError(message) from None


def extract_version(model: str, language: str) -> str:
    """Give the version of an analysis by a model: of the stage's code, of the model, and the language that it reads."""
    return f"{stage_version('extract')} {model} {model_version(model)} {language}"


def _digest(files: Iterable[Path], words: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.as_posix().removeprefix(ROOT.as_posix()).encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update("\n".join(words).encode())
    return digest.hexdigest()[:16]
