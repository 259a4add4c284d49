"""Today, tomorrow and their like, with a week or a date behind them.

Conventions: „heute in acht Tagen“ is the idiom for a week (and fourteen or fifteen days for two). A
date or weekday behind „morgen“ must be tomorrow's; if it is not, that is said and nothing is chosen.
"""

from datetime import date, timedelta

from commands.dates.distances import amount, moved
from commands.dates.senses import Failed, Frame, Matches, Point, Sense, after, checked
from commands.dates.tokens import Phrase
from commands.dates.weekdays import weekday_at, weeks_later
from commands.dates.written import written

_FROM_TODAY = {
    **dict.fromkeys(("heute", "heut", "today"), 0),
    **dict.fromkeys(("morgen", "tomorrow", "tommorow", "tommorrow", "tmrw", "tmr", "mrogen", "mogren", "morgne"), 1),
    **dict.fromkeys(("uebermorgen", "ubermorgen"), 2),
    "ueberuebermorgen": 3,
    **dict.fromkeys(("gestern", "yesterday"), -1),
    "vorgestern": -2,
    "vorvorgestern": -3,
}
_PHRASED = {
    ("day", "after", "tomorrow"): 2,
    ("day", "before", "yesterday"): -2,
}
_DAY_AFTER = frozenset((("tags", "darauf"), ("tag", "darauf"), ("naechsten", "tag"), ("folgenden", "tag")))
_ADJECTIVES = {"heutigen": 0, "heutiger": 0, "morgigen": 1, "morgiger": 1, "gestrigen": -1}


def nearby(p: Phrase, i: int, at: Frame) -> Matches:
    """„heute“, „morgen in einer Woche“, „morgen, den 19.1.“, „the day after tomorrow“."""
    shift, j = _FROM_TODAY.get(p[i]), i + 1
    if shift is None and p[i] in _ADJECTIVES:
        named = weekday_at(p, j)
        shift, j = _ADJECTIVES[p[i]], named[1] if named else j + 1
        if not named and p[j - 1] not in ("tag", "tage", "tages"):
            return []
    if shift is None:
        shift, j = _PHRASED.get((p[i], p[i + 1], p[i + 2])), i + 3
    if shift is None and (p[i], p[i + 1]) in _DAY_AFTER:
        shift, j = 1, i + 2
    if shift is None:
        return []
    day = at.today + timedelta(shift)
    found: Matches = [(checked(day, at), j)]
    if later := weeks_later(p, j):
        found.append((after(day, 7 * later[0], at), later[1]))
    elif p[j] in ("in", "ueber") and (counted := amount(p, j + 1)):
        found.append((moved(day, counted[0], 1, at), counted[1]))
    elif p[j] == "vor" and (counted := amount(p, j + 1)):
        weeks = weeks_later(p, j, ("vor",))
        amounts = ((7 * weeks[0], "days"),) if weeks else counted[0]
        found.append((moved(day, amounts, -1, at), counted[1]))
    return found + _said_twice(p, j, day, at)


def _said_twice(p: Phrase, j: int, day: date, at: Frame) -> Matches:
    """„(morgen), Dienstag, den 19.1.“"""
    k = p.skip(p.skip(j, ",", "("), "den", "der", "dem", "the", "am")
    found: Matches = []
    if named := weekday_at(p, k):
        k = p.skip(p.skip(named[1], ","), "den", "der", "dem", "the")
        found.append((_same(Point((day,)) if named[0] == day.weekday() else None, day, named[0], at), named[1]))
    if k > j or p[k][:1].isdecimal():
        for sense, end in written(p, k, at):
            found.append((_same(sense, day, day.weekday(), at), end))
    return found


def _same(sense: Sense | None, day: date, weekday: int, at: Frame) -> Sense:
    if isinstance(sense, Failed):
        return sense
    if isinstance(sense, Point) and (day in sense.days or sense.yearless == (day.day, day.month)):
        return checked(day, at)
    said = sense.days[0] if isinstance(sense, Point) else day
    return Failed("date.weekday_mismatch", {"said": said, "weekday": weekday})
