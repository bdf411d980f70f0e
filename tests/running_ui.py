"""The Dagster UI as `make ui` starts it, on a free port and with folders of its own, for tests and screenshots."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page

from pipelines.settings import ROOT
from pipelines.ui import HOST

# A loaded machine takes a minute to start the server, the daemon and the code location.
STARTING = 180


@contextmanager
def running_ui(folder: Path, raw: Path) -> Iterator[str]:
    """Start the UI with its history and data in `folder`; give its address once the pipeline is loaded."""
    (folder / "dagster").mkdir()
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", folder / "dagster")
    with socket.create_server((HOST, 0)) as probe:
        port = probe.getsockname()[1]
    settings = {
        "DAGSTER_HOME": str(folder / "dagster"),
        "VERBATIM_RAW": str(raw),
        "VERBATIM_DATA": str(folder / "data"),
        "VERBATIM_WORKERS": "1",
        "PYTHONPATH": str(ROOT),
    }
    with (folder / "ui.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "pipelines.ui", str(port)],
            cwd=folder,
            env=os.environ | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        address = f"http://{HOST}:{port}"
        _wait(f"{address}/server_info", server, folder / "ui.log")
        yield address
    finally:
        os.killpg(server.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(30)
        _end_session(server.pid)
        server.wait()


def _end_session(session: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(session, signal.SIGKILL)


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - the address is our own
                return
        except (URLError, TimeoutError):
            time.sleep(0.5)
    message = f"The UI did not start:\n{log.read_text(encoding='utf-8')[-2000:]}"
    raise RuntimeError(message)


def materialize_all(page: Page, address: str) -> None:
    """Start a run of everything with a click, and wait until the list of runs shows that it has ended well."""
    page.goto(f"{address}/asset-groups")
    page.get_by_role("button", name="Materialize all").click()
    page.get_by_text("Launched run").first.wait_for()
    page.goto(f"{address}/runs")
    page.get_by_text("Success", exact=True).first.wait_for(timeout=120_000)
