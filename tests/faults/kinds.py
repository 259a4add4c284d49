"""The kinds of stimulus at whose points the bot has to die, and the stage on which they happen."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.mortals import Forks, Server, configure, furnish, query, quiet
from tests.stub_homeserver import VOGT

NOW = datetime(2027, 1, 11, 7, tzinfo=UTC)
_SOON = timedelta(minutes=1)
_BEFORE = timedelta(seconds=45)
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
    """A homeserver with its rooms, and a folder for bots that live and die there.

    A second stage has the same rooms: what has happened comes with a base.
    """

    def __init__(self, server: Server, folder: Path, forks: Forks) -> None:
        self.server, self.folder, self.forks = server, folder, forks
        server.now_ms = round(NOW.timestamp() * 1000)
        self.room = server.room("Steuerungsgruppe", "@demir:brakenfeld.example")
        self.direct = server.room("Vogt")
        self.secret = server.room("Verschlüsselt", encrypted=True)

    @property
    def run(self) -> Path:
        return self.folder / "run"

    def take(self, base: "Base | None") -> None:
        """Everything as it was; without a base as if no bot had ever been here."""
        shutil.rmtree(self.run, ignore_errors=True)
        if base is None:
            self.server.device_keys, self.server.identity, self.server.account_data = {}, {}, {}
            furnish(self.server, self.run)
            return
        self.server.give_back(base.kept)
        shutil.copytree(base.folder, self.run)
        configure(self.server, self.run)

    async def live(self, now: datetime, *acts: Callable[["Stage"], object]) -> None:
        """A bot that is started, hears one thing after the other, and is ended when it is at rest."""
        pid = await self.forks.start(self.run, now)
        try:
            for act in (lambda _: None, *acts):
                act(self)
                await quiet(self.server, self.run, now)
        finally:
            await self.forks.kill(pid)

    def last(self, kind: str) -> dict[str, Any]:
        """The newest event of a type that the bot has sent."""
        return next(event for event in reversed(self.server.sent) if event["type"] == kind)

    def said(self, text: str) -> str:
        return next(str(event["event_id"]) for _, event in self.server.stream if event["content"].get("body") == text)


@dataclass(frozen=True)
class Base:
    """A folder in which a bot has lived for a while, and what the homeserver knows of it."""

    folder: Path
    kept: dict[str, Any]

    @classmethod
    def of(cls, stage: Stage, name: str) -> "Base":
        """As it stands now."""
        folder = stage.folder / name
        shutil.copytree(stage.run, folder)
        return cls(folder, stage.server.keep())


@dataclass(frozen=True)
class Kind:
    """What happens before the bot starts, and when it starts.

    `base`: where it has lived, None if never. `start`: the points of the start count too; `clock`: it is the clock that
    gives the order, which happens while the bot starts. `told`: it needs another start until all is told.
    """

    act: Callable[[Stage], object]
    base: Base | None
    now: datetime = NOW + _SOON
    start: bool = False
    clock: bool = False
    told: bool = False


async def every_kind(stage: Stage, only: Callable[[str], bool]) -> dict[str, Kind]:
    """All kinds whose names are wanted, those of the clock with the time before them already lived."""
    stage.take(None)
    talk = [lambda stage, line=line: stage.server.say(stage.room, line) for line in _SET_UP]
    await stage.live(NOW, *talk, _hide)
    base = Base.of(stage, "base")
    kinds = {name: Kind(act, base) for name, act in ACTS.items() if only(name)}
    if only("first start"):
        kinds["first start"] = Kind(_nothing, None, start=True)
    if only("another start"):
        kinds["another start"] = Kind(_nothing, base, start=True)
    if only("undecryptable"):
        kinds["undecryptable"] = Kind(_nothing, base, now=NOW + timedelta(minutes=11))
    if only("room went public"):
        kinds["room went public"] = Kind(_go_public, base, told=True)
    if only("incident"):
        kinds["incident"] = Kind(_go_wrong, base, clock=True)
    if only("came back"):
        stage.take(base)
        await stage.live(NOW + _SOON, lambda stage: stage.server.kick(stage.room))
        back = Kind(lambda stage: stage.server.invite(stage.room), Base.of(stage, "lost"), told=True)
        kinds["came back"] = back
    return kinds | (await _duties(stage, base) if only("duty") else {})


async def _duties(stage: Stage, base: Base) -> dict[str, Kind]:
    """A kind for each duty of the clock that waits, at its first time and with all before it done."""
    kinds: dict[str, Kind] = {}
    done: set[str] = set()
    stage.take(base)
    waiting = "SELECT name, min(due_at) FROM duty WHERE state = 'pending' GROUP BY name ORDER BY 2, 1"
    while True:
        due = [(name, _instant(at)) for name, at in query(stage.run, waiting)]
        at = min((at for name, at in due if name not in done), default=None)
        if at is None or at > NOW + timedelta(days=14):
            return kinds
        await stage.live(max(at - _BEFORE, NOW + _SOON))
        names = [name for name, when in due if when <= at and name not in done]
        done.update(names)
        after = max(at + timedelta(seconds=1), NOW + _SOON)
        kinds["duty " + ", ".join(names)] = Kind(
            _nothing, Base.of(stage, f"before-{len(kinds)}"), now=after, clock=True
        )


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=UTC)


def _say(text: str, where: Callable[[Stage], str] = lambda stage: stage.room) -> Callable[[Stage], object]:
    return lambda stage: stage.server.say(where(stage), text)


def _nothing(_: Stage) -> None:
    pass


def _hide(stage: Stage) -> None:
    content = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgA", "session_id": "x"}
    content |= {"sender_key": "x", "device_id": "Y"}
    stage.server.put(stage.secret, VOGT, "m.room.encrypted", content, None)


def _go_public(stage: Stage) -> None:
    stage.server.put(stage.room, VOGT, "m.room.join_rules", {"join_rule": "public"})


def _go_wrong(stage: Stage) -> None:
    """Something that the operators have to know of, and that nobody was told yet."""
    at = f"{NOW:%Y-%m-%d %H:%M:%S.%f}"
    with closing(sqlite3.connect(stage.run / "data" / "gremienassistenz.db")) as database, database:
        fresh = "INSERT INTO incident (kind, subject, at, last_at, times) VALUES ('letter_aside', 'x refused', ?, ?, 1)"
        database.execute(fresh, (at, at))


def _question(stage: Stage) -> str:
    return str(next(e for e in reversed(stage.server.sent) if "topp" in str(e["content"].get("body")))["event_id"])


def _react(stage: Stage) -> None:
    relation = {"rel_type": "m.annotation", "event_id": _question(stage), "key": "1️⃣"}
    stage.server.put(stage.room, VOGT, "m.reaction", {"m.relates_to": relation}, None)


def _edit(stage: Stage) -> None:
    fresh = {"msgtype": "m.text", "body": "!top Raumplanung 2027"}
    relation = {"rel_type": "m.replace", "event_id": stage.said("!top Raumplanung")}
    content: dict[str, Any] = {"msgtype": "m.text", "body": "* !top Raumplanung 2027"}
    content |= {"m.new_content": fresh, "m.relates_to": relation}
    stage.server.put(stage.room, VOGT, "m.room.message", content, None)


def _redact(stage: Stage) -> None:
    target = stage.said("!top Raumplanung")
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


ACTS: dict[str, Callable[[Stage], object]] = {
    "command": _say("!top Haushalt"),
    "refused command": _say("!vertagen 9"),
    "command that asks": _say("!umbenennne 1 in Raum"),
    "answer by number": _say("1"),
    "several lines": _say("!top Eins\n!top Zwei\n!to"),
    "file sent": _say("!termin 20.1. 14 Uhr"),
    "assignment": _say("!auftrag an FB 51: Bedarf prüfen bis 5.2."),
    "direct chat": _say("!top STG Aus der Ferne", lambda stage: stage.direct),
    "command in clear in an encrypted room": _say("!top Offen", lambda stage: stage.secret),
    "reaction": _react,
    "edit": _edit,
    "redaction": _redact,
    "poll vote": _vote,
    "file dropped": _drop,
    "invitation": _invite,
    "lost room": lambda stage: stage.server.kick(stage.room),
}
