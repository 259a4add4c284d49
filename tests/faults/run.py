"""`make faults`: all rows of the bench, four at once, with what they are doing and a table of figures at the end.

The exit code is 0 if nothing went wrong and, in the long form, every aim was reached.
"""

import argparse
import asyncio
import json
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from time import monotonic
from types import ModuleType

from tests.faults import rows
from tests.faults.display import Display
from tests.faults.ground import Figures
from tests.faults.table import Result, in_words, write

_ROOT = Path(__file__).parents[2]
_MEMORY = Path("/dev/shm")
"""Here no homeserver waits for a disk. What is killed are processes, never the machine, so nothing is lost by it."""
_LIMIT_SECONDS = 14 * 60.0
"""No row may take longer (or half as long again as it says), so that one that hangs takes no others' figures along."""


@dataclass(frozen=True)
class Row:
    """A row by its module's name."""

    name: str
    module: ModuleType

    @property
    def label(self) -> str:
        return ",".join(map(str, self.module.NUMBERS)) or self.name

    @property
    def minutes(self) -> float:
        """About how long its long form takes beside another row; 1 unless it says so."""
        return float(getattr(self.module, "MINUTES", 1.0))


def found(only: Sequence[str] = ()) -> list[Row]:
    """The rows that there are, in the order of their names; with `only`, those with such a number or name."""
    every = [Row(one.name, import_module(f"{rows.__name__}.{one.name}")) for one in iter_modules(rows.__path__)]
    return [row for row in every if not only or row.name in only or any(str(n) in only for n in row.module.NUMBERS)]


async def play(
    row: Row, folder: Path, scale: float, seed: int, tell: Callable[[str], None], limit: float | None = None
) -> Result:
    """Run a row in a process of its own, which cannot outlive this one. Never raises for what the row does.

    After `limit` seconds it is ended and has failed.
    """
    begun = monotonic()
    limit = limit or max(_LIMIT_SECONDS, 1.5 * 60 * row.minutes)
    folder.mkdir(parents=True)
    with (folder.parent / f"{row.name}.err").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.demo.leash", "tests.faults.one"),
            *(row.name, str(folder), str(scale), str(seed)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=_ROOT,
            limit=1 << 24,
        )
        try:
            async with asyncio.timeout(limit):
                figures, cpu, error = await _listen(process, tell)
        except TimeoutError:
            figures, cpu, error = None, 0.0, f"not at its end after {limit / 60:.0f} minutes"
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
    seconds = monotonic() - begun
    return Result(row.label, row.module.TITLE, row.module.AIMS, scale, seed, seconds, cpu, figures, error)


async def _listen(
    process: asyncio.subprocess.Process, tell: Callable[[str], None]
) -> tuple[Figures | None, float, str]:
    """What a row's process says until it ends: its figures and processor seconds, or why there are none."""
    assert process.stdout is not None
    figures, cpu, error = None, 0.0, "the process ended without a word"
    async for line in process.stdout:
        try:
            told = json.loads(line)
        except ValueError:
            continue  # a library that prints
        tell(told.get("tell", "done"))
        error = told.get("error", error)
        if "figures" in told:
            values = told["figures"]
            figures, cpu = Figures(values["counts"], values["wrong"], tuple(values["notes"])), told["cpu"]
    await process.wait()
    return figures, cpu, error


async def play_all(
    chosen: Sequence[Row], folder: Path, scale: float, seed: int, at_once: int, note: Callable[[Result], None]
) -> list[Result]:
    """All of them, results in the order given, each noted when it is there; the folder of a row that went well is
    removed.

    One lane begins with the longest row, the next one with the shortest: whoever works much has company that does not.
    """
    waiting = deque(sorted(range(len(chosen)), key=lambda place: -chosen[place].minutes))
    left = {place: chosen[place].minutes * min(scale, 1.0) for place in waiting}
    results: dict[int, Result] = {}
    with Display([(row.label, row.module.TITLE) for row in chosen]) as display:

        async def one(place: int, row: Row) -> None:
            display.begin(place)
            results[place] = await play(row, folder / row.name, scale, seed, lambda words: display.tell(place, words))
            note(results[place])
            del left[place]
            display.rest = f"{len(left)} rows left, some {sum(left.values()) / at_once:.0f} minutes"
            display.end(place, "ok" if results[place].good else "FAILED")
            if results[place].good:
                shutil.rmtree(folder / row.name, ignore_errors=True)

        async def lane(number: int) -> None:
            while waiting:
                place = waiting.popleft() if number % 2 == 0 else waiting.pop()
                await one(place, chosen[place])

        await asyncio.gather(*(lane(number) for number in range(at_once)))
    return [results[place] for place in range(len(chosen))]


def _keep_to_yourself(_: Result) -> None:
    pass


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="make faults", description="The fault bench.")
    parser.add_argument("--only", default="", help="numbers or names of rows, with commas")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the long form")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31))
    parser.add_argument("--at-once", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="write the figures into docs/reliability.md")
    options = parser.parse_args(arguments)
    chosen = found([each for each in options.only.split(",") if each])
    folder = Path(tempfile.mkdtemp(prefix="faults-", dir=_MEMORY if _MEMORY.is_dir() else None))
    print(f"seed {options.seed}, scale {options.scale:g}, {len(chosen)} rows, in {folder}", flush=True)
    begun = monotonic()
    note = partial(write, _ROOT / "docs" / "reliability.md") if options.write else _keep_to_yourself
    results = asyncio.run(play_all(chosen, folder, options.scale, options.seed, options.at_once, note))
    print(in_words(results, monotonic() - begun))
    return 0 if results and all(result.good for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
