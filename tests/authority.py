"""Who may order what, where and in which way: stated once more, by hand, and held against the bot cell by cell.

A cell is a person, a place, a command and a way of saying it. What has to come of it is computed from the statement
below, not from the code; what came of it is read from the tables, and then undone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, text

from commands.catalogue import registry
from commands.stimuli import Edited, Said, Stimulus, to_payload
from commands.texts.voice import LANGUAGES
from storage import bodies, inbox
from storage.columns import metadata
from storage.records import Role
from tests.scene import BOT, user
from tests.seen import POST
from tests.world import World

# -- the statement ----------------------------------------------------------------------------------------------------

ANYONE = frozenset(
    {"help.show", "undo.last", "privacy.notice", "privacy.own_data", "privacy.forget_me", "retention.show"}
)
OPERATOR = frozenset({"bodies.set_up", "privacy.forget"})
SETUP = frozenset(
    {
        "checksum.show",
        "retention.file",
        "retention.log",
        "calendar.address",
        "calendar.renew",
        "calendar.close",
        "closing_days.add",
        "closing_days.drop",
        "recess.drop",
        "committees.add",
        "committees.drop",
        "attendance.voting",
        "bodies.four_eyes",
        "bodies.rename",
        "bodies.language",
        "bodies.release",
        "bodies.rest",
        "bodies.wake",
        "bodies.dissolve",
        "roles.give",
        "roles.take",
        "roles.adopt",
        "handover.change",
        "handover.want",
    }
)
MEMBER = frozenset(
    {
        "agenda.add",
        "agenda.show",
        "agenda.rename",
        "agenda.drop",
        "standing.list",
        "backlog.resubmit",
        "backlog.show",
        "backlog.add",
        "assignments.list",
        "assignments.details",
        "assignments.report",
        "extension.due",
        "files.show",
        "inquiries.answer",
        "inquiries.show",
        "inquiries.list",
        "goals.goal",
        "goals.list",
        "goals.year",
        "steps.add",
        "steps.show",
        "series.show",
        "meetings.list",
        "meetings.file",
        "calendar.show",
        "closing_days.list",
        "recess.show",
        "days_off.list",
        "lead_times.show",
        "committees.list",
        "backward.show",
        "year_plan.show",
        "finding.vote",
        "finding.standing",
        "attendance.show",
        "decisions.list",
        "decisions.show",
        "digest.show",
        "bodies.show",
        "bodies.every",
        "roles.show",
        "standing_in.agree",
        "standing_in.decline",
        "passing.propose",
        "passing.there",
    }
)
"""What is named nowhere is for who leads the body: its chair, its office, its deputy on the days of the deputy."""

LEADS = {"chair", "office", "deputy", "stand-in"}


@dataclass(frozen=True)
class Person:
    """`role` in the body is one that is in force today; `inside`: in the body's room."""

    name: str
    role: str = ""
    inside: bool = True
    ours: bool = True
    operator: bool = False

    @property
    def id(self) -> str:
        return BOT if self.name == "bot" else user(self.name)


PEOPLE = (
    Person("@fremd:anderswo.example", ours=False),
    Person("@demir:brakenfeld.example.org", ours=False),
    Person("@Demir:BRAKENFELD.example", ours=False),
    Person("draussen", inside=False),
    Person("gegangen", "chair", inside=False),
    Person("reuter"),
    Person("abgelaufen"),
    Person("kuenftig"),
    Person("vertreterin", "deputy"),
    Person("springer", "stand-in"),
    Person("verwaist"),
    Person("demir", "chair"),
    Person("office", "office"),
    Person("vogt", inside=False, operator=True),
    Person("bot"),
)

PLACES = ("room", "other", "unbound", "chat", "open chat")
"""The body's room, another body's, one without a body; a direct chat that is encrypted, and one that is not."""


def expected(who: Person, place: str, name: str, *, encrypted: bool) -> str:
    """„may“, „deny“, or „nothing“ where there is no body: then whatever is answered, nothing happens."""
    if not who.ours or who.name == "bot":
        return "deny"
    if name in ANYONE:
        return "may"
    if name in OPERATOR:
        return "may" if who.operator else "deny"  # neither says anything that an encrypted room knows
    if place in ("other", "unbound"):  # nobody has a role there; a member's order finds nothing of the body
        return "nothing" if name in MEMBER or (who.operator and name in SETUP) else "deny"
    if place == "open chat" and encrypted:
        return "deny"
    if name in SETUP:
        return "may" if who.operator or (who.inside and who.role == "office") else "deny"
    return "may" if who.inside and (name in MEMBER or who.role in LEADS) else "deny"


# -- the ground -------------------------------------------------------------------------------------------------------

