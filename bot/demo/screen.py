"""Printing rooms as they fill: when, where, who, and what, for a terminal of 100 columns."""

import sys
import textwrap
from collections.abc import Callable
from datetime import datetime
from typing import TextIO

from bot.demo.seen import Seen

_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_WIDTH, _ROOM, _WHO = 100, 6, 9
_INDENT = 15 + 2 + _ROOM + 1 + _WHO + 1
_SHORT = 48
_LONG = 250

BOT = "Assistenz"

_BOLD, _DIM, _BLUE, _GREEN = "1", "2", "34", "32"


def stamp(local: datetime) -> str:
    """„Fr 15.01. 10:07“."""
    return f"{_DAYS[local.weekday()]} {local:%d.%m. %H:%M}"


class Screen:
    """`surname` says what to print for a user id; the bot is `BOT`. Rooms are given by their short names.

    Colours only on a terminal. A post that stands in another room word by word already is printed by its first line.
    """

    def __init__(self, surname: Callable[[str], str], out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._surname = surname
        self._colours = self._out.isatty()
        self._texts: dict[str, str] = {}
        self._printed: set[str] = set()
        self._latest: dict[str, str] = {}
        self._posts: list[tuple[datetime, Seen, bool]] = []

    def heading(self, text: str) -> None:
        self.write(f"\n{self._colour(_BOLD, f'── {text} ' + '─' * max(_WIDTH - len(text) - 4, 0))}")

    def note(self, text: str) -> None:
        for line in textwrap.wrap(text, _WIDTH):
            self.write(self._colour(_DIM, line))

    def write(self, line: str) -> None:
        print(line, file=self._out, flush=True)

    def show(self, local: datetime, seen: Seen, *, is_bot: bool) -> None:
        """Print one thing that appeared in a room, at the local time at which it did."""
        before = self._texts.get(seen.of or "", "")
        self.remember(local, seen, is_bot=is_bot)
        self._print(local, seen, self._lines(seen, before, is_bot), is_bot)

    def remember(self, local: datetime, seen: Seen, *, is_bot: bool) -> None:
        """Take note of what appeared in a room without printing it."""
        if seen.kind == "text":
            self._latest[seen.room_id] = seen.event_id
            self._posts.append((local, seen, is_bot))
        if seen.kind in ("text", "edit"):
            self._texts[seen.of if seen.kind == "edit" and seen.of else seen.event_id] = seen.text

    def reread(self, room: str) -> None:
        """Print once more what stands in a room, as it reads now."""
        for local, seen, is_bot in self._posts:
            if seen.room_id == room:
                self._print(local, seen, self._texts[seen.event_id].splitlines(), is_bot)

    def _print(self, local: datetime, seen: Seen, lines: list[str], is_bot: bool) -> None:
        who = BOT if is_bot else self._surname(seen.sender)
        name = self._colour(_BLUE if is_bot else _GREEN, f"{who:<{_WHO}}")
        head = self._colour(_DIM, f"{stamp(local)}  {seen.room_id:<{_ROOM}}")
        paint = self._plain if seen.kind == "text" else self._dimmed
        first, *rest = _wrapped(lines)
        self.write(f"{head} {name} {paint(first)}")
        for line in rest:
            self.write(" " * _INDENT + paint(line))

    def _lines(self, seen: Seen, before: str, is_bot: bool) -> list[str]:
        lines = seen.text.splitlines() or [""]
        match seen.kind:
            case "mark" if seen.of == self._latest.get(seen.room_id):
                return [seen.text]
            case "mark":
                return [f"{seen.text} zu „{_short(before)}“"]
            case "pin":
                return [f"angeheftet: „{_short(before)}“"]
            case "edit" if is_bot:
                known = before.splitlines()
                fresh = [line for line in lines if line not in known]
                return [f"[geändert] „{_short(before)}“:", *(fresh or ["(gekürzt)"])]
            case "edit":
                return [f"[geändert] {lines[0]}", *lines[1:]]
        if is_bot and len(seen.text) > _LONG:
            if seen.text in self._printed:
                return [f"{lines[0]} … (wortgleich wie oben)"]
            self._printed.add(seen.text)
        return lines

    def _plain(self, text: str) -> str:
        return text

    def _dimmed(self, text: str) -> str:
        return self._colour(_DIM, text)

    def _colour(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self._colours else text


def _wrapped(lines: list[str]) -> list[str]:
    """Each line within the width; continued lines of a list stand under its text."""
    wrapped: list[str] = []
    for line in lines:
        hang = "  " if line.startswith("– ") else "   " if line[:1].isdigit() and line[1:3] == ". " else ""
        wrapped += textwrap.wrap(
            line, _WIDTH - _INDENT, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return wrapped


def _short(text: str) -> str:
    first = text.split("\n", 1)[0]
    return first if len(first) <= _SHORT else first[: _SHORT - 1].rstrip() + "…"
