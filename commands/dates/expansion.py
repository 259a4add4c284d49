"""The days of a series: those of its rule, and those that it leaves out."""

from dataclasses import dataclass
from datetime import date, datetime, time

from commands.dates.calendar import Calendar
from commands.dates.readings import Rhythm

BREAKS = {
    "summer": ("Sommerferien",),
    "autumn": ("Herbstferien",),
    "christmas": ("Weihnachtsferien",),
    "winter": ("Winterferien", "Frühjahrsferien"),
    "easter": ("Osterferien",),
    "whitsun": ("Pfingstferien", "Himmelfahrtsferien"),
}
"""The names of single school breaks that a series may leave out, and what the calendar calls them."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A day of the rule on which the series does not take place; `name` is the German reason, "" for a single day."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a series comes to in a stretch of days. `unknown_from` is the first day for which nobody can say whether it
    is left out, because school data end before it; None if all is known."""

    held: tuple[date, ...]
    left_out: tuple[LeftOut, ...]
    unknown_from: date | None


def occurrences(rule: str, starts_on: date, since: date, until: date) -> list[date]:
    """The days on which an RRULE (RFC 5545) falls within [since, until], counted from its first day `starts_on`.

    It is expanded on bare days, so that no switch of clocks can move one. What is left out is not looked at.
    """
    from dateutil.rrule import rrulestr  # loaded when a series is first expanded, not when a date is read

    expanded = rrulestr(rule, dtstart=datetime.combine(starts_on, time.min))
    found = expanded.between(datetime.combine(since, time.min), datetime.combine(until, time.min), inc=True)
    return [one.date() for one in found]


def expansion(rhythm: Rhythm, since: date, until: date, calendar: Calendar) -> Expansion:
    """The days of a series within [since, until]: those on which it meets, and those that it leaves out (the EXDATEs).

    Beyond the school data nothing is claimed if the series needs them: `until` is cut back to their last day.
    """
    last = min(until, rhythm.ends_on or until)
    known = calendar.school_data_until() if needs_school_data(rhythm.skips) else last
    held, left_out = [], []
    for day in occurrences(rhythm.rrule, rhythm.starts_on, since, min(last, known)):
        reason = why_left_out(day, rhythm.skips, calendar)
        if reason is None:
            held.append(day)
        else:
            left_out.append(LeftOut(day, reason))
    unknown = occurrences(rhythm.rrule, rhythm.starts_on, known, last) if known < last else []
    return Expansion(tuple(held), tuple(left_out), next((day for day in unknown if day > known), None))


def why_left_out(day: date, skips: tuple[str, ...], calendar: Calendar) -> str | None:
    """Why a series with these exceptions does not meet on a day (German, "" for a day named singly); None if it does.

    A day after `Calendar.school_data_until()` counts as no school break: ask `needs_school_data` first.
    """
    if day.isoformat() in skips:
        return ""
    if "holidays" in skips and (holiday := calendar.holiday(day)):
        return holiday
    if "closed" in skips and day in calendar.closed:
        return calendar.closed[day]
    if "recess" in skips and (recess := calendar.recess(day)):
        return recess
    if needs_school_data(skips) and (name := calendar.school_break(day)):
        named = "school" in skips or any(name in BREAKS.get(skip, ()) for skip in skips)
        return name if named else None
    return None


def needs_school_data(skips: tuple[str, ...]) -> bool:
    """Whether these exceptions speak of school breaks."""
    return any(skip in ("school", "recess") or skip in BREAKS for skip in skips)
