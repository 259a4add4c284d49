"""Every way to say from when to when: ranges, open bounds, windows of a given length, and years.

Convention: four figures alone from 1990 to 2099, but not 2000, are a year („2027“, „2027-2029“); a
clock time is written „20:27“.
"""

from datetime import date

from commands.dates.bounds import open_ended
from commands.dates.hours import BETWEEN, FROM, behind_to
from commands.dates.ranges import Spanned, closed
from commands.dates.readings import Moment, Span
from commands.dates.restated import said_twice
from commands.dates.senses import Failed, Frame
from commands.dates.tokens import Phrase
from commands.dates.windows import windows


def spans(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """Every span that begins at i, the longest first; of equal covers what was said as a span comes first."""
    found = closed(p, i, at) + said_twice(p, i, at) + open_ended(p, i, at) + windows(p, i, at)
    found += _years(p, i)
    return sorted(found, key=lambda one: (-one.end, isinstance(one.spans, Failed), one.single))


def _years(p: Phrase, i: int) -> list[Spanned]:
    """„2027“, „von 2027 bis 2029“, „zwischen 2027 und 2029“."""
    start = p.skip(i, *FROM)
    first = _year(p, start)
    if first is None:
        return []
    j = behind_to(p, start + 1, p[i] in BETWEEN)
    last = _year(p, j) if j is not None else None
    if j is not None and last is not None and first <= last:
        return [Spanned((_whole(first, last),), j + 1)]
    return [Spanned((_whole(first, first),), start + 1)] if start == i else []


def _year(p: Phrase, i: int) -> int | None:
    number = p.number(i) if len(p[i]) == 4 else None
    return number if number is not None and 1990 <= number < 2100 and number != 2000 else None


def _whole(first: int, last: int) -> Span:
    return Span(Moment(date(first, 1, 1)), Moment(date(last, 12, 31)))