CANARY = "Kanarienvogel"
DENIED = ("access.", "direct.", "room.no_body", "refused", "ignored", "unheard")
LINES = {
    "recess.show": "sitzungspause",
    "extension.due": "frist A1",
    "roles.give": "rolle Thomas Reuter Leitung",
    "roles.take": "rolle entfernen Thomas Reuter",
    "bodies.set_up": "gremium neu NEU Neue Runde operativ",
    "passing.there": "im raum AK-FM top Ganztag",
    "series.start": "reihe jeden Dienstag 9 Uhr",
    "handover.change": "leitung ab 1.5. Selin Kara",
}


def orders() -> dict[str, str]:
    """A line without „!“ for each command of the registry."""
    found = {}
    for one in registry().commands:
        example = str(LANGUAGES["de"][f"{one.name}.examples"]).split("\n")[0]
        found[one.name] = LINES.get(one.name, example.removeprefix("!")).replace("A3", "A1")
    return found


def prepare(w: World, *, encrypted: bool) -> None:
    """The working group with people in every standing, and something in every list."""
    names = [one.name for one in PEOPLE if one.name not in ("bot", "vogt")]
    w.join("AK", *[one.name for one in PEOPLE if one.inside and one.name != "bot"], "vogt")
    w.room("LEER", *names, "vogt", "hollweg")
    w.room("FERN", *names)
    for name in (*names, "vogt"):
        w.room(f"chat-{name}", name)
        w.room(f"open chat-{name}", name, encrypted=False)
    w.say("vogt", "FERN", "!gremium neu FERN Ferne Runde operativ")
    w.say("vogt", "STG", f"!auftrag an AK-FM: {CANARY} prüfen bis 5.3.")
    for line in (
        "rolle @office:brakenfeld.example gf", f"top {CANARY}", f"top {CANARY} Zwei", f"speichern {CANARY}",
        "ausschuss Schulausschuss 29.6.", "schließtag 8.2. Rosenmontag", "sitzungspause 12.7. bis 3.9.",
    ):  # fmt: skip
        w.say("vogt", "AK", f"!{line}")
    for line in ("termin 19.1. 9 Uhr", f"ständig {CANARY}", f"schritt {CANARY}", f"schritt {CANARY} Zwei",
                 f"abfrage an FB 51: {CANARY} bis 29.1.", f"ziel 1.1 {CANARY}", "reihe jeden Dienstag 9 Uhr",
                 "abwesend 11.1. bis 15.1. Vertretung @springer:brakenfeld.example"):  # fmt: skip
        w.say("demir", "AK", f"!{line}")
    w.say("springer", "AK", "!vertreten")
    with w.store.transaction() as tx:
        body = bodies.by_room(tx, "!AK")
        assert body is not None
        _people(tx, body.id, w.now.date())
        tx.execute(text("UPDATE room SET encrypted = :one WHERE id = '!AK'"), {"one": encrypted})
        tx.execute(text("DELETE FROM body_role WHERE role = 'office' AND user_id = :one"), {"one": user("demir")})
    w.leave("AK", "vogt", "gegangen")
    with w.store.transaction() as tx:
        _watch(tx)


def _people(tx: Connection, body: int, today: date) -> None:
    day = timedelta(days=1)
    for name, role in (("gegangen", Role.CHAIR), ("vertreterin", Role.DEPUTY), ("abgelaufen", Role.DEPUTY)):
        bodies.give_role(tx, body, user(name), role, name)
    bodies.give_role(tx, body, user("kuenftig"), Role.CHAIR, "kuenftig", today + day)
    (over,) = [one for one in bodies.role_holders(tx, body) if one.user_id == user("abgelaufen")]
    bodies.end_role(tx, over, today - day)
    # Somebody stands in for one who does not lead the body any more.
    values = {"b": body, "u": user("reuter"), "d": user("verwaist"), "f": str(today), "l": str(today + day)}
    order = "INSERT INTO absence (body_id, user_id, first_on, last_on, deputy_id, confirmed) VALUES (:b,:u,:f,:l,:d,1)"
    tx.execute(text(order), values)


def _watch(tx: Connection) -> None:
    """Let the database itself write down which table of the town's business is touched."""
    tx.execute(text("CREATE TABLE touched (name TEXT)"))
    for name in metadata.tables:
        if name in POST:
            continue
        for what in ("INSERT", "UPDATE", "DELETE"):
            row = "OLD" if what == "DELETE" else "NEW"
            only = f"WHEN {row}.kind NOT IN ('question', 'undone')" if name == "source" else ""
            write = f"INSERT INTO touched VALUES ('{name}')"
            tx.execute(text(f'CREATE TRIGGER w_{what}_{name} AFTER {what} ON "{name}" {only} BEGIN {write}; END'))


