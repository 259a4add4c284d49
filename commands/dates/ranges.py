"""From when to when: „29.3. bis 9.4.“, „Di 14-16 Uhr“, „KW 6-8“, „nächste Woche“, „21./22.11.“.

Conventions: both ends belong to it. A span that has begun but is not over keeps its beginning. The
end is completed from the beginning, across the year too („22.12. bis 6.1.“), but not when that made
it longer than half a year: „31.3. bis 1.3.“ is a slip. Days joined by „/“, „+“ or „und“ are a span
if they follow each other („Sa/So“, „5. und 6. Mai“, „März/April“), otherwise they are two days. A
part of the day has its hours as in parts.py; at the end of a span its last one counts. „KW 6-8“
runs from Monday to Friday. Open ends are in bounds.py, „die nächsten zwei Wochen“ in windows.py,
from-to of clock times in hours.py.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from commands.dates.completion import completed
from commands.dates.days import days
from commands.dates.hours import BETWEEN, FROM, behind_to, hours
from commands.dates.moments import Timed, behind_label, moment, next_showing, timed
from commands.dates.parts import HOURS
from commands.dates.readings import Moment, Part, Span
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch, add_months, month_length
from commands.dates.tokens import Phrase
from commands.dates.weekdays import weekday_at
from commands.dates.words import ARTICLES, bag

JOINING = bag("/ + & und and u")
SEPARATORS = bag(", ; / | (")
_LONGEST_CROSSING = 183
_WHOLE = bag("ganze ganzen ganzer ganzes whole all")
_EDGES = bag("anfang mitte ende early mid late")
_DURING = bag("waehrend during throughout innerhalb")
_ALL_DAY = bag("ganztaegig ganztags")


@dataclass(frozen=True, slots=True)
class Spanned:
    """The spans it may mean, or why there is none; `end` is what follows.

    `single` says that one moment was named and no beginning and end.
    """

    spans: tuple[Span, ...] | Failed
    end: int
    single: bool = False


def closed(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """Every span with two ends that begins at i, and every single moment as one."""
    start = p.skip(i, *FROM)
    between = p[i] in BETWEEN
    found = _numbers_to_days(p, p.skip(start, "am"), between, at) + _days_to_days(p, start, between, at)
    found += _hours(p, i, at)
    if p[p.skip(i, *ARTICLES)] in _WHOLE and (j := p.skip(i, *ARTICLES) + 1):
        found += [Spanned(singled(one), one.end) for one in timed(p, p.skip(j, "of"), at)]
    if p[i] in _EDGES and (second := behind_to(p, i + 1)) and p[second] in _EDGES:
        found += _edges(p, i, second, at)
    if (p[i], p[i + 1]) in (("im", "laufe"), ("im", "verlauf"), ("in", "the")) or p[i] in _DURING:
        j = p.skip(i + (1 if p[i] in _DURING else 2), "of")
        found += [Spanned(singled(one), one.end) for one in timed(p, j, at) if isinstance(one.sense, Stretch)]
    for one in timed(p, i, at):
        found.append(Spanned(singled(one), one.end, not _is_period(one.sense)))
        j = p.skip(one.end, ",")
        if p[j] in _ALL_DAY or (p[j], p[j + 1], p[j + 2]) == ("den", "ganzen", "tag"):
            found.append(Spanned(singled(one), j + (1 if p[j] in _ALL_DAY else 3)))
    return found


def singled(one: Timed) -> tuple[Span, ...] | Failed:
    """A moment as a span of its own."""
    if isinstance(one.sense, Failed):
        return one.sense
    if isinstance(one.sense, Stretch):
        every = (one.sense, *one.sense.alternatives)
        return tuple(Span(Moment(each.first), Moment(each.last)) for each in every)
    days = one.sense.days
    if one.sense.around and one.minutes is None and one.part is None:
        return (Span(Moment(one.sense.around[0]), Moment(one.sense.around[1])),)
    return tuple(Span(begun(day, one.minutes, one.part), ended(day, one.minutes, one.part)) for day in days)


def begun(day: date, minutes: int | None, part: Part | None) -> Moment:
    """The moment at which a day, a part of it or a clock time begins."""
    return moment(day, HOURS[part][0] if part else minutes)


def ended(day: date, minutes: int | None, part: Part | None) -> Moment:
    """The moment at which a day, a part of it or a clock time is over."""
    return moment(day, HOURS[part][1] if part else minutes)


def _days_to_days(p: Phrase, i: int, between: bool, at: Frame) -> list[Spanned]:
    found = []
    for left in timed(p, i, at):
        j = behind_to(p, left.end, between)
        if j is not None:
            # „am 5.5. bis 18 Uhr“ does not say when it begins: that is in bounds.py.
            said = left.minutes is not None or left.part is not None
            rights = [right for right in timed(p, j, at) if said or not right.dayless]
            found += [Spanned(_between(left, right, at), right.end) for right in rights]
            found += _weeks(p, left, j, at)
        elif _iso_slash(p, i, left.end):
            found += [Spanned(_between(left, right, at), right.end) for right in timed(p, left.end + 1, at)]
        elif (p[left.end] in JOINING or (p[left.end] == "auf" and not left.part)) and left.minutes is None:
            j = p.skip(left.end + 1, *ARTICLES)
            found += [Spanned(both, end) for both, end in _neighbours(p, left, j, at)]
    return found


def _iso_slash(p: Phrase, i: int, end: int) -> bool:
    """ISO 8601 writes a range with a slash: 2027-05-01/2027-06-03."""
    return p[end] == "/" and len(p[i]) == 4 and p[i].isdecimal() and len(p[end + 1]) == 4


def _neighbours(p: Phrase, left: Timed, j: int, at: Frame) -> list[tuple[tuple[Span, ...], int]]:
    """„Sa/So“, „März/April“, „KW 6 und 7“: only what follows directly is one span with it."""
    found = []
    joined = [Spanned(_between(left, right, at), right.end) for right in timed(p, j, at) if not right.dayless]
    for one in [*joined, *_weeks(p, left, j, at)]:
        if isinstance(one.spans, Failed) or isinstance(left.sense, Failed):
            continue
        last = left.sense.last if isinstance(left.sense, Stretch) else left.sense.days[0]
        span = one.spans[0]
        assert span.last is not None
        right_first = span.last.day if isinstance(left.sense, Point) else span.last.day.replace(day=1)
        near = (right_first - last).days == 1
        if isinstance(left.sense, Stretch) and left.sense.kind == "week":
            near = (span.last.day - last).days == 7
        if near and span.last.time is None:
            found.append((one.spans, one.end))
    return found


def _weeks(p: Phrase, left: Timed, j: int, at: Frame) -> list[Spanned]:
    """„KW 6-8“, „KW 6 bis KW 8“: the second number alone."""
    if not isinstance(left.sense, Stretch) or left.sense.kind != "week" or not p.number(j):
        return []
    try:
        monday = date.fromisocalendar(left.sense.first.isocalendar().year, int(p[j]), 1)
    except ValueError:
        return []
    last = Stretch(monday, monday + timedelta(6), "week", monday)
    return [Spanned(_between(left, Timed(last, None, j + 1), at), j + 1)]


def _edges(p: Phrase, i: int, j: int, at: Frame) -> list[Spanned]:
    """„Mitte bis Ende Mai“: the first edge is one of the same month."""
    found = []
    for right in timed(p, j, at):
        same = Phrase(" ".join((p[i], *(p[k] for k in range(j + 1, right.end)))))
        found += [Spanned(_between(left, right, at), right.end) for left in timed(same, 0, at) if left.end == same.size]
    return found


def _numbers_to_days(p: Phrase, i: int, between: bool, at: Frame) -> list[Spanned]:
    """„22.-26.3.“, „7. bis 9. November“, „21./22.11.“: the left number takes month and year of the right."""
    named = weekday_at(p, i)
    i = p.skip(p.skip(named[1], ",") if named else i, *ARTICLES)
    day, middle = p.number(i), p.skip(i + 1, ".")
    if day is None or len(p[i]) > 2:
        return []
    j = behind_to(p, middle, between)
    joining = j is None and (p[middle] in JOINING or p[middle] == "auf")
    if joining:
        j = middle + 1
    if j is None:
        return []
    j = p.skip(j, *ARTICLES)
    found = []
    for right, end in days(p, j, at):
        if isinstance(right, Point) and not right.weekly and (p[j].isdecimal() or weekday_at(p, j)):
            left = _number_before(day, right.days[0], at)
            one = _between(Timed(left, None, j), Timed(Point(right.days), None, end), at)
            if not joining or (isinstance(left, Point) and (right.days[0] - left.days[0]).days == 1):
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
        for one in timed(p, p.skip(end, *SEPARATORS), at):
            if one.minutes is None and one.part is None and isinstance(one.sense, Point | Failed):
                found.append(Spanned(_on_day(one.sense, first, last), one.end))
        today: Sense = next_showing(first, at) if not isinstance(first, Failed) else first
        found.append(Spanned(_on_day(today, first, last), end))
    for one in timed(p, i, at):
        if one.minutes is None and not _is_period(one.sense):
            j = behind_label(p, p.skip(one.end, *SEPARATORS))
            for first, last, end in hours(p, j, one.part):
                found.append(Spanned(_on_day(one.sense, first, last), p.skip(end, ")") if p[j - 1] == "(" else end))
    return found


def _is_period(sense: Sense) -> bool:
    return isinstance(sense, Stretch) and sense.kind != "feast"


def _on_day(sense: Sense, first: int | Failed, last: int | Failed) -> tuple[Span, ...] | Failed:
    for part in (sense, first, last):
        if isinstance(part, Failed):
            return part
    assert not isinstance(sense, Failed) and isinstance(first, int) and isinstance(last, int)
    days = sense.days if isinstance(sense, Point) else (sense.day,)
    if last <= first:
        return Failed("span.backwards", {"first": days[0], "last": days[0]})
    return tuple(Span(moment(day, first), moment(day, last)) for day in days)


def _between(left: Timed, right: Timed, at: Frame) -> tuple[Span, ...] | Failed:
    for sense in (left.sense, right.sense):
        if isinstance(sense, Failed):
            return sense
    assert not isinstance(left.sense, Failed) and not isinstance(right.sense, Failed)
    firsts = left.sense.days if isinstance(left.sense, Point) else (left.sense.first,)
    found = []
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
    elif open_left and (right.yearless or last < first):
        same = _in_year(*open_left, last.year)
        before = _in_year(*open_left, last.year - 1)
        crossing = same > last and (last - before).days <= _LONGEST_CROSSING
        first = before if crossing else same
    return first, last


def _in_year(day: int, month: int, year: int) -> date:
    return date(year, month, min(day, month_length(year, month)))
