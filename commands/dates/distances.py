"""Days by their distance from today: „heute“, „in zwei Wochen“, „vor drei Tagen“.

Conventions:
- „in 8 Tagen“ is eight days, „in 14 Tagen“ fourteen; „heute in acht Tagen“ is the idiom for a week.
- Working days are counted from the day after today. Months keep the day or take the last one.
- „ein paar“ is two or three, „anderthalb Wochen“ ten days, „ein halber Monat“ fourteen.
"""

from datetime import date

from commands.dates.senses import Failed, Frame, Matches, Point, Sense, add_months, after, checked
from commands.dates.tokens import Phrase
from commands.dates.words import (
    DAY_UNITS,
    MONTH_UNITS,
    QUARTER_UNITS,
    WEEK_UNITS,
    WORK_DAY_UNITS,
    YEAR_UNITS,
    bag,
)
from commands.dates.written import count_at

MOST_DAYS = 4000
"""Counting further than this is a slip of the finger."""

_FORTNIGHT = frozenset(("fortnight", "fortnights"))
_FEW = {"paar": (2, 3), "couple": (2, 3), "few": (3, 2), "einigen": (3, 2), "einige": (3, 2), "mehreren": (3, 2)}
_HALVES = {
    **dict.fromkeys(("anderthalb", "eineinhalb", "eineinhalbe"), 3),
    **dict.fromkeys(("zweieinhalb",), 5),
    **dict.fromkeys(("dreieinhalb",), 7),
    **dict.fromkeys(bag("halben halbe halbes halber half"), 1),
}
_GLUED = {"vierteljahr": 3, "halbjahr": 6, "dreivierteljahr": 9, "vierteljahres": 3, "halbjahres": 6}
_HENCE = frozenset(("ab", "from", "von"))
_ABOUT = frozenset(("genau", "etwa", "ca", "circa", "rund", "about", "spaetestens"))
_NOW = frozenset(("heute", "jetzt", "sofort", "today", "now"))
_BACK = frozenset(("ago", "zuvor", "earlier", "her", "previously", "back"))

Counted = tuple[tuple[tuple[int, str], ...], int]
"""The amounts it may be, each with its unit ("days", "work" or "months"), and the index after it."""


def amount(p: Phrase, i: int) -> Counted | None:
    """„zwei Wochen“, „zehn Arbeitstagen“, „anderthalb Jahren“, „ein paar Tagen“, „2-3 Wochen“."""
    j = p.skip(i, "den", "the", "einem", "einer", "einen", "a") if p[i + 1] in _FEW or p[i + 1] in _HALVES else i
    j = p.skip(j, "ein") if p[j + 1] in _FEW else j
    if p[j] in _FEW:
        return _with_unit(p, p.skip(j + 1, "of"), _FEW[p[j]], 1)
    if p[j] in _HALVES:
        return _with_unit(p, p.skip(j + 1, "a", "an"), (_HALVES[p[j]],), 2)
    if p[j] in ("einem", "einer", "ein") and p[j + 1] in _GLUED:
        return ((_GLUED[p[j + 1]], "months"),), j + 2
    count = count_at(p, j)
    if not count:
        return None
    number, k = count
    if p[k] in (",", ".") and p[k + 1] == "5" and p.glued(k) and p.glued(k + 1):
        return _with_unit(p, k + 2, (2 * number + 1,), 2)
    other = count_at(p, k + 1) if p[k] in ("-", "bis", "oder", "or", "to", ",") else None
    if other and number < other[0] <= number + 5:
        return _with_unit(p, other[1], (number, other[0]), 1)
    return _with_unit(p, k, (number,), 1)


def relative(p: Phrase, i: int, at: Frame) -> Matches:
    """What is counted from today."""
    if p[i] in ("in", "nach"):
        found = distance(p, _about(p, i + 1), at)
        return [found] if found else []
    if p[i] == "vor":
        counted = amount(p, _about(p, i + 1))
        return [(moved(at.today, counted[0], -1, at), counted[1])] if counted else []
    return _from_today(p, i, at)


