"""A day or month behind its year: „nächstes Jahr im Mai“, „letztes Jahr zu Ostern“, „2028 am 3. Mai“."""

from datetime import date

from commands.dates.completion import completed
from commands.dates.feast_names import feast_at
from commands.dates.occasions import feast_in
from commands.dates.periods import block, periods
from commands.dates.senses import Frame, Matches, Point, Stretch
from commands.dates.tokens import Phrase
from commands.dates.words import MONTHS
from commands.dates.written import written
from commands.dates.years import year_said

_LINKS = frozenset(("im", "in", "am", "an", "zu", "der", "den", "dem", "on", "at", "the", ",", "ueber"))


def year_first(p: Phrase, i: int, at: Frame) -> Matches:
    """What has its year before it."""
    year = year_said(p, i, at)
    if not year or (p[i][:1].isdecimal() and len(p[i]) != 4):
        return []
    j = year[1]
    while p[j] in _LINKS and j < year[1] + 3:
        j += 1
    found: Matches = []
    for sense, end in written(p, j, at):
        if isinstance(sense, Point) and sense.yearless:
            found.append((completed(*sense.yearless, year[0], at), end))
    if p[j] in MONTHS:
        first, last = block(date(year[0], MONTHS[p[j]], 1), 1)
        found += [(Stretch(first, last, "month", first), one.end) for one in periods(p, j, at)[-1:]]
    if named := feast_at(p, j):
        found.append((feast_in(named[0], year[0], at), named[1]))
    return found
