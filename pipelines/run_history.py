"""Where Dagster keeps its history: in its own SQLite files, by connections that stay open; `dagster.yaml` names this.

Dagster opens and closes a file anew for each event, and three times for each SQLite waits until the disk has it: of a
run of some three hundred events, most of them what Dagster plans and reports for each table and view, that was ten
seconds. The files are as Dagster would have them; who names no storage in `dagster.yaml` goes on with them.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from dagster._core.event_api import EventHandlerFn
from dagster._core.storage.event_log.polling_event_watcher import SqlPollingEventWatcher
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.runs.sqlite.sqlite_run_storage import SqliteRunStorage
from dagster._core.storage.schedules.sqlite.sqlite_schedule_storage import SqliteScheduleStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import (
    DagsterSqliteStorage,
    _event_logs_directory,
    _runs_directory,
    _schedule_directory,
)
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event


def _engine(address: str) -> Engine:
    """Make the engine of a file: its connections are kept, and wait for the disk only now and then.

    A process that is killed loses nothing by that; a machine that loses its power perhaps the last events, and SQLite
    keeps the file whole.
    """
    engine = create_engine(address, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
    event.listen(engine, "connect", _write_ahead)
    return engine


def _write_ahead(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL").close()  # as Dagster's files are, once it has made their tables
    connection.execute("PRAGMA synchronous = NORMAL").close()


class _Runs(SqliteRunStorage):
    """The list of runs, one file."""

    def __init__(self, conn_string: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(conn_string, inst_data)
        self._engine = _engine(conn_string)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Give a connection, in a transaction."""
        with self._engine.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close the file."""
        self._engine.dispose()


class _Events(SqliteEventLogStorage):
    """The events: a file a run, and an index. Two files are open: the index, and that of the run last asked for."""

    def __init__(self, base_dir: str) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(base_dir)
        # Dagster's own way to watch a run is to wait for its file to change, which it now does late: SQLite writes
        # ahead, to another. So the UI asks for news, as it does with a PostgreSQL server.
        self._watcher = SqlPollingEventWatcher(self)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock, self._engine_of(shard).begin() as connection:
            yield connection

    def _engine_of(self, shard: str) -> Engine:
        if shard not in self._engines:
            if shard != INDEX_SHARD_NAME:
                self._close(self._engines.keys() - {INDEX_SHARD_NAME})
            engine = _engine(self.conn_string_for_shard(shard))
            self._initdb(engine)
            self._engines[shard] = engine
        return self._engines[shard]

    def watch(self, run_id: str, cursor: str | None, callback: EventHandlerFn) -> None:
        """Call `callback` with each event of a run after the cursor, as they come."""
        self._watcher.watch_run(run_id, cursor, callback)

    def end_watch(self, run_id: str, handler: EventHandlerFn) -> None:
        """Call it no more."""
        self._watcher.unwatch_run(run_id, handler)

    def wipe(self) -> None:
        """Forget all events."""
        self._close(self._engines.keys() - {INDEX_SHARD_NAME})
        super().wipe()

    def dispose(self) -> None:
        """Close the files."""
        self._watcher.close()
        self._close(set(self._engines))
        super().dispose()

    def _close(self, shards: set[str]) -> None:
        for shard in shards:
            self._engines.pop(shard).dispose()


class RunHistory(DagsterSqliteStorage):
    """All that Dagster keeps of runs, events and schedules, in the folder `base_dir`."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self.base_dir = base_dir
        self._run_storage = _Runs.from_local(_runs_directory(base_dir))
        self._event_log_storage = _Events(_event_logs_directory(base_dir))
        self._schedule_storage = SqliteScheduleStorage.from_local(_schedule_directory(base_dir))
        self._inst_data = inst_data
        # Not its own class's, which would open the files once more.
        super(DagsterSqliteStorage, self).__init__()  # type: ignore[no-untyped-call]

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> Self:
        """Open what `dagster.yaml` names."""
        return cls(config_value["base_dir"], inst_data)
