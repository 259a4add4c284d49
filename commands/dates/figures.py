"""Dates in figures: 21.5., 21.05.27, 2027-05-21, 20270521, 2027-W20-5, 21/5.

Conventions: see written.py, which joins them with the months by name.
"""

from datetime import date

from commands.dates.completion import completed
from commands.dates.senses import Failed, Frame, Matches, Point
from commands.dates.tokens import Phrase
from commands.dates.words import DAY_UNITS, HOUR_UNITS, MINUTE_UNITS, WEEK_UNITS, WEEKDAYS
from commands.dates.years import CLOCK_MARKS, two_digit_year, year_at, year_said

_AMOUNTS = DAY_UNITS | WEEK_UNITS | HOUR_UNITS | MINUTE_UNITS | frozenset(("%", "€", "eur", "euro", "mio"))
_LEADING_TO_SLASHED = frozenset(("am", "on", "den", "bis", "by", "zum", "ab", "vom", ",", "."))


def in_figures(p: Phrase, i: int, at: Frame) -> Matches:
    """A date of figures that begins at i."""
    if len(p[i]) == 4:
        return _iso(p, i, at)
    if len(p[i]) == 8:
        return _digits(p[i], i, at)
    return _numeric(p, i, at) or _slashed(p, i, at)


def _iso(p: Phrase, i: int, at: Frame) -> Matches:
    if p[i + 1] == "-" and p[i + 2] == "w" and p[i + 4] == "-" and p.glued(i + 5):
        return _iso_week_day(p, i, at)
    form = [p[i + 1], p[i + 3]]
    month, day = p.number(i + 2), p.number(i + 4)
    if form not in (["-", "-"], [".", "."], ["/", "/"]) or month is None or day is None:
        return []
    if not all(p.glued(i + k) for k in range(1, 5)) or len(p[i + 2]) > 2 or len(p[i + 4]) > 2:
        return []
    return [(completed(day, month, int(p[i]), at), i + 5)]


def _iso_week_day(p: Phrase, i: int, at: Frame) -> Matches:
    """„2027-W06-2“ (ISO 8601)."""
    week, day = p.number(i + 3), p.number(i + 5)
    try:
        found = date.fromisocalendar(int(p[i]), week or 0, day or 0)
    except ValueError:
        return [(Failed("week.does_not_exist", {"week": p[i + 3], "year": p[i]}), i + 6)]
    return [(completed(found.day, found.month, found.year, at), i + 6)]


def _digits(text: str, i: int, at: Frame) -> Matches:
    """„20270512“."""
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if not (1990 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return []
    return [(completed(day, month, year, at), i + 1)]


def _numeric(p: Phrase, i: int, at: Frame) -> Matches:
    day, sign, month = p.number(i), p[i + 1], p.number(i + 2)
    if day is None or month is None or len(p[i]) > 2 or len(p[i + 2]) > 2:
        return []
    if sign in ("/", "-", ",") and p[i + 3] == sign and all(p.glued(i + k) for k in range(1, 5)):
        return _signed(p, i, day, month, at)
    if sign != "." or not (p.glued(i + 1) or (p[i + 3] == "." and len(p[i + 4]) == 4)):
        return []
    if p[i + 3] != ".":
        # „21.5“: an amount or a clock time has the same form, so it must be able to be a date.
        possible = 1 <= month <= 12 and 1 <= day <= 31 and p.glued(i + 2)
        if not possible or p[i + 3] in _AMOUNTS or (p[i + 3] == "," and p.glued(i + 4)):
            return []
        bare = (completed(day, month, None, at), i + 3)
        if len(p[i + 3]) == 4 and (year := year_at(p, i + 3)):
            return [(completed(day, month, year[0], at), year[1]), bare]
        return [bare]
    return _with_year(p, i + 4, day, month, at)


def _signed(p: Phrase, i: int, day: int, month: int, at: Frame) -> Matches:
    """„12/05/27“, „12-05-2027“, „5/21/2027“ (which can only be the English order)."""
    if p[i + 1] == "," and len(p[i + 4]) != 4:
        return []
    year = year_at(p, i + 4, smallest=0)
    if not year:
        return []
    if month > 12 >= day and p[i + 1] != ",":
        day, month = month, day
    return [(completed(day, month, year[0], at), year[1])]


def _slashed(p: Phrase, i: int, at: Frame) -> Matches:
    """„12/05“: day and month in the German order, or in the American one; both if both can be.

    „3/4“ is a fraction unless a preposition or a weekday leads to it, and „24/7“ is no date.
    """
    first, second = p.number(i), p.number(i + 2)
    if p[i + 1] != "/" or not (first and second and p.glued(i + 1) and p.glued(i + 2)):
        return []
    if len(p[i]) > 2 or len(p[i + 2]) > 2 or p[i + 3] in ("/", "%") or (first, second) == (24, 7):
        return []
    led = (p[i - 1] == "-" and p[i - 3] == "/") or p[i - 1] in _LEADING_TO_SLASHED or p[i - 1] in WEEKDAYS
    if not led and (
        (len(p[i]) < 2 and len(p[i + 2]) < 2) or not (p.is_end(i + 3) or (p[i + 3] in ("-", "bis") and p[i + 5] == "/"))
    ):
        return []
    orders = [pair for pair in ((first, second), (second, first)) if pair[1] <= 12 and pair[0] <= 31]
    if not orders:
        return []
    outcomes = [completed(*pair, None, at) for pair in dict.fromkeys(orders)]
    days = tuple(day for one in outcomes if isinstance(one, Point) for day in one.days)
    return [(Point(days) if days else outcomes[0], i + 3)]


def _with_year(p: Phrase, j: int, day: int, month: int, at: Frame) -> Matches:
    """After „21.5.“, at j: perhaps a year."""
    bare = (completed(day, month, None, at), j)
    if p.glued(j) and p[j][:1].isdecimal():
        if p[j + 1] in CLOCK_MARKS:
            return [bare]
        year = p.number(j)
        if year is None or len(p[j]) not in (2, 4):
            return []
        return [(completed(day, month, year if len(p[j]) == 4 else two_digit_year(year), at), j + 1)]
    spaced = year_said(p, j, at)
    if spaced and (len(p[j]) != 2 or (p[j - 1] == "." and not p.glued(j - 2))):
        # „12. 5. 27“ has its year apart as it has its month; in „12.5. 27 Gäste“ it is none.
        return [(completed(day, month, spaced[0], at), spaced[1]), bare]
    return [bare]
