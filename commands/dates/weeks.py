"""Weeks by number or by their distance from this one, and what a named period is.

Conventions: a week is the ISO 8601 week, Monday to Sunday; without a year KW n is the next one that
is not over. Whoever asks for a day gets its working days, and a deadline its Friday. „nächste“ and
„kommende Woche“ both are the ISO week after this.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commands.dates.senses import Failed, Frame, week_start
from commands.dates.tokens import Phrase
from commands.dates.words import CALENDAR_WEEK, ORDINAL_ENDINGS, PENULTIMATE, WEEK_UNITS
from commands.dates.years import shift_of, year_said

Kind = Literal["week", "month", "period"]
Days = tuple[date, date]

YEARS_TRIED = 9
"""How many years are searched for a period without one."""

_NUMBERED = CALENDAR_WEEK | {"wk"}
_UNITS = WEEK_UNITS | {"kw", "kalenderwoche"}
_NUMBER_SIGNS = ("nr", "no", "nummer", "number", ".")
_GLUED = {"folgewoche": 1, "vorwoche": -1}


@dataclass(frozen=True, slots=True)
class Period:
    """A named period: the candidates in order of time (one if it was fixed), and where it ends."""

    kind: Kind
    candidates: tuple[Days, ...]
    end: int
    failed: Failed | None = None
    others: tuple[Days, ...] = ()
    """What else people mean by it."""


def calendar_week(p: Phrase, i: int, at: Frame) -> Period | None:
    """„KW 6“, „6. KW“, „KW 06/2027“, „week 6“, „2027-W06“."""
    if p[i] == "calendar" and p[i + 1] == "week":
        i += 1
    if p[i] in _NUMBERED:
        j = i + 1
        while p[j] in _NUMBER_SIGNS:
            j += 1
        number, j = p.number(j), j + 1
    elif p[i + 2] in ("kw", "kalenderwoche") and (p[i + 1] == "." or p[i + 1] in ORDINAL_ENDINGS):
        number, j = p.number(i), i + 3
    elif p[i + 1] == "-" and p[i + 2] in ("w", "kw") and p.glued(i + 3) and len(p[i]) == 4:
        number, j = p.number(i + 3), i + 4
        if p[j] == "-" and p.glued(j + 1) and p[j + 1].isdecimal():
            return None
        return _numbered(number, p.number(i), j) if number is not None else None
    else:
        return None
    if number is None or number > 99:
        return None
    year = _year_of_week(p, j, at)
    if year:
        return _numbered(number, year[0], year[1])
    years = range(at.today.year - 1, at.today.year + YEARS_TRIED)
    weeks = tuple(week for y in years if (week := iso_week(y, number)))
    return Period("week", weeks, j) if weeks else _numbered(number, None, j)


def named_week(p: Phrase, i: int, at: Frame) -> Period | None:
    """A week by number or by its distance: „KW 6“, „(der) nächsten Woche“, „this week“."""
    while p[i] in ("in", "der", "die", "of", "the"):
        i += 1
    if week := calendar_week(p, i, at):
        return week
    return week_from_now(p, i, at)


def week_from_now(p: Phrase, i: int, at: Frame) -> Period | None:
    """„diese“, „nächste“, „übernächste Woche“, „week after next“."""
    if p[i] in _GLUED:
        return week_away(_GLUED[p[i]], at, i + 1)
    if p[i] == "week" and (p[i + 1], p[i + 2]) in (("after", "next"), ("before", "last")):
        return week_away(2 if p[i + 2] == "next" else -2, at, i + 3)
    shift = -2 if p[i] in PENULTIMATE else shift_of(p[i])
    if shift is None or p[i + 1] not in _UNITS:
        return None
    return week_away(shift, at, i + 2)


def week_away(weeks: int, at: Frame, end: int) -> Period:
    """The week so many weeks from the running one, said in the tokens before `end`."""
    return Period("week", (whole_week(at.today + timedelta(7 * weeks)),), end)


def whole_week(day: date) -> Days:
    """Monday and Sunday of the ISO week of a day."""
    monday = week_start(day)
    return monday, monday + timedelta(6)


def iso_week(year: int, week: int) -> Days | None:
    """Monday and Sunday of a week by number; None if the year has no such week."""
    try:
        return whole_week(date.fromisocalendar(year, week, 1))
    except ValueError:
        return None


def _year_of_week(p: Phrase, j: int, at: Frame) -> tuple[int, int] | None:
    slash = p[j] in ("/", ",")
    year = year_said(p, j + slash, at)
    if not year or not p[j + slash][:1].isdecimal():
        return year
    four = len(p[j + slash]) == 4
    return year if four or (p[j] == "/" and abs(year[0] - at.today.year) <= 20) else None


def _numbered(number: int, year: int | None, end: int) -> Period:
    week = iso_week(year, number) if year else None
    if week:
        return Period("week", (week,), end)
    data: dict[str, object] = {"week": str(number), "year": str(year or "")}
    return Period("week", (), end, Failed("week.does_not_exist", data))
