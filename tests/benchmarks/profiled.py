"""Run a module and say where its processor time went: `python -m tests.benchmarks.profiled REPORT MODULE [ARGUMENT …]`.

The first SIGUSR1 begins, the second ends and writes the share of each package into REPORT. All threads are counted.
"""

import cProfile
import json
import runpy
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
_profiles: list[cProfile.Profile] = []


def main() -> None:
    report = Path(sys.argv[1])
    sys.argv = sys.argv[2:]
    started: dict[str, float] = {}

    def switch(_signal: int, _frame: Any) -> None:
        spent = _spent()
        if not started:
            started.update(spent)
            return
        part = report.with_suffix(".part")
        part.write_text(json.dumps({package: spent[package] - started.get(package, 0.0) for package in spent}))
        part.replace(report)

    signal.signal(signal.SIGUSR1, switch)
    threading.Thread.run = _profiled(threading.Thread.run)  # type: ignore[method-assign]
    _profiled(runpy.run_module)(sys.argv[0], run_name="__main__", alter_sys=True)


def _profiled(function: Any) -> Any:
    """The function, with a profile of its thread. Waiting costs no processor time and so counts nothing."""

    def run(*arguments: Any, **named: Any) -> Any:
        profile = cProfile.Profile(time.thread_time)
        _profiles.append(profile)
        return profile.runcall(function, *arguments, **named)

    return run


def _spent() -> dict[str, float]:
    """Seconds in the functions of each package, without what they call."""
    spent: dict[str, float] = {}
    for profile in _profiles:
        for entry in profile.getstats():
            package = _package(entry.code)
            spent[package] = spent.get(package, 0.0) + entry.inlinetime
    return spent


def _package(code: Any) -> str:
    if isinstance(code, str):
        return f"built in: {code.split('.')[0].strip('<>').split()[-1]}" if "sqlite" in code else "built in"
    path = Path(code.co_filename)
    if path.is_relative_to(_ROOT) and ".venv" not in path.parts:
        return path.relative_to(_ROOT).parts[0]
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1].removesuffix(".py")
    return "standard library"


if __name__ == "__main__":
    main()
