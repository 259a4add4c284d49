"""Alternatives: „Montag oder Dienstag nachmittag“, „Di oder Mi 10 Uhr“, „am 3., 5. oder 7. Mai“.

Conventions: what only the last one says - a clock time, a part of the day, the month - holds for all
that did not say their own; a day that only the first one says holds for the times behind it
(„Dienstag 9 oder 10 Uhr“). „und“ joins like „oder“: whoever proposes dates means both.
"""

from dataclasses import replace

from commands.dates.clock import faces
from commands.dates.completion import next_day_of_month
from commands.dates.faces import Face
from commands.dates.moments import Timed, moment, next_showing, timed
from commands.dates.ranges import closed
from commands.dates.readings import Moment, Span
from commands.dates.senses import Failed, Frame, Point, Stretch, month_length
from commands.dates.tokens import Phrase
from commands.dates.words import bag

_OR = bag("oder or bzw beziehungsweise alternativ und and")
_COMMAS = bag(", / ; +")
_NEAR = 25
"""The „oder“ stands within so many tokens."""
MOST = 40
"""So many alternatives are read at most."""

Choices = list[tuple[tuple[Moment | Span, ...], int]]


def choices(p: Phrase, i: int, at: Frame, *, listed: bool = False) -> Choices:
    """Two or more alternatives at i and what follows; a mere list without „oder“ only if `listed`."""
    numbered = p[i].isdecimal() and p[i + 1] == "." and p[i + 2] in _COMMAS
    if not listed and not numbered and not any(p[k] in _OR for k in range(i + 1, min(p.size, i + _NEAR))):
        return []
    read: list[Timed | Span | int] = []
    j, chosen = p.skip(i, "entweder", "either"), listed
    while len(read) < MOST:
        one = _next(p, j, at, read)
        if one is None:
            break
        read.append(one[0])
        j = end = one[1]
        while p[j] in _COMMAS or (p[j] in _OR and p[j] != "") or (p[j] == "." and p[j - 1] == "bzw"):
            chosen = chosen or p[j] in _OR
            j += 1
        if j == end:
            break
    chosen = chosen or any(isinstance(one, int) for one in read)
    if len(read) < 2 or not chosen:
        return []
    values = _filled(read, at)
    return [(values, end)] if values else []


def _next(p: Phrase, j: int, at: Frame, read: list[Timed | Span | int]) -> tuple[Timed | Span | int, int] | None:
    """The next alternative at j: a span of hours on a day, a moment, a number that waits for its month."""
    for spanned in closed(p, j, at):
        if spanned.single or isinstance(spanned.spans, Failed):
            continue
        span = spanned.spans[0]
        joined = any(p[k] in _OR for k in range(j, spanned.end))
        longest = max((one.end for one in timed(p, j, at)), default=j)
        if span.first and span.first.time and not joined and spanned.end > longest:
            return span, spanned.end
    k = p.skip(p.skip(j, "am", "vom"), "den", "dem")
    number = p.number(k)
    if number and number < 32 and p[k + 1] == "." and p.glued(k + 1) and p[k + 2] in _OR | _COMMAS:
        return number, k + 2
    for one in timed(p, j, at):
        if not isinstance(one.sense, Failed | Stretch):
            hour = p.number(one.end)
            if one.minutes is None and hour and hour <= 24 and p[one.end + 1] in _OR:
                return replace(one, minutes=Face(60 * hour).settled()), one.end + 1
            return one, one.end
    if not read and p[j + 1] in _OR:
        for face, end in faces(p, j, bare=True):
            if isinstance(face, Face):
                return Timed(next_showing(face.settled(), at), face.settled(), end, None, True), end
    before = read[-1] if read else None
    if isinstance(before, Timed) and before.minutes is not None:
        for face, end in faces(p, j, bare=True):
            if isinstance(face, Face):
                return Timed(before.sense, face.settled(), end, None, True), end
    return None


def _filled(read: list[Timed | Span | int], at: Frame) -> tuple[Moment | Span, ...]:
    """The alternatives with what they left to their neighbours."""
    lent = read[-1]
    found: list[Moment | Span] = []
    known: Point | None = None
    for place, one in enumerate(read):
        if isinstance(one, Span):
            found.append(one)
            continue
        if isinstance(one, int):
            one = Timed(_numbered(one, read[place:], at), None, 0)
        if isinstance(one.sense, Failed | Stretch):
            return ()
        if one.dayless and known is not None:
            one = replace(one, sense=known)
        elif not one.dayless and isinstance(one.sense, Point):
            known = one.sense
        if isinstance(lent, Timed) and not lent.dayless and one.minutes is None and one.part is None:
            one = replace(one, minutes=lent.minutes, part=lent.part)
        assert isinstance(one.sense, Point)
        if isinstance(lent, Span) and one.minutes is None and lent.first and lent.last and lent.first.time:
            day = one.sense.days[0]
            later = lent.last.day - lent.first.day
            found.append(replace(lent, first=replace(lent.first, day=day), last=replace(lent.last, day=day + later)))
            continue
        found.append(moment(one.sense.days[0], one.minutes, one.part))
    return tuple(found)


def _numbered(number: int, following: list[Timed | Span | int], at: Frame) -> Point | Failed:
    """The day with that number in the month that the next whole date names; the next such day without one."""
    for one in following:
        day = None
        if isinstance(one, Span) and one.first:
            day = one.first.day
        elif isinstance(one, Timed) and isinstance(one.sense, Point):
            day = one.sense.days[0]
        if day:
            if number > month_length(day.year, day.month):
                break
            return Point((day.replace(day=number),))
    return next_day_of_month(number, at)
