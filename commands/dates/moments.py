"""A day, a part of the day and a clock time, any of them alone or together, in every order.

Conventions: a clock time without a day is the next time the clock shows it, a part of the day the
next one that is not over; 24:00 is 00:00 of the day after. A clock time of today that is over is
kept: whoever asks may mean the meeting that has just begun. „in der Nacht auf Mittwoch um 2“ is
Wednesday; „2 Uhr nachts am Dienstag“ is Tuesday. A second day beside the first („Morgen, 21.7.“,
„21.7. (Freitag)“) has to agree with it; if it does not, nothing is chosen.
"""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from commands.dates.clock import faces
from commands.dates.days import days
from commands.dates.faces import Face
from commands.dates.lengths import lengths
from commands.dates.parts import HOURS, MORNING, night_into, parts, placed, refined
from commands.dates.passing import counted, exactly
from commands.dates.readings import Moment, Note, Part
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch, checked
from commands.dates.tokens import Phrase
from commands.dates.words import bag

_BETWEEN = frozenset((",", ";", "/", "|", "(", ")", "·", "."))
LABELS = bag(
    "abflug abfahrt ankunft beginn start ende datum termin termine uhrzeit zeit zeitraum wann hinflug rueckflug "
    "hinfahrt rueckfahrt anreise abreise checkin checkout boarding landung einlass sitzung treffen frist zeitpunkt "
    "dauer tag date time when departure arrival begin end duration due"
)
"""Words that may stand before a time, with or without a colon, and add nothing to it."""
_NAMED_FROM_TODAY = bag("heute morgen uebermorgen gestern vorgestern today tomorrow yesterday")
_STILL = bag("noch schon erst bereits")
_AT = bag("um gegen at")
_NOW = bag("jetzt sofort now")
_RIGHT = bag("genau gerade eben right just")
_THIS_EVENING: dict[tuple[str, ...], tuple[int, Part]] = {
    ("tonight",): (0, "evening"),
    ("late", "tonight"): (0, "late_evening"),
    ("last", "night"): (-1, "night"),
    ("letzte", "nacht"): (-1, "night"),
}
_COVERS = 3
"""So many covers of a second piece are tried; the rest are shorter and never wanted."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A sense of a day, with minutes since midnight or a part of the day if one was said.

    `end` is what follows. `dayless` says that the day was not named and only follows from the time.
    """

    sense: Sense
    minutes: int | None
    end: int
    part: Part | None = None
    dayless: bool = False


@dataclass(frozen=True, slots=True)
class _Pieces:
    """What has been read so far on the way to a `Timed`."""

    sense: Sense | None = None
    part: Part | None = None
    face: Face | Failed | None = None
    named: bool = False
    of_night: bool = False


def timed(p: Phrase, i: int, at: Frame) -> list[Timed]:
    """Every day, part, clock time and group of them that begins at i, the longest first."""
    kept: tuple[Frame, list[Timed]] | None = p.recall("timed", i)
    if kept is not None and kept[0] is at:
        return kept[1]
    grown: list[Timed] = []
    _grow(p, i, at, _Pieces(), grown)
    grown += _from_now(p, i, at)
    grown.sort(key=lambda one: (-one.end, isinstance(one.sense, Failed)))
    p.keep("timed", i, (at, grown))
    return grown


