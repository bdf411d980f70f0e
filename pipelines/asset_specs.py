"""What the assets of every stage have in common: how an asset is declared to Dagster. What it does is the stage's."""

from collections.abc import Mapping, Sequence
from typing import Any

from dagster import AssetSpec

from pipelines.versions import stage_version


def table_asset(
    group: str,
    table: str,
    description: str,
    *,
    deps: Sequence[Sequence[str]],
    kinds: set[str],
    stage: str | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> AssetSpec:
    """Declare the asset of a table: its key is group and table, its code version that of `stage`, else of the group."""
    return AssetSpec(
        [group, table],
        deps=[list(key) for key in deps],
        description=description,
        group_name=group,
        kinds=kinds,
        owners=["team:verbatim"],
        code_version=stage_version(stage or group),
        metadata=metadata,
    )
