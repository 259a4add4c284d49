"""Months, quarters, half-years, years, decades and seasons.

Conventions:
- A period without a year is the first one that is not over. „nächsten März“ is the first one after
  the running month, with that of the next year as second reading while this one is still to come;
  „letzten März“ is the last one before it.
- Seasons are the meteorologists' (spring: March to May; winter begins in December of its year).
"""

from datetime import date, timedelta
from itertools import pairwise

from commands.dates.senses import Failed, Frame, Matches, Point, Stretch, add_months, first_not_over
from commands.dates.tokens import Phrase
from commands.dates.weeks import YEARS_TRIED, Days, Kind, Period, calendar_week, week_away, week_from_now
from commands.dates.words import (
    ARTICLES,
    HALF_YEAR_UNITS,
    LAST,
    MONTH_UNITS,
    MONTHS,
    NEXT,
    ORDINAL_ENDINGS,
    ORDINALS,
    OVERNEXT,
    QUARTER_UNITS,
    THIS,
    YEAR_UNITS,
)
from commands.dates.written import after_month
from commands.dates.years import shift_of, year_at, year_said

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR_NAMES = YEAR_UNITS | {"kalenderjahr", "haushaltsjahr", "geschaeftsjahr", "wirtschaftsjahr", "jahre"}
_DECADE = frozenset(("jahrzehnt", "jahrzehnts", "decade"))
_SEASONS = {
    **dict.fromkeys(("fruehling", "fruehjahr", "spring", "fruehlings", "fruehjahrs"), 3),
    **dict.fromkeys(("sommer", "summer", "sommers"), 6),
    **dict.fromkeys(("herbst", "autumn", "fall", "herbstes", "herbsts"), 9),
    **dict.fromkeys(("winter", "winters"), 12),
}
_FOLLOWING = {"folgemonat": 1, "folgemonats": 1, "vormonat": -1, "vormonats": -1, "folgejahr": 12, "vorjahr": -12}


def period(p: Phrase, i: int, at: Frame) -> Matches:
    """A whole week, month, quarter, half-year, year or season."""
    return [(stretch(one, at), one.end) for one in periods(p, i, at)]


def periods(p: Phrase, i: int, at: Frame) -> list[Period]:
    """What periods are named at i, the longest first."""
    text = p[i]
    if text in MONTHS:
        return _month(p, i, at)
    if week := calendar_week(p, i, at):
        return [week]
    if text in _SEASONS:
        return _season(p, i, at)
    if text in ("q", "h") and p.glued(i + 1):
        return _part(p, p.number(i + 1), 3 if text == "q" else 6, i + 2, at)
    if text[:1].isdecimal() and (written := _month_and_year(p, i)):
        return [written]
    if part := which_part(p, i):
        months = 3 if p[part[1]] == "q" else _unit_months(p[part[1]])
        if months in (3, 6):
            return _part(p, part[0], months, p.skip(part[1] + 1, "."), at)
    return _relative(p, i, at)


def stretch(one: Period, at: Frame) -> Stretch | Failed:
    """The period that is meant, as days."""
    if one.failed:
        return one.failed
    if len(one.candidates) == 1 and at.written_past and not one.others:
        return Stretch(*one.candidates[0], one.kind, one.candidates[0][0])
    outcome = first_not_over((last for _, last in one.candidates), at)
    if not isinstance(outcome, Point):
        return outcome or Failed("date.too_far", {"latest": at.latest})
    first = next(first for first, last in one.candidates if last == outcome.days[0])
    others = tuple(Stretch(*days, one.kind, days[0]) for days in one.others)
    return Stretch(first, outcome.days[0], one.kind, first, alternatives=others)


