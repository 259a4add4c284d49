"""Lengths of time: „90 Minuten“, „anderthalb Stunden“, „2 1/2 Wochen“, „ein halbes Jahr“, "1h 30".

Conventions: a week is seven days, a quarter three months, a year twelve. Half a day is twelve hours,
half a month fifteen days. „ein paar“, „einige“ and „mehrere“ are three, "a couple" is two, with the
note that they are only near it. Working days are no length: how long they last depends on the day
they begin. „acht Tage“ and „vierzehn Tage“ are eight and fourteen days.
"""

from fractions import Fraction

from commands.dates.readings import Length
from commands.dates.tokens import Phrase
from commands.dates.words import (
    CARDINALS,
    DAY_UNITS,
    HOUR_UNITS,
    MINUTE_UNITS,
    MONTH_UNITS,
    QUARTER_UNITS,
    WEEK_UNITS,
    YEAR_UNITS,
    bag,
)

VAGUE = {
    "einige": 3,
    "einigen": 3,
    "mehrere": 3,
    "mehreren": 3,
    "wenige": 3,
    "wenigen": 3,
    "few": 3,
    "several": 3,
    "couple": 2,
}
"""Numbers that are only near what they say; „ein paar“ is read where it stands."""
_UNITS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("sekunde", "sekunden", "sek", "s", "sec", "secs", "second", "seconds"), ("seconds", 1)),
    **dict.fromkeys(MINUTE_UNITS | {"minuetchen"}, ("minutes", 1)),
    **dict.fromkeys(HOUR_UNITS, ("minutes", 60)),
    **dict.fromkeys(("stuendchen", "stdn", "hr"), ("minutes", 60)),
    **dict.fromkeys(DAY_UNITS, ("days", 1)),
    **dict.fromkeys(WEEK_UNITS, ("days", 7)),
    **dict.fromkeys(("wo", "wk", "wks"), ("days", 7)),
    **dict.fromkeys(MONTH_UNITS | {"mon", "mth"}, ("months", 1)),
    **dict.fromkeys(QUARTER_UNITS, ("months", 3)),
    **dict.fromkeys(("halbjahr", "halbjahre", "halbjahren"), ("months", 6)),
    **dict.fromkeys(YEAR_UNITS, ("months", 12)),
    **dict.fromkeys(("jahrzehnt", "jahrzehnte", "jahrzehnten", "decade", "decades"), ("months", 120)),
    **dict.fromkeys(("fortnight", "fortnights"), ("days", 14)),
}
_WHOLE: dict[str, tuple[str, int]] = {
    "viertelstunde": ("minutes", 15),
    "viertelstunden": ("minutes", 15),
    "dreiviertelstunde": ("minutes", 45),
    "dreiviertelstunden": ("minutes", 45),
    "halbstunde": ("minutes", 30),
    "vierteljahr": ("months", 3),
    "dreivierteljahr": ("months", 9),
}
_ABBREVIATED = bag("min std sek stdn mins hrs wo mon")
_HALF_STEMS = {f"{word}einhalb": number for word, number in CARDINALS.items() if 0 < number < 25} | {
    "anderthalb": 1,
    "einundeinhalb": 1,
    **{f"{word}undeinhalb": CARDINALS[word] for word in ("zwei", "drei", "vier", "fuenf", "sechs")},
}
_HALVES = bag("halbe halben halber halbes halb half")
_THREE_QUARTERS = bag("dreiviertel dreiviertels")
_FRACTION_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_ABOUT = bag("ca circa zirka etwa ungefaehr rund gut knapp about around approx roughly")
_NEARLY = bag("knappe knappen gute guten knapp gut")
_FULL = bag("volle vollen ganze ganzen full whole")
_LED = bag("fuer for dauer laenge")
_MOST = {"months": 1200, "days": 40_000, "minutes": 60_000, "seconds": 999_999}

Read = tuple[Length, int, bool]
"""The length, the index after it, and whether it is only near it."""


def lengths(p: Phrase, i: int) -> Read | None:
    """The longest length of time at i."""
    kept: tuple[Read | None] | None = p.recall("lengths", i)
    if kept is None:
        kept = p.keep("lengths", i, (_longest(p, i),))
    return kept[0]


