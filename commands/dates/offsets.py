"""Days before and after another day: „nach Ostern“, „zwei Tage vor dem 15.5.“, „Freitag nach Pfingsten“.

Conventions:
- „nach“ a feast, break or day is the next working day after it, „vor“ the last one before it.
- A number of days or weeks is counted from a feast's own day (Easter Sunday), from the last day
  of any other period for „nach“ and from its first for „vor“.
- A day or weekday before Easter is counted from Easter Sunday (the Friday before it is Good Friday),
  one after it from Easter Monday, so that „Montag nach Ostern“ is the Monday of the week after.
- „die Woche nach Ostern“ begins on Easter Monday, „die Woche vor Ostern“ ends with Easter Sunday.
- „am Tag vor“ and „am Vorabend“ are the calendar day before, worked or not.
"""

from datetime import date, timedelta

from commands.dates.distances import amount, moved
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch, checked, week_start
from commands.dates.tokens import Phrase
from commands.dates.weekdays import ordinal_at, weekday_at
from commands.dates.weekends import weekend_of
from commands.dates.weeks import whole_week
from commands.dates.words import ARTICLES, DAY_UNITS, NEXT, WEEK_UNITS, WORK_DAY_UNITS

_BEFORE = frozenset(("vor", "before"))
_AFTER = frozenset(("nach", "after", "ab", "from", "on"))
_NEXT_TO = frozenset(("vor", "nach", "before", "after"))
_DAY_BEFORE = frozenset(("vorabend", "vortag"))
_LINKS = frozenset((*ARTICLES, "von", "vom", "on"))
_DAY = timedelta(1)

Anchor = tuple[int, bool, "Step"]


class Step:
    """What is counted from the anchor: amounts, a weekday, a week, a weekend, or the next working day."""

    __slots__ = ("amounts", "nth", "unit")

    def __init__(self, unit: str, amounts: tuple[tuple[int, str], ...] = (), nth: int = 0) -> None:
        self.unit = unit
        self.amounts = amounts
        self.nth = nth


def step_at(p: Phrase, i: int) -> tuple[int, int, Step] | None:
    """Where the anchor begins, the direction (1 or -1), and what is counted; None if nothing is."""
    found = _counted(p, i)
    if not found:
        return None
    step, j = found
    if step.unit == "before":
        direction = -1
    elif p[j] in _BEFORE:
        direction, j = -1, j + 1
    elif p[j] in _AFTER and (step.amounts or p[j] in _NEXT_TO):
        direction, j = 1, j + 1
    else:
        return None
    k = j
    while p[k] in _LINKS and k < j + 2:
        k += 1
    return k, direction, step


def beside(sense: Sense, direction: int, step: Step, at: Frame) -> Sense:
    """The day or week that lies so beside an anchor."""
    if isinstance(sense, Failed):
        return sense
    if step.unit == "worked":
        return _worked(sense, direction, at)
    day = _counted_from(sense, direction, step.unit)
    if step.unit == "amount":
        return moved(day, step.amounts, direction, at)
    if step.unit in ("day", "before"):
        return checked(day + direction * _DAY, at)
    if step.unit == "weekday":
        return checked(_weekday_beside(day, direction, step.amounts[0][0], step.nth), at)
    return _week_beside(sense, day, direction, step.unit, at)


