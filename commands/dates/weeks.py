"""Weeks by number or by their distance from this one, and what a named period is.

Conventions: KW n is the ISO 8601 week and stands for its Monday to Friday; without a year it is the
next one whose Friday is not over. „nächste“ and „kommende Woche“ both are the ISO week after this.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commands.dates.senses import Failed, Frame, week_start
from commands.dates.tokens import Phrase
from commands.dates.words import CALENDAR_WEEK, COMING, LAST, NEXT, OVERNEXT, THIS, WEEK_UNITS
from commands.dates.written import year_at

Kind = Literal["week", "month", "period"]
Days = tuple[date, date]

YEARS_TRIED = 9
"""How many years are searched for a period without one."""


@dataclass(frozen=True, slots=True)
class Period:
    """A named period: the candidates in order of time (one if it was fixed), and where it ends."""

    kind: Kind
    candidates: tuple[Days, ...]
    end: int
    failed: Failed | None = None


def calendar_week(p: Phrase, i: int, at: Frame) -> Period | None:
    """„KW 6“, „6. KW“, „KW 06/2027“, „week 6“ with its Monday to Friday."""
    if p[i] in CALENDAR_WEEK:
        number, j = p.number(p.skip(i + 1, ".")), p.skip(i + 1, ".") + 1
    elif p[i + 1] == "." and p[i + 2] in ("kw", "kalenderwoche"):
        number, j = p.number(i), i + 3
    else:
        return None
    if number is None:
        return None
    year = year_at(p, p.skip(p.skip(j, "/"), "in"))
    if year and (len(p[year[1] - 1]) == 4 or p[j] == "/"):
        j = year[1]
    else:
        year = None
    years = [year[0]] if year else range(at.today.year - 1, at.today.year + YEARS_TRIED)
    weeks = tuple(week for y in years if (week := _iso_week(y, number)))
    if weeks:
        return Period("week", weeks, j)
    data: dict[str, object] = {"week": str(number), "year": str(year[0]) if year else ""}
    return Period("week", (), j, Failed("week.does_not_exist", data))


def named_week(p: Phrase, i: int, at: Frame) -> Period | None:
    """A week by number or by its distance: „KW 6“, „(der) nächsten Woche“, „this week“."""
    i = p.skip(p.skip(i, "in"), "der")
    if week := calendar_week(p, i, at):
        return week
    return week_from_now(p, i, at)


def week_from_now(p: Phrase, i: int, at: Frame) -> Period | None:
    """„diese“, „nächste“, „übernächste Woche“."""
    shift = shift_of(p[i])
    if shift is None or p[i + 1] not in WEEK_UNITS:
        return None
    monday = week_start(at.today) + timedelta(7 * shift)
    return Period("week", ((monday, monday + timedelta(4)),), i + 2)


def this_week(at: Frame, end: int) -> Period:
    """Monday to Friday of the running week, said in the tokens before `end`."""
    monday = week_start(at.today)
    return Period("week", ((monday, monday + timedelta(4)),), end)


def _iso_week(year: int, week: int) -> Days | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(4)


def shift_of(word: str) -> int | None:
    """How many periods from now a word leads."""
    if word in THIS:
        return 0
    if word in NEXT or word in COMING:
        return 1
    if word in OVERNEXT:
        return 2
    return -1 if word in LAST else None
