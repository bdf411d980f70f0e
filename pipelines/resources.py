"""What the assets share: the raw folder, the two databases, the language model, and the workers that use it.

Where these are is decided in `definitions.py`; what is done with them, in the stages.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster import ConfigurableResource, InitResourceContext
from pydantic import Field, PrivateAttr

from pipelines.lost_runs import PROCESS_TAG, this_process
from pipelines.versions import extract_version, model_version
from pipelines.workers import Processes, Rescue, Result, Task, search_rarely, spread_in

if TYPE_CHECKING:
    from pipelines.staging import Staging


class RawFolder(ConfigurableResource[Any]):
    """The user's raw files; nothing is ever written there."""

    path: str = Field(description="Folder of the raw files, or their s3:// address.")
    fields: dict[str, str] = Field(
        default={}, description="The user's own names of fields in structured files, by column (text: article_txt)."
    )

    @property
    def fields_version(self) -> str:
        """Give the version of the mapping of fields, to follow the stage's: another mapping reads all files again."""
        return "".join(f" {column}={name}" for column, name in sorted(self.fields.items()))


class StagingDatabase(ConfigurableResource[Any]):
    """The pipeline's memory, open for the length of a run: a second run waits for it."""

    path: str = Field(description="File of the staging database; made if it is not there.")
    _staging: "Staging | None" = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Iterator["StagingDatabase"]:
        """Open the database, wait for another run to end if need be, and close it when this one ends."""
        from pipelines.staging import Staging  # noqa: PLC0415 - with it comes Arrow, which only a run needs

        search_rarely()
        log = context.log
        if context.instance and context.run_id:
            context.instance.add_run_tags(context.run_id, {PROCESS_TAG: this_process()})
        with Staging(Path(self.path), on_wait=log.info if log else lambda _: None) as staging:
            self._staging = staging
            yield self
            self._staging = None

    @property
    def staging(self) -> "Staging":
        """Give the open database."""
        if self._staging is None:
            message = "Staging is open only while a run executes."
            raise RuntimeError(message)
        return self._staging


class CurationFile(ConfigurableResource[Any]):
    """The analyst's decisions about actors; nothing is ever written there."""

    path: str = Field(description="CSV file of the decisions; where there is none, nothing is decided.")


class PublishedWarehouse(ConfigurableResource[Any]):
    """The published warehouse file, replaced whole by each publication."""

    path: str = Field(description="File of the published warehouse.")
    address: str = Field(default="", description="The s3:// address to which it goes besides; none by default.")


class LanguageModel(ConfigurableResource[Any]):
    """The spaCy model that reads the articles."""

    name: str = Field(description="Name of an installed spaCy model package, or the path of a model folder.")
    language: str = Field(default="en", description="Language that it reads, ISO 639-1; other articles are skipped.")

    @property
    def version(self) -> str:
        """Give the version of the model."""
        return model_version(self.name)

    @property
    def extract_version(self) -> str:
        """Give the version of an analysis by this model: of the stage's code and of the model."""
        return extract_version(self.name, self.language)


class Workers(ConfigurableResource[Any]):
    """The processes that share the work on texts: this machine's, or for the heavy part of it those of a cluster."""

    count: int = Field(description="Number of processes; 0 for one a core.")
    cluster: str = Field(default="", description="Address of a Dask scheduler, tcp://host:port; none by default.")
    _processes: Processes | None = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, _: InitResourceContext) -> Iterator["Workers"]:
        """End what processes are left when a run ends."""
        try:
            yield self
        finally:
            self._end()

    def spread(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        most: int,
        rescue: Rescue[Task, Result],
        version: Callable[[], str],
    ) -> Iterator[Result]:
        """Apply a function that needs the language model to tasks, here or on the cluster, if there is one.

        It is otherwise as `share`, in processes that are there for this work alone: what reads files takes memory
        beside a model. `version` gives the version of the work where it is done: every worker of a cluster must have
        the same.

        Raises:
            ClusterError: the cluster cannot be used.
        """
        if self.cluster:
            from pipelines.cluster import connected  # noqa: PLC0415

            with connected(self.cluster, version) as pool:
                yield from spread_in(pool, function, tasks, pool.waiting, rescue)
            return
        self._end()
        yield from self.share(function, tasks, most, rescue)
        self._end()

    def share(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], most: int, rescue: Rescue[Task, Result]
    ) -> Iterator[Result]:
        """Apply a function to tasks in processes of this machine; give results as they come, in no set order.

        Little work too: what hangs or dies there takes nothing else with it. The processes stay for the next work, so
        that a run starts them once. Light work is never done on a cluster: it costs little more than sending the texts
        there and back would. At most two tasks a process wait at a time, so that neither they nor their results fill
        the memory.

        Args:
            function: a function that a process started anew can import.
            tasks: what it is applied to, each by itself.
            most: number of processes that there is work for.
            rescue: what is done about a task that hangs or kills its process.
        """
        count = min(self.count or (os.cpu_count() or 1), most)
        if not count:
            return
        if self._processes is None or self._processes.count < count:
            self._end()
            self._processes = Processes(count)
        yield from spread_in(self._processes, function, tasks, lambda: 2 * count, rescue)

    def _end(self) -> None:
        if self._processes is not None:
            self._processes.end()
            self._processes = None
