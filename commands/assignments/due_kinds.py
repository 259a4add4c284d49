"""Kinds of values about due days: a new day with a reason behind it, and an assignment whose due day is meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commands.assignments.kinds import ASSIGNMENT
from commands.context import Context
from commands.dates import read
from commands.dates.readings import Note
from commands.handwriting import fold
from commands.kinds import Absent, Kind
from commands.lookups import Unclear
from commands.rules.refusal import Refused
from commands.texts.voice import Typed, phrase
from commands.timing import DEADLINE_AT_END, next_meeting, settled
from commands.year.lead_kinds import LEADS
from storage.assignment_records import Assignment

_MOST_WORDS = 8
_LEADS = ("auf", "neu", "neue", "frist", "new", "to", "until", "verlaengern")
_SPAN = (
    r"(?P<count>\d{1,2}|eine?|one|zwei|two|drei|three|vier|four|sechs|six)(?:\s+weiteren?)?"
    r"\s+(?P<unit>tage?n?|days?|wochen?|weeks?)"
)
_LATER = r"\s+(?:laenger|mehr|spaeter|longer|more|later)"
_LONGER = re.compile(
    rf"(?:um\s+|weitere\s+|noch\s+|for\s+|another\s+|\+\s*)?{_SPAN}(?:{_LATER})?"
    r"(?:\s+(?:verlaengern|verschieben))?(?=$|[\s.,;:])"
)
_LONGER_INSIDE = re.compile(rf"(?:^|\s){_SPAN}{_LATER}(?=$|[\s.,;:])")
_COUNTS = {"ein": 1, "eine": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4}
_COUNTS |= {"sechs": 6, "six": 6}


@dataclass(frozen=True)
class NewDue:
    """The day to which a due day is to move, or how much later (`longer`), or neither; what was moved in reading it;
    and the words beside it."""

    day: date | None
    longer: timedelta | None
    note: Note | None
    reason: str


def _new_due(text: str, ctx: Context) -> tuple[NewDue, str]:
    if not text:
        raise Absent("new_due")
    words = text.split()
    while words and fold(words[0]).rstrip(":") in _LEADS:
        words = words[1:]
    longer = _LONGER.match(fold(" ".join(words)))
    if longer:
        return NewDue(None, _span(longer), None, _reason(" ".join(words[len(longer[0].split()) :]))), ""
    sizes = range(min(len(words), _MOST_WORDS), 0, -1)
    heads = [(" ".join(words[:size]), " ".join(words[size:])) for size in sizes]
    found = _first_day(heads, ctx)
    if found:
        return found, ""
    try:
        due, rest = DEADLINE_AT_END.take(" ".join(words), ctx)
    except Absent:
        return _behind(words, ctx), ""
    return NewDue(due.day, None, due.note, _reason(rest)), ""


def _behind(words: list[str], ctx: Context) -> NewDue:
    """What stands behind its reason without „bis“; without any day only the reason."""
    text = " ".join(words)
    longer = _LONGER_INSIDE.search(fold(text))
    if longer:
        return NewDue(None, _span(longer), None, _reason(text))
    sizes = range(min(len(words) - 1, _MOST_WORDS), 0, -1)
    tails = [(" ".join(words[-size:]), " ".join(words[:-size])) for size in sizes]
    return _first_day(tails, ctx) or NewDue(None, None, None, _reason(text))


def _span(longer: re.Match[str]) -> timedelta:
    size = 7 if longer["unit"].startswith(("woche", "week")) else 1
    return timedelta(days=size * (_COUNTS.get(longer["count"]) or int(longer["count"])))


def _first_day(pieces: Sequence[tuple[str, str]], ctx: Context) -> NewDue | None:
    """The first piece that is a day; what stands beside it is the reason.

    What a longer piece cannot be („28.5. 30“) counts only where no shorter one is a day.
    """
    trouble: Unclear | Refused | None = None
    for piece, beside in pieces:
        head = piece.rstrip(",;:")
        with_lead = fold(head.split()[0]) in ("bis", "by", "spaetestens") if head.split() else True
        typed = head if with_lead else f"bis {head}"
        try:
            found = settled(read.read_deadline(typed, ctx.local, ctx.calendar, meeting=next_meeting(ctx)), typed)
        except Unclear as several:
            trouble = trouble or Unclear(head, [(label, f"bis {day}") for label, day in several.options])
        except Refused as refused:
            trouble = trouble or refused
        else:
            if found:
                return NewDue(found.value, None, found.note, _reason(beside))
    if trouble:
        raise trouble
    return None


def _reason(text: str) -> str:
    """The reason as it was typed, without the marks that set it off."""
    text = text.strip(" ,;:–-")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return text


def _whose_due(text: str, ctx: Context) -> tuple[Assignment, str]:
    """An assignment; where none is named, „!frist einladung 14“ is the usual slip for „!fristen“."""
    try:
        found: tuple[Assignment, str] = ASSIGNMENT.take(text, ctx)
    except Absent:
        if not _names_lead_times(text, ctx):
            raise
        order = f"{'fristen' if ctx.language == 'de' else 'lead times'} {text}".strip()
        raise Unclear("", [(phrase("due.lead_times", order=Typed(f"!{order}")), order)]) from None
    return found


def _names_lead_times(text: str, ctx: Context) -> bool:
    try:
        LEADS.take(text, ctx)
    except Refused:
        return False
    except Absent:
        return not text
    return True


NEW_DUE = Kind("new_due", _new_due)
WHOSE_DUE = Kind("assignment", _whose_due)
