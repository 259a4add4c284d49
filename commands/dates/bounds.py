"""Spans with one open end: „ab 9“, „bis Freitag 12 Uhr“, „seit Montag“, „nicht vor 10“, „29.11. ab 18:30“.

Conventions: what nobody said stays open: „bis 11“ has no beginning, „am 5.5. bis 18 Uhr“ neither.
„nach“ a day or period begins on the day after, „vor“ one ends on the day before, because both ends
of a span belong to it; with clock times there is no difference. „seit“ looks back: the last such
day up to today, a mere weekday before today. „ab sofort“ is now. Of a part of the day „ab“ means
its beginning and „bis“ its end, but „ab, bis, vor, nach Mittag“ is 12:00.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from commands.dates.clock import clock, faces
from commands.dates.ends import begun, ended
from commands.dates.faces import Face
from commands.dates.lengths import lengths
from commands.dates.moments import Timed, moment, next_showing, timed
from commands.dates.parts import parts, placed
from commands.dates.ranges import SEPARATORS, Spanned
from commands.dates.readings import Span
from commands.dates.senses import Failed, Frame, Point, Stretch, month_length
from commands.dates.tokens import Phrase
from commands.dates.windows import ago
from commands.dates.words import ARTICLES, bag

_MARKED_NOON = bag("mittag mittags noon")


@dataclass(frozen=True, slots=True)
class _Bound:
    """Which end was named, whether the day itself is left out, and whether it is looked for in the past."""

    beginning: bool
    strict: bool = False
    back: bool = False


_FROM, _UNTIL = _Bound(True), _Bound(False)
_AFTER, _BEFORE, _SINCE = _Bound(True, strict=True), _Bound(False, strict=True), _Bound(True, back=True)
_OPENINGS: dict[tuple[str, ...], _Bound] = {
    ("ab",): _FROM,
    ("from",): _FROM,
    ("von",): _FROM,
    ("vom",): _FROM,
    ("fruehestens",): _FROM,
    ("starting",): _FROM,
    ("beginnend",): _FROM,
    ("beginning",): _FROM,
    ("nicht", "vor"): _FROM,
    ("nicht", "frueher", "als"): _FROM,
    ("not", "before"): _FROM,
    ("no", "earlier", "than"): _FROM,
    ("not", "earlier", "than"): _FROM,
    ("nach",): _AFTER,
    ("after",): _AFTER,
    ("spaeter", "als"): _AFTER,
    ("later", "than"): _AFTER,
    ("seit",): _SINCE,
    ("since",): _SINCE,
    ("as", "of"): _FROM,
    ("bis",): _UNTIL,
    ("spaetestens",): _UNTIL,
    ("allerspaetestens",): _UNTIL,
    ("laengstens",): _UNTIL,
    ("until",): _UNTIL,
    ("till",): _UNTIL,
    ("til",): _UNTIL,
    ("by",): _UNTIL,
    ("nicht", "nach"): _UNTIL,
    ("nicht", "spaeter", "als"): _UNTIL,
    ("no", "later", "than"): _UNTIL,
    ("not", "later", "than"): _UNTIL,
    ("not", "after"): _UNTIL,
    ("vor",): _BEFORE,
    ("before",): _BEFORE,
    ("frueher", "als"): _BEFORE,
    ("earlier", "than"): _BEFORE,
}
_BESIDE = bag(
    "spaetestens allerspaetestens fruehestens einschliesslich einschl inkl inklusive zu zum zur maximal max "
    "laengstens hoechstens bis am ab at on the latest from dem den der"
)
_ONWARDS = (("an",), ("ab",), ("on",), ("onwards",), ("onward",), ("oder", "spaeter"), ("or", "later"))
_DOWNWARDS = (("oder", "frueher"), ("or", "earlier"), ("spaetestens",), ("at", "the", "latest"))
OPENING_WORDS = frozenset(words[0] for words in _OPENINGS)


def open_ended(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """Every span with one open end that begins at i."""
    found = _led(p, i, at)
    for one in timed(p, i, at):
        if one.minutes is None and (isinstance(one.sense, Point) or _feast(one)):
            found += _on_the_day(p, one)
        for words in (*_ONWARDS[5:], *_ONWARDS[3:5], *_DOWNWARDS):
            if _stands(p, one.end, words):
                bound = _UNTIL if words in _DOWNWARDS else _FROM
                found.append(Spanned(_opened(one, bound, at), one.end + len(words)))
    return found


def opening(p: Phrase, i: int) -> tuple[_Bound, int] | None:
    """The bound that the words at i set, and the index behind them."""
    i = p.skip(p.skip(i, "etwa", "ungefaehr", "ca", "circa"), ".")
    for size in (3, 2, 1):
        words = tuple(p[i + k] for k in range(size))
        if words in _OPENINGS:
            j = i + size
            while p[j] in _BESIDE and j < i + size + 3:
                j = p.skip(j + 1, ".") if p[j] in ("max", "inkl", "einschl") else j + 1
            return _OPENINGS[words], j
    return None


def _led(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    opened = opening(p, i)
    if not opened:
        return []
    bound, j = opened
    if bound.back:
        at = replace(at, past=True)
    needs_an = p[i] in ("von", "vom")
    found: list[tuple[Timed, int]] = [(one, one.end) for one in timed(p, j, at)]
    # „ab dem 3.“: the article belongs to the day, so the words before it are tried as well.
    found += [(one, one.end) for one in timed(p, j - 1, at) if p[j - 1] in ARTICLES | {"am"}]
    found += [(_clocked(face, at, end), end) for face, end in faces(p, j, bare=True)]
    if len(p[j]) == 4 and p[j].isdecimal() and 1900 <= int(p[j]) < 2200:
        first, last = date(int(p[j]), 1, 1), date(int(p[j]), 12, 31)
        found.append((Timed(Stretch(first, last, "period", first), None, j + 1), j + 1))
    if p[j] in _MARKED_NOON:
        found.insert(0, (Timed(next_showing(720, at), 720, j + 1, None, True), j + 1))
    spanned = []
    for one, end in found:
        tail = next((len(words) for words in _ONWARDS[:4] if _stands(p, end, words)), 0) if bound == _FROM else 0
        if needs_an and not tail:
            continue
        spanned.append(Spanned(_opened(one, bound, at), end + tail))
        if tail and not needs_an:
            spanned.append(Spanned(_opened(one, bound, at), end))
    if bound.back and (passed := lengths(p, j)):
        spanned += _for_so_long(passed[0].months, passed[0].days, passed[0].minutes, passed[1], at)
    return spanned


def _stands(p: Phrase, i: int, words: tuple[str, ...]) -> bool:
    return all(p[i + k] == word for k, word in enumerate(words))


def _clocked(face: Face | Failed, at: Frame, end: int) -> Timed:
    if isinstance(face, Failed):
        return Timed(face, None, end)
    return Timed(next_showing(face.settled(), at), face.settled(), end, None, True)


def _on_the_day(p: Phrase, one: Timed) -> list[Spanned]:
    """„29.11.2027 ab 18:30 Uhr“: the day, then a bound of its hours."""
    opened = opening(p, p.skip(one.end, *SEPARATORS))
    if not opened or p[p.skip(one.end, *SEPARATORS)] in ("von", "vom"):
        return []
    bound, j = opened
    assert not isinstance(one.sense, Failed)
    days = one.sense.days if isinstance(one.sense, Point) else (one.sense.day,)
    found = []
    shown: list[tuple[int | Failed, int]] = []
    for face, end in faces(p, j, bare=True, dotted=True):
        minutes = face if isinstance(face, Failed) else placed(one.part, face.minutes) if one.part else face.settled()
        shown.append((minutes, end))
    for part, end in parts(p, j, True):
        if part != "noon":
            if bound.beginning:
                found.append(Spanned(tuple(Span(begun(day, None, part), None) for day in days), end))
            else:
                found.append(Spanned(tuple(Span(None, ended(day, None, part)) for day in days), end))
    for minutes, end in [*shown, *clock(p, j)]:
        if isinstance(minutes, Failed):
            found.append(Spanned(minutes, end))
            continue
        each = (moment(day, minutes) for day in days)
        found.append(Spanned(tuple(Span(m, None) if bound.beginning else Span(None, m) for m in each), end))
    return found


def _feast(one: Timed) -> bool:
    return isinstance(one.sense, Stretch) and one.sense.kind == "feast"


def _opened(one: Timed, bound: _Bound, at: Frame) -> tuple[Span, ...] | Failed:
    sense = one.sense
    if isinstance(sense, Failed):
        return sense
    if one.part == "noon":
        one = replace(one, minutes=720, part=None)
    firsts = sense.days if isinstance(sense, Point) else (sense.first,)
    lasts = sense.days if isinstance(sense, Point) else (sense.last,)
    if bound == _UNTIL and isinstance(sense, Stretch) and sense.kind == "break":
        # What lasts „bis zu den Ferien“ is over when they begin.
        lasts = (sense.first - timedelta(1),)
    whole = one.minutes is None and one.part is None
    shift = timedelta(bound.strict and whole)
    if bound.back:
        firsts = tuple(_last_such(day, one, at) for day in firsts)
    if bound.beginning:
        ends = lasts if bound.strict and whole else firsts
        first = begun if not bound.strict else ended
        return tuple(Span(first(day + shift, one.minutes, one.part), None) for day in ends)
    ends = firsts if bound.strict and whole else lasts
    last = ended if not bound.strict else begun
    return tuple(Span(None, last(day - shift, one.minutes, one.part)) for day in ends)


def _last_such(day: date, one: Timed, at: Frame) -> date:
    """The last such day up to today; what names its year or its distance is what it is."""
    if day <= at.today and not (one.dayless and _later_today(one, at)):
        return day
    if one.dayless:
        return day - timedelta(1)
    if isinstance(one.sense, Point) and one.sense.weekly:
        return day - timedelta(14 if day.weekday() == at.today.weekday() else 7)
    yearless = one.sense.yearless if isinstance(one.sense, Point) else (day.day, day.month)
    if yearless:
        return date(day.year - 1, yearless[1], min(yearless[0], month_length(day.year - 1, yearless[1])))
    return day


def _later_today(one: Timed, at: Frame) -> bool:
    return one.minutes is not None and one.minutes > at.now.hour * 60 + at.now.minute


def _for_so_long(months: int, days: int, minutes: int, end: int, at: Frame) -> list[Spanned]:
    """„seit drei Wochen“."""
    return [Spanned((Span(ago(months, days, minutes, at), None),), end)]
