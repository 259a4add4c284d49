"""Any day or period: all rules together."""

from commands.dates.distances import relative
from commands.dates.edges import edge, half
from commands.dates.named_days import named_days
from commands.dates.nearby import nearby
from commands.dates.nth import nth_within
from commands.dates.occasions import feast, holiday, meeting, school_break, schooling
from commands.dates.offsets import beside, step_at
from commands.dates.periods import period
from commands.dates.senses import Failed, Frame, Matches
from commands.dates.tokens import Phrase
from commands.dates.weekdays import weekday
from commands.dates.weekends import week_of, weekend
from commands.dates.words import bag
from commands.dates.written import day_of_month, written
from commands.dates.year_first import year_first

_RULES = (
    written,
    year_first,
    weekday,
    nearby,
    relative,
    nth_within,
    edge,
    half,
    period,
    weekend,
    week_of,
    feast,
    school_break,
    schooling,
    holiday,
    named_days,
    meeting,
)
_LEADING = bag(
    "am an den dem der die das des im in on the zu zum zur vom per um ca circa etwa ungefaehr rund so noch erst "
    "schon bereits gleich irgendwann waehrend ueber voraussichtlich vermutlich wahrscheinlich laufe verlauf . "
    "gegen around about sometime during over"
)
_DAY_LEADING = frozenset(("am", "den", "dem", "der", "the", "on", "zum", "vom"))
_MOST_LEADING = 4


def days(p: Phrase, i: int, at: Frame) -> Matches:
    """Every sense of a day or period that begins at i, the longest cover first.

    Of equal covers those that exist come before those that fail. Leading „am“, „den“, „im Laufe des“
    belong to it.
    """
    if not p[i][:1].isalnum():
        return []
    kept = p.recall("days", i)
    if kept is not None and kept[0] is at:
        return list(kept[1])
    found = _anchored(p, i, at)
    lead = i
    while p[lead] in _LEADING and lead < i + _MOST_LEADING:
        lead += 1
        found += _anchored(p, lead, at)
    if any(p[end] == "herum" for _, end in found):
        found += [(sense, end + 1) for sense, end in found if p[end] == "herum"]
    found.sort(key=lambda match: (-match[1], isinstance(match[0], Failed)))
    # A rhythm reads its end anew in the frame of its beginning.
    p.keep("days", i, (at, found))
    return list(found)


def _anchored(p: Phrase, i: int, at: Frame) -> Matches:
    """What is said at i, and what lies beside something („drei Tage vor Ostern“)."""
    found = _bare(p, i, at)
    if step := step_at(p, i):
        anchor, direction, counted = step
        found += [(beside(sense, direction, counted, at), end) for sense, end in _bare(p, anchor, at)]
        found += [(beside(sense, direction, counted, at), end) for sense, end in _second(p, anchor, at)]
    return found


def _second(p: Phrase, i: int, at: Frame) -> Matches:
    """An anchor that lies beside another one itself: „vor dem Freitag nach Ostern“."""
    step = step_at(p, i)
    if not step:
        return []
    anchor, direction, counted = step
    return [(beside(sense, direction, counted, at), end) for sense, end in _bare(p, anchor, at)]


def _bare(p: Phrase, i: int, at: Frame) -> Matches:
    kept = p.recall("bare", i)
    if kept is not None and kept[0] is at:
        return list(kept[1])
    found: Matches = []
    for rule in _RULES:
        found += rule(p, i, at)
    if p[i][:1].isdecimal() or p[i - 1] in _DAY_LEADING:
        found += day_of_month(p, i, at)
    p.keep("bare", i, (at, found))
    return list(found)
