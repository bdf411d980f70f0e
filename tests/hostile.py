"""Texts that do to the process which works on them what they say: for tests of what becomes of the others."""

import os
import re
import signal
from pathlib import Path


def obey(text: str) -> None:
    """Do what a text says: hang in a regular expression, or be killed, or be stopped; "once" if a file is not there."""
    if text.startswith("once "):
        done = Path(text.removeprefix("once ").strip())
        if not done.exists():
            done.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    elif text.startswith("hang"):
        re.match(r"(a+)+$", "a" * 60 + "b")  # for longer than anybody waits
    elif text.startswith("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    elif text.startswith("stop"):
        os.kill(os.getpid(), signal.SIGSTOP)