def _about(p: Phrase, i: int) -> int:
    """The index behind „genau“, „ca.“ and the like."""
    return p.skip(i + 1, ".") if p[i] in _ABOUT else i


def distance(p: Phrase, i: int, at: Frame) -> tuple[Sense, int] | None:
    """„zwei Wochen“, „zehn Arbeitstagen“ from today, whatever led to it."""
    counted = amount(p, i)
    if not counted or p[counted[1]] in _BACK:
        return None
    end = counted[1]
    if p[end] in ("'", "’") and p[end + 1] == "time":
        end += 2
    return moved(at.today, counted[0], 1, at), end


def moved(day: date, amounts: tuple[tuple[int, str], ...], sign: int, at: Frame) -> Sense:
    """The day that lies so far after (or, with -1, before) a day; Ambiguous amounts give several."""
    outcomes = [_moved(day, sign * n, unit, at) for n, unit in amounts]
    failed = next((one for one in outcomes if isinstance(one, Failed)), None)
    if failed:
        return failed
    return Point(tuple(dict.fromkeys(one.days[0] for one in outcomes if isinstance(one, Point))))


def _with_unit(p: Phrase, j: int, numbers: tuple[int, ...], parts: int) -> Counted | None:
    """The numbers in `parts` of the unit at j (1: whole ones, 2: halves)."""
    unit = p[j]
    abbreviated = unit == "at" and p.number(j - 1) and (p.is_end(j + 1) or p[j + 1] in ("vor", "nach"))
    if unit in WORK_DAY_UNITS or abbreviated:
        return tuple((n // parts, "work") for n in numbers), j + 1
    if unit in ("working", "business", "work") and p[j + 1] in DAY_UNITS:
        return tuple((n // parts, "work") for n in numbers), j + 2
    if unit in DAY_UNITS and parts == 1:
        return tuple((n, "days") for n in numbers), j + 1
    if unit in WEEK_UNITS or unit in _FORTNIGHT:
        size = 7 if unit in WEEK_UNITS else 14
        return tuple((n * size // parts, "days") for n in numbers), j + 1
    if unit in MONTH_UNITS and parts == 2:
        return tuple((n // 2, "months") if n % 2 == 0 else (30 * (n // 2) + 14, "days") for n in numbers), j + 1
    months = 1 if unit in MONTH_UNITS else 3 if unit in QUARTER_UNITS else 12 if unit in YEAR_UNITS else 0
    return (tuple((n * months // parts, "months") for n in numbers), j + 1) if months else None


def _moved(day: date, n: int, unit: str, at: Frame) -> Sense:
    too_far = Failed("date.too_far", {"latest": at.latest})
    if unit == "work":
        if abs(n) > MOST_DAYS:
            return too_far
        step = at.calendar.working_days_after if n >= 0 else at.calendar.working_days_before
        return checked(step(day, abs(n)), at)
    if unit == "days":
        return after(day, n, at)
    return checked(add_months(day, n), at) if abs(n) < 1200 else too_far


def _from_today(p: Phrase, i: int, at: Frame) -> Matches:
    """„drei Monate ab heute“, „two weeks from now“, „three days ago“."""
    counted = amount(p, i)
    if not counted:
        return []
    amounts, j = counted
    if p[j] in _BACK:
        return [(moved(at.today, amounts, -1, at), j + 1)]
    if p[j] in _HENCE and p[j + 1] in _NOW and p[j] != "von":
        return [(moved(at.today, amounts, 1, at), j + 2)]
    if p[j] in ("spaeter", "later"):
        return [(moved(at.today, amounts, 1, at), j + 1)]
    if (p[j], p[j + 1], p[j + 2]) == ("von", "heute", "an"):
        return [(moved(at.today, amounts, 1, at), j + 3)]
    return []
