"""`make bench`: what a command costs the bot, as a ratio to the plainest possible bot, and how much memory it takes.

Figures of one machine at one time; only ratios are worth comparing. Nothing here fails for being slow.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.subjects import Child, Cost, Stub, the_bot, the_echo

_ROOMS = 10
_RATIO_AIM = 2.0
_MEMORY_AIM_MB = 90

Subject = Callable[[str, Path, Path | None], Child]
SUBJECTS: dict[str, Subject] = {"bot": the_bot, "echo": the_echo}


def _setup() -> list[tuple[int, str]]:
    bodies = [f"!gremium neu G{room} Gremium {room} operativ" for room in range(_ROOMS)]
    return [(room, line) for room, body in enumerate(bodies) for line in (body, "ja", "!reihe jeden Dienstag 9 Uhr")]


def _commands(count: int) -> list[tuple[int, str]]:
    return [(number % _ROOMS, f"!top Thema {number} der Runde") for number in range(count)]


async def measure(subject: Subject, count: int, per_sync: int, report: Path | None) -> tuple[Cost, float]:
    """Let a fresh process answer `count` commands; the cost, and its resident memory afterwards in MB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Stub(folder / "stub.log") as stub, subject(await stub.url(), folder, report) as child:
            try:
                return await _measure(stub, child, count, per_sync, report)
            except TimeoutError:
                raise SystemExit(f"no answer any more; its last words:\n{child.last_words()}") from None


async def _measure(stub: Stub, child: Child, count: int, per_sync: int, report: Path | None) -> tuple[Cost, float]:
    await stub.feed(_setup(), 1)
    if report is not None:
        child.signal()
    before = child.cpu()
    fed = await stub.feed(_commands(count), per_sync)
    cpu = child.cpu() - before
    child.assert_alive()
    if report is not None:
        child.signal()
        async with asyncio.timeout(30):
            while not report.exists():
                await asyncio.sleep(0.1)
    return Cost(count, cpu, fed["seconds"], fed["sent"]), child.resident_mb()


async def compare(count: int, rounds: int, per_sync: int) -> None:
    """Measure bot and echo by turns and print medians."""
    costs: dict[str, list[Cost]] = {name: [] for name in SUBJECTS}
    memory: dict[str, list[float]] = {name: [] for name in SUBJECTS}
    for _ in range(rounds):
        for name, subject in SUBJECTS.items():
            cost, megabytes = await measure(subject, count, per_sync, None)
            costs[name].append(cost)
            memory[name].append(megabytes)
    print(f"\n{per_sync} command(s) per sync response; n = {rounds} rounds x {count} commands in {_ROOMS} rooms each")
    for name in SUBJECTS:
        each = sorted(cost.ms for cost in costs[name])
        seconds = statistics.median(cost.seconds for cost in costs[name])
        print(
            f"  {name:4}  CPU per command: median {statistics.median(each):6.2f} ms ({each[0]:.2f} to {each[-1]:.2f})"
            f"   wall per command: {seconds * 1000 / count:6.2f} ms   sent: {costs[name][-1].sent}"
            f"   memory: median {statistics.median(memory[name]):.1f} MB (most {max(memory[name]):.1f})"
        )
    ratios = [bot.ms / echo.ms for bot, echo in zip(costs["bot"], costs["echo"], strict=True)]
    ratio, most = statistics.median(ratios), max(memory["bot"])
    print(f"  ratio bot/echo: median {ratio:.2f} ({min(ratios):.2f} to {max(ratios):.2f})", end="   ")
    print(f"aim <= {_RATIO_AIM}: {'reached' if ratio <= _RATIO_AIM else 'MISSED'}")
    events = [sum(costs[name][-1].sent.values()) / count for name in SUBJECTS]
    print(f"  the bot sends {events[0]:.1f} events for each command, the echo {events[1]:.1f}", end="; ")
    print(f"for each event the ratio is {ratio * events[1] / events[0]:.2f}")
    print(f"  resident memory of the bot: {most:.1f} MB", end="   ")
    print(f"aim <= {_MEMORY_AIM_MB} MB: {'reached' if most <= _MEMORY_AIM_MB else 'MISSED'}")


async def profile(count: int, per_sync: int) -> None:
    """Print in which packages the bot's processor time goes. The profiler itself slows it down."""
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "shares.json"
        cost, _ = await measure(the_bot, count, per_sync, report)
        shares: dict[str, float] = json.loads(report.read_text())
    total = sum(shares.values())
    print(f"\nwhere the time goes, n = {count} commands, {cost.ms:.2f} ms of CPU each under the profiler")
    for package, seconds in sorted(shares.items(), key=lambda share: -share[1])[:16]:
        print(f"  {seconds / total:6.1%}  {package}")


def main() -> None:
    parser = argparse.ArgumentParser(description="What a command costs, as a ratio.")
    parser.add_argument("--commands", type=int, default=600, help="commands in each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--per-sync", type=int, nargs="+", default=[1, 5], help="commands in one sync response")
    parser.add_argument("--profile", action="store_true", help="also say where the time goes")
    options = parser.parse_args()
    for per_sync in options.per_sync:
        asyncio.run(compare(options.commands, options.rounds, per_sync))
        if options.profile:
            asyncio.run(profile(options.commands, per_sync))


if __name__ == "__main__":
    main()
