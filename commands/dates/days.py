"""Any day or period: all rules together."""

from commands.dates.named import before_or_after, feast, preposition, relative, school_break
from commands.dates.periods import edge, period
from commands.dates.senses import Failed, Frame, Matches
from commands.dates.tokens import Phrase
from commands.dates.weekdays import nth_weekday, weekday
from commands.dates.words import bag
from commands.dates.written import day_of_month, written

_RULES = (written, weekday, relative, nth_weekday, edge, period, feast, school_break)
_LEADING = bag("am an den dem der die das im in on the zu")
_DAY_LEADING = frozenset(("am", "den", "dem", "der", "the", "on", "zum", "vom"))


def days(p: Phrase, i: int, at: Frame) -> Matches:
    """Every sense of a day or period that begins at i, the longest cover first.

    Of equal covers those that exist come before those that fail. Leading „am“, „den“, „im“ belong
    to it.
    """
    found = _bare(p, i, at)
    lead = i
    while p[lead] in _LEADING and lead < i + 2:
        lead += 1
        found += _bare(p, lead, at)
    behind = preposition(p, i)
    if behind:
        found += before_or_after(p, i, _bare(p, behind, at), at)
    found.sort(key=lambda match: (-match[1], isinstance(match[0], Failed)))
    return found


def _bare(p: Phrase, i: int, at: Frame) -> Matches:
    found: Matches = []
    for rule in _RULES:
        found += rule(p, i, at)
    if p[i][:1].isdecimal() or p[i - 1] in _DAY_LEADING:
        found += day_of_month(p, i, at)
    return found