def moment(day: date, minutes: int | None, part: Part | None = None) -> Moment:
    """Day and minutes since midnight as a moment; 1440 minutes lead to the next day."""
    if minutes is None:
        return Moment(day, None, part)
    return Moment(day + timedelta(minutes // 1440), clock_time(minutes))


def clock_time(minutes: int) -> time:
    """Minutes since midnight as a wall-clock time."""
    return time(minutes // 60 % 24, minutes % 60)


def as_days(sense: Point | Stretch, at: Frame) -> tuple[tuple[date, Note | None], ...]:
    """The days a sense may mean where one day is asked for, each with what to tell about it."""
    if isinstance(sense, Point):
        return tuple((day, None) for day in sense.days)
    if sense.kind == "feast":
        return tuple((one.day, None) for one in (sense, *sense.alternatives))
    earliest = sense.first if sense.last < at.today else max(sense.first, at.today)
    first = at.calendar.next_working_day(earliest)
    if first > sense.last:
        first = earliest
    last = sense.last - timedelta(2) if sense.kind == "week" and sense.last.weekday() == 6 else sense.last
    note = Note("day.in_period", from_=sense.first, until=last, name=sense.name)
    return ((first, note),)


def next_showing(minutes: int, at: Frame) -> Point:
    """The next day on which the clock will show that."""
    return Point((at.today + timedelta(minutes <= at.now.hour * 60 + at.now.minute),))


def behind_label(p: Phrase, i: int) -> int:
    """The index behind „Abflug:“ or „Beginn“ at i, or i itself."""
    if p[i] == "check" and p[i + 1] == "-" and p[i + 2] in ("in", "out"):
        return p.skip(i + 3, ":", "-")
    return p.skip(i + 1, ":", "-") if p[i] in LABELS and not p.is_end(i + 1) else i


def _grow(p: Phrase, i: int, at: Frame, said: _Pieces, found: list[Timed]) -> None:
    """Adds to `found` what `said` becomes with every piece that can follow at i."""
    first = said == _Pieces()
    j, dashed = i, False
    if not first:
        while p[j] in _BETWEEN and j < i + 2 and not (p[j] == "." and p.glued(j) and p.glued(j + 1)):
            j += 1
        j = behind_label(p, j)
        if said.sense is not None and said.face is None:
            j = p.skip(j, *_STILL)
        if p[j] == "-" and not p.glued(j) and not p.glued(j + 1) and said.face is None and said.sense is not None:
            dashed = True
            j += 1
        if p[j] == "t" and p.glued(j) and p.glued(j + 1):
            j += 1
        if said.part and said.sense is None:
            j = p.skip(p.skip(j, "des", "vom", "von", "of"), "the")
    for longer, end in _pieces(p, j, at, said, first):
        if dashed and not (longer.face and p[end - 1] != p[j]):
            # „16.10. - 07:30 Uhr“ is a time, „Mo - Mi“ and „9 - 11“ are none.
            continue
        found.append(_finished(longer, end, at))
        _grow(p, end, at, longer, found)


def _pieces(p: Phrase, j: int, at: Frame, said: _Pieces, first: bool) -> list[tuple[_Pieces, int]]:
    found: list[tuple[_Pieces, int]] = []
    dated = said.sense is not None
    if said.face is None:
        shown = faces(p, j, _hour_at_the_end(p, j, said), isinstance(said.sense, Point) and not said.sense.weekly)
        found += [(replace(said, face=face), end) for face, end in shown[: None if first else _COVERS]]
    if said.part is None:
        behind = dated and not isinstance(said.sense, Failed)
        for part, end in parts(p, j, behind):
            found.append((replace(said, part=part, of_night=p[end - 1] in ("nacht", "night")), end))
            if into := night_into(p, end) if part == "night" else None:
                found += [(one, last) for one, last in _nights(p, into, at, said)]
    into_night = said.part == "night" and p[j] in ("auf", "zum", "zu")
    if not dated and not into_night:
        for sense, end in days(p, j, at)[: None if first else _COVERS]:
            if _takes_time(sense) or first:
                word = p[end - 1] if end == j + 1 else ""
                found.append((replace(said, sense=sense, named=word in _NAMED_FROM_TODAY), end))
        for words, (shift, part) in _THIS_EVENING.items():
            if all(p[j + k] == word for k, word in enumerate(words)):
                evening = checked(at.today + timedelta(shift), at)
                found.append((replace(said, sense=evening, part=part), j + len(words)))
    elif isinstance(said.sense, Point) and _takes_time(said.sense):
        found += _same_day(p, j, at, said)
    if said.part is not None and dated:
        # „spät am Dienstagabend“: the part was said before, and more exactly.
        found += [(said, end) for part, end in parts(p, j, True) if refined(part, said.part)]
    if isinstance(said.sense, Stretch) and not _takes_time(said.sense):
        return []
    return found


def _hour_at_the_end(p: Phrase, j: int, said: _Pieces) -> bool:
    """„Dienstag 9“, „morgen 9“: a mere number behind a day is an hour if nothing follows."""
    return isinstance(said.sense, Point) and _alone(p, j)


def _alone(p: Phrase, j: int) -> bool:
    return p.number(j) is not None and not p.glued(j) and p.is_end(j + 1) and p[j + 1] != "."


def _nights(p: Phrase, j: int, at: Frame, said: _Pieces) -> list[tuple[_Pieces, int]]:
    """„auf Mittwoch“ behind „in der Nacht“: the night of the day before."""
    if said.sense is not None:
        return []
    found = []
    for sense, end in days(p, j, at)[:_COVERS]:
        if isinstance(sense, Point):
            eve: Sense = Point(tuple(day - timedelta(1) for day in sense.days))
            found.append((replace(said, sense=eve, part="night", of_night=True), end))
    return found


def _same_day(p: Phrase, j: int, at: Frame, said: _Pieces) -> list[tuple[_Pieces, int]]:
    """The same day said once more in another way: „Morgen, 21.7.“, „21.7. (Freitag)“, „heute, Montag“."""
    known = said.sense
    assert isinstance(known, Point)
    found = []
    if p[j] in _AT and p[j + 1].isdecimal():
        # „Freitag um 9.“ ends a sentence; the full stop makes no 9th of it.
        return []
    for sense, end in days(p, j, at)[:1]:
        if not isinstance(sense, Point) or p[j] == MORNING:
            continue
        named = end == j + 1 and p[j] in _NAMED_FROM_TODAY
        if _way(known, said.named) == _way(sense, named):
            continue
        if sense.weekly or known.weekly:
            agrees = sense.days[0].weekday() == known.days[0].weekday()
        else:
            agrees = sense.days[0] == known.days[0]
        whole: Sense = known if sense.weekly or named else sense
        if not agrees and (sense.weekly or named):
            continue
        if not agrees:
            data = {"said": sense.days[0], "weekday": known.days[0].weekday()}
            whole = Failed("date.weekday_mismatch", data)
        found.append((replace(said, sense=whole, named=False), p.skip(end, ")")))
    return found


def _way(point: Point, named: bool) -> str:
    return "named" if named else "weekly" if point.weekly else "dated"


def _finished(said: _Pieces, end: int, at: Frame) -> Timed:
    sense, part, face = said.sense, said.part, said.face
    if isinstance(face, Failed):
        return Timed(sense if isinstance(sense, Failed) else face, None, end)
    if face is None:
        return Timed(sense if sense else _next_part(part, at), None, end, part, sense is None)
    minutes = placed(part, face.minutes) if part else face.settled()
    if sense is None:
        return Timed(next_showing(minutes, at), minutes, end, None, True)
    if said.of_night and minutes < 720 and isinstance(sense, Point):
        sense = Point(tuple(day + timedelta(1) for day in sense.days))
    return Timed(sense, minutes, end)


def _next_part(part: Part | None, at: Frame) -> Point:
    over = part is not None and HOURS[part][1] <= at.now.hour * 60 + at.now.minute
    return Point((at.today + timedelta(over),))


def _takes_time(sense: Sense) -> bool:
    return not isinstance(sense, Stretch) or sense.kind == "feast"


def _from_now(p: Phrase, i: int, at: Frame) -> list[Timed]:
    """„jetzt“, „in einer halben Stunde“, „vor 15 Minuten“, „15 minutes ago“, „in 2 Jahren und 3 Monaten“."""
    now = p.skip(i, *_RIGHT) if p[i + 1] in _NOW else i
    if p[now] in _NOW:
        end = p.skip(now + 1, *_RIGHT)
        return [Timed(*exactly(0, at), stop) for stop in dict.fromkeys((end, now + 1))]
    j = p.skip(i, "heute")
    if p[j] in ("in", "vor") and (found := lengths(p, j + 1)):
        length, end, _ = found
        sign = 1 if p[j] == "in" else -1
        if length.minutes and not (length.days or length.months):
            return [Timed(*exactly(sign * length.minutes, at), end)]
        if length.months < 1200 and length.days < 40_000 and not (found[2] or length.seconds):
            return [Timed(*counted(sign, length, at), end)]
    elif (found := lengths(p, i)) and p[found[1]] in ("ago", "spaeter", "later") and found[0].minutes:
        length, end, _ = found
        if not (length.days or length.months):
            return [Timed(*exactly(-length.minutes if p[end] == "ago" else length.minutes, at), end + 1)]
        return []
    if (
        found
        and 0 < found[0].minutes < 1440
        and not found[0].days
        and p[found[1]] in ("vor", "nach", "before", "after")
    ):
        return _beside_a_time(p, found[1], found[0].minutes, at)
    return []


def _beside_a_time(p: Phrase, j: int, minutes: int, at: Frame) -> list[Timed]:
    """„eine halbe Stunde nach 18 Uhr“, „zwei Stunden vor Mitternacht“."""
    sign = 1 if p[j] in ("nach", "after") else -1
    found = []
    for one in timed(p, j + 1, at):
        if one.minutes is not None and isinstance(one.sense, Point):
            moved = one.minutes + sign * minutes
            days = tuple(day + timedelta(moved // 1440) for day in one.sense.days)
            found.append(replace(one, sense=Point(days), minutes=moved % 1440))
    return found