def _longest(p: Phrase, i: int) -> Read | None:
    i = p.skip(p.skip(i, *_LED), ":")
    about = p[i] in _ABOUT
    if about:
        i = p.skip(i + 1, ".")
    found = _one(p, i)
    if not found:
        return None
    total, j, vague = found
    last = total
    while rest := _one(p, p.skip(j, "und", "and", ",")):
        if rest[2] or not _smaller(rest[0], last):
            break
        last = rest[0]
        total, j = _sum(total, last), rest[1]
    return total, j, about or vague


def length(p: Phrase, i: int) -> tuple[int, int] | None:
    """A length within a day, in minutes, and what follows."""
    found = lengths(p, i)
    if not found or found[0].months or found[0].days or found[0].seconds or not 0 < found[0].minutes <= 1440:
        return None
    return found[0].minutes, found[1]


def on_a_clock(p: Phrase, i: int) -> tuple[int, int] | None:
    """„1:30 h“ in minutes, and what follows; a length only where one is asked for."""
    hours, minutes = p.number(i), p.number(i + 2)
    if hours is None or minutes is None or p[i + 1] != ":" or len(p[i + 2]) != 2 or p[i + 3] != "h":
        return None
    return (hours * 60 + minutes, i + 4) if minutes < 60 and hours <= 24 else None


def _one(p: Phrase, i: int) -> Read | None:
    """One amount and its unit."""
    if (p[i], p[i + 1]) in (("ein", "paar"), ("a", "couple"), ("a", "few")):
        few = Fraction(2 if p[i + 1] == "couple" else 3)
        return _united(p, p.skip(i + 2, "of"), few, True)
    if p[i] in VAGUE:
        return _united(p, p.skip(i + 1, "of"), Fraction(VAGUE[p[i]]), True)
    if p[i] in ("beide", "beiden"):
        return _united(p, i + 1, Fraction(2))
    if p[i] == "a" and p[i + 1] == "quarter":
        i += 1
    if p[i] == "half":
        return _united(p, p.skip(i + 1, "a", "an"), Fraction(1, 2))
    if p[i] in ("quarter", "three") and (found := _english_quarters(p, i)):
        return found
    if clocked := _as_on_a_clock(p, i):
        return clocked
    amount = _amount(p, i)
    if amount is None:
        return _named(p, i, Fraction(1))
    number, j = amount
    near = p[j] in _NEARLY
    return _united(p, p.skip(j, *_NEARLY, *_FULL), number, near)


def _united(p: Phrase, j: int, number: Fraction, vague: bool = False) -> Read | None:
    unit = _UNITS.get(p[j])
    if p[j] in ("'", "′") and p.glued(j) and p.is_end(j + 1):
        unit = ("minutes", 1)
    if unit is None:
        return _named(p, j, number)
    end = p.skip(j + 1, ".") if p[j] in _ABBREVIATED and p.glued(j + 1) else j + 1
    if p[j] in ("stunde", "hour", "hours") and (p[end], p[end + 1], p[end + 2]) == ("and", "a", "half"):
        number, end = number + Fraction(1, 2), end + 3
    total = _of(number, *unit)
    if total is None:
        return None
    # „1 h 30“: the minutes need no unit of their own.
    if p[j] in ("h", "std", "stunde", "stunden") and number.denominator == 1 and number < 7 and len(p[end]) == 2:
        minutes = p.number(end)
        if minutes is not None and minutes < 60 and not _UNITS.get(p[end + 1]) and p[end + 1] not in (".", ":", "uhr"):
            return _sum(total, Length(minutes=minutes)), end + 1, vague
    return total, end, vague


def _named(p: Phrase, j: int, number: Fraction) -> Read | None:
    """Units that hold their fraction already: „Dreiviertelstunde“."""
    if p[j] not in _WHOLE:
        return None
    total = _of(number, *_WHOLE[p[j]])
    return (total, j + 1, False) if total else None


def _english_quarters(p: Phrase, i: int) -> Read | None:
    """„quarter of an hour“, „three quarters of an hour“."""
    number = 3 if p[i] == "three" else 1
    j = p.skip(i + (number == 3), "quarter", "quarters")
    j = p.skip(p.skip(j, "of"), "an", "a")
    if p[j] not in ("hour", "year") or p[j - 1] not in ("an", "a"):
        return None
    return _united(p, j, Fraction(number, 4))


