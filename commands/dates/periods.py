"""Weeks, months, quarters, years, and their beginning, middle and end.

Conventions:
- „Anfang, Mitte, Ende <month>“ are the first, the 15th and the last day (§ 192 BGB). Of other
  periods „Mitte“ is the middle day, of a week Wednesday.
- A period without a year is the first one that is not over.
"""

from datetime import date, timedelta
from itertools import pairwise

from commands.dates.senses import (
    Failed,
    Frame,
    Matches,
    Point,
    Stretch,
    add_months,
    first_not_over,
)
from commands.dates.tokens import Phrase
from commands.dates.weeks import (
    YEARS_TRIED,
    Days,
    Kind,
    Period,
    calendar_week,
    shift_of,
    this_week,
    week_from_now,
)
from commands.dates.words import (
    ARTICLES,
    MONTH_UNITS,
    MONTHS,
    ORDINALS,
    QUARTER_UNITS,
    YEAR_UNITS,
)
from commands.dates.written import after_month, year_at

_BEGINNING = frozenset(("anfang", "beginn", "beginning", "start"))
_MIDDLE = frozenset(("mitte", "middle", "mid"))
_END = frozenset(("ende", "end"))
_GLUED_EDGES = {
    unit + s + edge: (months, edge)
    for unit, s, months in (("monat", "s", 1), ("quartal", "s", 3), ("jahr", "es", 12))
    for edge in ("anfang", "beginn", "mitte", "ende")
}


def period(p: Phrase, i: int, at: Frame) -> Matches:
    """A whole week, month, quarter or year."""
    return [(_stretch(one, at), one.end) for one in periods(p, i, at)]


def edge(p: Phrase, i: int, at: Frame) -> Matches:
    """„Ende Januar“, „Mitte nächster Woche“, „Monatsende“, „end of March“."""
    if p[i] in _GLUED_EDGES:
        months, word = _GLUED_EDGES[p[i]]
        named = year_at(p, i + 1) if months == 12 else None
        blocks = (_block(date(named[0], 1, 1), 12),) if named else _blocks(months, at)
        one = Period("month" if months == 1 else "period", blocks, named[1] if named else i + 1)
        return [(_edge_of(one, word, at), one.end)]
    if p[i] not in _BEGINNING | _MIDDLE | _END:
        return []
    j = p.skip(p.skip(p.skip(i + 1, "von", "vom", "of", "-"), "der", "des", "the"), "-")
    year = year_at(p, j)
    found = periods(p, j, at)
    if year and year[0] > 1999 and len(p[j]) == 4:
        found = [Period("period", ((date(year[0], 1, 1), date(year[0], 12, 31)),), year[1])]
    return [(one.failed or _edge_of(one, p[i], at), one.end) for one in found]


def periods(p: Phrase, i: int, at: Frame) -> list[Period]:
    """What periods are named at i, the longest first."""
    text = p[i]
    if text in MONTHS:
        return _month(p, i, at)
    if week := calendar_week(p, i, at):
        return [week]
    if text == "q" and p.glued(i + 1):
        return _quarter(p, p.number(i + 1), i + 2, at)
    if text in ORDINALS and p[i + 1] in QUARTER_UNITS:
        return _quarter(p, ORDINALS[text], i + 2, at)
    if p[i + 1] == "." and p[i + 2] in QUARTER_UNITS:
        return _quarter(p, p.number(i), i + 3, at)
    return _relative(p, i, at)


def _relative(p: Phrase, i: int, at: Frame) -> list[Period]:
    if week := week_from_now(p, i, at):
        return [week]
    shift, j = shift_of(p[i]), i + 1
    if shift is None:
        shift, j = None, p.skip(i, *ARTICLES)
    months = _unit_months(p[j])
    if not months:
        return [this_week(at, j + 1)] if p[j] == "woche" and p[j - 1] == "der" else []
    kind: Kind = "month" if months == 1 else "period"
    blocks = _blocks(months, at)
    if shift is None:
        return [Period(kind, blocks, j + 1)]
    if shift < 0:
        return [Period(kind, (_block(add_months(blocks[0][0], -months), months),), j + 1)]
    return [Period(kind, (blocks[shift],), j + 1)]


def _month(p: Phrase, i: int, at: Frame) -> list[Period]:
    month, j = MONTHS[p[i]], after_month(p, i)
    blocks = tuple(_block(date(at.today.year + n, month, 1), 1) for n in range(YEARS_TRIED))
    open_year = Period("month", blocks, j)
    year = year_at(p, j)
    if not year:
        return [open_year]
    return [Period("month", (_block(date(year[0], month, 1), 1),), year[1]), open_year]


def _quarter(p: Phrase, quarter: int | None, j: int, at: Frame) -> list[Period]:
    if quarter is None or not 1 <= quarter <= 4:
        return []
    month = 3 * quarter - 2
    year = year_at(p, p.skip(j, "/"))
    if year:
        return [Period("period", (_block(date(year[0], month, 1), 3),), year[1])]
    first = at.today.year
    blocks = (_block(date(first + n, month, 1), 3) for n in range(YEARS_TRIED))
    return [Period("period", tuple(blocks), j)]


def _unit_months(word: str) -> int:
    if word in MONTH_UNITS:
        return 1
    if word in QUARTER_UNITS:
        return 3
    return 12 if word in YEAR_UNITS else 0


def _blocks(months: int, at: Frame) -> tuple[Days, ...]:
    """The periods of so many months from the running one on; they tile the year."""
    first = date(at.today.year, (at.today.month - 1) // months * months + 1, 1)
    starts = [add_months(first, months * n) for n in range(15)]
    return tuple((start, following - timedelta(1)) for start, following in pairwise(starts))


def _block(first: date, months: int) -> Days:
    return first, add_months(first, months) - timedelta(1)


def _stretch(one: Period, at: Frame) -> Stretch | Failed:
    if one.failed:
        return one.failed
    outcome = first_not_over((last for _, last in one.candidates), at)
    if not isinstance(outcome, Point):
        return outcome or Failed("date.too_far", {"latest": at.latest})
    first = next(first for first, last in one.candidates if last == outcome.days[0])
    return Stretch(first, outcome.days[0], one.kind, first)


def _edge_of(one: Period, word: str, at: Frame) -> Point | Failed:
    days = (_edge_day(first, last, word, one.kind) for first, last in one.candidates)
    return first_not_over(days, at) or Failed("date.too_far", {"latest": at.latest})


def _edge_day(first: date, last: date, word: str, kind: Kind) -> date:
    if word in _BEGINNING:
        return first
    if word in _END:
        return last
    return first + timedelta(14) if kind == "month" else first + (last - first) / 2
