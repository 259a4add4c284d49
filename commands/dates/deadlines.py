"""Deadlines: „bis Freitag“, „bis zum 15.“, „binnen zehn Arbeitstagen“, „by Friday“.

Conventions:
- A deadline is a day on which somebody works: one on a day off moves to the working day before,
  and the note says why. (§ 193 BGB would move it forward; the town's rule is the cautious one.)
  It never moves into the past.
- „bis KW 6“ and „bis Q1“ include the period; of a week Friday counts. „bis Februar“ is read both
  ways: the end of February, or the end of January.
- „bis Ostern“ and „bis zu den Sommerferien“ are the last working day before they begin.
- A deadline has no clock time; one that was said is reported in the note. „bis Dienstschluss“ is today.
- „nicht vor dem 15.5.“ and „vor zwei Wochen“ are no deadlines.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from commands.dates.days import days
from commands.dates.distances import amount, distance
from commands.dates.moments import Timed, clock_time, timed
from commands.dates.readings import Note, Reason
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch
from commands.dates.tokens import Phrase
from commands.dates.words import bag

_UNTIL = bag(
    "bis spaetestens allerspaetestens by until till faellig due frist deadline abgabe abgabetermin abgabefrist"
)
_WITHIN = bag("binnen innerhalb within")
_BEFORE = frozenset(("vor", "before"))
_MORE = bag(
    "bis zum zur zu am spaetestens allerspaetestens by on einschliesslich einschl inkl inklusive "
    "inclusive incl ist is der"
)
_CLOSING = bag("dienstschluss feierabend geschaeftsschluss eod cob eob")
_LATEST = bag("spaetestens einschliesslich inklusive latest inclusive")
_NOT_ONE = bag("nicht fruehestens erst kurz not earliest protokoll stand")
"""Before „vor“ and „bis“: what follows is no deadline."""
OPENING = _UNTIL | _WITHIN | _BEFORE | bag("no not noch im at")
"""The words a deadline may begin with inside a sentence."""

Due = tuple[date, Note | None]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The days it may mean, the likeliest first, or why there is none; `end` is what follows."""

    due: tuple[Due, ...] | Failed
    end: int


def deadline(p: Phrase, i: int, at: Frame, sentence: bool = False) -> list[Deadline]:
    """Every deadline that begins at i, the longest first.

    In a `sentence` the preposition is required, and bare ordinals („bis 15.“) are left alone.
    """
    if p[i] in _WITHIN or (p[i] == "in" and p[i + 1] in ("den", "the") and amount(p, i + 3)):
        return _within(p, i + 1, at)
    j = _opening(p, i)
    if sentence and ((j == i and p[i] not in _BEFORE) or p[i - 1] in _NOT_ONE):
        return []
    if sentence and p[i] in _BEFORE and (ago := amount(p, i + 1)) and p[ago[1]] not in _BEFORE | {"nach"}:
        return []
    found = [Deadline(_due(Point((at.today,)), at), j)] if j > i and p[j - 1] in _CLOSING else []
    for one in _timed_days(p, j, at):
        if one.dayless or (sentence and _is_amount(p, j, one.end, one.sense)):
            continue
        found.append(
            Deadline(_timed(_due(one.sense, at, whole=p[i] in ("noch", "im", "in")), one), _closed(p, one.end))
        )
    return sorted(found, key=lambda one: (-one.end, isinstance(one.due, Failed)))


def _timed_days(p: Phrase, j: int, at: Frame) -> list[Timed]:
    """Days with their clock times; where a day alone covers the text, nothing else is looked for."""
    dated = days(p, j, at)
    if dated and p.is_end(dated[0][1]):
        return [Timed(sense, None, end) for sense, end in dated]
    return timed(p, j, at)


def ends_a_span(p: Phrase, i: int, one: Deadline, at: Frame) -> bool:
    """Whether the „bis“ at i joins two days („29.3. bis 9.4.“) and so sets no deadline.

    In „Protokoll vom 12.5. bis Freitag“ it does not: the day before it is later than the deadline.
    """
    latest = one.due[0][0] if not isinstance(one.due, Failed) else at.latest
    numeric = any(p[k].isdecimal() for k in range(i + 1, one.end))
    for start in range(max(0, i - 6), i):
        for sense, end in days(p, start, at):
            if end == i and (numeric or _begins_by(sense, latest)):
                return True
    return False


