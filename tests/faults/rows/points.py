"""Row 2: the bot dies once at every commit, request and answer, for every kind of stimulus."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.ground import Figures, Ground
from tests.faults.mortal import SYNC
from tests.faults.mortals import Forks, Seen, Server, died, forks, furnish, query, quiet, seen
from tests.stub_homeserver import VOGT

NUMBERS = (2,)
TITLE = "killed once at every commit, request and answer of every kind of stimulus"
AIMS = {"kinds": 20, "points": 400}

_NOW = datetime(2027, 1, 11, 7, tzinfo=UTC)
_SOON = timedelta(minutes=1)
_TRIES = 3
_SHORT = 0.1
"""Below this share of the work only two kinds are tried, each at all of its points."""
_SHORT_KINDS = ("command in clear in an encrypted room", "poll vote")

_SET_UP = (
    "!gremium neu STG Steuerungsgruppe Bildung strategisch",
    "ja",
    "!reihe jeden Dienstag 9 Uhr",
    "!top Raumplanung",
    "!terminfindung Mi 3.2. 14 Uhr, Do 4.2. 9 Uhr oder Fr 5.2. 10 Uhr",
    "!topp Ganztag",
)
_DATES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//DE
BEGIN:VEVENT
UID:eins@brakenfeld.example
DTSTAMP:20270101T080000Z
DTSTART:20270120T090000Z
DTEND:20270120T100000Z
SUMMARY:Klausur
END:VEVENT
END:VCALENDAR
"""


class Stage:
    """The homeserver with its rooms, and a folder in which a bot has lived for a while."""

    def __init__(self, server: Server, folder: Path, forks: Forks) -> None:
        self.server, self.folder, self.forks = server, folder, forks
        self.room = server.room("Steuerungsgruppe", "@demir:brakenfeld.example")
        self.direct = server.room("Vogt")
        self.secret = server.room("Verschlüsselt", encrypted=True)
        self.said: dict[str, str] = {}

    async def set_up(self) -> None:
        """A body with a series, a topic, a poll and a question that waits, and a message that cannot be read."""
        furnish(self.server, self.folder / "base")
        pid = await self.forks.start(self.folder / "base", _NOW)
        await quiet(self.server, self.folder / "base", _NOW)
        for line in _SET_UP:
            self.said[line] = self.server.say(self.room, line)
            await quiet(self.server, self.folder / "base", _NOW + _SOON)
        content = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgA", "session_id": "x"}
        content |= {"sender_key": "x", "device_id": "Y"}
        self.server.put(self.secret, VOGT, "m.room.encrypted", content, None)
        await quiet(self.server, self.folder / "base", _NOW + _SOON)
        await self.forks.kill(pid)

    def last(self, kind: str) -> dict[str, Any]:
        """The newest event of a type that the bot has sent."""
        return next(event for event in reversed(self.server.sent) if event["type"] == kind)


@dataclass(frozen=True)
class Kind:
    """What happens before the bot starts, and when it starts. `anew`: it has never lived before."""

    act: Callable[[Stage], object]
    now: datetime = _NOW + _SOON
    anew: bool = False
    whole_start: bool = False


def _say(text: str, where: Callable[[Stage], str] = lambda stage: stage.room) -> Kind:
    return Kind(lambda stage: stage.server.say(where(stage), text))


def _question(stage: Stage) -> str:
    return str(next(e for e in reversed(stage.server.sent) if "topp" in str(e["content"].get("body")))["event_id"])


def _react(stage: Stage) -> None:
    relation = {"rel_type": "m.annotation", "event_id": _question(stage), "key": "1️⃣"}
    stage.server.put(stage.room, VOGT, "m.reaction", {"m.relates_to": relation}, None)


def _edit(stage: Stage) -> None:
    fresh = {"msgtype": "m.text", "body": "!top Raumplanung 2027"}
    relation = {"rel_type": "m.replace", "event_id": stage.said["!top Raumplanung"]}
    content: dict[str, Any] = {"msgtype": "m.text", "body": "* !top Raumplanung 2027"}
    content |= {"m.new_content": fresh, "m.relates_to": relation}
    stage.server.put(stage.room, VOGT, "m.room.message", content, None)


def _redact(stage: Stage) -> None:
    target = stage.said["!top Raumplanung"]
    stage.server.put(stage.room, VOGT, "m.room.redaction", {"redacts": target}, None, redacts=target)


def _vote(stage: Stage) -> None:
    poll = stage.last("org.matrix.msc3381.poll.start")
    answers = [poll["content"]["org.matrix.msc3381.poll.start"]["answers"][0]["id"]]
    content = {"m.relates_to": {"rel_type": "m.reference", "event_id": poll["event_id"]}}
    content["org.matrix.msc3381.poll.response"] = {"answers": answers}
    stage.server.put(stage.room, VOGT, "org.matrix.msc3381.poll.response", content, None)


def _drop(stage: Stage) -> None:
    url = stage.server.lay_down(_DATES.encode(), "text/calendar")
    info = {"mimetype": "text/calendar", "size": len(_DATES)}
    stage.server.say(stage.room, "termine.ics", msgtype="m.file", url=url, info=info, filename="termine.ics")


def _invite(stage: Stage) -> None:
    stage.server.invite("!neu")


