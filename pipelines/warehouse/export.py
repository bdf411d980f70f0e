"""Export the published warehouse: every table and every view as a file of its own, Parquet or CSV.

What `make export` runs. Nothing is read but the published file, and nothing that exists is written over.
"""

import shutil
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import duckdb

from pipelines.sql_files import SQL

FORMATS = ("parquet", "csv")


class ExportError(ValueError):
    """An export that cannot be made; the message says why and what to do."""


def export(warehouse_path: Path, folder: Path, format_: str = "parquet") -> Mapping[str, int]:
    """Write each table and view of a warehouse to a new folder; give their names and numbers of rows.

    The folder is there whole or not at all.

    Raises:
        ExportError: there is no such warehouse or format, or the folder is there already.
        duckdb.Error: the warehouse cannot be read.
        OSError: the folder cannot be written.
    """
    if format_ not in FORMATS:
        message = f"There is no format {format_!r}: say {' or '.join(FORMATS)}."
        raise ExportError(message)
    if not warehouse_path.is_file():
        message = f"There is no {warehouse_path} yet: make run"
        raise ExportError(message)
    if folder.exists():
        message = f"{folder} is there already, and an export overwrites nothing: name a new folder."
        raise ExportError(message)
    unfinished = folder.with_name(f".{folder.name}.exporting")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        with closing(duckdb.connect(str(warehouse_path), read_only=True)) as warehouse:
            names = warehouse.execute((SQL / "report" / "tables_and_views.sql").read_text(encoding="utf-8")).fetchall()
            rows = {name: _write(warehouse.table(name), unfinished / f"{name}.{format_}") for (name,) in names}
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return rows


def _write(relation: duckdb.DuckDBPyRelation, path: Path) -> int:
    if path.suffix == ".csv":
        relation.write_csv(str(path), header=True)
    else:
        relation.write_parquet(str(path), compression="zstd")
    return len(relation)


def main() -> int:
    """Export as the command line says: warehouse, folder, format. Say on standard output what was written."""
    warehouse_path, target, format_ = Path(sys.argv[1]), sys.argv[2], sys.argv[3].lower() or "parquet"
    if not target:
        sys.stderr.write("Say where to: make export TO=folder [FORMAT=parquet|csv]\n")
        return 1
    folder = Path(target).absolute()
    try:
        rows = export(warehouse_path, folder, format_)
    except (ExportError, OSError, duckdb.Error) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.writelines(f"  {name}.{format_}  {count:,} rows\n" for name, count in rows.items())
    sys.stdout.write(f"{len(rows)} files in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
