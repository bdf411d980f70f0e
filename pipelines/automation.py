"""When the pipeline runs, and who is told: the job, a schedule, sensors on the raw folder and on failed runs.

All that starts runs is off until it is switched on in the UI.
"""

import hashlib
import json
from urllib.request import Request, urlopen

from dagster import (
    AssetSelection,
    DagsterInvalidDefinitionError,
    DefaultSensorStatus,
    FreshnessPolicy,
    RunFailureSensorContext,
    RunRequest,
    ScheduleDefinition,
    SensorDefinition,
    SensorEvaluationContext,
    SkipReason,
    define_asset_job,
    in_process_executor,
    run_failure_sensor,
    sensor,
)
from dagster._utils.schedules import get_smallest_cron_interval  # no public way to ask; the release is pinned

from pipelines.lost_runs import end_lost_runs
from pipelines.resources import RawFolder
from pipelines.settings import SettingError

# How long the receiver of a report has to answer, in seconds.
REPORT_TIMEOUT = 10

# In process: a process of its own for each step costs seconds, and staging is opened once for the run.
news = define_asset_job(
    "news",
    selection=AssetSelection.all(),
    executor_def=in_process_executor,
    config={"loggers": {"console": {}}},
    description="Raw files in, the published warehouse out: does what is new, and nothing else.",
)


def news_schedule(cron: str, timezone: str) -> ScheduleDefinition:
    """Give the schedule of the job.

    Raises:
        SettingError: this is no cron expression, or no time zone.
    """
    try:
        return ScheduleDefinition(
            name="news_schedule",
            job=news,
            cron_schedule=cron,
            execution_timezone=timezone,
            description=f"Runs the job at {cron} ({timezone}): VERBATIM_SCHEDULE and VERBATIM_TIMEZONE say when.",
        )
    except DagsterInvalidDefinitionError as error:
        message = (
            f"VERBATIM_TIMEZONE is {timezone!r}; it must be a name such as UTC or Europe/Berlin."
            if "timezone" in str(error)
            else f"VERBATIM_SCHEDULE is {cron!r}; it must be cron's five fields, minute, hour, day of the month, month "
            "and day of the week, as in '0 3 * * *' for every day at 3:00."
        )
        raise SettingError(message) from None


def once_a_tick(cron: str, timezone: str) -> FreshnessPolicy:
    """Give the policy that something was looked after since the schedule's tick before the last."""
    return FreshnessPolicy.cron(cron, get_smallest_cron_interval(cron), timezone)


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
        listing = _listing_version(raw.path)
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


def _listing_version(place: str) -> str:
    from pipelines.ingest.listing import list_files  # noqa: PLC0415 - for the sensor, not for whoever loads it

    digest = hashlib.sha256()
    for file in list_files(place):
        digest.update(f"{file.path}\0{file.size}\0{file.modified_ns}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


@sensor(
    minimum_interval_seconds=30,
    default_status=DefaultSensorStatus.RUNNING,
    description="Marks runs as failed whose process was killed, so that the next one starts. It starts none itself.",
)
def lost_runs(context: SensorEvaluationContext) -> SkipReason:
    """Look after runs whose process is gone."""
    ended = end_lost_runs(context.instance)
    return SkipReason(f"Marked as failed: {', '.join(ended)}." if ended else "The process of every run is there.")


def failed_runs(webhook: str | None) -> SensorDefinition:
    """Give the sensor that posts each failed run to an address, as JSON; without an address it only says so."""

    @run_failure_sensor(
        name="failed_runs",
        description="Posts each run that fails to the address in VERBATIM_WEBHOOK: which run and stage, what kind of "
        "error. Nothing of the articles is sent.",
    )
    def post_failure(context: RunFailureSensorContext) -> SkipReason | None:
        if webhook is None:
            return SkipReason("VERBATIM_WEBHOOK names no address to report to.")
        _post(webhook, failure_report(context))
        return None

    return post_failure


def failure_report(context: RunFailureSensorContext) -> dict[str, str]:
    """Say which run failed, where, and by which kind of error: a message might quote an article, so none is sent."""
    failures = [event for event in context.get_step_failure_events() if event.step_failure_data.error]
    error = failures[0].step_failure_data.error if failures else None
    step = (failures[0].step_key or "") if failures else ""
    kind = (error.cause or error).cls_name if error else None
    run = context.dagster_run
    return {
        # What chat services show of a post.
        "text": f"Verbatim: run {run.run_id[:8]} of {run.job_name} failed"
        + (f" in {step} ({kind})" if failures else "")
        + f". Its log is in the Dagster UI, at /runs/{run.run_id}; the published warehouse is as it was.",
        "job": run.job_name,
        "run_id": run.run_id,
        "step": step,
        "error": kind or "",
    }


def _post(address: str, report: dict[str, str]) -> None:
    """Post a report. Raises OSError where it does not arrive: the tick in the UI then says so."""
    body = json.dumps(report).encode()
    request = Request(address, data=body, headers={"Content-Type": "application/json"})  # noqa: S310 - settings.py looks
    with urlopen(request, timeout=REPORT_TIMEOUT):  # noqa: S310
        pass
