"""Public holidays and school breaks of the German states, from the package `holidays`.

The package is imported when first asked and only here, and of its countries only this one. What
has been asked once is kept per state and year. School data is the KMK's calendar: it comes per day,
under the KMK's column titles, and ends some years ahead.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

from commands.dates.feasts import easter
from commands.dates.words import bag

STATES = bag("BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH Augsburg")

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SchoolBreak:
    """A school break; the weekends that touch it are not part of it unless the state says so."""

    name: str
    first: date
    last: date


@cache
def _germany() -> Any:
    """The class of the package. `holidays.countries` imports 250 countries, 7 MB, for the sake of one; so a bare
    package stands in for it while Germany is imported."""
    import holidays

    name = "holidays.countries"
    if name in sys.modules:
        return import_module(f"{name}.germany").Germany
    bare = ModuleType(name)
    bare.__path__ = [f"{holidays.__path__[0]}/countries"]
    sys.modules[name] = bare
    try:
        return import_module(f"{name}.germany").Germany
    finally:
        del sys.modules[name]


def _days(state: str, year: int, *categories: str) -> dict[date, str]:
    return {
        day: str(name)
        for day, name in _germany()(subdiv=state, years=year, language="de", categories=categories).items()
        if day.year == year
    }


@lru_cache(maxsize=64)
def public_holidays(state: str, catholic: bool, year: int) -> Mapping[date, str]:
    """German names of the public holidays of one year; `catholic` adds e.g. Mariä Himmelfahrt."""
    return _days(state, year, "public", *(("catholic",) if catholic else ()))


@lru_cache(maxsize=64)
def _school_days_off(state: str, year: int) -> Mapping[date, str]:
    # Augsburg has its own public holiday but Bavaria's schools.
    return _days("BY" if state == "Augsburg" else state, year, "school")


@lru_cache(maxsize=64)
def school_breaks(state: str, year: int) -> tuple[SchoolBreak, ...]:
    """The breaks that begin in `year`, in order; empty where there is no data.

    Two runs of days under one title with nothing but weekends and public holidays between them are
    one break, as in Baden-Württemberg around Easter.
    """
    days = {**_school_days_off(state, year), **_school_days_off(state, year + 1)}
    runs: list[tuple[str, date, date]] = []
    for day in sorted(days):
        if runs and runs[-1][0] == days[day] and _idle(state, runs[-1][2] + _DAY, day):
            runs[-1] = (days[day], runs[-1][1], day)
        else:
            runs.append((days[day], day, day))
    breaks = [SchoolBreak(_spoken(*run), run[1], run[2]) for run in runs]
    carried = {**_school_days_off(state, year - 1)}.get(date(year - 1, 12, 31))
    if carried and breaks and breaks[0].first == date(year, 1, 1):
        breaks.pop(0)
    return tuple(one for one in breaks if one.first.year == year)


def _idle(state: str, first: date, until: date) -> bool:
    """Nobody has school from `first` up to the day before `until`."""
    if (until - first).days > 5:
        return False
    while first < until:
        if first.weekday() < 5 and first not in public_holidays(state, False, first.year):
            return False
        first += _DAY
    return True


def _spoken(column: str, first: date, last: date) -> str:
    """What people call the break: the KMK's columns lump two together."""
    feast = easter(first.year)
    if column.startswith("Oster"):
        return "Osterferien" if (first - feast).days > -25 else "Frühjahrsferien"
    if column.startswith("Himmelfahrt"):
        return "Pfingstferien" if (last - feast).days > 43 else "Himmelfahrtsferien"
    return column


@lru_cache(maxsize=32)
def school_data_until(state: str) -> date:
    """The last day for which school breaks are known.

    The data grows at its end only, so the first year without any ends the search.
    """
    year = 2026
    while _school_days_off(state, year + 1):
        year += 1
    return max(_school_days_off(state, year))