def blocks(months: int, at: Frame) -> tuple[Days, ...]:
    """The periods of so many months from the running one on; they tile the year."""
    first = date(at.today.year, (at.today.month - 1) // months * months + 1, 1)
    starts = [add_months(first, months * n) for n in range(15)]
    return tuple((start, following - timedelta(1)) for start, following in pairwise(starts))


def block(first: date, months: int) -> Days:
    """First and last day of so many months."""
    return first, add_months(first, months) - timedelta(1)


def which_part(p: Phrase, i: int) -> tuple[int, int] | None:
    """Which one: „erstes“, „1.“, „III.“, and the index behind it."""
    if p[i] in ORDINALS:
        return ORDINALS[p[i]], i + 1
    number = p.number(i) or _ROMAN.get(p[i])
    if number and (p[i + 1] == "." or p[i + 1] in ORDINAL_ENDINGS):
        return number, i + 2
    return (number, i + 1) if number and p[i] in _ROMAN else None


def _relative(p: Phrase, i: int, at: Frame) -> list[Period]:
    if week := week_from_now(p, i, at):
        return [week]
    text = p[i]
    if text in _FOLLOWING:
        shift = _FOLLOWING[text]
        size = 12 if abs(shift) == 12 else 1
        return [Period("month" if size == 1 else "period", (_shifted(size, shift // size, at),), i + 1)]
    if text == "heuer":
        return [Period("period", (_shifted(12, 0, at),), i + 1)]
    shift_said, j = shift_of(text), i + 1
    if shift_said is None:
        return _unshifted(p, p.skip(i, *ARTICLES), at)
    if p[j] in MONTHS or p[j] in _SEASONS:
        return _named_relative(p, j, text, at)
    if p[j] in _DECADE:
        first = date(at.today.year // 10 * 10 + 10 * shift_said, 1, 1)
        return [Period("period", (block(first, 120),), j + 1)]
    months = _unit_months(p[j])
    return [Period(_kind(months), (_shifted(months, shift_said, at),), j + 1)] if months else []


def _unshifted(p: Phrase, j: int, at: Frame) -> list[Period]:
    if p[j] in QUARTER_UNITS | HALF_YEAR_UNITS:
        number = p.number(j + 1) or _ROMAN.get(p[j + 1])
        if number:
            return _part(p, number, _unit_months(p[j]), j + 2, at)
    if p[j] in _YEAR_NAMES and (year := year_at(p, j + 1)):
        return [Period("period", (block(date(year[0], 1, 1), 12),), year[1])]
    if len(p[j]) == 4 and p[j - 1] == "in" and (year := year_at(p, j)):
        return [Period("period", (block(date(year[0], 1, 1), 12),), year[1])]
    if p[j] in ("monat", "monats", "month") and p[j + 1] in MONTHS:
        return _month(p, j + 1, at)
    months = _unit_months(p[j])
    if months:
        return [Period(_kind(months), blocks(months, at), j + 1)]
    return [week_away(0, at, j + 1)] if p[j] in ("woche", "week") and p[j - 1] in ("der", "die", "the") else []


def _kind(months: int) -> Kind:
    return "month" if months == 1 else "period"


def _shifted(months: int, shift: int, at: Frame) -> Days:
    return block(add_months(blocks(months, at)[0][0], shift * months), months)


def _month(p: Phrase, i: int, at: Frame) -> list[Period]:
    month, j = MONTHS[p[i]], after_month(p, i)
    last, size = month, 1
    if p[j] == "/" and p[j + 1] in MONTHS:
        last, j = MONTHS[p[j + 1]], after_month(p, j + 1)
        size = (last - month) % 12 + 1
    kind: Kind = "month" if size == 1 else "period"
    years = range(at.today.year - (size > 1), at.today.year + YEARS_TRIED)
    open_year = Period(kind, tuple(block(date(year, month, 1), size) for year in years), j)
    year = year_said(p, j + (p[j] in ("/", "-", ",") and p[j + 1][:1].isdecimal()), at)
    if not year:
        return [open_year]
    return [Period(kind, (block(date(year[0], month, 1), size),), year[1]), open_year]


def _month_and_year(p: Phrase, i: int) -> Period | None:
    """„08/2027“, „8.2027“, „2027-08“."""
    if not (p.glued(i + 1) and p.glued(i + 2)) or p[i + 1] not in ("/", ".", "-"):
        return None
    year, month = (i, i + 2) if len(p[i]) == 4 else (i + 2, i)
    numbers = p.number(year), p.number(month)
    if len(p[year]) != 4 or len(p[month]) > 2 or numbers[0] is None or numbers[1] is None:
        return None
    if not (1990 <= numbers[0] < 2200 and 1 <= numbers[1] <= 12) or (year == i and p[i + 1] != "-"):
        return None
    if p[i + 3] in ("-", "/", ".") and p[i + 4][:1].isdecimal() and p.glued(i + 4):
        return None
    return Period("month", (block(date(numbers[0], numbers[1], 1), 1),), i + 3)


def _named_relative(p: Phrase, j: int, word: str, at: Frame) -> list[Period]:
    """„nächsten März“, „letzten Sommer“."""
    first, size = (MONTHS[p[j]], 1) if p[j] in MONTHS else (_SEASONS[p[j]], 3)
    end = after_month(p, j) if size == 1 else j + 1
    every = [block(date(at.today.year + n, first, 1), size) for n in range(-2, 4)]
    if word in THIS:
        return [Period(_kind(size), tuple(one for one in every if one[1] >= at.today)[:1], end)]
    if word in LAST:
        return [Period(_kind(size), ([one for one in every if one[1] < at.today][-1],), end)]
    coming = [one for one in every if one[0] > at.today]
    disputed = word in NEXT and size == 1 and coming[0][0].year == at.today.year
    other = (coming[1],) if disputed else ()
    return [Period(_kind(size), (coming[word in OVERNEXT],), end, others=other)]


def _season(p: Phrase, i: int, at: Frame) -> list[Period]:
    month, j = _SEASONS[p[i]], i + 1
    said = year_said(p, j, at)
    if p[i] in ("fall", "spring", "summer") and p[i - 1] not in ("in", "the", "of") and not said:
        return []
    every = tuple(block(date(at.today.year + n, month, 1), 3) for n in range(-1, YEARS_TRIED))
    found = [Period("period", every, j)]
    if said:
        end = said[1]
        if p[end] == "/" and p.number(end + 1) in (said[0] + 1, (said[0] + 1) % 100):
            end += 2
        found.insert(0, Period("period", (block(date(said[0], month, 1), 3),), end))
    return found


def _part(p: Phrase, number: int | None, months: int, j: int, at: Frame) -> list[Period]:
    """The nth quarter or half-year, with or without its year."""
    if number is None or not 1 <= number <= 12 // months:
        return []
    month = months * (number - 1) + 1
    j = p.skip(j, ".") if p.glued(j) else j
    year = year_said(p, p.skip(j, "/", "-"), at)
    if year:
        return [Period("period", (block(date(year[0], month, 1), months),), year[1])]
    years = range(at.today.year, at.today.year + YEARS_TRIED)
    return [Period("period", tuple(block(date(year, month, 1), months) for year in years), j)]


def _unit_months(word: str) -> int:
    if word in MONTH_UNITS:
        return 1
    if word in QUARTER_UNITS:
        return 3
    if word in HALF_YEAR_UNITS:
        return 6
    return 12 if word in YEAR_UNITS else 0
