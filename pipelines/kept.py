"""What is found in the project's own files and takes long to find: kept as JSON until the files change.

It is kept where Python keeps what it has compiled, and is as little to be looked after. Dagster loads the pipeline anew
for each run, look and click: what the tables, views and questions are took longer to find each time than all else that
it does.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def kept(name: str, version: str, find: Callable[[], Any], beside: str = __file__) -> Any:
    """Give what `find` gives, JSON's kinds of values, or what it gave for this version when it was asked last.

    `version` has to differ when anything differs that `find` reads. It is kept beside the compiled form of a module.
    """
    file = Path(cache_from_source(beside)).with_name(f"{name}.json")
    with suppress(OSError, ValueError, TypeError, KeyError):
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["version"] == version:
            return content["value"]
    value = find()
    building = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):  # where nothing may be written, it is found each time
        file.parent.mkdir(exist_ok=True)
        try:
            building.write_text(json.dumps({"version": version, "value": value}), encoding="utf-8")
            os.replace(building, file)  # noqa: PTH105 - who reads it meanwhile has all of one or of the other
        finally:
            building.unlink(missing_ok=True)
    return value
