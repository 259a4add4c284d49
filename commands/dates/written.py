"""Dates as they are written: 21.5., 21.05.27, 21. Mai 2027, den 21ten, May 21, 2027-05-21.

Conventions: day before month; a two-digit year is 20xx; a date without a year is the next such day,
today included. A missing final full stop („21.5“) is believed if it can be a date and nothing
says it is an amount. Whatever has the form of a date but is none („30.2.“) is Failed, not unread.
"""

from datetime import date

from commands.dates.senses import Failed, Frame, Matches, Point, checked, month_length
from commands.dates.tokens import Phrase
from commands.dates.words import (
    CARDINALS,
    DAY_UNITS,
    HOUR_UNITS,
    MINUTE_UNITS,
    MONTHS,
    ORDINAL_ENDINGS,
    ORDINALS,
    SHORT_MONTHS,
    WEEK_UNITS,
)

_AMOUNTS = DAY_UNITS | WEEK_UNITS | HOUR_UNITS | MINUTE_UNITS | frozenset(("%", "€", "eur", "euro", "mio"))
_CLOCK_MARKS = frozenset((":", "uhr", "h", "am", "pm", "o"))
_ORDINAL_DAYS = {word: n for word, n in ORDINALS.items() if n <= 31}


def written(p: Phrase, i: int, at: Frame) -> Matches:
    """A date with a month; see the module for the forms."""
    text = p[i]
    if text[:1].isdecimal():
        if len(text) == 4:
            return _iso(p, i, at)
        return _numeric(p, i, at) or _day_month_name(p, i, at)
    if text in MONTHS:
        return _month_name_day(p, i, at)
    if text in _ORDINAL_DAYS:
        return _day_month_name(p, i, at)
    return []


def day_of_month(p: Phrase, i: int, at: Frame) -> Matches:
    """„15.“, „21ten“, „fünfzehnten“: the next such day, today included."""
    found = _ordinal_day(p, i)
    if not found:
        return []
    day, end = found
    return [(next_day_of_month(day, at), end)]


def next_day_of_month(day: int, at: Frame, weekday: int | None = None) -> Point | Failed:
    """The next day with that number (and weekday); short months are passed over."""
    if not 1 <= day <= 31:
        return _no_such_day(str(day), "", "")
    year, month = at.today.year, at.today.month
    for _ in range(60):
        if day <= month_length(year, month):
            candidate = date(year, month, day)
            if candidate >= at.today and weekday in (None, candidate.weekday()):
                return Point((candidate,))
        year, month = year + month // 12, month % 12 + 1
    return _no_such_day(str(day), "", "")


def completed(day: int, month: int, year: int | None, at: Frame) -> Point | Failed:
    """That day, in the next year that has it and is not over if no year was said."""
    said = (str(day), str(month), "" if year is None else str(year))
    if not (1 <= month <= 12 and 1 <= day <= month_length(year or 2024, month)):
        return _no_such_day(*said)
    if year is not None:
        whole = date(year, month, day)
        return Point((whole,)) if at.written_past and whole < at.today else checked(whole, at)
    for candidate in range(at.today.year, at.today.year + 9):
        if day <= month_length(candidate, month) and date(candidate, month, day) >= at.today:
            return Point((date(candidate, month, day),), (day, month))
    return _no_such_day(*said)


def year_at(p: Phrase, i: int) -> tuple[int, int] | None:
    """A year at i (2027, 27, '27) and the index after it; clock times are not years."""
    if p[i] in ("'", "’", "‘"):
        i += 1
    text = p[i]
    if not text.isdecimal() or p[i + 1] in _CLOCK_MARKS:
        return None
    if len(text) == 4 and 1900 <= int(text) < 2200:
        return int(text), i + 1
    if len(text) == 2 and int(text) >= 20:
        return 2000 + int(text), i + 1
    return None


def after_month(p: Phrase, i: int) -> int:
    """The index behind the month at i, with the full stop of an abbreviation."""
    return p.skip(i + 1, ".") if p[i] in SHORT_MONTHS else i + 1