def _as_on_a_clock(p: Phrase, i: int) -> Read | None:
    """„1:30 Std.“, „1:30 Stunden“."""
    hours, minutes = p.number(i), p.number(i + 2)
    if (
        hours is None
        or minutes is None
        or p[i + 1] not in (":", "h")
        or not (p.glued(i + 1) and p.glued(i + 2))
        or len(p[i + 2]) != 2
    ):
        return None
    if (p[i + 1] == ":" and (p[i + 3] not in HOUR_UNITS or p[i + 3] == "h")) or minutes > 59 or hours > 99:
        return None
    end = i + 3 + (p[i + 1] == ":" or p[i + 3] in MINUTE_UNITS)
    return Length(minutes=hours * 60 + minutes), p.skip(end, ".") if p[end - 1] == "std" else end, False


def _amount(p: Phrase, i: int) -> tuple[Fraction, int] | None:
    if p[i] in _HALF_STEMS:
        return _HALF_STEMS[p[i]] + Fraction(1, 2), i + 1
    if p[i] in _FRACTION_SIGNS:
        return _FRACTION_SIGNS[p[i]], i + 1
    if p[i] in _HALVES:
        return Fraction(1, 2), i + 1
    if p[i] in _THREE_QUARTERS:
        return Fraction(3, 4), i + 1
    number = p.number(i)
    if number is None:
        number = CARDINALS.get(p[i])
    if number is None:
        return None
    return _with_fraction(p, i + 1, number)


def _with_fraction(p: Phrase, j: int, number: int) -> tuple[Fraction, int]:
    """What may follow a whole number: „,5“, „½“, „1/2“, „and a half“, „halbe“."""
    if p[j] in _FRACTION_SIGNS:
        return number + _FRACTION_SIGNS[p[j]], j + 1
    timed = p[j] == "." and p[j + 2] == "h" and len(p[j + 1]) == 2
    decimal = p[j] in (",", ".") and p.glued(j) and p.glued(j + 1) and p[j + 1].isdecimal() and len(p[j + 1]) < 4
    if decimal and not timed:
        return number + Fraction(int(p[j + 1]), 10 ** len(p[j + 1])), j + 2
    if (p[j + 1], p[j + 2]) in (("/", "2"), ("/", "4")) and p[j] in ("1", "3"):
        return number + Fraction(int(p[j]), int(p[j + 2])), j + 3
    if (p[j], p[j + 1]) in (("/", "2"), ("/", "4")) and number < 4 and p.glued(j):
        return Fraction(number, int(p[j + 1])), j + 2
    if p[j] in ("und", "and") and p[j + 1] in ("a", "eine", "ein") and p[j + 2] in _HALVES:
        return number + Fraction(1, 2), j + 3
    if number == 1 and p[j] in _HALVES:
        return Fraction(1, 2), j + 1
    if number == 1 and p[j] in _THREE_QUARTERS:
        return Fraction(3, 4), j + 1
    if number == 1 and p[j] == "viertel":
        return Fraction(1, 4), j + 1
    return Fraction(number), j


def _of(number: Fraction, field: str, factor: int) -> Length | None:
    """So many of a unit; the part of a month or day that is left over goes to the next smaller one."""
    total = number * factor
    whole = int(total)
    rest = total - whole
    if not 0 < total <= _MOST[field]:
        return None
    if field == "months":
        return Length(months=whole, days=round(rest * 30))
    if field == "days":
        return Length(days=whole, minutes=round(rest * 1440))
    if field == "minutes":
        return Length(minutes=whole, seconds=round(rest * 60))
    return Length(seconds=whole) if not rest else None


def _sum(one: Length, other: Length) -> Length:
    return Length(
        one.months + other.months,
        one.days + other.days,
        one.minutes + other.minutes,
        one.seconds + other.seconds,
    )


def _smaller(one: Length, other: Length) -> bool:
    """Whether the parts come in falling order: „1 Stunde 15 Minuten“, not „15 Minuten 1 Stunde“."""
    first, second = _rank(one), _rank(other)
    return first[0] > second[0] or (first[0] == second[0] and first[1] < second[1])


def _rank(length: Length) -> tuple[int, int]:
    fields = (length.months, length.days, length.minutes, length.seconds)
    return next((place, amount) for place, amount in enumerate(fields) if amount)
