"""What the bench's people intend: a seeded plan, and the history in which each intent stands before it is sent."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal
from zoneinfo import ZoneInfo

MARK = "de.gremienassistenz.intent"
"""The key in an event's content that names its intent; in an encrypted room it is inside the ciphertext."""

Kind = Literal["topic", "park", "assignment", "result", "report", "date", "refused", "asked", "yes", "press", "edit"]

_ONCE: dict[Kind, int] = {"topic": 50, "park": 14, "assignment": 5, "result": 6, "report": 8, "date": 3, "refused": 6}
_LATER: dict[Kind, int] = {"asked": 8}
_WRONG = ("!wv 999 1.6.{year}", "!top", "!umbenennen 999 in Thema {mark}", "!wv Thema {mark}")
"""No agenda grows so long in a row."""
_MOST_DATES = 18
"""In one room: a body has one meeting a day, and February and March have so many days without a series."""


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that one of two people (`who` 0 leads, 1 is a member) means to do in one of the rooms.

    `mark` is a word of its own in the text. `about` is the mark of the intent that an edit changes, or whose question
    is answered. `effect` is what must be in the database once afterwards: (table, text), or None.
    """

    mark: str
    kind: Kind
    room: int
    who: int
    text: str
    about: str = ""
    effect: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An intent as the history has it: where and under which transaction, and the event, if the sender learnt of it."""

    intent: Intent
    room_id: str
    txn: str
    event_id: str | None = None


def today() -> date:
    """The day in the town."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


def plan(seed: int, count: int, rooms: int, now: date, *, plain: bool = False) -> list[Intent]:
    """At least so many intents in their order, the same for the same seed. `plain`: none that waits for an answer."""
    chance = Random(seed)
    weights = _ONCE if plain else _ONCE | _LATER
    intents: list[Intent] = []
    while len(intents) < count:
        (kind,) = chance.choices(list(weights), list(weights.values()))
        made = _make(kind, len(intents), chance.randrange(rooms), chance, now, intents)
        intents.append(made)
        if kind == "asked":
            answer: Kind = chance.choice(("yes", "press"))
            effect = ("item", f"Thema {made.mark}")
            mark = _mark(len(intents))
            intents.append(Intent(mark, answer, made.room, made.who, "ja", about=made.mark, effect=effect))
        elif kind == "topic" and chance.random() < 0.1:
            # The new title stands where the first one stood, so the first one is no effect of its own any more.
            intents[-1] = replace(made, effect=None)
            title = f"Thema {made.mark} neu"
            mark, about, effect = _mark(len(intents)), made.mark, ("item", title)
            intents.append(Intent(mark, "edit", made.room, made.who, f"!top {title}", about, effect))
    return intents


def _make(kind: Kind, number: int, room: int, chance: Random, now: date, before: list[Intent]) -> Intent:
    mark, anybody = _mark(number), chance.randrange(2)
    if kind == "date" and sum(one.kind == "date" and one.room == room for one in before) >= _MOST_DATES:
        kind = "topic"
    match kind:
        case "topic":
            return Intent(mark, kind, room, anybody, f"!top Thema {mark}", effect=("item", f"Thema {mark}"))
        case "park":
            return Intent(mark, kind, room, anybody, f"!speichern Thema {mark}", effect=("item", f"Thema {mark}"))
        case "assignment":
            text = f"!auftrag an FB 40: Auftrag {mark} bis 15.10.{now.year + 1}"
            return Intent(mark, kind, room, 0, text, effect=("assignment", f"Auftrag {mark}"))
        case "result":
            return Intent(mark, kind, room, 0, f"!ergebnis 1 Text {mark}", effect=("outcome", f"Text {mark}"))
        case "report":
            return Intent(mark, kind, room, anybody, f"!stand A1 Text {mark}", effect=("entry", f"Text {mark}"))
        case "date":
            day = _day(now, sum(one.kind == "date" and one.room == room for one in before))
            text = f"!termin {day:%d.%m.%Y} {7 + room % 16}:{30 + room // 16} Uhr"
            return Intent(mark, kind, room, 0, text, effect=("meeting", f"{day}"))
        case "refused":
            text = chance.choice(_WRONG).format(year=now.year + 1, mark=mark)
            return Intent(mark, kind, room, anybody, text)
        case _:
            return Intent(mark, "asked", room, anybody, f"!topp Thema {mark}")


def _mark(number: int) -> str:
    return f"K{number:05d}"


def _day(now: date, number: int) -> date:
    """The so-manieth Wednesday, Thursday or Friday from the February of next year on."""
    first = date(now.year + 1, 2, 1)
    first += timedelta(days=(2 - first.weekday()) % 7)
    return first + timedelta(days=7 * (number // 3) + number % 3)


class History:
    """The file of what was meant and sent. An intent is on disk before its request begins."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")

    def mean(self, intent: Intent, room_id: str, txn: str) -> None:
        self._write({"intent": asdict(intent), "room_id": room_id, "txn": txn})

    def sent(self, intent: Intent, event_id: str) -> None:
        self._write({"sent": intent.mark, "event_id": event_id})

    def close(self) -> None:
        self._file.close()

    def _write(self, row: dict[str, Any]) -> None:
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._file.flush()


def told(path: Path) -> dict[str, Told]:
    """What a history tells, by mark."""
    found: dict[str, Told] = {}
    for row in _rows(path):
        if "intent" in row:
            values = row["intent"]
            effect = tuple(values["effect"]) if values["effect"] else None
            found[values["mark"]] = Told(Intent(**values | {"effect": effect}), row["room_id"], row["txn"])
        else:
            found[row["sent"]] = replace(found[row["sent"]], event_id=row["event_id"])
    return found


def sent_so_far(path: Path) -> int:
    """How many of the intents the homeserver has taken."""
    return path.read_text(encoding="utf-8").count('{"sent": ') if path.exists() else 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The whole lines of the file; the last one may be half written."""
    if path.exists():
        for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
            yield json.loads(line)