def _iso(p: Phrase, i: int, at: Frame) -> Matches:
    form = [p[i + 1], p[i + 3]]
    month, day = p.number(i + 2), p.number(i + 4)
    if form not in (["-", "-"], [".", "."], ["/", "/"]) or month is None or day is None:
        return []
    if not all(p.glued(i + k) for k in range(1, 5)) or len(p[i + 2]) > 2 or len(p[i + 4]) > 2:
        return []
    return [(completed(day, month, int(p[i]), at), i + 5)]


def _numeric(p: Phrase, i: int, at: Frame) -> Matches:
    day, sign, month = p.number(i), p[i + 1], p.number(i + 2)
    if day is None or month is None or len(p[i]) > 2 or len(p[i + 2]) > 2:
        return []
    if sign in ("/", "-") and p[i + 3] == sign and all(p.glued(i + k) for k in range(1, 5)):
        year = year_at(p, i + 4)
        return [(completed(day, month, year[0], at), year[1])] if year else []
    if sign != "." or not p.glued(i + 1):
        return []
    if p[i + 3] != ".":
        # „21.5“: an amount or a clock time has the same form, so it must be able to be a date.
        possible = 1 <= month <= 12 and 1 <= day <= 31 and p.glued(i + 2)
        if not possible or p[i + 3] in _AMOUNTS or (p[i + 3] == "," and p.glued(i + 4)):
            return []
        return [(completed(day, month, None, at), i + 3)]
    return _with_year(p, i + 4, day, month, at)


def _with_year(p: Phrase, j: int, day: int, month: int, at: Frame) -> Matches:
    """After „21.5.“, at j: perhaps a year."""
    bare = (completed(day, month, None, at), j)
    year = p.number(j)
    if p.glued(j) and p[j][:1].isdecimal():
        if p[j + 1] in _CLOCK_MARKS:
            return [bare]
        if year is None or len(p[j]) not in (2, 4):
            return []
        return [(completed(day, month, year + 2000 * (len(p[j]) == 2), at), j + 1)]
    if len(p[j]) == 4 and (spaced := year_at(p, j)):
        return [(completed(day, month, spaced[0], at), spaced[1]), bare]
    return [bare]


def _ordinal_day(p: Phrase, i: int) -> tuple[int, int] | None:
    if p[i] in _ORDINAL_DAYS:
        return _ORDINAL_DAYS[p[i]], i + 1
    day = p.number(i)
    if day is None or len(p[i]) > 2 or not p.glued(i + 1):
        return None
    return (day, i + 2) if p[i + 1] == "." or p[i + 1] in ORDINAL_ENDINGS else None


def _day_month_name(p: Phrase, i: int, at: Frame) -> Matches:
    day, j = _ordinal_day(p, i) or (p.number(i), i + 1)
    j = p.skip(j, "of")
    month = MONTHS.get(p[j])
    if day is None or month is None or (len(p[i]) > 2 and p[i].isdecimal()):
        return []
    return _named(p, after_month(p, j), day, month, at)


def _month_name_day(p: Phrase, i: int, at: Frame) -> Matches:
    """„May 21“, „May 21st, 2027“; German „Mai 21“ would be a year, so only up to 31 and no year."""
    j = p.skip(after_month(p, i), "the")
    found = _ordinal_day(p, j)
    day, j = found or (p.number(j), j + 1)
    if day is None or not 1 <= day <= 31 or p[j] in _CLOCK_MARKS | {"."}:
        return []
    return _named(p, j, day, MONTHS[p[i]], at)


def _named(p: Phrase, j: int, day: int, month: int, at: Frame) -> Matches:
    bare = (completed(day, month, None, at), j)
    year = year_at(p, p.skip(j, ","))
    if year and not (p[year[1]] == "." and p.glued(year[1] + 1)):
        return [(completed(day, month, year[0], at), year[1]), bare]
    return [bare]


def _no_such_day(day: str, month: str, year: str) -> Failed:
    return Failed("date.does_not_exist", {"day": day, "month": month, "year": year})


def count_at(p: Phrase, i: int) -> tuple[int, int] | None:
    """How many: digits or a number word, and the index after it."""
    number = p.number(i)
    if number is None:
        number = CARDINALS.get(p[i])
    return None if number is None else (number, i + 1)
