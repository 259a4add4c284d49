"""Dates as they are written: 21.5., 21.05.27, 21. Mai 2027, den 21ten, May 21, 2027-05-21.

Conventions: day before month; of „12/05“ the American order is offered second; two-digit years are
read as years.py says; a date without a year is the next such day, today included. A missing final
full stop („21.5“) is believed if it can be a date and nothing says it is an amount. Whatever has the
form of a date but is none („30.2.“) is Failed, not unread.
"""

from datetime import date

from commands.dates.senses import Failed, Frame, Matches, Point, add_months, checked, month_length
from commands.dates.tokens import Phrase
from commands.dates.words import (
    CARDINALS,
    COMING,
    DAY_UNITS,
    HOUR_UNITS,
    MINUTE_UNITS,
    MONTH_UNITS,
    MONTHS,
    NEXT,
    ORDINAL_ENDINGS,
    ORDINALS,
    SHORT_MONTHS,
    THIS,
    WEEK_UNITS,
    WEEKDAYS,
)
from commands.dates.years import CLOCK_MARKS, two_digit_year, year_at, year_said

_AMOUNTS = DAY_UNITS | WEEK_UNITS | HOUR_UNITS | MINUTE_UNITS | frozenset(("%", "€", "eur", "euro", "mio"))
_LEADING_TO_SLASHED = frozenset(("am", "on", "den", "bis", "by", "zum", "ab", "vom", ",", "."))
_ORDINAL_DAYS = {word: n for word, n in ORDINALS.items() if n <= 31}


def written(p: Phrase, i: int, at: Frame) -> Matches:
    """A date with a month; see the module for the forms."""
    text = p[i]
    if text[:1].isdecimal():
        if len(text) == 4:
            return _iso(p, i, at)
        if len(text) == 8:
            return _digits(text, i, at)
        return _numeric(p, i, at) or _slashed(p, i, at) or _day_month_name(p, i, at)
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
        return (this, j + 1) if p[j] in ("monats", "month") and p[j - 1] in ("des", "the") else None
    return (add_months(this, shift), j + 2) if p[j + 1] in MONTH_UNITS else None


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
    if len(p[i]) > 2 or len(p[i + 2]) > 2 or p[i + 3] in ("/", "%", "-") or (first, second) == (24, 7):
        return []
    led = p[i - 1] in _LEADING_TO_SLASHED or p[i - 1] in WEEKDAYS
    if not led and ((len(p[i]) < 2 and len(p[i + 2]) < 2) or not p.is_end(i + 3)):
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
    return _named(p, j, day, MONTHS[p[i]], at)


def _named(p: Phrase, j: int, day: int, month: int, at: Frame) -> Matches:
    bare = (completed(day, month, None, at), j)
    dashed = p[j] in ("-", "/") and p.glued(j) and len(p[j + 1]) in (2, 4)
    year = year_said(p, j + (dashed or p[j] == ","), at, smallest=0 if p[j] != "," else 20)
    if year and not (p[year[1]] in (".", "-") and p[year[1] + 1][:1].isdecimal()):
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
