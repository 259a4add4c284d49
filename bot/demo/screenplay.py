"""Reading a screenplay: who types what where, when the clock moves, and what must then be read in which room.

    == a heading
    -- 2027-01-15 10:00            the clock moves on, duty by duty, to this local moment
    JF petersen> !top Ganztag      somebody writes a message
    JF petersen~ !top Ganztag 27   … changes their last message that was a command
    JF petersen^ !erledigt         … replies to the bot's last message there
    JF petersen+ ✅                … sets a reaction on the bot's last message there
    JF petersen: Guten Morgen      … says something that is none of the bot's business, and that it must not answer
    JF < TOP 2 „Ganztag“           what the bot must write there because of the step above, in any order

Anything else is an error. What somebody types at the console is read in the same way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

How = Literal["says", "edits", "replies", "marks", "chats"]

_HOW: dict[str, How] = {">": "says", "~": "edits", "^": "replies", "+": "marks", ":": "chats"}
_LINE = re.compile(r"([\w-]+)\s+([\w.]+)\s*([>~^+:])\s?(.+)")
_EXPECTED = re.compile(r"([\w-]+)\s*<\s*(.+)")


class Unreadable(Exception):
    """A line is no line of a screenplay."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody does something in a room; `room` and `who` are the short names of the town."""

    room: str
    who: str
    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The clock moves on to a local moment (without zone)."""

    to: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """`expected`: (room, fragment) pairs that the bot must write after this and before the next step."""

    does: Heading | Spoken | Moved
    expected: tuple[tuple[str, str], ...] = ()


def spoken(line: str) -> Spoken | None:
    """A line that somebody says, or None if it is none. `\\n` in it begins a new line of the message."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    room, who, sign, text = found.groups()
    return Spoken(room, who, _HOW[sign], text.replace("\\n", "\n"))


def read(text: str) -> list[Step]:
    """The steps of a screenplay. Raises Unreadable."""
    steps: list[Step] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        expected = _EXPECTED.fullmatch(line)
        if expected and steps:
            room, fragment = expected.groups()
            steps[-1] = replace(steps[-1], expected=(*steps[-1].expected, (room, fragment)))
        else:
            steps += _step(line)
    return steps


def _step(line: str) -> Iterator[Step]:
    said = spoken(line)
    if said is not None:
        yield Step(said)
    elif line.startswith("== "):
        yield Step(Heading(line[3:]))
    elif line.startswith("-- "):
        yield Step(Moved(datetime.fromisoformat(line[3:])))
    else:
        raise Unreadable(line)


def contains(text: str, fragment: str) -> bool:
    """Whether a text holds a fragment, whatever white space stands between its words."""
    return " ".join(fragment.split()) in " ".join(text.split())
