"""The project's SQL: where the files of `sql/` are, and what the comment at the head of each says."""

from pathlib import Path

SQL = Path(__file__).resolve().parent.parent / "sql"


def head_comment(sql: str) -> str:
    """Give the comment lines at the head of a script as one line; empty where it has none."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)
