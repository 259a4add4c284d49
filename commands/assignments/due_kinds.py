"""Kinds of values about due days: a new day with a reason behind it, and an assignment whose due day is meant."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from commands.assignments.kinds import ASSIGNMENT
from commands.context import Context
from commands.dates import read
from commands.dates.readings import Found, Note
from commands.handwriting import fold
from commands.kinds import Absent, Kind
from commands.lookups import Unclear
from commands.rules.refusal import Refused
from commands.texts.voice import Typed, phrase
from commands.timing import DEADLINE_AT_END, settled
from commands.year.lead_kinds import LEADS
from storage.assignment_records import Assignment

_MOST_WORDS = 8
_LEADS = ("auf", "neu", "neue", "frist", "new", "to", "until", "verlaengern")
_LONGER = re.compile(
    r"(?:um\s+|weitere\s+|noch\s+|for\s+|another\s+)?(\d{1,2}|eine?|one|zwei|two|drei|three|vier|four|sechs|six)"
    r"(?:\s+weiteren?)?\s+(tage?n?|days?|wochen?|weeks?)(?:\s+(?:laenger|mehr|spaeter|longer|more|later))?"
    r"(?:\s+(?:verlaengern|verschieben))?(?=$|[\s.,;:])"
)
_COUNTS = {"ein": 1, "eine": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4}
_COUNTS |= {"sechs": 6, "six": 6}


@dataclass(frozen=True)
class NewDue:
    """The day to which a due day is to move, or how much later (`longer`); what was moved in reading it; and why."""

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
        size = 7 if longer[2].startswith(("woche", "week")) else 1
        rest = " ".join(words[len(longer[0].split()) :])
        return NewDue(None, timedelta(days=size * (_COUNTS.get(longer[1]) or int(longer[1]))), None, _reason(rest)), ""
    found = _leading(words, ctx)
    if found:
        return found, ""
    due, rest = DEADLINE_AT_END.take(" ".join(words), ctx)
    return NewDue(due.day, None, due.note, _reason(rest)), ""


def _leading(words: list[str], ctx: Context) -> NewDue | None:
    """The longest day that the words begin with; what follows is the reason."""
    unclear: Unclear | None = None
    for size in range(min(len(words), _MOST_WORDS), 0, -1):
        head = " ".join(words[:size]).rstrip(",;:")
        typed = head if fold(words[0]) in ("bis", "by", "spaetestens") else f"bis {head}"
        reading = read.read_deadline(typed, ctx.local, ctx.calendar)
        if isinstance(reading, Found):
            return NewDue(reading.value, None, reading.note, _reason(" ".join(words[size:])))
        try:
            settled(reading, typed, lead="bis ")
        except Unclear as several:
            unclear = unclear or several
    if unclear:
        raise unclear
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
