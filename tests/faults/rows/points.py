"""Row 2: the bot dies once at every commit, request and answer, for every kind of stimulus."""

import asyncio
import os
from collections import deque

from tests.faults.ground import Figures, Ground
from tests.faults.kinds import Kind, Stage, every_kind
from tests.faults.mortal import NEVER, SYNC, Point
from tests.faults.mortals import Seen, Server, died, forks, quiet, seen

NUMBERS = (2,)
TITLE = "killed once at every commit, request and answer of every kind of stimulus"
AIMS = {"kinds": 36, "points": 700}
MINUTES = 30

_TRIES = 3
_LANES = 4
"""So many bots live and die at once, each before a homeserver of its own; a start waits as much as it works."""
_LIMIT_SECONDS = 900.0
"""A kind that takes longer hangs; the others go on."""
_NICE = 10
"""It has no clock to keep up with: it takes what processor time the other rows leave."""
_AT_LEAST = 0.6
"""How many of the first life's points must be reached, and each sort of them at least once: where an answer is faster,
two steps are one commit."""
_SHORT = 0.1
"""Below this share of the work only a kind is tried, at all of its points."""
_SHORT_KINDS = ("poll vote",)


async def run(ground: Ground) -> Figures:
    """For each kind: how a bot that lives on does it; then a death at each point, a start, and the same result."""
    os.nice(_NICE)
    done: list[_Bench] = []
    async with Server() as server, forks() as forked:
        stage = Stage(server, ground.folder / "first", forked)
        kinds = await every_kind(stage, lambda name: ground.scale >= _SHORT or name in _SHORT_KINDS)
    waiting = deque(kinds.items())

    async def lane(number: int) -> None:
        while waiting:
            async with Server() as server, forks() as forked:
                stage = Stage(server, ground.folder / f"lane-{number}", forked)
                hangs = False
                while waiting and not hangs:
                    bench = _Bench(stage, *waiting.popleft())
                    hangs = not await bench.run()  # whatever still lives there must not meddle with the next kind
                    done.append(bench)
                    ground.tell(f"{len(done)} of {len(kinds)} kinds; {bench.name}: {bench.points} points")

    await asyncio.gather(*map(lane, range(_LANES if len(kinds) > 1 else 1)))
    wrong = {what: sum(bench.wrong[what] for bench in done) for what in _WRONG}
    points = sum(bench.points for bench in done)
    return Figures({"kinds": len(done), "points": points}, wrong, tuple(note for bench in done for note in bench.notes))


_WRONG = ("lost", "doubled", "not_reached", "not_at_rest", "hangs")


class _Bench:
    """One kind of stimulus at all of its points."""

    def __init__(self, stage: Stage, name: str, kind: Kind) -> None:
        self._stage, self.name, self._kind = stage, name, kind
        self.points = 0
        self.wrong = dict.fromkeys(_WRONG, 0)
        self.notes: list[str] = []

    async def run(self) -> bool:
        """Whether it came to its end in time."""
        try:
            async with asyncio.timeout(_LIMIT_SECONDS):
                await self._all_points()
        except TimeoutError:
            self._note(NEVER, "hangs", 1, self._log())
            return False
        return True

    async def _all_points(self) -> None:
        self._make_ready()
        expected = await self._live()
        if expected is None:
            self._note(NEVER, "not_at_rest", 1, f"nobody killed it: {self._log()}")
            return
        wanted = self._wanted()
        left = [point for point in wanted if not await self._die_at(point, expected, _TRIES)]
        for sort, last in {sort: number for number, sort in wanted if sort.endswith("commit")}.items():
            for number in range(last + 1, last + 1 + _TRIES):  # another life may have more of them
                if not await self._die_at((number, sort), expected, 1):
                    break
        sorts = {sort for _, sort in wanted} - {sort for _, sort in set(wanted) - set(left)}
        if sorts or len(left) > (1 - _AT_LEAST) * len(wanted):
            self._note(left[-1], "not_reached", len(left), f"of {len(wanted)}: {left}")

    def _wanted(self) -> list[Point]:
        """At which points to die, by what the first life has written down."""
        lines = (self._stage.run / "points").read_text(encoding="utf-8").splitlines()
        started, points = lines.index(SYNC), [line for line in lines if line != SYNC]
        wanted = [n for n in range(len(points)) if n >= started or self._kind.start]
        early = [n for n in range(started) if points[n].endswith("commit") and self._kind.clock]
        return [(points[: n + 1].count(points[n]), points[n]) for n in (*early, *wanted)]

    async def _die_at(self, point: Point, expected: Seen, tries: int) -> bool:
        """Whether there was such a point."""
        for _ in range(tries):
            self._make_ready()
            pid = await self._stage.forks.start(self._stage.run, self._kind.now, point)
            if await died(self._stage.forks, pid, self._stage.server, self._stage.run, self._kind.now):
                break
        else:
            return False
        self.points += 1
        found = await self._live()
        if found is None:
            self._note(point, "not_at_rest", 1, self._log())
            return True
        for one, other in ((expected.posts, found.posts), (expected.rows, found.rows)):
            lost, more = one - other, other - one
            self._note(point, "lost", lost.total(), f"{list(lost)[:3]}")
            self._note(point, "doubled", more.total(), f"{list(more)[:3]}")
        return True

    def _make_ready(self) -> None:
        """Everything as it was, and the stimulus on its way."""
        self._stage.take(self._kind.base)
        self._kind.act(self._stage)

    async def _live(self) -> Seen | None:
        """A start that nobody disturbs, until all is done. None: it does not come to rest."""
        for _ in range(2 if self._kind.told else 1):
            self._stage.server.asked_from = -1
            pid = await self._stage.forks.start(self._stage.run, self._kind.now)
            try:
                await quiet(self._stage.server, self._stage.run, self._kind.now)
            except TimeoutError:
                return None
            finally:
                await self._stage.forks.kill(pid)
        return seen(self._stage.server, self._stage.run)

    def _log(self) -> str:
        return (self._stage.run / "bot.log").read_text(encoding="utf-8")[-300:]

    def _note(self, point: Point, what: str, times: int, more: str) -> None:
        self.wrong[what] += times
        if times:
            self.notes.append(f"{self.name}, {point[1]} {point[0]}, {what}: {more}"[:600])
