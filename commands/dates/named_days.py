"""Days and weeks named after a feast or a break: „Osterwoche“, „zweites Adventswochenende“, „erster Ferientag“.

Conventions: „Osterwoche“ is the week from Easter Monday on, or else the one before Easter (Duden has both). A weekend
in Advent is the one of its Sunday. „erster Ferientag“ is the first day of the next school break that has not begun,
„letzter“ the last one of the break that is not over. „Brückentag nach Himmelfahrt“ is the one within four days of it.
"""

from datetime import date, timedelta

from commands.dates import feasts
from commands.dates.feast_names import feast_at
from commands.dates.occasions import bridges, feast_in, school_break
from commands.dates.senses import Failed, Frame, Matches, Point, Stretch, checked
from commands.dates.tokens import Phrase
from commands.dates.weekdays import ordinal_at
from commands.dates.weekends import weekend_of
from commands.dates.words import ARTICLES, bag

_ADVENT_WEEKENDS = bag("adventswochenende adventwochenende")
_DAY, _WEEK = timedelta(1), timedelta(7)


def named_days(p: Phrase, i: int, at: Frame) -> Matches:
    """What is named at i; see the module for the forms."""
    if p[i] in ("osterwoche", "osterwochen"):
        return [(_easter_week(at), i + 1)]
    if p[i] == "brueckentag":
        return _bridge(p, i, at)
    if p[i] in _ADVENT_WEEKENDS:
        return [(_advent_weekend(0, at), i + 1)]
    ordinal = ordinal_at(p, i)
    if not ordinal:
        return []
    nth, j = ordinal
    if p[j] in _ADVENT_WEEKENDS and (nth == -1 or nth < 5):
        return [(_advent_weekend(nth if nth > 0 else 4, at), j + 1)]
    return _break_day(p, nth, j, at) if p[j] in ("ferientag", "ferientags") and nth in (1, -1) else []


def _easter_week(at: Frame) -> Stretch:
    monday = feasts.easter(at.today.year) + _DAY
    if monday + 6 * _DAY < at.today:
        monday = feasts.easter(at.today.year + 1) + _DAY
    week = Stretch(monday, monday + 6 * _DAY, "week", monday)
    before = Stretch(monday - _WEEK, monday - _DAY, "week", monday - _WEEK)
    return Stretch(week.first, week.last, "week", monday, alternatives=(before,) if before.last >= at.today else ())


def _advent_weekend(nth: int, at: Frame) -> Stretch:
    """The next one, or the nth of the next Advent; 0 for any."""
    sundays = [feasts.advent(at.today.year + n, k) for n in (0, 1) for k in ((nth,) if nth else (1, 2, 3, 4))]
    return weekend_of(next(day for day in sundays if day >= at.today))


def _break_day(p: Phrase, nth: int, j: int, at: Frame) -> Matches:
    k = p.skip(j + 1, *ARTICLES)
    named = school_break(p, k, at)
    if not named:
        return [(_edge_of_break(nth, at), j + 1)]
    sense, end = named[0]
    if isinstance(sense, Stretch):
        return [(checked(sense.first if nth > 0 else sense.last, at), end)]
    return [(sense, end)]


def _edge_of_break(nth: int, at: Frame) -> Point | Failed:
    day = at.today
    for _ in range(2):
        sense, _end = school_break(Phrase("Ferien"), 0, _on(day, at))[0]
        if not isinstance(sense, Stretch):
            break
        edge = sense.first if nth > 0 else sense.last
        if edge >= at.today:
            return checked(edge, at)
        day = sense.last + _DAY
    return Failed("school.unknown", {"name": "Ferien", "until": at.calendar.school_data_until()})


def _on(day: date, at: Frame) -> Frame:
    return Frame(at.now, day, at.calendar, at.latest, at.past, at.written_past, at.meeting)


def _bridge(p: Phrase, i: int, at: Frame) -> Matches:
    """„Brückentag nach Himmelfahrt“, „Brückentag vor dem 1. Mai“ is not one of these: only feasts name theirs."""
    direction = {"nach": 1, "an": 1, "zu": 1, "vor": -1}.get(p[i + 1], 0)
    named = feast_at(p, p.skip(i + 2, *ARTICLES)) if direction else None
    if not named:
        return []
    name, end = named
    found = []
    for year in (at.today.year, at.today.year + 1):
        sense = feast_in(name, year, at)
        day = sense.days[0] if isinstance(sense, Point) else sense.last if isinstance(sense, Stretch) else None
        near = [day + n * direction * _DAY for n in range(1, 5)] if day else []
        found += [one for one in near if bridges(one, at) and one >= at.today]
    return [(Point((found[0],)), end)] if found else []
