"""Every branch of parser, authority, recurrence and outbox is tried (reliability F): `make coverage` in figures."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.faults.ground import Figures, Ground

NUMBERS: tuple[int, ...] = ()
TITLE = "branches of parser, authority, recurrence and outbox that no test takes"
AIMS = {"branches": 350, "files": 15}
MINUTES = 7

_ROOT = Path(__file__).parents[3]
_ONE = ("--include=bot/pace.py", "-m", "pytest", "tests/test_pace.py")
"""In the short form only the smallest file is looked at."""
_ALL = ("-m", "pytest", "@tests/coverage.txt")


async def run(ground: Ground) -> Figures:
    """A test that fails, a line and a branch that none takes are each wrong."""
    ground.tell("the tests run")
    failed, _ = await _coverage(ground, "run", *(_ALL if ground.scale >= 1 else _ONE))
    _, text = await _coverage(ground, "json", "-o", "-", "--fail-under=0")
    report: dict[str, Any] = json.loads(text)
    totals = report["totals"]
    return Figures(
        {"files": len(report["files"]), "branches": totals["num_branches"], "lines": totals["num_statements"]},
        {
            "tests_failed": int(failed),
            "missing_branches": totals["missing_branches"],
            "missing_lines": totals["missing_lines"],
        },
        tuple(
            f"{name}: lines {one['missing_lines']}, branches {one['missing_branches']}"
            for name, one in report["files"].items()
            if one["missing_lines"] or one["missing_branches"]
        ),
    )


async def _coverage(ground: Ground, *arguments: str) -> tuple[bool, str]:
    """Whether a command of coverage.py failed, and what it printed. Its data lie in the folder of the row."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "coverage", *arguments),
        stdout=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        env=os.environ | {"COVERAGE_FILE": str(ground.folder / "data"), "CI": "1"},  # the same examples every time
    )
    printed, _ = await process.communicate()
    return process.returncode != 0, printed.decode()
