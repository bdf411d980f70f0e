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
    "ingest": (
        "fastwarc",
        "ftfy",
        "htmldate",
        "justext",
        "lxml",
        "markdown-it-py",
        "pyarrow",
        "pyyaml",
        "trafilatura",
        "zstandard",
    ),
    "clean": ("ahocorasick-rs", "numpy", "py3langid"),
    "extract": ("numpy", "spacy", "thinc"),
    "resolve": (),
    "warehouse": ("duckdb", "duckdb-sqlalchemy"),
    "report": ("altair", "duckdb", "jinja2", "markupsafe", "networkx", "numpy", "vl-convert-python"),
}

# The queries of `sql/staging/` that decide what a stage gives, and not only when.
QUERIES = {
    "clean": ("append_articles", "append_paragraph_keys", "near_copy_candidates"),
    "resolve": (
        "curated_articles",
        "current_texts",
        "named_entities",
        "own_utterances",
        "stated_roles",
        "statement_wordings",
        "story_texts",
        "wordings",
    ),
}


@cache
def stage_version(stage: str) -> str:
    """Give the version of a stage of `pipelines/`: 16 hex digits over its files, the records, its libraries."""
    return _digest(stage_files(stage), [f"{name} {version(name)}" for name in LIBRARIES[stage]], ROOT)


def stage_files(stage: str) -> list[Path]:
    """Give the files that a stage's version is made of.

    `assets.py` is left out: it moves rows and reports, and what it says changes no row.
    """
    files = [path for path in (ROOT / "pipelines" / stage).rglob("*") if path.name != "assets.py"]
    if stage in ("extract", "resolve"):
        files += (ROOT / "pipelines" / "gazetteer").rglob("*")
    if stage == "warehouse":
        sql = [path for path in (ROOT / "sql").rglob("*") if path.parent.name not in ("analysis", "report")]
        files += [
            *(ROOT / "models").rglob("*"),
            *sql,
            *(ROOT / "pipelines" / name for name in ("article_ranges.py", "checks.py", "sql_files.py")),
        ]
    if stage == "report":
        files += (ROOT / "sql" / "report").rglob("*")
    files += (ROOT / "sql" / "staging" / f"{name}.sql" for name in QUERIES.get(stage, ()))
    if stage in QUERIES:
        files.append(ROOT / "sql" / "macros.sql")
    files += (ROOT / "pipelines" / name for name in ("records.py", "word_lists.py"))
    return sorted({path for path in files if path.is_file() and "__pycache__" not in path.parts})


@cache
def code_version() -> str:
    """Give the version of all stages together."""
    return hashlib.sha256(" ".join(stage_version(stage) for stage in LIBRARIES).encode()).hexdigest()[:16]


@cache
def model_version(model: str) -> str:
    """Give the version of a spaCy model: that of its package, or a hash of all files of a model folder.

    Raises:
        ValueError: there is neither such a package nor such a folder.
    """
    folder = Path(model)
    if (folder / "meta.json").is_file():
        # Not the description alone: a model that is trained on keeps it.
        return _digest((path for path in folder.rglob("*") if path.is_file()), [], folder)
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


def _digest(files: Iterable[Path], words: Iterable[str], folder: Path) -> str:
    """Hash the names below a folder and the contents of files, and words."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        digest.update(b"\0")
    digest.update("\n".join(words).encode())
    return digest.hexdigest()[:16]
