"""What `make ui` runs: a look at the settings and the port, then Dagster's web server and daemon in this process."""

import errno
import os
import socket
import sys
from pathlib import Path

from pipelines.settings import ROOT, SettingError

HOST = "127.0.0.1"

try:
    # For the settings' sake: a code location that does not load is a screen of stacks.
    import pipelines.definitions  # noqa: F401
except SettingError as wrong:
    sys.exit(str(wrong))


def main(port: str) -> None:
    """Become the UI; where it cannot be started, end with a sentence."""
    wrong = port_problem(port)
    if wrong:
        sys.exit(wrong)
    dagster = Path(sys.executable).with_name("dagster")
    print(f"The UI will be at http://{HOST}:{port} in some seconds; Ctrl-C ends it.", flush=True)  # noqa: T201
    os.execv(dagster, [str(dagster), "dev", "-w", str(ROOT / "workspace.yaml"), "-h", HOST, "-p", port])  # noqa: S606


def port_problem(port: str) -> str:
    """Say why nothing can listen on a port; nothing if something can."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return f"PORT is {port!r}; it must be a number from 1 to 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "another program listens there" if taken else (error.strerror or str(error))
            return f"Port {port} cannot be used: {why}. Take another: make ui PORT={int(port) % 65535 + 1}"
    return ""


if __name__ == "__main__":
    main(sys.argv[1])
