"""The nth of something in a period: „ersten Montag im Juni“, „letzter Werktag des Jahres“.

Conventions: a week belongs to the month, quarter or season that has its Thursday, as an ISO week
belongs to its year; „die 6. Woche 2027“ is the ISO week. A weekend belongs to the month of its
Saturday. Working days are the town's.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from commands.dates.occasions import schooling
from commands.dates.periods import block, periods
from commands.dates.senses import Failed, Frame, Matches, Sense, Stretch, first_not_over, week_start
from commands.dates.tokens import Phrase
from commands.dates.weekdays import ordinal_at, unit_at
from commands.dates.weekends import weekend_of
from commands.dates.weeks import YEARS_TRIED, Days, Period, whole_week
from commands.dates.words import MONTHS, ORDINAL_ENDINGS, PENULTIMATE, WEEK_UNITS
from commands.dates.years import shift_of, year_at, year_said

Unit = int | str
"""A weekday (0 to 6), "work" days, "day"s, "week"s or "weekend"s."""

_WITHIN = frozenset(("im", "in", "of", "des", "vom", "von", "dem", "der", "den", "the"))
_WEEKENDS = frozenset(("wochenende", "weekend"))
_DAY = timedelta(1)


def nth_within(p: Phrase, i: int, at: Frame) -> Matches:
    """„2. Dienstag im Februar 2027“, „erste Januarwoche“, „letzter Tag der Osterferien“."""
    ordinal = _which(p, i)
    if not ordinal:
        return []
    nth, j = ordinal
    if compound := _compound(p, j, at):
        unit, one = compound
        return [(_chosen(nth, unit, one, at), one.end)]
    counted = _counted(p, j)
    if not counted:
        return []
    unit, k = counted
    j = k
    while p[j] in _WITHIN and j < k + 4:
        j += 1
    found: Matches = [(_chosen(nth, unit, one, at), one.end) for one in _containers(p, j, k, at)]
    for sense, end in schooling(p, j, at) if j > k else []:
        if isinstance(sense, Stretch):
            one = Period("period", ((sense.first, sense.last),), end)
            found.append((_chosen(nth, unit, one, at), end))
        else:
            found.append((sense, end))
    return found


def _which(p: Phrase, i: int) -> tuple[int, int] | None:
    """Which one (-1 = the last, -2 the one before it) and the index after it."""
    if p[i] in PENULTIMATE:
        return -2, i + 1
    if p[i] == "second" and p[i + 1] in ("last", "to"):
        return -2, i + 2 + (p[i + 1] == "to")
    number = p.number(i)
    if number and number < 54 and p[i + 1] in ORDINAL_ENDINGS and p.glued(i + 1):
        return number, i + 2
    return (number, i + 2) if number and number < 54 and p[i + 1] == "." else ordinal_at(p, i)


def _counted(p: Phrase, j: int) -> tuple[Unit, int] | None:
    """What is counted, and the index after it."""
    if p[j] in WEEK_UNITS:
        return "week", j + 1
    if p[j] in _WEEKENDS:
        return "weekend", j + 1
    return unit_at(p, j)


def nth_in(nth: int, unit: Unit, first: date, last: date, at: Frame) -> date | None:
    """The nth such day from `first` to `last`; of weeks their Monday, of weekends their Saturday."""
    if unit == "day":
        day = first + (nth - 1) * _DAY if nth > 0 else last + (nth + 1) * _DAY
    elif unit == "work":
        step = at.calendar.working_days_after if nth > 0 else at.calendar.working_days_before
        day = step(first - _DAY if nth > 0 else last + _DAY, abs(nth))
    else:
        weekday = {"week": 3, "weekend": 5}.get(unit, 0) if isinstance(unit, str) else unit
        if nth > 0:
            day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
        else:
            day = last - timedelta((last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    if not first <= day <= last:
        return None
    return week_start(day) if unit == "week" else day


def nth_in_month(nth: int, unit: Unit, year: int, month: int, at: Frame) -> date | None:
    """The nth such day of a month, None if the month has too few of them."""
    return nth_in(nth, unit, *block(date(year, month, 1), 1), at)


def _containers(p: Phrase, j: int, behind: int, at: Frame) -> list[Period]:
    found = [one for one in periods(p, j, at) if not one.failed]
    if len(p[j]) == 4 and (year := year_at(p, j)):
        found.append(Period("period", (block(date(year[0], 1, 1), 12),), year[1]))
    nearby = shift_of(p[j]) is not None
    return [one for one in found if j > behind or nearby or p[j] in MONTHS or p[j][:1].isdecimal()]


def _compound(p: Phrase, j: int, at: Frame) -> tuple[Unit, Period] | None:
    """„Januarwoche“, „Maiwochenende“ with the year behind it."""
    for suffix, unit in (("woche", "week"), ("wochenende", "weekend")):
        stem = p[j].removesuffix(suffix)
        if stem != p[j] and stem in MONTHS:
            year = year_said(p, j + 1, at)
            years = [year[0]] if year else [at.today.year + n for n in range(YEARS_TRIED)]
            months = tuple(block(date(one, MONTHS[stem], 1), 1) for one in years)
            return unit, Period("month", months, year[1] if year else j + 1)
    return None


def _chosen(nth: int, unit: Unit, one: Period, at: Frame) -> Sense:
    def days() -> Iterator[date]:
        for first, last in one.candidates:
            found = nth_in(nth, unit, first, last, at)
            if found:
                yield found + timedelta({"week": 6, "weekend": 1}.get(str(unit), 0))

    outcome = first_not_over(days(), at)
    if outcome is None:
        return _missing(nth, one.candidates[0])
    if isinstance(outcome, Failed) or unit not in ("week", "weekend"):
        return outcome
    day = outcome.days[0]
    return Stretch(*whole_week(day), "week", week_start(day)) if unit == "week" else weekend_of(day)


def _missing(nth: int, container: Days) -> Failed:
    first = container[0]
    return Failed("date.does_not_exist", {"day": f"{nth}.", "month": str(first.month), "year": str(first.year)})
