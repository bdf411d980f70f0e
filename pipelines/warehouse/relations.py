"""What Dagster is told of the tables and views before anything is built: from `models/` and `sql/views/`, kept."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache

from pipelines.kept import kept
from pipelines.versions import stage_version


@dataclass(frozen=True, slots=True)
class Column:
    """A column, with what a table's may hold; of a view's columns only the comment is known."""

    name: str
    comment: str
    type: str | None = None
    nullable: bool = True
    unique: bool = False
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A table (group `warehouse`) or view (`views`): what a row is, its columns, and what else it has.

    A table has a key, the rules of its integrity, and what may drift, by name; a view the relations that it reads.
    """

    group: str
    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    upstreams: tuple[tuple[str, str], ...] = ()
    drifts: tuple[tuple[str, str], ...] = ()


@cache
def relations() -> tuple[Relation, ...]:
    """Give all tables, each after those that it refers to, then all views, each after those that it reads.

    Raises:
        SqlError: a view cannot be used, see `views.read_views`.
    """
    rows = kept("relations", stage_version("warehouse"), lambda: [asdict(relation) for relation in _declared()])
    return tuple(
        Relation(
            row["group"],
            row["name"],
            row["description"],
            tuple(Column(**column | {"references": tuple(column["references"])}) for column in row["columns"]),
            tuple(row["key"]),
            tuple(row["rules"]),
            tuple((group, name) for group, name in row["upstreams"]),
            tuple((name, description) for name, description in row["drifts"]),
        )
        for row in rows
    )


def _declared() -> Iterator[Relation]:
    # Here, for what reads the declarations is what takes long to import.
    from models import Base  # noqa: PLC0415
    from pipelines.checks import checks_of  # noqa: PLC0415
    from pipelines.warehouse.drifts import read_drifts  # noqa: PLC0415
    from pipelines.warehouse.views import read_views  # noqa: PLC0415

    for table in Base.metadata.sorted_tables:
        yield Relation(
            "warehouse",
            table.name,
            table.comment or "",
            tuple(
                Column(
                    column.name,
                    column.comment or "",
                    str(column.type).lower(),
                    bool(column.nullable),
                    column.primary_key and len(table.primary_key) == 1,
                    tuple(sorted(key.target_fullname for key in column.foreign_keys)),
                )
                for column in table.columns
            ),
            key=tuple(column.name for column in table.primary_key),
            rules=tuple(check.description for check in checks_of(table.name)),
            drifts=tuple((drift.name, drift.description) for drift in read_drifts() if drift.table == table.name),
        )
    for view in read_views():
        yield Relation(
            "views",
            view.name,
            view.description,
            tuple(Column(name, comment) for name, comment in view.columns),
            upstreams=tuple(
                ("warehouse" if name in Base.metadata.tables else "views", name) for name in view.upstreams
            ),
        )
