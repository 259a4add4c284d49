"""From one clock time to another: „9 bis 10:30“, „14-16 Uhr“, „abends 8 bis 10“, "2-4 pm", „22-2 Uhr“.

Conventions: an end that is not later than its beginning is on the day after if the beginning is
17:00 or later and the end noon or earlier; otherwise it is a slip. Of „3-5 Uhr“ both are in the
afternoon, of „6-14 Uhr“ the first is the morning. What is said behind the end („8-10 Uhr abends“,
"2-4 pm") holds for both.
"""

from commands.dates.clock import clock, faces
from commands.dates.faces import Face
from commands.dates.parts import WORDS, placed
from commands.dates.readings import Part
from commands.dates.senses import Failed
from commands.dates.tokens import Phrase
from commands.dates.words import bag

FROM = bag("von vom from zwischen between")
TO = bag("bis - to until till through thru")
BETWEEN = bag("zwischen between")
AND = bag("und and")
_TO_OR_AND = TO | AND
_MERIDIANS = bag("am pm m")
_LATE, _NOON = 1020, 720
_BESIDE_TO = bag("einschliesslich einschl inkl inklusive spaetestens max maximal hoechstens laengstens")

Hours = list[tuple[int | Failed, int | Failed, int]]
"""Beginning and end in minutes since midnight of the first day (the end may be over 1440), and what follows."""


def hours(p: Phrase, i: int, part: Part | None = None) -> Hours:
    """Every pair of clock times at i; `part` is the part of the day said before them."""
    if p.last("to", _TO_OR_AND) <= i:
        return []
    between = p[i] in BETWEEN
    i = p.skip(p.skip(i, *FROM, "ab", "jeweils"), "um", "at")
    found: Hours = []
    for left, middle in faces(p, i, bare=True):
        j = behind_to(p, middle, between)
        if j is None:
            continue
        rights = faces(p, j, bare=True)
        for right, end in rights:
            if isinstance(left, Failed) or isinstance(right, Failed):
                found.append((_minutes(left), _minutes(right), end))
            else:
                said = any(p[k] in WORDS or p[k] in _MERIDIANS for k in range(j + 1, end))
                found.append((*_pair(left, right, part, said), end))
        if not rights and not isinstance(left, Failed):
            found += [(left.settled(), value, end) for value, end in clock(p, j)]
    return found


def behind_to(p: Phrase, i: int, between: bool = False) -> int | None:
    """The index behind „bis zum“, „-“, „to“, or „und“ after „zwischen“; None if there is none."""
    if p[i] not in (AND if between else TO):
        return None
    i = p.skip(i + 1, "bis") if p[i] == "-" else i + 1
    i = p.skip(i, *_BESIDE_TO)
    i = p.skip(i, ".") if p[i - 1] in ("max", "inkl", "einschl") else i
    return p.skip(p.skip(i, "zum", "zur", "zu", "vom"), *_BESIDE_TO)


def _minutes(face: Face | Failed) -> int | Failed:
    return face if isinstance(face, Failed) else face.settled()


def _pair(left: Face, right: Face, part: Part | None, said: bool) -> tuple[int, int]:
    if part:
        return _over_midnight(placed(part, left.minutes), placed(part, right.minutes))
    if said and left.loose:
        choices = [minutes for minutes in (left.minutes + 720, left.minutes) if minutes < right.minutes]
        return (choices or [left.minutes])[0], right.minutes
    first = left.settled()
    if not right.loose:
        return _over_midnight(left.minutes if left.minutes < right.minutes <= first else first, right.minutes)
    later = [minutes for minutes in (right.minutes, right.minutes + 720) if minutes > first]
    return _over_midnight(first, later[0] if later else right.minutes)


def _over_midnight(first: int, last: int) -> tuple[int, int]:
    return (first, last + 1440) if last <= first and first >= _LATE and last <= _NOON else (first, last)
