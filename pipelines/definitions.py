"""Everything that Dagster loads. Read it top to bottom and you have seen the whole pipeline.

Settings come from the environment: `settings.py` lists them.
"""

import logging
from typing import Any

from dagster import AssetKey, AssetSpec, Definitions, InitLoggerContext, LoggerDefinition, in_process_executor

from pipelines.automation import failed_runs, lost_runs, news, news_schedule, once_a_tick, raw_files
from pipelines.clean.assets import articles, copies
from pipelines.extract.assets import analyses
from pipelines.ingest.assets import documents
from pipelines.report.assets import report
from pipelines.resolve.assets import actors
from pipelines.resources import CurationFile, LanguageModel, PublishedWarehouse, RawFolder, StagingDatabase, Workers
from pipelines.settings import ROOT as ROOT
from pipelines.settings import read_settings
from pipelines.warehouse.assets import warehouse


def _terminal_logger(_: InitLoggerContext) -> logging.Logger:
    from pipelines.terminal import terminal_lines  # noqa: PLC0415 - for those who run, not for those who look

    return terminal_lines()


def build_definitions(**overrides: Any) -> Definitions:
    """Assemble the definitions; `overrides` replace resources by name, as tests do.

    Raises:
        SettingError: a setting cannot be used.
    """
    settings = read_settings()
    resources = {
        "raw": RawFolder(path=settings.raw, fields=settings.fields),
        "staging_database": StagingDatabase(path=str(settings.data / "staging.duckdb")),
        "published_warehouse": PublishedWarehouse(
            path=str(settings.data / "warehouse.duckdb"), address=settings.publish
        ),
        "curation_file": CurationFile(path=str(settings.curation)),
        "language_model": LanguageModel(name=settings.model),
        "workers": Workers(count=settings.workers, cluster=settings.cluster),
    }
    schedule = news_schedule(settings.schedule, settings.timezone)
    fresh = once_a_tick(settings.schedule, settings.timezone)

    def expect_load(spec: AssetSpec) -> AssetSpec:
        return spec.replace_attributes(freshness_policy=fresh) if spec.key == AssetKey(["warehouse", "loads"]) else spec

    return Definitions(
        assets=[documents, articles, copies, analyses, actors, warehouse.map_asset_specs(expect_load), report],
        jobs=[news],
        schedules=[schedule],
        sensors=[raw_files, lost_runs, failed_runs(settings.webhook)],
        resources=resources | overrides,
        # As in the job: what is materialised by hand in the UI is no other.
        executor=in_process_executor,
        loggers={
            "console": LoggerDefinition(
                _terminal_logger, description="Lines for a person at a terminal: what the stages say."
            )
        },
    )


defs = build_definitions()