# -- a cell -----------------------------------------------------------------------------------------------------------

Way = Callable[[Said], Stimulus]


def _late(said: Said) -> Stimulus:
    ago = said.at - timedelta(hours=2)
    return replace(said, at=ago, away_since=ago - timedelta(hours=1))


def _edit(said: Said) -> Stimulus:
    where = said.event_id, said.room_id, said.sender, said.text, said.at
    return Edited(*where, replaces="$unbekannt", encrypted=True)


WAYS: dict[str, Way] = {
    "said": lambda said: said,
    "in a thread": lambda said: replace(said, thread="$faden"),
    "by mention": lambda said: replace(said, text=said.text.removeprefix("!"), mentions_bot=True),
    "under a foreign event": lambda said: replace(said, reply_to="$fremdes"),
    "after an outage": _late,
    "by an edit of what never came": _edit,
    "with a blank": lambda said: replace(said, text="! " + said.text.removeprefix("!").upper()),
}


@dataclass(frozen=True)
class Cell:
    who: Person
    place: str
    name: str
    way: str

    def room(self) -> str:
        return {"room": "!AK", "other": "!FERN", "unbound": "!LEER"}.get(self.place, f"!{self.place}-{self.who.name}")


def cells() -> Iterator[Cell]:
    """The whole product."""
    for way in WAYS:
        for name in orders():
            for who in PEOPLE:
                for place in PLACES:
                    if place not in ("chat", "open chat") or who.name != "bot":
                        yield Cell(who, place, name, way)


@dataclass(frozen=True)
class Came:
    """What came of a cell: the outcome, the touched tables, and whether texts of the body were said anywhere."""

    outcome: str
    touched: frozenset[str]
    told: bool

    @property
    def denied(self) -> bool:
        return self.outcome.startswith(DENIED) and self.outcome != "access.not_asked"


class _Undo(Exception):
    pass


def tried(w: World, cell: Cell, line: str) -> Came:
    """Try a cell, and undo it."""
    sign = "AK-FM: " if cell.place in ("chat", "open chat") and cell.name not in ANYONE | OPERATOR else ""
    said = Said("$versuch", cell.room(), cell.who.id, f"!{sign}{line}", w.utc, encrypted=True)
    stimulus = WAYS[cell.way](said)
    came = Came("unheard", frozenset(), told=False)
    try:
        with w.store.transaction() as tx:
            if w.dispatch.wants(tx, stimulus):
                came = _handled(w, tx, stimulus)
            raise _Undo
    except _Undo:
        return came


def _handled(w: World, tx: Connection, stimulus: Stimulus) -> Came:
    newest = tx.execute(text("SELECT max(seq) FROM letter")).scalar() or 0
    tx.execute(text("DELETE FROM touched"))
    inbox.receive(tx, [(stimulus.event_id, stimulus.room_id, to_payload(stimulus))], w.utc)
    for row in inbox.unread(tx):
        w.dispatch.handle(tx, row, w.utc)
    outcome = inbox.outcome_of(tx, stimulus.event_id) or "none"
    letters = tx.execute(text("SELECT content, reason FROM letter WHERE seq > :newest"), {"newest": newest}).all()
    touched = frozenset(tx.execute(text("SELECT name FROM touched")).scalars())
    told = any(CANARY in str(row.content) or "file/" in row.reason for row in letters)
    return Came(outcome, touched, told)


def judge(w: World, some: Iterator[Cell], *, encrypted: bool) -> tuple[dict[str, int], list[str]]:
    """Try cells. Returns counts, and what was wrong: in words that name the cell."""
    lines, wrong = orders(), []
    counts = {"cells": 0, "allowed": 0, "denied": 0, "nothing": 0, "effects": 0}
    for cell in some:
        came, want = tried(w, cell, lines[cell.name]), expected(cell.who, cell.place, cell.name, encrypted=encrypted)
        counts["cells"] += 1
        counts[{"may": "allowed", "deny": "denied", "nothing": "nothing"}[want]] += 1
        counts["effects"] += bool(came.touched) or came.told
        here = cell.place in ("room", "chat", "open chat")
        effect = (came.touched and (here or want == "deny")) or came.told
        if came.outcome == "failed":
            wrong.append(f"failed: {cell}")
        elif want == "may" and came.denied and cell.name not in ANYONE:
            wrong.append(f"wrongly denied ({came.outcome}): {cell}")
        elif want != "may" and effect:
            wrong.append(f"WRONGLY ALLOWED ({came.outcome}, {sorted(came.touched)}): {cell}")
        elif want == "deny" and not came.denied:
            wrong.append(f"not denied ({came.outcome}): {cell}")
    return counts, wrong
