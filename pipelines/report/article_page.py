"""The page of one article: its text with a statement, its speaker and its cue marked, and the list to choose it from.

`make show ARTICLE=path` writes it. It carries the article as the report does, and shows it by the same `article.js`.
"""

import re
import sys
from contextlib import closing
from pathlib import Path

import duckdb

from pipelines.report.packing import pack
from pipelines.report.queries import rows
from pipelines.report.templates import render


class NoSuchArticleError(LookupError):
    """The warehouse has no article of that path and record."""


def article_page(warehouse: duckdb.DuckDBPyConnection, path: str, record: int) -> str:
    """Give the HTML page of the article that was made of a record of a raw file.

    Raises:
        NoSuchArticleError: there is none.
    """
    rows(warehouse, "portion_of_one", path=path, record=record)
    articles = rows(warehouse, "articles", portion=0)
    if not articles:
        message = f"There is no article of {path}, record {record}."
        raise NoSuchArticleError(message)
    packed = pack(warehouse)
    return render(
        "article.html",
        ("article.js", "article_page.js"),
        article=articles[0],
        statements=packed.statements,
        packed=packed,
    )


def main() -> int:
    """Write the page of the article named on the command line: warehouse, path, record."""
    warehouse_path, path, record = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3] or 0)
    if not warehouse_path.is_file():
        sys.stderr.write(f"There is no {warehouse_path} yet: make run\n")
        return 1
    with closing(duckdb.connect(str(warehouse_path), read_only=True)) as warehouse:
        try:
            page = article_page(warehouse, path, record)
        except NoSuchArticleError as error:
            some = warehouse.execute("SELECT path, record FROM documents ORDER BY path, record LIMIT 20").fetchall()
            sys.stderr.write(f"{error} Say make show ARTICLE=path, and RECORD=number in a file of many:\n")
            sys.stderr.writelines(f"  ARTICLE={known} RECORD={number}\n" for known, number in some)
            return 1
    target = warehouse_path.parent / "pages" / (re.sub(r"[^\w.-]+", "_", path) + f".{record}.html")
    target.parent.mkdir(exist_ok=True)
    target.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
