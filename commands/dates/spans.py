"""From when to when: „29.3. bis 9.4.“, „Di 14-16 Uhr“, „KW 6-8“, „ab 1.5.“, „nächste Woche“.

Conventions: both ends belong to it. A span that has begun but is not over keeps its beginning. The
end is completed from the beginning, across the year too („22.12. bis 6.1.“), but not when that made
it longer than half a year: „31.3. bis 1.3.“ is a slip. „bis Freitag“ has no beginning and „ab 1.5.“
no end. Of „3-5 Uhr“ both are in the afternoon.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from commands.dates.clock import bare_hour, clock, length
from commands.dates.days import days
from commands.dates.moments import Timed, moment, timed
from commands.dates.readings import Moment, Span
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch, add_months, month_length
from commands.dates.tokens import Phrase
from commands.dates.written import completed

_FROM = frozenset(("von", "vom", "from", "zwischen", "between"))
_TO = frozenset(("bis", "-", "to", "until", "till", "through", "und", "and"))
_LONGEST_CROSSING = 183
_ONWARDS = frozenset(("ab", "from", "seit", "since"))


@dataclass(frozen=True, slots=True)
class Spanned:
    """The spans it may mean, or why there is none; `end` is what follows."""

    spans: tuple[Span, ...] | Failed
    end: int


def spans(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """Every span that begins at i, the longest first."""
    start = p.skip(i, *_FROM)
    # „22.-26.3.“: the number takes its month from the right before it is a day of its own.
    found = _numbers_to_days(p, start, at) + _days_to_days(p, start, at)
    found += _hours(p, i, at) + _open(p, i, at)
    for one in timed(p, i, at):
        found.append(Spanned(_single(one), one.end))
        found += _lasting(p, one)
    return sorted(found, key=lambda one: (-one.end, isinstance(one.spans, Failed)))


def hours(p: Phrase, i: int) -> list[tuple[int | Failed, int | Failed, int]]:
    """„9 bis 10:30“, „14-16 Uhr“, „von 9 bis 10“: both in minutes, and what follows."""
    i = p.skip(i, *_FROM, "um", "at")
    found = []
    for first, middle in bare_hour(p, i):
        if p[middle] in _TO:
            found += [(first, last, end) for last, end in _hour_or_clock(p, middle + 1)]
    return found


def _hour_or_clock(p: Phrase, i: int) -> list[tuple[int | Failed, int]]:
    return bare_hour(p, i) or clock(p, i)


def _to(p: Phrase, i: int) -> int | None:
    if p[i] not in _TO:
        return None
    return p.skip(p.skip(i + 1, "einschliesslich"), "zum", "zur", "zu", "vom")


def _days_to_days(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    found = []
    for left in timed(p, i, at):
        j = _to(p, left.end)
        if j is None:
            continue
        for right in timed(p, j, at):
            found.append(Spanned(_between(left, right, at), right.end))
        if isinstance(left.sense, Stretch) and left.sense.kind == "week" and p.number(j):
            found += _weeks(p, left.sense, j, at)
    return found


def _weeks(p: Phrase, first: Stretch, j: int, at: Frame) -> list[Spanned]:
    """„KW 6-8“."""
    try:
        monday = date.fromisocalendar(first.first.isocalendar().year, int(p[j]), 1)
    except ValueError:
        return []
    last = Stretch(monday, monday + timedelta(4), "week", monday)
    return [Spanned(_between(Timed(first, None, j), Timed(last, None, j + 1), at), j + 1)]


def _numbers_to_days(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """„22.-26.3.“, „7. bis 9. November“: the left number takes month and year of the right."""
    day = p.number(i)
    j = _to(p, p.skip(i + 1, "."))
    if day is None or j is None or len(p[i]) > 2:
        return []
    found = []
    for right, end in days(p, j, at):
        if isinstance(right, Point) and not right.weekly and p[j].isdecimal():
            left = _number_before(day, right.days[0], at)
            one = _between(Timed(left, None, j), Timed(Point(right.days), None, end), at)
            found.append(Spanned(one, end))
    return found


def _number_before(day: int, last: date, at: Frame) -> Sense:
    """The last day with that number up to `last`: in its month or the one before."""
    month = add_months(last.replace(day=1), -(day > last.day))
    if not 1 <= day <= month_length(month.year, month.month):
        return completed(day, month.month, month.year, at)
    return Point((month.replace(day=day),))


def _hours(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """Clock times from-to, with the day before, behind or not at all."""
    found = []
    for first, last, end in hours(p, i):
        for one in timed(p, p.skip(end, ","), at):
            if one.minutes is None and isinstance(one.sense, Point | Failed):
                found.append(Spanned(_on_day(one.sense, first, last), one.end))
        if not isinstance(first, Failed):
            over = first <= at.now.hour * 60 + at.now.minute
            today = Point((at.today + timedelta(over),))
            found.append(Spanned(_on_day(today, first, last), end))
    for sense, middle in days(p, i, at):
        for first, last, end in hours(p, p.skip(middle, ",")):
            if not isinstance(sense, Stretch):
                found.append(Spanned(_on_day(sense, first, last), end))
    return found


def _on_day(sense: Sense, first: int | Failed, last: int | Failed) -> tuple[Span, ...] | Failed:
    for part in (sense, first, last):
        if isinstance(part, Failed):
            return part
    assert isinstance(sense, Point) and isinstance(first, int) and isinstance(last, int)
    if last <= first:
        day = sense.days[0]
        return Failed("span.backwards", {"first": day, "last": day})
    return tuple(Span(moment(day, first), moment(day, last)) for day in sense.days)


def _open(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """„ab 1.5.“ and „bis Freitag“."""
    found = []
    if p[i] in _ONWARDS:
        for one in timed(p, i + 1, at):
            outcome = _single(one)
            if not isinstance(outcome, Failed):
                outcome = tuple(Span(span.first, None) for span in outcome)
            found.append(Spanned(outcome, one.end))
    elif p[i] in ("bis", "until", "till") and (j := _to(p, i)) is not None:
        for one in timed(p, j, at):
            outcome = _single(one)
            if not isinstance(outcome, Failed):
                outcome = tuple(Span(None, span.last) for span in outcome)
            found.append(Spanned(outcome, one.end))
    return found


def _lasting(p: Phrase, one: Timed) -> list[Spanned]:
    """A moment and how long it takes: „Di 9 Uhr, 90 Minuten“."""
    found = length(p, p.skip(p.skip(one.end, ","), "fuer", "for"))
    if not found or one.minutes is None or not isinstance(one.sense, Point):
        return []
    minutes, end = found
    ends = (moment(day, one.minutes + minutes) for day in one.sense.days)
    begins = (moment(day, one.minutes) for day in one.sense.days)
    return [Spanned(tuple(Span(*pair) for pair in zip(begins, ends, strict=True)), end)]


def _single(one: Timed) -> tuple[Span, ...] | Failed:
    if isinstance(one.sense, Failed):
        return one.sense
    if isinstance(one.sense, Stretch):
        return (Span(Moment(one.sense.first), Moment(one.sense.last)),)
    moments = (moment(day, one.minutes) for day in one.sense.days)
    return tuple(Span(each, each) for each in moments)


def _between(left: Timed, right: Timed, at: Frame) -> tuple[Span, ...] | Failed:
    for one in (left.sense, right.sense):
        if isinstance(one, Failed):
            return one
    assert not isinstance(left.sense, Failed) and not isinstance(right.sense, Failed)
    firsts = left.sense.days if isinstance(left.sense, Point) else (left.sense.first,)
    found = []
    for first in firsts:
        begin, finish = _fitted(first, left.sense, right.sense, right.minutes)
        if finish < begin:
            return Failed("span.backwards", {"first": begin, "last": finish})
        if finish < at.today and not at.past:
            return Failed("date.past", {"day": finish})
        found.append(Span(moment(begin, left.minutes), moment(finish, right.minutes)))
    return tuple(found)


def _fitted(first: date, left: Point | Stretch, right: Point | Stretch, minutes: int | None) -> tuple[date, date]:
    """Both ends, where what was left open (a year, which week) is completed from the other one."""
    if isinstance(right, Stretch):
        last = right.last
        while right.kind == "month" and last < first:
            last = _in_year(last.day, last.month, last.year + 1)
        return first, last
    last = right.days[0]
    if right.weekly and last < first:
        last += timedelta(7 * ((first - last).days // 7 + ((first - last).days % 7 > 0)))
    open_left = left.yearless if isinstance(left, Point) else None
    if right.yearless and not open_left:
        while last < first:
            last = _in_year(*right.yearless, last.year + 1)
    elif open_left and (right.yearless or last < first):
        same = _in_year(*open_left, last.year)
        before = _in_year(*open_left, last.year - 1)
        crossing = same > last and (last - before).days <= _LONGEST_CROSSING
        first = before if crossing else same
    return first, last


def _in_year(day: int, month: int, year: int) -> date:
    return date(year, month, min(day, month_length(year, month)))
