"""Reading topics: one a line, each with what it asks for and how long it takes."""

import re
from contextlib import suppress
from dataclasses import dataclass

from commands import confidentiality
from commands.context import Context
from commands.handwriting import fold
from commands.kinds import MINUTES_AT_END, Absent, Kind, last_word, title_of
from commands.rules.refusal import Refused
from storage.records import Treatment

_LETTERS = {"I": Treatment.INFORMATION, "B": Treatment.CONSULTATION, "E": Treatment.DECISION}
_WORDS = {
    "information": Treatment.INFORMATION,
    "info": Treatment.INFORMATION,
    "kenntnis": Treatment.INFORMATION,
    "kenntnisnahme": Treatment.INFORMATION,
    "beratung": Treatment.CONSULTATION,
    "consultation": Treatment.CONSULTATION,
    "entscheidung": Treatment.DECISION,
    "decision": Treatment.DECISION,
}
_IN_BRACKETS = re.compile(r"\(([\w ]{1,14})\)$")
_DASH = re.compile(r"^[-–—]\s+")
_BULLET = re.compile(r"(?:[-–—•*·]|\d{1,2}[.)])\s+")
_MOST = 20


@dataclass(frozen=True)
class Topic:
    """A topic as somebody sends it in. `typed` is how it was typed."""

    title: str
    treatment: Treatment | None
    minutes: int | None
    typed: str
    confidential: bool = False


def _topic(line: str, ctx: Context) -> Topic:
    text, confidential = confidentiality.split(line)
    minutes, treatment = None, None
    for _ in range(2):  # „E 20 Min“ and „20 Min (E)“ both occur
        with suppress(Absent):
            minutes, text = MINUTES_AT_END.take(text, ctx)
        found = _treatment(text) if treatment is None else None
        if found:
            treatment, text = found
    title = title_of(text)
    if not title:
        raise Absent("topics")
    if title.isdecimal():
        raise Refused("topic.only_number", number=title)
    return Topic(title, treatment, minutes, line, confidential)


def _treatment(text: str) -> tuple[Treatment, str] | None:
    brackets = _IN_BRACKETS.search(text)
    if brackets:
        inner = brackets[1].strip()
        treatment = _LETTERS.get(inner.upper()) or _WORDS.get(fold(inner).removeprefix("zur ").removeprefix("zu "))
        return (treatment, text[: brackets.start()].rstrip()) if treatment else None
    word, head = last_word(text)
    word = word.rstrip(".")
    if head and word in _LETTERS:
        return _LETTERS[word], head.rstrip(" ,;")
    lead, rest = last_word(head)
    if rest and lead.lower() in ("zur", "for") and fold(word) in _WORDS:
        return _WORDS[fold(word)], rest.rstrip(" ,;")
    return None


def bare_treatment(text: str) -> Treatment | None:
    """What a text asks for that says nothing else: „Entscheidung“, „zur Beratung“, „(E)“, „z. K.“."""
    bare = fold(text).strip(" .,;:()").removeprefix("zur ").removeprefix("for ")
    if bare.replace(" ", "") == "z.k":
        return Treatment.INFORMATION
    return _WORDS.get(bare) or _LETTERS.get(bare.upper())


def _topics(text: str, ctx: Context) -> tuple[tuple[Topic, ...], str]:
    lines = [(_BULLET if "\n" in text else _DASH).sub("", line.strip(), count=1) for line in text.split("\n")]
    lines = [line.strip(" :") for line in lines if line.strip(" :")]
    if not lines:
        raise Absent("topics")
    if len(lines) > _MOST:
        raise Refused("input.too_many_topics", count=len(lines), most=_MOST)
    return tuple(_topic(line, ctx) for line in lines), ""


def _anyway(text: str, _ctx: Context) -> tuple[bool, str]:
    word, head = last_word(text)
    if head and fold(word) in ("trotzdem", "anyway"):
        return True, head
    raise Absent("anyway")


TOPICS = Kind("topics", _topics)
ANYWAY_AT_END = Kind("anyway", _anyway, at_end=True, hidden=True)
