"""One row in a process of its own: `python -m tests.faults.one ROW FOLDER SCALE SEED`, telling its story in JSON lines.

The last line holds "figures", or "error" with a traceback.
"""

import asyncio
import json
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
    _tell({"figures": asdict(figures) | {"counts": dict(figures.counts), "wrong": dict(figures.wrong)}})


if __name__ == "__main__":
    main(*sys.argv[1:])
