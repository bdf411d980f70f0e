"""When the pipeline runs: the job, a schedule, and a sensor on the raw folder; both are off until switched on."""

import hashlib
from pathlib import Path

from dagster import (
    AssetSelection,
    RunRequest,
    ScheduleDefinition,
    SensorEvaluationContext,
    SkipReason,
    define_asset_job,
    in_process_executor,
    sensor,
)

from pipelines.ingest.listing import list_raw_files
from pipelines.resources import RawFolder

# In process: a process of its own for each step costs seconds, and staging is opened once for the run.
news = define_asset_job(
    "news",
    selection=AssetSelection.all(),
    executor_def=in_process_executor,
    config={"loggers": {"console": {}}},
    description="Raw files in, the published warehouse out: does what is new, and nothing else.",
)

nightly = ScheduleDefinition(
    name="nightly",
    job=news,
    cron_schedule="0 3 * * *",
    execution_timezone="UTC",
    description="Runs the job at 03:00 UTC.",
)


@sensor(
    job=news,
    minimum_interval_seconds=60,
    description="Runs the job when files of the raw folder are new, changed or gone, once they have stopped changing.",
)
def raw_files(context: SensorEvaluationContext, raw: RawFolder) -> RunRequest | SkipReason:
    """Ask for a run when the listing differs from that of the last run, and has not changed since the last look.

    The cursor holds the listing of the last run and that of the last look.
    """
    try:
        listing = _listing_version(Path(raw.path))
    except OSError as error:
        # Not "empty": a run on it would drop every article.
        return SkipReason(f"{raw.path} cannot be listed: {error}")
    last_run, last_look = (context.cursor or " ").split(" ")
    if listing == last_run:
        return SkipReason("Nothing has changed since the last run.")
    if listing != last_look:
        context.update_cursor(f"{last_run} {listing}")
        return SkipReason("Files have changed; waiting for one look without changes.")
    context.update_cursor(f"{listing} {listing}")
    # Without a run key: a folder that comes back to an earlier state is new work too.
    return RunRequest()


def _listing_version(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in list_raw_files(folder):
        digest.update(f"{file.path}\0{file.size}\0{file.modified_ns}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