KINDS: dict[str, Kind] = {
    "first start": Kind(lambda _: None, anew=True),
    "another start": Kind(lambda _: None, whole_start=True),
    "command": _say("!top Haushalt"),
    "refused command": _say("!vertagen 9"),
    "command that asks": _say("!umbenennne 1 in Raum"),
    "answer by number": _say("1"),
    "several lines": _say("!top Eins\n!top Zwei\n!to"),
    "file sent": _say("!termin 20.1. 14 Uhr"),
    "assignment": _say("!auftrag an FB 51: Bedarf prüfen bis 5.2."),
    "direct chat": _say("!top STG Aus der Ferne", lambda stage: stage.direct),
    "command in clear in an encrypted room": _say("!top Offen", lambda stage: stage.secret),
    "reaction": Kind(_react),
    "edit": Kind(_edit),
    "redaction": Kind(_redact),
    "poll vote": Kind(_vote),
    "file dropped": Kind(_drop),
    "invitation": Kind(_invite),
    "left room": Kind(lambda stage: stage.server.kick(stage.room)),
    "undecryptable": Kind(lambda _: None, now=_NOW + timedelta(minutes=11)),
}


async def run(ground: Ground) -> Figures:
    """For each kind: how a bot that lives on does it; then a death at each point, a start, and the same result."""
    points = dict.fromkeys(("lost", "doubled", "not_reached", "not_at_rest"), 0)
    counts = {"kinds": 0, "points": 0}
    notes: list[str] = []
    async with Server() as server, forks() as forked:
        server.now_ms = round(_NOW.timestamp() * 1000)
        stage = Stage(server, ground.folder, forked)
        await stage.set_up()
        kept = server.keep()
        kinds = KINDS | _duties(ground.folder / "base")
        chosen = kinds if ground.scale >= _SHORT else {name: kinds[name] for name in _SHORT_KINDS}
        for name, kind in chosen.items():
            bench = _Bench(stage, kept, name, kind)
            await bench.run()
            counts["kinds"] += 1
            counts["points"] += bench.points
            for what, number in bench.wrong.items():
                points[what] += number
            notes += bench.notes
            ground.tell(f"{name}: {bench.points} points")
    return Figures(counts, points, tuple(notes))


def _duties(folder: Path) -> dict[str, Kind]:
    """A kind for each duty of the clock that waits, at its first time."""
    due = query(folder, "SELECT name, min(due_at) FROM duty WHERE state = 'pending' GROUP BY name ORDER BY 2")
    times = {name: datetime.fromisoformat(at).replace(tzinfo=UTC) + timedelta(seconds=1) for name, at in due}
    return {f"duty {name}": Kind(lambda _: None, now=max(at, _NOW + _SOON)) for name, at in times.items()}


class _Bench:
    """One kind of stimulus at all of its points."""

    def __init__(self, stage: Stage, kept: dict[str, Any], name: str, kind: Kind) -> None:
        self._stage, self._kept, self._name, self._kind = stage, kept, name, kind
        self._folder = stage.folder / "run"
        self.points = 0
        self.wrong = dict.fromkeys(("lost", "doubled", "not_reached", "not_at_rest"), 0)
        self.notes: list[str] = []

    async def run(self) -> None:
        self._make_ready()
        expected = await self._live()
        if expected is None:
            self._note(0, "not_at_rest", 1, f"nobody killed it: {self._log()}")
            return
        lines = (self._folder / "points").read_text(encoding="utf-8").splitlines()
        whole = self._kind.anew or self._kind.whole_start
        first = 0 if whole else lines.index(SYNC)
        last = len(lines) - lines.count(SYNC)
        number = first
        while number < last or self.points < number - first:
            number += 1
            if number > last + _TRIES or not await self._die_at(number, expected, must=number <= last):
                break

    async def _die_at(self, number: int, expected: Seen, *, must: bool) -> bool:
        """Whether it is worth while to go on to the next point."""
        for _ in range(_TRIES if must else 1):
            self._make_ready()
            reached = await died(
                self._stage.forks, await self._start(number), self._stage.server, self._folder, self._kind.now
            )
            if reached:
                break
        if not reached:
            if must:
                self._note(number, "not_reached", 1, "")
            return must
        self.points += 1
        where = (self._folder / "points").read_text(encoding="utf-8").splitlines()[-1]
        found = await self._live()
        if found is None:
            self._note(number, "not_at_rest", 1, f"{where}: {self._log()}")
            return True
        for one, other in ((expected.posts, found.posts), (expected.rows, found.rows)):
            lost, more = one - other, other - one
            self._note(number, "lost", lost.total(), f"{where}: {list(lost)[:3]}")
            self._note(number, "doubled", more.total(), f"{where}: {list(more)[:3]}")
        return True

    def _make_ready(self) -> None:
        """Everything as it was, and the stimulus on its way."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._stage.server.give_back(self._kept)
        if self._kind.anew:
            self._stage.server.device_keys, self._stage.server.identity = {}, {}
            furnish(self._stage.server, self._folder)
        else:
            shutil.copytree(self._stage.folder / "base", self._folder)
        self._kind.act(self._stage)

    async def _start(self, die_at: int) -> int:
        return await self._stage.forks.start(self._folder, self._kind.now, die_at)

    async def _live(self) -> Seen | None:
        """A start that nobody disturbs, until all is done. None: it does not come to rest."""
        self._stage.server.asked_from = -1
        pid = await self._start(0)
        try:
            await quiet(self._stage.server, self._folder, self._kind.now)
        except TimeoutError:
            return None
        finally:
            await self._stage.forks.kill(pid)
        return seen(self._stage.server, self._folder)

    def _log(self) -> str:
        return (self._folder / "bot.log").read_text(encoding="utf-8")[-300:]

    def _note(self, number: int, what: str, times: int, more: str) -> None:
        self.wrong[what] += times
        if times:
            self.notes.append(f"{self._name}, point {number}, {what}: {more}"[:600])
