"""One row in a process of its own: `python -m tests.faults.one ROW FOLDER SCALE SEED`, telling its story in JSON lines.

The last line holds "figures" and "cpu", how many seconds a core worked for it, or "error" with a traceback.
"""

import asyncio
import json
import resource
import sys
import traceback
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.faults.ground import Figures, Ground


def _tell(row: dict[str, Any]) -> None:
    print(json.dumps(row, ensure_ascii=False), flush=True)


def main(name: str, folder: str, scale: str, seed: str) -> None:
    """Run the row and tell."""
    ground = Ground(Path(folder), float(scale), int(seed), lambda words: _tell({"tell": words}))
    try:
        figures: Figures = asyncio.run(import_module(f"tests.faults.rows.{name}").run(ground))
    except BaseException:
        _tell({"error": traceback.format_exc()})
        raise
    counted = asdict(figures) | {"counts": dict(figures.counts), "wrong": dict(figures.wrong)}
    _tell({"figures": counted, "cpu": _cpu_seconds()})


def _cpu_seconds() -> float:
    """What this process and all that it has started and seen end have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main(*sys.argv[1:])
