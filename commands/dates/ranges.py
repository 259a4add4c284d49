"""From when to when: „29.3. bis 9.4.“, „Di 14-16 Uhr“, „KW 6-8“, „nächste Woche“, „21./22.11.“.

Conventions: both ends belong to it. A span that has begun but is not over keeps its beginning. The
end is completed from the beginning, across the year too („22.12. bis 6.1.“), but not when that made
it longer than half a year: „31.3. bis 1.3.“ is a slip. Days joined by „/“, „+“ or „und“ are a span
if they follow each other („Sa/So“, „5. und 6. Mai“, „März/April“), otherwise they are two days. A
part of the day has its hours as in parts.py; at the end of a span its last one counts. „KW 6-8“
runs from Monday to Friday. Open ends are in bounds.py, „die nächsten zwei Wochen“ in windows.py,
from-to of clock times in hours.py.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from commands.dates.completion import completed
from commands.dates.days import days
from commands.dates.ends import begun, between, ended
from commands.dates.hours import BETWEEN, FROM, behind_to, hours
from commands.dates.moments import Timed, behind_label, moment, timed
from commands.dates.readings import Moment, Span
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch, add_months, month_length
from commands.dates.tokens import Phrase
from commands.dates.weekdays import weekday_at
from commands.dates.words import ARTICLES, LAST, MONTHS, ORDINALS, bag
from commands.dates.years import year_said

JOINING = bag("/ + & und and u")
SEPARATORS = bag(", ; / | (")
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
    and_joins = p[i] in BETWEEN
    found = [Spanned(singled(one), one.end) for one in timed(p, i, at) if and_joins and not _is_point(one)]
    found += _month_first(p, start, at)
    found += numbers_to_days(p, p.skip(start, "am"), and_joins, at) + _hours(p, i, at)
    found += days_to_days(p, start, and_joins, at)
    if p[p.skip(i, *ARTICLES)] in _WHOLE and (j := p.skip(i, *ARTICLES) + 1):
        found += [Spanned(singled(one), one.end) for one in timed(p, p.skip(j, "of"), at)]
    if p[i] in _EDGES and (second := behind_to(p, i + 1)) and p[second] in _EDGES:
        found += _edges(p, i, second, at)
    if (p[i], p[i + 1]) in (("im", "laufe"), ("im", "verlauf"), ("in", "the")) or p[i] in _DURING:
        j = p.skip(i + (1 if p[i] in _DURING else 2), "of")
        found += [Spanned(singled(one), one.end) for one in timed(p, j, at) if isinstance(one.sense, Stretch)]
    for one in timed(p, i, at):
        found.append(Spanned(singled(one), one.end, not several_days(one)))
        j = p.skip(one.end, ",")
        if p[j] in _ALL_DAY or (p[j], p[j + 1], p[j + 2]) == ("den", "ganzen", "tag"):
            found.append(Spanned(singled(one), j + (1 if p[j] in _ALL_DAY else 3)))
    return found


def _month_first(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """„November 7-9“, "May 3rd to 5th, 2027"."""
    found = []
    for left, middle in days(p, i, at) if p[i] in MONTHS else []:
        j = behind_to(p, middle) or p.size
        last = p.number(j)
        if last is None or last > 31 or not isinstance(left, Point) or (p.glued(j + 1) and p[j + 1] in (".", ":")):
            continue
        end = p.skip(j + 1, "th", "st", "nd", "rd")
        year = year_said(p, p.skip(end, ","), at, smallest=20)
        first = completed(left.days[0].day, left.days[0].month, year[0], at) if year else left
        if isinstance(first, Point) and first.days[0].day < last <= month_length(first.days[0].year, MONTHS[p[i]]):
            span = Span(Moment(first.days[0]), Moment(first.days[0].replace(day=last)))
            found.append(Spanned((span,), year[1] if year else end))
    return found


def several_days(one: Timed) -> bool:
    """Whether it names more than one day: „KW 6“, „am Wochenende“, „Ende März“; not a feast or a time."""
    if isinstance(one.sense, Stretch):
        return one.sense.kind != "feast" or (one.sense.name == "Wochenende" and one.minutes is None and not one.part)
    return isinstance(one.sense, Point) and bool(one.sense.around) and one.minutes is None and one.part is None


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


def days_to_days(p: Phrase, i: int, joined_by_and: bool, at: Frame) -> list[Spanned]:
    """Everything between two days, parts of days or clock times."""
    found = []
    for left in [*timed(p, i, at), *_from_an_hour_on(p, i, at)]:
        j = behind_to(p, p.skip(left.end, ","), joined_by_and)
        if j is not None and p[j] in LAST and p[i] in ORDINALS and left.end == i + 1:
            # „vom ersten bis zum letzten Ferientag“: the first one is no day of the month.
            continue
        if j is not None:
            # „am 5.5. bis 18 Uhr“ does not say when it begins: that is in bounds.py.
            said = left.minutes is not None or left.part is not None
            rights = [right for right in timed(p, j, at) if said or not right.dayless]
            if left.dayless and any(right.dayless for right in rights):
                # „9:30 bis 11 Uhr am Donnerstag“: the day is that of both, see `_hours`.
                rights = [right for right in rights if right.dayless]
            found += [Spanned(between(_beside(p, left, j, right), right, at), right.end) for right in rights]
            found += _weeks(p, left, j, at)
        elif _iso_slash(p, i, left.end):
            found += [Spanned(between(left, right, at), right.end) for right in timed(p, left.end + 1, at)]
        elif (p[left.end] in JOINING or (p[left.end] == "auf" and not left.part)) and left.minutes is None:
            j = p.skip(left.end + 1, *ARTICLES)
            found += [Spanned(both, end) for both, end in _neighbours(p, left, j, at)]
    return found


def _from_an_hour_on(p: Phrase, i: int, at: Frame) -> list[Timed]:
    """„Di ab 9 Uhr“ on the left of „bis Do 17 Uhr“."""
    found = []
    for day in timed(p, i, at):
        if p[day.end] == "ab" and day.minutes is None and not day.part:
            hours_said = [one for one in timed(p, day.end + 1, at) if one.dayless and one.minutes is not None]
            found += [replace(day, minutes=one.minutes, end=one.end) for one in hours_said]
    return found


def _beside(p: Phrase, left: Timed, j: int, right: Timed) -> Timed:
    """„Mittwoch bis Freitag nächster Woche“: a mere weekday is the last one before the weekday that is placed."""
    if not (isinstance(left.sense, Point) and left.sense.weekly and isinstance(right.sense, Point)):
        return left
    if right.sense.weekly or len(right.sense.days) > 1 or not weekday_at(p, j):
        return left
    last = right.sense.days[0]
    return replace(left, sense=Point((last - timedelta((last.weekday() - left.sense.days[0].weekday()) % 7),)))


def _is_point(one: Timed) -> bool:
    return not (isinstance(one.sense, Stretch) and one.sense.name == "zwischen den Jahren")


def _iso_slash(p: Phrase, i: int, end: int) -> bool:
    """ISO 8601 writes a range with a slash: 2027-05-01/2027-06-03."""
    return p[end] == "/" and len(p[i]) == 4 and p[i].isdecimal() and len(p[end + 1]) == 4


def _neighbours(p: Phrase, left: Timed, j: int, at: Frame) -> list[tuple[tuple[Span, ...], int]]:
    """„Sa/So“, „März/April“, „KW 6 und 7“: only what follows directly is one span with it."""
    found = []
    joined = [Spanned(between(left, right, at), right.end) for right in timed(p, j, at) if not right.dayless]
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
            found.append((_whole_edges(left.sense, p, j, at) or one.spans, one.end))
    return found


def _whole_edges(left: Sense, p: Phrase, j: int, at: Frame) -> tuple[Span, ...] | None:
    """„Ende Januar / Anfang Februar“ are a third of a month each."""
    rights = [one.sense for one in timed(p, j, at) if isinstance(one.sense, Point) and one.sense.around]
    if not (rights and rights[0].around and isinstance(left, Point) and left.around):
        return None
    return (Span(Moment(left.around[0]), Moment(rights[0].around[1])),)


def _weeks(p: Phrase, left: Timed, j: int, at: Frame) -> list[Spanned]:
    """„KW 6-8“, „KW 6 bis KW 8“: the second number alone."""
    if not isinstance(left.sense, Stretch) or left.sense.kind != "week" or not p.number(j):
        return []
    try:
        monday = date.fromisocalendar(left.sense.first.isocalendar().year, int(p[j]), 1)
    except ValueError:
        return []
    last = Stretch(monday, monday + timedelta(6), "week", monday)
    return [Spanned(between(left, Timed(last, None, j + 1), at), j + 1)]


def _edges(p: Phrase, i: int, j: int, at: Frame) -> list[Spanned]:
    """„Mitte bis Ende Mai“: the first edge is one of the same month."""
    found = []
    for right in timed(p, j, at):
        same = Phrase(" ".join((p[i], *(p[k] for k in range(j + 1, right.end)))))
        found += [Spanned(between(left, right, at), right.end) for left in timed(same, 0, at) if left.end == same.size]
    return found


def numbers_to_days(p: Phrase, i: int, joined_by_and: bool, at: Frame) -> list[Spanned]:
    """„22.-26.3.“, „7. bis 9. November“, „21./22.11.“: the left number takes month and year of the right."""
    named = weekday_at(p, i)
    i = p.skip(p.skip(named[1], ",") if named else i, *ARTICLES)
    day, middle = p.number(i), p.skip(i + 1, ".", "th", "st", "nd", "rd")
    if day is None or len(p[i]) > 2:
        return []
    j = behind_to(p, p.skip(middle, ","), joined_by_and)
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
            one = between(Timed(left, None, j), Timed(Point(right.days), None, end), at)
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
        found.append(Spanned(_on_day(_next_range(first, at), first, last), end))
    for one in timed(p, i, at):
        if one.minutes is None and not _is_period(one.sense):
            j = behind_label(p, p.skip(one.end, *SEPARATORS))
            for first, last, end in hours(p, j, one.part):
                found.append(Spanned(_on_day(one.sense, first, last), p.skip(end, ")") if p[j - 1] == "(" else end))
    return found


def _next_range(first: int | Failed, at: Frame) -> Sense:
    """The day of a range without one: today if it begins now or later, otherwise tomorrow."""
    if isinstance(first, Failed):
        return first
    return Point((at.today + timedelta(first < at.now.hour * 60 + at.now.minute),))


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
