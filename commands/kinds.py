"""The kinds of values that commands take, and how each is read from what people type.

A kind takes its value from the head of the text, or from the end (`at_end`), and leaves the rest. It raises `Absent`
when there is nothing of its kind, and `Refused` when there is something but it is wrong.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commands.context import Context
from commands.handwriting import LONGEST_TITLE, fold
from commands.rules.refusal import Refused


class Absent(Exception):
    """There is nothing of this kind here."""


Take = Callable[[str, Context], tuple[Any, str]]


@dataclass(frozen=True)
class Kind:
    """`name` is the key of its place-holder text; `take` reads one value and returns it with the rest of the text.

    In the usage line `asked` shows as needed although the bot asks for it when it is left out; `hidden` not at all.
    """

    name: str
    take: Take
    at_end: bool = False
    asked: bool = False
    hidden: bool = False


def after(*leads: str, kind: Kind) -> Kind:
    """A kind that one of these words may introduce („auf 19.5.“); the usage line is that of `<name>.<first lead>`."""
    folded = tuple(fold(lead) for lead in leads)

    def take(text: str, ctx: Context) -> tuple[Any, str]:
        head, _, rest = text.partition(" ")
        return kind.take(rest.strip() if fold(head).rstrip(":") in folded else text, ctx)

    return replace(kind, name=f"{kind.name}.{leads[0]}", take=take)


def choice(name: str, words: Mapping[str, Any], *, at_end: bool = False, hidden: bool = False) -> Kind:
    """One of a few words (folded spellings -> value), as the first or the last word of the text."""

    def take(text: str, _ctx: Context) -> tuple[Any, str]:
        word, rest = last_word(text) if at_end else first_word(text)
        value = words.get(fold(word).strip(".,;:!()"))
        if value is None:
            raise Absent(name)
        return value, rest

    return Kind(name, take, at_end, hidden=hidden)


def first_word(text: str) -> tuple[str, str]:
    head = re.match(r"\S*", text)
    assert head is not None
    return head[0], text[head.end() :].strip()


def last_word(text: str) -> tuple[str, str]:
    head, _, word = text.rstrip().rpartition(" ")
    return word, head.rstrip()


_OPENING, _CLOSING = frozenset('„“”"»«‚‘'), frozenset('“”"«»‘’')
_QUOTE_MARKS = frozenset('„“”"»«')
_DASH = re.compile(r"[-–—]\s+")


def title_of(text: str) -> str:
    """A title as it is kept: one line, without quotes around it and without a full stop typed by the phone.

    Raises Refused when it is longer than a title may be.
    """
    title = _without_stop(" ".join(text.split()).strip())
    if len(title) > 2 and title[0] in _OPENING and title[-1] in _CLOSING and not _QUOTE_MARKS & set(title[1:-1]):
        title = _without_stop(title[1:-1].strip())
    if len(title) > LONGEST_TITLE:
        raise Refused("input.long_title", length=len(title), longest=LONGEST_TITLE)
    return title


def _without_stop(title: str) -> str:
    """Without the full stop of a telephone; that of an abbreviation or of three dots stays."""
    return title[:-1] if title.endswith(".") and not title.endswith("..") and len(title.split()[-1]) > 4 else title


def _rest(text: str, _ctx: Context) -> tuple[str, str]:
    if not text.strip(" :"):
        raise Absent("text")
    words = text.strip(" :")
    return words if "\n" in words else _DASH.sub("", words, count=1) if _DASH.match(words) else words, ""


def _title(text: str, ctx: Context) -> tuple[str, str]:
    words, _ = _rest(text, ctx)
    return title_of(words), ""


def _number(text: str, _ctx: Context) -> tuple[int, str]:
    word, rest = first_word(text)
    if not word.rstrip(".:").isdecimal() or len(word) > 6:
        raise Absent("number")
    return int(word.rstrip(".:")), rest


_DURATION = re.compile(r"(?:^|\s)(\d{1,3})\s*(?:min|minuten|minutes|mins)\.?$", re.IGNORECASE)


def _minutes_at_end(text: str, _ctx: Context) -> tuple[int, str]:
    found = _DURATION.search(text)
    if found is None:
        raise Absent("minutes")
    return int(found[1]), text[: found.start()].rstrip(" ,;")


_REASONS = frozenset(("wegen", "weil", "da", "grund", "aufgrund", "because", "due", "reason"))


def _reason(text: str, _ctx: Context) -> tuple[str, str]:
    if fold(first_word(text)[0]).rstrip(":") not in _REASONS:
        raise Absent("reason")
    return text, ""


TEXT = Kind("text", _rest)
REASON = Kind("reason", _reason, hidden=True)
TITLE = Kind("title", _title)
NUMBER = Kind("number", _number)
MINUTES_AT_END = Kind("minutes", _minutes_at_end, at_end=True)
