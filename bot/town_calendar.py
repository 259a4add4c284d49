"""The town's own calendar file: closing days, exceptions, the recess, school breaks that the data does not hold.

It is TOML, kept by the office, and read when the bot starts. What is entered by command comes on top of it.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from commands.dates import feasts
from commands.dates.calendar import Calendar, Recess
from commands.dates.days_off import SchoolBreak
from commands.handwriting import fold

FIRST_YEAR, LAST_YEAR = 2024, 2050
"""For these years the days that come back every year are entered."""

_EVERY_YEAR = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.")
_LONGEST = 366


class BadCalendar(Exception):
    """The file cannot be used; the message says where and why, in one line each."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Span(_Entry):
    name: str = Field(min_length=1, max_length=80)
    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> "_Span":
        if self.last < self.first:
            raise ValueError("last lies before first")
        if (self.last - self.first).days > _LONGEST:
            raise ValueError("that is more than a year")
        return self


class _Closed(_Entry):
    """`day` is a date, or "24.12." or the name of a feast for every year; or else `first` to `last`."""

    name: str = Field(default="", max_length=80)
    day: date | str | None = None
    first: date | None = None
    last: date | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "_Closed":
        if (self.day is None) == (self.first is None) or (self.first is None) != (self.last is None):
            raise ValueError("give either day, or first and last")
        if self.first and self.last and not 0 <= (self.last - self.first).days <= _LONGEST:
            raise ValueError("first to last must be in order and within a year")
        if isinstance(self.day, str):
            list(_every_year(self.day))
        elif not self.name:
            raise ValueError("name is missing")
        return self

    def days(self) -> Iterator[tuple[date, str]]:
        if isinstance(self.day, str):
            yield from ((day, self.name or self.day) for day in _every_year(self.day))
        elif self.day:
            yield self.day, self.name
        elif self.first and self.last:
            span = range(self.first.toordinal(), self.last.toordinal() + 1)
            yield from ((date.fromordinal(n), self.name) for n in span)


class _Opened(_Entry):
    day: date


class _File(_Entry):
    closed: tuple[_Closed, ...] = ()
    opened: tuple[_Opened, ...] = ()
    recess: tuple[_Span, ...] = ()
    school_break: tuple[_Span, ...] = ()


def _every_year(said: str) -> Iterator[date]:
    """The day of each year that „24.12.“ or „Rosenmontag“ names. Raises ValueError for anything else."""
    match = _EVERY_YEAR.fullmatch(said.strip())
    name = fold(said)
    if match is None and name not in feasts.NAMES:
        raise ValueError(f"cannot read {said!r}; write 2027-02-08, '24.12.' or the name of a feast like 'Rosenmontag'")
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        if match is None:
            yield feasts.feast(name, year).day
        else:
            yield date(year, int(match[2]), int(match[1]))


def load(path: Path, state: str, *, catholic: bool) -> Calendar:
    """The calendar of a state with what a town's file adds. Raises BadCalendar with one line for each mistake."""
    try:
        file = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadCalendar(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCalendar(f"{path}: is not TOML ({error})") from error
    except ValidationError as error:
        raise BadCalendar("\n".join(_sentence(path, mistake) for mistake in error.errors())) from error
    opened = {one.day for one in file.opened}
    closed = {day: name for one in file.closed for day, name in one.days() if day not in opened}
    breaks = tuple(SchoolBreak(one.name, one.first, one.last) for one in file.school_break)
    return Calendar(state, catholic, closed, breaks, tuple(Recess(r.name, r.first, r.last) for r in file.recess))


def _sentence(path: Path, mistake: object) -> str:
    """„closed, entry 2“ rather than a path of keys and indices counted from nought."""
    assert isinstance(mistake, dict)
    table, *place = mistake["loc"] or ("file",)
    entry = f", entry {place[0] + 1}" if place and isinstance(place[0], int) else ""
    return f"{path}: {table}{entry}: {mistake['msg'].removeprefix('Value error, ')}"
