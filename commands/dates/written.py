"""Dates as they are written: 21.5., 21.05.27, 21. Mai 2027, den 21ten, May 21, 2027-05-21.

Conventions: day before month; of „12/05“ the American order is offered second; two-digit years are
read as years.py says; a date without a year is the next such day, today included. A missing final
full stop („21.5“) is believed if it can be a date and nothing says it is an amount. Whatever has the
form of a date but is none („30.2.“) is Failed, not unread.
"""

from datetime import date

from commands.dates.completion import completed, next_day_of_month
from commands.dates.figures import in_figures
from commands.dates.senses import Frame, Matches, add_months
from commands.dates.tokens import Phrase
from commands.dates.words import (
    CARDINALS,
    COMING,
    MONTH_UNITS,
    MONTHS,
    NEXT,
    ORDINAL_ENDINGS,
    ORDINALS,
    SHORT_MONTHS,
    THIS,
)
from commands.dates.years import CLOCK_MARKS, year_said

_ORDINAL_DAYS = {word: n for word, n in ORDINALS.items() if n <= 31}


def written(p: Phrase, i: int, at: Frame) -> Matches:
    """A date with a month; see the module for the forms."""
    text = p[i]
    if text[:1].isdecimal():
        return in_figures(p, i, at) or _day_month_name(p, i, at)
    if text in MONTHS:
        return _month_name_day(p, i, at)
    if text in _ORDINAL_DAYS:
        return _day_month_name(p, i, at) or _two_ordinals(p, i, at)
    return []


def day_of_month(p: Phrase, i: int, at: Frame) -> Matches:
    """„15.“, „21ten“, „fünfzehnten“: the next such day, today included; „15. des nächsten Monats“."""
    found = _ordinal_day(p, i)
    if not found:
        return []
    day, end = found
    matches: Matches = [(next_day_of_month(day, at), end)]
    if (p[end], p[end + 1]) == ("des", "monats") or (p[end], p[end + 1], p[end + 2]) == ("of", "the", "month"):
        matches.insert(0, (matches[0][0], end + 2 + (p[end] == "of")))
    if placed := _month_from_now(p, end, at):
        matches.insert(0, (completed(day, placed[0].month, placed[0].year, at), placed[1]))
    return matches


def _month_from_now(p: Phrase, j: int, at: Frame) -> tuple[date, int] | None:
    """The first day of „d. M.“, „dieses Monats“, „des nächsten Monats“, and the index after it."""
    this = at.today.replace(day=1)
    if p[j] in ("d", "n") and p[j + 1] == "." and p[j + 2] in ("m", "mts"):
        return add_months(this, p[j] == "n"), p.skip(j + 3, ".")
    while p[j] in ("des", "of", "the", "im", "vom"):
        j += 1
    if p[j] == "folgemonats":
        return add_months(this, 1), j + 1
    shift = 0 if p[j] in THIS else 1 if p[j] in NEXT | COMING else None
    if shift is None:
        return None
    return (add_months(this, shift), j + 2) if p[j + 1] in MONTH_UNITS else None


def after_month(p: Phrase, i: int) -> int:
    """The index behind the month at i, with the full stop of an abbreviation."""
    return p.skip(i + 1, ".") if p[i] in SHORT_MONTHS else i + 1


def _ordinal_day(p: Phrase, i: int) -> tuple[int, int] | None:
    if p[i] in _ORDINAL_DAYS:
        return _ORDINAL_DAYS[p[i]], i + 1
    day = p.number(i)
    if day is None or len(p[i]) > 2 or not p.glued(i + 1):
        return None
    return (day, i + 2) if p[i + 1] == "." or p[i + 1] in ORDINAL_ENDINGS else None


def _day_month_name(p: Phrase, i: int, at: Frame) -> Matches:
    day, j = _ordinal_day(p, i) or (p.number(i), i + 1)
    j = p.skip(p.skip(j, "of", "im"), "-", "/", ".")
    month = MONTHS.get(p[j])
    if day is None or month is None or (len(p[i]) > 2 and p[i].isdecimal()):
        return []
    return _named(p, after_month(p, j), day, month, at)


def _two_ordinals(p: Phrase, i: int, at: Frame) -> Matches:
    """„zwölfter fünfter“, „(am) ersten dritten“: how dates are read out."""
    month = _ORDINAL_DAYS.get(p[i + 1], 13)
    return _named(p, i + 2, _ORDINAL_DAYS[p[i]], month, at) if month <= 12 else []


def _month_name_day(p: Phrase, i: int, at: Frame) -> Matches:
    """„May 21“, „May 21st, 2027“; German „Mai 27“ would be a year, so only up to 31 and no year."""
    j = p.skip(after_month(p, i), "the")
    found = _ordinal_day(p, j)
    day, j = found or (p.number(j), j + 1)
    if day is None or not 1 <= day <= 31 or p[j] in CLOCK_MARKS or (p[j] == "." and p[j - 1].isdecimal()):
        return []
    if p[j] == "-" and p.glued(j) and len(p[j + 1]) == 2 and p[j + 1].isdecimal():
        return []  # „January 19-23“ are five days, not one of 2023
    return _named(p, j, day, MONTHS[p[i]], at)


def _named(p: Phrase, j: int, day: int, month: int, at: Frame) -> Matches:
    bare = (completed(day, month, None, at), j)
    dashed = p[j] in ("-", "/") and p.glued(j) and len(p[j + 1]) in (2, 4)
    year = year_said(p, j + (dashed or p[j] == ","), at, smallest=0 if p[j] != "," else 20)
    torn = year and (len(p[year[1] - 1]) < 4 or p.glued(year[1]))
    if year and not (torn and p[year[1]] in (".", "-") and p[year[1] + 1][:1].isdecimal()):
        return [(completed(day, month, year[0], at), year[1]), bare]
    return [bare]


def count_at(p: Phrase, i: int) -> tuple[int, int] | None:
    """How many: digits or a number word, and the index after it."""
    number = p.number(i)
    if number is None:
        number = CARDINALS.get(p[i])
    return None if number is None else (number, i + 1)
