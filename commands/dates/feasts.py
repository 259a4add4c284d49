"""Feasts and other named days: those that move with Easter or Advent, with a weekday, or not at all.

Easter is computed with the anonymous Gregorian algorithm (Meeus/Jones/Butcher). The fourth Advent
Sunday is the last one before Christmas Day; the days of remembrance are counted from the first.
Names are folded as in tokens.py. Nothing here says whether anybody has the day off; that is the
calendar's business.
"""

from collections.abc import Callable
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


def advent(year: int, nth: int = 1) -> date:
    """The nth Advent Sunday."""
    christmas = date(year, 12, 25)
    return christmas - timedelta(christmas.isoweekday() + 7 * (4 - nth))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday (0 = Monday) of a month; the last one for -1."""
    if nth < 0:
        following = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return following - timedelta((following.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


# Days from Easter Sunday.
_MOVING = {
    "weiberfastnacht": -52,
    "karnevalssamstag": -50,
    "karnevalssonntag": -49,
    "rosenmontag": -48,
    "fastnacht": -47,
    "aschermittwoch": -46,
    "palmsonntag": -7,
    "gruendonnerstag": -3,
    "karfreitag": -2,
    "karsamstag": -1,
    "ostersonntag": 0,
    "ostermontag": 1,
    "weisser sonntag": 7,
    "himmelfahrt": 39,
    "pfingstsamstag": 48,
    "pfingstsonntag": 49,
    "pfingstmontag": 50,
    "trinitatis": 56,
    "fronleichnam": 60,
}
# Month and day.
_FIXED = {
    "neujahr": (1, 1),
    "dreikoenig": (1, 6),
    "holocaustgedenktag": (1, 27),
    "lichtmess": (2, 2),
    "valentinstag": (2, 14),
    "weltfrauentag": (3, 8),
    "patrickstag": (3, 17),
    "josefstag": (3, 19),
    "erster april": (4, 1),
    "walpurgisnacht": (4, 30),
    "maifeiertag": (5, 1),
    "tag der befreiung": (5, 8),
    "europatag": (5, 9),
    "kindertag": (6, 1),
    "johannistag": (6, 24),
    "siebenschlaefer": (6, 27),
    "independence day": (7, 4),
    "friedensfest": (8, 8),
    "mariae himmelfahrt": (8, 15),
    "weltkindertag": (9, 20),
    "tag der einheit": (10, 3),
    "reformationstag": (10, 31),
    "allerheiligen": (11, 1),
    "allerseelen": (11, 2),
    "guy fawkes": (11, 5),
    "martinstag": (11, 11),
    "barbaratag": (12, 4),
    "nikolaus": (12, 6),
    "mariae empfaengnis": (12, 8),
    "luciatag": (12, 13),
    "heiligabend": (12, 24),
    "erster weihnachtstag": (12, 25),
    "zweiter weihnachtstag": (12, 26),
    "silvester": (12, 31),
    "fruehlingsanfang": (3, 20),
    "sommeranfang": (6, 21),
    "herbstanfang": (9, 23),
    "winteranfang": (12, 21),
}
_BY_RULE: dict[str, Callable[[int], date]] = {
    "erster advent": advent,
    "zweiter advent": lambda year: advent(year, 2),
    "dritter advent": lambda year: advent(year, 3),
    "vierter advent": lambda year: advent(year, 4),
    "totensonntag": lambda year: advent(year) - timedelta(7),
    "busstag": lambda year: advent(year) - timedelta(11),
    "volkstrauertag": lambda year: advent(year) - timedelta(14),
    "muttertag": lambda year: nth_weekday(year, 5, 6, 2),
    "erntedank": lambda year: nth_weekday(year, 10, 6, 1),
    "sommerzeit": lambda year: nth_weekday(year, 3, 6, -1),
    "winterzeit": lambda year: nth_weekday(year, 10, 6, -1),
    "martin luther king day": lambda year: nth_weekday(year, 1, 0, 3),
    "presidents day": lambda year: nth_weekday(year, 2, 0, 3),
    "early may bank holiday": lambda year: nth_weekday(year, 5, 0, 1),
    "memorial day": lambda year: nth_weekday(year, 5, 0, -1),
    "fathers day": lambda year: nth_weekday(year, 6, 6, 3),
    "summer bank holiday": lambda year: nth_weekday(year, 8, 0, -1),
    "labor day": lambda year: nth_weekday(year, 9, 0, 1),
    "columbus day": lambda year: nth_weekday(year, 10, 0, 2),
    "thanksgiving": lambda year: nth_weekday(year, 11, 3, 4),
    "black friday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(1),
    "cyber monday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(4),
}


def _easter(year: int) -> Feast:
    sunday = easter(year)
    return Feast("Ostern", sunday - timedelta(2), sunday, sunday + timedelta(1))


def _whitsun(year: int) -> Feast:
    sunday = easter(year) + timedelta(49)
    return Feast("Pfingsten", sunday, sunday, sunday + timedelta(1))


def _carnival(year: int) -> Feast:
    sunday = easter(year)
    return Feast("Karneval", sunday - timedelta(52), sunday - timedelta(48), sunday - timedelta(47))


def _week_before_easter(year: int) -> Feast:
    sunday = easter(year)
    return Feast("Karwoche", sunday - timedelta(6), sunday - timedelta(6), sunday - timedelta(1))


# Of more than one day.
_LONG: dict[str, Callable[[int], Feast]] = {
    "ostern": _easter,
    "pfingsten": _whitsun,
    "karneval": _carnival,
    "karwoche": _week_before_easter,
    "weihnachten": lambda y: Feast("Weihnachten", date(y, 12, 24), date(y, 12, 25), date(y, 12, 26)),
    "weihnachtsfeiertage": lambda y: Feast("Weihnachten", date(y, 12, 25), date(y, 12, 25), date(y, 12, 26)),
    "adventszeit": lambda y: Feast("Advent", advent(y), advent(y), date(y, 12, 24)),
    "zwischen den jahren": lambda y: Feast("zwischen den Jahren", date(y, 12, 27), date(y, 12, 27), date(y, 12, 31)),
}


def feast(name: str, year: int) -> Feast:
    """The feast of that name (one of `NAMES`) in that year. KeyError for other names.

    Easter runs from Good Friday to Easter Monday, Whitsun over its two days, and Christmas from
    Christmas Eve on, because town halls are closed then.
    """
    if many := _LONG.get(name):
        return many(year)
    if name in _MOVING:
        day = easter(year) + timedelta(_MOVING[name])
    elif name in _FIXED:
        day = date(year, *_FIXED[name])
    else:
        day = _BY_RULE[name](year)
    return Feast(name, day, day, day)


NAMES = frozenset((*_MOVING, *_FIXED, *_BY_RULE, *_LONG))
