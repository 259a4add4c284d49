"""Weekends, and weeks named by a day in them.

Conventions: a weekend is Saturday and Sunday. „am“, „dieses“ and „kommendes Wochenende“ is the next
one, a running one included (not by „kommendes“). „nächstes Wochenende“ said from Monday to Friday
is disputed: the near one is likelier, the one of the next week is offered.
A week named by a day is the ISO week of that day; by two days („Woche vom 8. bis 12.3.“) just these.
"""

from dataclasses import replace
from datetime import date, timedelta

from commands.dates.senses import Failed, Frame, Matches, Point, Sense, Stretch, checked, week_start
from commands.dates.tokens import Phrase
from commands.dates.weeks import named_week, whole_week
from commands.dates.words import COMING, LAST, NEXT, OVERNEXT, PENULTIMATE, WEEK_UNITS
from commands.dates.written import day_of_month, written
from commands.dates.years import shift_of

_WEEKEND = frozenset(("wochenende", "wochenend", "wochenendes", "weekend"))
_SIGN = "we"
_OF = frozenset(
    ("vom", "von", "des", "am", "um", "ab", "der", "mit", "of", "commencing", "beginning", "starting", "from")
)
_ARTICLES = frozenset(("dem", "den", "the", "of", "on"))
_WEEK = timedelta(7)


def weekend(p: Phrase, i: int, at: Frame) -> Matches:
    """„Wochenende“, „nächstes Wochenende“, „am Wochenende vom 12.6.“, „Wochenende KW 6“."""
    if (p[i], p[i + 1]) == ("at", "the"):
        i += 2
    shift = p[i] if shift_of(p[i]) is not None or p[i] in PENULTIMATE else ""
    j = i + bool(shift)
    sign = p[j] == _SIGN and (shift or p[j - 1] in ("am", "das", "vom", "zum"))
    if p[j] not in _WEEKEND and not sign:
        return []
    end = j + 1
    found: Matches = [(_some_weekend(shift, at), end)]
    if shift:
        return found
    if week := named_week(p, end, at):
        if week.failed:
            return [(week.failed, week.end), *found]
        monday = next((m for m, _ in week.candidates if m + timedelta(6) >= at.today), week.candidates[-1][0])
        found.insert(0, (_checked(weekend_of(monday), at), week.end))
    for day, last in _dated(p, end, at):
        if not isinstance(day, Failed):
            day = _checked(weekend_of(day.days[0] if isinstance(day, Point) else day.first), at)
        found.insert(0, (day, last))
    return found


def week_of(p: Phrase, i: int, at: Frame) -> Matches:
    """„Woche vom 8. bis 12. März“, „in der Woche des 8.3.“, „week of March 8“."""
    if p[i] == "w" and (p[i + 1], p[i + 2]) == ("/", "c"):
        i += 2
    elif p[i] not in WEEK_UNITS:
        return []
    found: Matches = []
    for day, end in _dated(p, i + 1, at):
        if not isinstance(day, Point):
            found.append((day, end))
        else:
            first, last = whole_week(day.days[0])
            sense = Stretch(first, last, "week", first)
            if p[end] in ("bis", "-", "to"):
                found += _until(p, p.skip(end + 1, "zum"), sense, day.days[0], at)
            found.append((sense if last >= at.today or at.past else checked(last, at), end))
    return found


def weekend_of(day: date) -> Stretch:
    """Saturday and Sunday of the ISO week of a day."""
    saturday = week_start(day) + timedelta(5)
    return Stretch(saturday, saturday + timedelta(1), "feast", saturday, "Wochenende")


def _some_weekend(shift: str, at: Frame) -> Sense:
    coming = weekend_of(at.today)
    running = at.today.weekday() > 4
    if shift in LAST | PENULTIMATE:
        return _checked(_moved(coming, -2 if shift in PENULTIMATE else -1), at)
    if shift in COMING:
        return _moved(coming, int(running))
    if shift in NEXT | OVERNEXT:
        near = _moved(coming, int(shift in OVERNEXT))
        return _moved(near, 1) if running else replace(near, alternatives=(_moved(near, 1),))
    return coming


def _moved(one: Stretch, weeks: int) -> Stretch:
    by = weeks * _WEEK
    return replace(one, first=one.first + by, last=one.last + by, day=one.day + by)


def _checked(one: Stretch, at: Frame) -> Sense:
    outcome = checked(one.last, at)
    return outcome if isinstance(outcome, Failed) and not at.written_past else one


def _dated(p: Phrase, j: int, at: Frame) -> Matches:
    """The date behind „vom“, „am“, „des“; „8. bis 12. März“ and „12./13.6.“ begin with a mere number."""
    k = j
    while p[k] in _OF | _ARTICLES and k < j + 3:
        k += 1
    if k == j and not p[j][:1].isdecimal():
        return []
    found = written(p, k, at)
    if p[k + 1] == "." and p[k + 2] in ("/", "-", "bis", "und"):
        for sense, end in written(p, k + 3, at):
            day = int(p[k]) if p[k].isdecimal() else 0
            if isinstance(sense, Point) and 1 <= day <= sense.days[0].day:
                first, last = sense.days[0].replace(day=day), sense.days[0]
                found.append((Stretch(first, last, "week", first), end))
    return found or day_of_month(p, k, at)


def _until(p: Phrase, j: int, week: Stretch, first: date, at: Frame) -> Matches:
    return [
        (replace(week, first=first, last=sense.days[0], day=first), end)
        for sense, end in written(p, j, at)
        if isinstance(sense, Point) and timedelta(0) <= sense.days[0] - first <= _WEEK
    ]