def _counted(p: Phrase, i: int) -> tuple[Step, int] | None:
    if p[i] in _NEXT_TO:
        return Step("worked"), i
    if p[i] in ("kurz", "direkt", "gleich", "unmittelbar", "right", "shortly", "just") and p[i + 1] in _NEXT_TO:
        return Step("worked"), i + 1
    if p[i] in _DAY_BEFORE:
        return Step("before"), i + 1
    if p[i] in DAY_UNITS and p[i + 1] in _NEXT_TO:
        return Step("day"), i + 1
    if (p[i] in WEEK_UNITS or p[i] in ("wochenende", "weekend")) and p[i + 1] in _NEXT_TO:
        return Step("week" if p[i] in WEEK_UNITS else "weekend"), i + 1
    if named := weekday_at(p, i):
        return Step("weekday", ((named[0], ""),), 1), named[1]
    ordinal = ordinal_at(p, i) or ((1, i + 1) if p[i] in NEXT else None)
    if ordinal and (beyond := _single_unit(p, *ordinal)):
        return beyond
    if ordinal and ordinal[0] > 0 and p[ordinal[1]] in DAY_UNITS and p[ordinal[1] + 1] in _NEXT_TO:
        return Step("amount", ((ordinal[0], "days"),)), ordinal[1] + 1
    if ordinal and (named := weekday_at(p, ordinal[1])) and (ordinal[0] > 0 or p[named[1]] in _BEFORE):
        return Step("weekday", ((named[0], ""),), abs(ordinal[0])), named[1]
    counted = amount(p, i)
    return (Step("amount", counted[0]), counted[1]) if counted else None


def _from_its_day(sense: Stretch, direction: int, unit: str) -> bool:
    """Whether it is counted from the feast's own day rather than from where its days begin or end."""
    sunday = sense.name in ("Ostern", "Pfingsten")
    return unit in ("amount", "week") or (sunday and direction < 0)


def _single_unit(p: Phrase, nth: int, j: int) -> tuple[Step, int] | None:
    """„erster Arbeitstag (nach …)“, „letzte Woche (vor …)“: one unit towards the anchor."""
    if abs(nth) != 1 or p[j + 1] not in ("nach", "after") * (nth > 0) + ("vor", "before"):
        return None
    if p[j] in WORK_DAY_UNITS or p[j] == "schultag":
        return Step("worked"), j + 1
    if p[j] in WEEK_UNITS or p[j] == "schulwoche":
        return Step("week"), j + 1
    return None


def _counted_from(sense: Point | Stretch, direction: int, unit: str) -> date:
    if isinstance(sense, Point):
        return sense.days[0]
    if sense.kind == "feast" and _from_its_day(sense, direction, unit):
        return sense.day
    return sense.last if direction > 0 else sense.first


def _weekday_beside(day: date, direction: int, weekday: int, nth: int) -> date:
    """The nth such weekday strictly after (1) or before (-1) a day."""
    away = ((weekday - day.weekday()) * direction - 1) % 7 + 1
    return day + timedelta(direction * (away + 7 * (nth - 1)))


def _worked(sense: Point | Stretch, direction: int, at: Frame) -> Sense:
    days = sense.days if isinstance(sense, Point) else (sense.last if direction > 0 else sense.first,)
    calendar = at.calendar
    if direction > 0:
        days = tuple(calendar.next_working_day(day + _DAY) for day in days)
    else:
        days = tuple(calendar.previous_working_day(day - _DAY) for day in days)
    outcomes = [checked(day, at) for day in days]
    return next((bad for bad in outcomes if isinstance(bad, Failed)), Point(days))


def _week_beside(sense: Point | Stretch, day: date, direction: int, unit: str, at: Frame) -> Sense:
    if unit == "weekend":
        saturday = day + timedelta((4 - day.weekday()) % 7 + 1) if direction > 0 else day - timedelta(day.weekday() + 2)
        if day.weekday() > 4 and direction < 0 and isinstance(sense, Stretch):
            saturday = week_start(day) - timedelta(2)
        found = weekend_of(saturday)
        outcome = checked(found.last, at)
        return outcome if isinstance(outcome, Failed) else found
    if direction > 0:
        monday = week_start(day) + timedelta(7)
    else:
        monday = week_start(day) - timedelta(0 if day.weekday() > 4 else 7)
    first, last = whole_week(monday)
    outcome = checked(last, at)
    return outcome if isinstance(outcome, Failed) else Stretch(first, last, "week", first)
