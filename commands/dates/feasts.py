"""Names of days that move with Easter or stand in every year's calendar.

Easter is computed with the anonymous Gregorian algorithm (Meeus/Jones/Butcher). Nothing here says
whether anybody has the day off; that is the calendar's business.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast of one or more days; `day` is the one meant when a single day is asked for."""

    name: str
    first: date
    day: date
    last: date


@lru_cache(maxsize=64)
def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, leap_rest = century // 4, century % 4
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * leap_rest + 2 * (rest // 4) - moon - rest % 4) % 7
    month_day = moon + week - 7 * ((golden + 11 * moon + 22 * week) // 451) + 114
    return date(year, month_day // 31, month_day % 31 + 1)


# name: (offset of the day from Easter Sunday)
_MOVING = {
    "weiberfastnacht": -52,
    "rosenmontag": -48,
    "fastnacht": -47,
    "fastnachtsdienstag": -47,
    "faschingsdienstag": -47,
    "veilchendienstag": -47,
    "aschermittwoch": -46,
    "gruendonnerstag": -3,
    "karfreitag": -2,
    "ostersonntag": 0,
    "ostermontag": 1,
    "himmelfahrt": 39,
    "pfingstsonntag": 49,
    "pfingstmontag": 50,
    "fronleichnam": 60,
}
_FIXED = {
    "neujahr": (1, 1),
    "neujahrstag": (1, 1),
    "dreikoenig": (1, 6),
    "valentinstag": (2, 14),
    "weltfrauentag": (3, 8),
    "maifeiertag": (5, 1),
    "reformationstag": (10, 31),
    "halloween": (10, 31),
    "allerheiligen": (11, 1),
    "nikolaus": (12, 6),
    "nikolaustag": (12, 6),
    "heiligabend": (12, 24),
    "silvester": (12, 31),
}
_MANY = {"ostern": "Ostern", "pfingsten": "Pfingsten", "weihnachten": "Weihnachten"}
_ENGLISH = {
    "easter": "ostern",
    "christmas": "weihnachten",
    "pentecost": "pfingsten",
    "whitsun": "pfingsten",
}
NAMES = frozenset((*_MOVING, *_FIXED, *_MANY, *_ENGLISH))


def feast(name: str, year: int) -> Feast:
    """The feast of that (folded, see tokens) name in that year. KeyError for other names.

    Easter runs from Good Friday to Easter Monday, Whitsun over its two days, and Christmas from
    Christmas Eve on, because town halls are closed then.
    """
    name = _ENGLISH.get(name, name)
    sunday = easter(year)
    if name == "ostern":
        return Feast(_MANY[name], sunday - timedelta(2), sunday, sunday + timedelta(1))
    if name == "pfingsten":
        sunday += timedelta(49)
        return Feast(_MANY[name], sunday, sunday, sunday + timedelta(1))
    if name == "weihnachten":
        return Feast(_MANY[name], date(year, 12, 24), date(year, 12, 25), date(year, 12, 26))
    moving = _MOVING.get(name)
    day = date(year, *_FIXED[name]) if moving is None else sunday + timedelta(moving)
    return Feast(name, day, day, day)
