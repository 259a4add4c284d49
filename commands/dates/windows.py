"""Spans by their length: „die nächsten zwei Wochen“, „letzte 2 Minuten“, „drei Tage ab Montag“.

Conventions: „die nächsten zwei Wochen“ are the fourteen days from tomorrow on, „die letzten“ those up
to yesterday; hours and minutes are counted from now. A span of three days from Monday on is over on
Wednesday. A length without a beginning („zwei Wochen“) is no span.
"""

from datetime import UTC, date, timedelta

from commands.dates.ends import begun
from commands.dates.lengths import lengths
from commands.dates.moments import Timed, clock_time, timed
from commands.dates.ranges import Spanned, closed, singled
from commands.dates.readings import Length, Moment, Span
from commands.dates.senses import Failed, Frame, Point, add_months
from commands.dates.tokens import Phrase
from commands.dates.words import ARTICLES, COMING, LAST, NEXT, WORK_DAY_UNITS, bag
from commands.dates.written import count_at

_AHEAD = NEXT | COMING | bag("folgenden folgende following upcoming")
_BACK = LAST | bag("vergangenen vergangene vergangener vorigen vorige past previous")
_ROLLING = bag("in innerhalb binnen within during waehrend ueber fuer for over")
_NIGHTS = bag("nacht naechte naechten night nights")
_INSIDE = bag("innerhalb binnen within")
_LASTING = bag("fuer for lang long")


def windows(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """Every span given by a length that begins at i."""
    return _from_now(p, i, at) + _length_first(p, i, at) + _length_last(p, i, at) + _nights(p, i, at)


def _nights(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """„2 Nächte ab 9.11.“, „9.11. für 2 Nächte“, „3 Nächte vom 9. bis 12.11.“: to the day of departure."""
    if (count := count_at(p, i)) and p[count[1]] in _NIGHTS and count[0] < 100:
        j = p.skip(p.skip(count[1] + 1, ","), "(")
        if p[j] in ("vom", "von", "from"):
            return [Spanned(one.spans, p.skip(one.end, ")")) for one in closed(p, j, at) if not one.single]
        j = p.skip(j, "ab", "from")
        return [Spanned(_stay(one, count[0]), one.end) for one in timed(p, j, at)] if j > count[1] + 1 else []
    found = []
    for one in timed(p, p.skip(i, "ab", "from"), at):
        j = p.skip(p.skip(one.end, ",", "("), "fuer", "for")
        count = count_at(p, j)
        if count and p[count[1]] in _NIGHTS and count[0] < 100:
            found.append(Spanned(_stay(one, count[0]), p.skip(count[1] + 1, ")")))
    return found


def _stay(one: Timed, nights: int) -> tuple[Span, ...] | Failed:
    if not isinstance(one.sense, Point):
        return one.sense if isinstance(one.sense, Failed) else singled(one)
    return tuple(Span(Moment(day), Moment(day + timedelta(nights))) for day in one.sense.days)


def ago(months: int, days: int, minutes: int, at: Frame) -> Moment:
    """So long before now; clock time only if minutes were said."""
    day = add_months(at.today, -months) - timedelta(days)
    if not minutes:
        return Moment(day)
    return _shifted(-minutes, at)


def _from_now(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    rolling = p[i] in _ROLLING
    j = p.skip(p.skip(i + rolling, "von", "of"), *ARTICLES)
    if p[i] in _INSIDE and (inside := lengths(p, j)) and not inside[2]:
        window = _clock_window if inside[0].minutes or inside[0].seconds else _window
        return [Spanned((window(inside[0], True, at),), inside[1])]
    ahead = p[j] in _AHEAD
    if not ahead and p[j] not in _BACK:
        return []
    if p[j + 2] in WORK_DAY_UNITS and (number := p.number(j + 1) or 0):
        return _work_days(number, ahead, j + 3, at)
    found = lengths(p, j + 1)
    if p[j + 1] in ("stunde", "minute", "hour"):
        found = (Length(minutes=1 if p[j + 1] == "minute" else 60), j + 2, False)
    elif not found or found[2] or found[1] <= j + 2:
        return []
    length, end, _ = found
    window = _clock_window if length.minutes or length.seconds else _window
    return [Spanned((window(length, ahead, at),), end)]


def _clock_window(length: Length, ahead: bool, at: Frame) -> Span:
    now, other = _shifted(0, at), _shifted(length.minutes if ahead else -length.minutes, at)
    return Span(now, other) if ahead else Span(other, now)


def _window(length: Length, ahead: bool, at: Frame) -> Span:
    if ahead:
        first = at.today + timedelta(1)
        return Span(Moment(first), Moment(_last_day(first, length)))
    first = add_months(at.today, -length.months) - timedelta(length.days)
    return Span(Moment(first), Moment(at.today - timedelta(1)))


def _work_days(number: int, ahead: bool, end: int, at: Frame) -> list[Spanned]:
    if number > 400:
        return []
    calendar = at.calendar
    if ahead:
        first, last = calendar.working_days_after(at.today, 1), calendar.working_days_after(at.today, number)
    else:
        first, last = calendar.working_days_before(at.today, number), calendar.working_days_before(at.today, 1)
    return [Spanned((Span(Moment(first), Moment(last)),), end)]


def _length_first(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """„drei Tage ab Montag“, „eine Woche lang ab 3.5.“, „2 Stunden ab 9 Uhr“."""
    found = lengths(p, i)
    if not found:
        return []
    j = p.skip(p.skip(found[1], "lang", "long"), ",")
    if p[j] not in ("ab", "from", "starting", "seit", "nach", "after"):
        return []
    return [
        Spanned(_lasting(one, found[0], at), one.end) for one in timed(p, j + 1, at) if p[j] not in ("nach", "after")
    ]


def _length_last(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """„ab 9.5. für zwei Wochen“, „Di 9 Uhr, 90 Minuten“, „Montag für drei Tage“."""
    opened = p[i] in ("ab", "from", "starting")
    spanned = []
    for one in timed(p, i + opened, at):
        j = p.skip(p.skip(one.end, ",", "("), "dauer")
        led = p[j] in _LASTING
        found = lengths(p, j)
        if not found:
            continue
        length, end, _ = found
        whole = lengths(p, i)
        if whole and whole[1] >= end:
            continue
        if not (led or opened or one.minutes is not None or p[end] in ("lang", "long")):
            continue
        if one.minutes is not None and not length.minutes and not led and not opened:
            continue
        spanned.append(Spanned(_lasting(one, length, at), p.skip(p.skip(end, "lang", "long"), ")")))
    return spanned


def _lasting(one: Timed, length: Length, at: Frame) -> tuple[Span, ...] | Failed:
    if isinstance(one.sense, Failed):
        return one.sense
    days = one.sense.days if isinstance(one.sense, Point) else (one.sense.first,)
    found = []
    for day in days:
        first = begun(day, one.minutes, one.part)
        if first.time is not None:
            minutes = first.time.hour * 60 + first.time.minute + length.minutes
            later = add_months(first.day, length.months) + timedelta(length.days + minutes // 1440)
            found.append(Span(first, Moment(later, clock_time(minutes))))
        elif length.minutes or length.seconds:
            return Failed("span.backwards", {"first": day, "last": day})
        else:
            found.append(Span(first, Moment(_last_day(day, length))))
    return tuple(found)


def _last_day(first: date, length: Length) -> date:
    return add_months(first, length.months) + timedelta(length.days - 1)


def _shifted(minutes: int, at: Frame) -> Moment:
    local = (at.now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.now.tzinfo)
    return Moment(local.date(), local.time().replace(second=0, microsecond=0))
