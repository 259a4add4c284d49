"""From one end to the other: what one of them leaves open is completed from the other.

Conventions: as in ranges.py. The end takes the year that makes it come after the beginning, and the beginning
the year of the end, unless the span would be longer than half a year.
"""

from datetime import date, timedelta

from commands.dates.moments import Timed, moment
from commands.dates.parts import HOURS
from commands.dates.readings import Moment, Part, Span
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch, month_length

_LONGEST_CROSSING = 183


def begun(day: date, minutes: int | None, part: Part | None) -> Moment:
    """The moment at which a day, a part of it or a clock time begins."""
    return moment(day, HOURS[part][0] if part else minutes)


def ended(day: date, minutes: int | None, part: Part | None) -> Moment:
    """The moment at which a day, a part of it or a clock time is over."""
    return moment(day, HOURS[part][1] if part else minutes)


def between(left: Timed, right: Timed, at: Frame) -> tuple[Span, ...] | Failed:
    """The span from one to the other; what one of them leaves open is taken from the other."""
    for sense in (left.sense, right.sense):
        if isinstance(sense, Failed):
            return sense
    assert not isinstance(left.sense, Failed) and not isinstance(right.sense, Failed)
    firsts = left.sense.days if isinstance(left.sense, Point) else (left.sense.first,)
    found = []
    if lost := _lost_day(left.sense, right.sense):
        return lost
    for first in firsts:
        begin, finish = (first, first) if right.dayless else _fitted(first, left.sense, right.sense)
        start, stop = begun(begin, left.minutes, left.part), ended(finish, right.minutes, right.part)
        if right.dayless and left.minutes is not None and right.minutes is not None and right.minutes <= left.minutes:
            stop = ended(finish + timedelta(1), right.minutes, right.part)
        if stop.day < start.day or (stop.day == start.day and start.time and stop.time and stop.time < start.time):
            return Failed("span.backwards", {"first": begin, "last": finish})
        if finish < at.today and not at.past:
            return Failed("date.past", {"day": finish})
        found.append(Span(start, stop))
    return tuple(found)


def _lost_day(left: Sense, right: Sense) -> Failed | None:
    """„29.2. bis 3.3.2027“: the year of the end has no such beginning."""
    if not (isinstance(left, Point) and left.yearless and isinstance(right, Point)) or right.yearless or right.weekly:
        return None
    (day, month), year = left.yearless, right.days[0].year
    if (month, day) > (right.days[0].month, right.days[0].day) or day <= month_length(year, month):
        return None
    return Failed("date.does_not_exist", {"day": str(day), "month": str(month), "year": str(year)})


def _fitted(first: date, left: Point | Stretch, right: Point | Stretch) -> tuple[date, date]:
    """Both ends, where what was left open (a year, which week) is completed from the other one."""
    if isinstance(right, Stretch):
        last = right.last
        while right.kind == "month" and last < first:
            last = _in_year(last.day, last.month, last.year + 1)
        if isinstance(left, Stretch) and left.kind == "month" and (last - first).days > 366:
            first = _in_year(1, first.month, last.year - (first.month > last.month))
        return first, last
    last = right.days[0]
    if right.weekly and last < first:
        last += timedelta(7 * ((first - last).days // 7 + ((first - last).days % 7 > 0)))
    open_left = left.yearless if isinstance(left, Point) else None
    if right.yearless and not open_left:
        while last < first:
            last = _in_year(*right.yearless, last.year + 1)
    elif open_left and not right.weekly:
        same = _in_year(*open_left, last.year)
        before = _in_year(*open_left, last.year - 1)
        crossing = same > last and (last - before).days <= _LONGEST_CROSSING
        if same <= last or crossing or last < first or right.yearless:
            first = before if crossing else same
    return first, last


def _in_year(day: int, month: int, year: int) -> date:
    return date(year, month, min(day, month_length(year, month)))
