"""The town the phrases are said in: NRW, Monday 18 January 2027, ten in the morning."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from commands.dates.calendar import Calendar
from commands.dates.readings import Ambiguous, Found, Impossible, Reading, T

BERLIN = ZoneInfo("Europe/Berlin")
NRW = Calendar("NW", closed={date(2027, 2, 8): "Rosenmontag"})
NOW = datetime(2027, 1, 18, 10, 0, tzinfo=BERLIN)

Reader = Callable[[str, datetime, Calendar], Reading[T]]


def moment_of(day: date, hour: int = 0) -> datetime:
    """An aware `now` on that day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN)


def found(reading: Reading[T]) -> Found[T]:
    """The reading, which has to be a clear one."""
    assert isinstance(reading, Found), reading
    return reading


def value(read: Reader[T], text: str, now: datetime = NOW) -> T:
    """What the text clearly means."""
    return found(read(text, now, NRW)).value


def options(read: Reader[T], text: str, now: datetime = NOW) -> list[T]:
    """What the text may mean, the likeliest first."""
    reading = read(text, now, NRW)
    assert isinstance(reading, Ambiguous), reading
    return [one.value for one in reading.options]


def failure(read: Reader[T], text: str, now: datetime = NOW) -> Impossible:
    """Why what the text says cannot be."""
    reading = read(text, now, NRW)
    assert isinstance(reading, Impossible), reading
    return reading