def _begins_by(sense: Sense, latest: date) -> bool:
    if isinstance(sense, Failed):
        return False
    if isinstance(sense, Stretch):
        return sense.first <= latest
    return sense.weekly or sense.days[0] <= latest


def _opening(p: Phrase, i: int) -> int:
    """The index behind „bis spätestens zum“, „no later than“, „Frist:“, „im Laufe des“."""
    if p[i] in ("no", "not") and (p[i + 1], p[i + 2]) == ("later", "than"):
        return i + 3
    if (p[i], p[i + 1], p[i + 2]) == ("at", "the", "latest"):
        return p.skip(i + 3, "by", "on")
    if p[i] == "im" and p[i + 1] in ("laufe", "verlauf"):
        return i + 2
    if p[i] in ("zum", "noch"):
        return i + 1
    if p[i] not in _UNTIL:
        return i
    i = p.skip(i + 1, ":")
    while p[i] in _MORE:
        i = p.skip(i + 1, ".", ":")
    if (p[i], p[i + 1], p[i + 2]) == ("close", "of", "business"):
        i += 2
    return p.skip(i + 1, "on", "am", ",") if p[i] in _CLOSING or p[i] == "business" else i


def _closed(p: Phrase, i: int) -> int:
    """The index behind „spätestens“, „at the latest“ or „Dienstschluss“ that follow a day."""
    j = p.skip(p.skip(p.skip(i, ","), "at"), "the", "zum")
    return j + 1 if p[j] in _LATEST | _CLOSING else i


def _within(p: Phrase, i: int, at: Frame) -> list[Deadline]:
    while p[i] in ("von", "of", "der", "den", "des", "the", "naechsten", "naechster", "kommenden", "next"):
        i += 1
    found = distance(p, i, at)
    return [Deadline(_due(found[0], at), found[1])] if found else []


def _is_amount(p: Phrase, j: int, end: int, sense: Sense) -> bool:
    """„bis 15.“ at the end of a sentence may be page 15; „bis 3.14“ is never a date."""
    if not p[j].isdecimal():
        return False
    if end == j + 2 and p[j + 1] == ".":
        return p[j - 1] not in ("zum", "den", "dem", "am", "the")
    month = sense.data.get("month", "") if isinstance(sense, Failed) else ""
    return isinstance(month, str) and month.isdecimal() and not 1 <= int(month) <= 12


def _due(sense: Sense, at: Frame, whole: bool = False) -> tuple[Due, ...] | Failed:
    if isinstance(sense, Failed):
        return sense
    if not isinstance(sense, Stretch):
        return tuple(_moved(day, at) for day in sense.days)
    if sense.kind in ("break", "feast"):
        return _before(sense, at)
    friday = sense.last - timedelta(2)
    ends = [friday if sense.kind == "week" and sense.last.weekday() == 6 and friday >= at.today else sense.last]
    if not whole and sense.kind == "month" and sense.first - timedelta(1) >= at.today:
        ends.append(sense.first - timedelta(1))
    return tuple(_moved(day, at) for day in ends)


def _before(sense: Stretch, at: Frame) -> tuple[Due, ...] | Failed:
    outcomes = [_before_one(one, at) for one in (sense, *sense.alternatives)]
    failed = next((one for one in outcomes if isinstance(one, Failed)), None)
    return failed or tuple(one for one in outcomes if not isinstance(one, Failed))


def _before_one(sense: Stretch, at: Frame) -> Due | Failed:
    day = at.calendar.previous_working_day(sense.first - timedelta(1))
    if day < at.today and not at.past:
        return Failed("date.past", {"day": day})
    reason: Reason = "break" if sense.kind == "break" else "feast"
    return day, Note("deadline.before", sense.first, sense.last, reason, sense.name)


def _moved(day: date, at: Frame) -> Due:
    why = at.calendar.closing_reason(day)
    worked = at.calendar.previous_working_day(day)
    if why is None or worked < at.today:
        return day, None
    return worked, Note("deadline.moved", from_=day, reason=why[0], name=why[1])


def _timed(due: tuple[Due, ...] | Failed, one: Timed) -> tuple[Due, ...] | Failed:
    if isinstance(due, Failed) or one.minutes is None:
        return due
    dropped = Note("deadline.time_dropped", name=f"{clock_time(one.minutes):%H:%M}")
    return tuple((day, note or dropped) for day, note in due)
