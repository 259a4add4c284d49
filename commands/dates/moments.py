"""A day with or without a clock time, in either order.

Conventions: a clock time without a day is the next time the clock shows it; 24:00 is 00:00 of the
day after. A clock time of today that is over is kept: whoever asks may mean the meeting that has
just begun.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from commands.dates.clock import clock
from commands.dates.days import days
from commands.dates.readings import Moment, Note
from commands.dates.senses import Failed, Frame, Matches, Point, Sense, Stretch
from commands.dates.tokens import Phrase


@dataclass(frozen=True, slots=True)
class Timed:
    """A sense of a day, with minutes since midnight if a time was said; `end` is what follows."""

    sense: Sense
    minutes: int | None
    end: int


def timed(p: Phrase, i: int, at: Frame) -> list[Timed]:
    """Every day, clock time and pair of both that begins at i, the longest first."""
    dated = days(p, i, at)
    found = [Timed(sense, None, end) for sense, end in dated]
    for sense, end in dated:
        if _takes_time(sense):
            found += [_joined(sense, *one) for one in clock(p, p.skip(end, ","))]
    for minutes, end in clock(p, i):
        found.append(_joined(_next_showing(minutes, at), minutes, end))
        following: Matches = days(p, p.skip(end, ","), at)
        found += [_joined(one, minutes, last) for one, last in following if _takes_time(one)]
    return sorted(found, key=lambda one: (-one.end, isinstance(one.sense, Failed)))


def moment(day: date, minutes: int | None) -> Moment:
    """Day and minutes since midnight as a moment; 1440 minutes lead to the next day."""
    if minutes is None:
        return Moment(day)
    return Moment(day + timedelta(minutes // 1440), clock_time(minutes))


def clock_time(minutes: int) -> time:
    """Minutes since midnight as a wall-clock time."""
    return time(minutes // 60 % 24, minutes % 60)


def as_days(sense: Point | Stretch, at: Frame) -> tuple[tuple[date, Note | None], ...]:
    """The days a sense may mean where one day is asked for, each with what to tell about it."""
    if isinstance(sense, Point):
        return tuple((day, None) for day in sense.days)
    if sense.kind == "feast":
        return ((sense.day, None),)
    earliest = sense.first if sense.last < at.today else max(sense.first, at.today)
    first = at.calendar.next_working_day(earliest)
    if first > sense.last:
        first = earliest
    note = Note("day.in_period", from_=sense.first, until=sense.last, name=sense.name)
    return ((first, note),)


def _takes_time(sense: Sense) -> bool:
    return not isinstance(sense, Stretch) or sense.kind == "feast"


def _joined(sense: Sense, minutes: int | Failed, end: int) -> Timed:
    if isinstance(minutes, Failed):
        return Timed(minutes if not isinstance(sense, Failed) else sense, None, end)
    return Timed(sense, minutes, end)


def _next_showing(minutes: int | Failed, at: Frame) -> Sense:
    if isinstance(minutes, Failed):
        return minutes
    over = minutes <= at.now.hour * 60 + at.now.minute
    return Point((at.today + timedelta(over),))
