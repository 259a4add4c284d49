"""Reading several proposed dates in a row: „Di 2.2. 10 Uhr, Mi oder Do 14 Uhr“, in lines, with what they share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from commands.context import Context
from commands.dates import read
from commands.dates.readings import Found, Moment
from commands.handwriting import fold
from commands.kinds import title_of
from commands.rules.refusal import Refused
from commands.timing import settled

BULLET = re.compile(r"^\s*(?:[-*•–—]|\d{1,2}\))\s*")
TITLE_WORDS = 8
"""So many words may stand before the first date as a title without a colon."""

_BETWEEN = re.compile(
    r"\n|[;,]|\s(?:oder|und|or|and|bzw\.?|sowie|/)\s|(?<=\d\.)/(?=\d)|(?<=\w)/(?=[A-Za-z])", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:jeweils|je|immer|each)\s+(?=(?:um|von|at|from)?\s*\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*\d{1,2}\.\s+")
_WEEKDAY = re.compile(
    r"(?:am\s+|on\s+)?(mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)"
    r"(?:ntag|enstag|ttwoch|nnerstag|eitag|mstag|nntag|day|sday|nesday|rsday|urday)?\.?(?=\s|$)",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(r"(?:am\s+|den\s+)?(\d{1,2})\.", re.IGNORECASE)
_SAYS_WHICH = re.compile(
    r"\d\.|\d{4}|\b(?:kw|cw)\b|"
    r"\b(?!(?:uhr|halb|viertel|vor|nach|past|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b)[^\W\d_]{3,}",
    re.IGNORECASE,
)
_MERE_TIMES = re.compile(r"^(?:von\s+|zwischen\s+|from\s+)?\d", re.IGNORECASE)
_WEEKDAYS = {
    word: weekday
    for words in ("mo di mi do fr sa so", "mon tue wed thu fri sat sun")
    for weekday, word in enumerate(words.split())
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A proposed date; `minutes` where an end was said."""

    day: date
    begins: time
    minutes: int | None = None


@dataclass(slots=True)
class _Piece:
    """A part of the text as far as it has been read. `weekday` or `of_month` is set where no more than that was said of
    the day, so that it depends on its neighbours; `day` is then the next such weekday."""

    day: date | None
    begins: time | None
    minutes: int | None = None
    weekday: int | None = None
    of_month: int | None = None


def begins_with_date(text: str, ctx: Context) -> bool:
    """Whether a text is, or begins with, something that is a time."""
    text = text.strip()
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    return any(
        read.find_moment_prefix(one, ctx.local, ctx.calendar) is not None
        or read.read_span(one, ctx.local, ctx.calendar) is not None
        or read.read_rhythm(one, ctx.local, ctx.calendar) is not None
        for one in (text, pieces[0])
    )


def slots(text: str, ctx: Context) -> tuple[str | None, tuple[Slot, ...]]:
    """The proposed dates as typed, and what stood before the first of them as a title.

    „Di 2.2., 10 Uhr“ gives the same date twice: a day that has the time of what follows, and a time of the day before.
    """
    parts = [_trimmed(part) for part in _BETWEEN.split(_EACH.sub("", text))]
    parts = [part for part in parts if part]
    title: str | None = None
    pieces: list[_Piece] = []
    while parts:
        piece = _piece(parts[0], ctx)
        if piece is None and not pieces and not begins_with_date(parts[0], ctx):
            title, piece = _behind_title(parts[0], ctx)
        if piece is None and (torn := _torn(parts[0], ctx)):
            parts[:1] = torn
            continue
        if piece is None:
            raise Refused("date.unreadable", typed=parts[0][:60])
        pieces.append(piece)
        del parts[0]
    _settle_days(pieces)
    return title, tuple(_completed(pieces))


def _trimmed(part: str) -> str:
    """Without bullet and spaces, and without a full stop that is not part of a date."""
    return re.sub(r"(?<=[^\W\d])\.$", "", BULLET.sub("", part).strip())


def _torn(part: str, ctx: Context) -> list[str] | None:
    """„2.2. 10:00 3.2. 14:00“ lacks a comma: the first date by itself, and the rest."""
    reading = read.find_moment_prefix(part, ctx.local, ctx.calendar)
    if not isinstance(reading, Found) or reading.value.time is None:
        return None
    rest = part[reading.end :].strip(" .")
    return [part[: reading.end], rest] if rest and begins_with_date(rest, ctx) else None


def _behind_title(part: str, ctx: Context) -> tuple[str | None, _Piece | None]:
    words = part.split(" ")
    for count in range(1, min(TITLE_WORDS, len(words) - 1) + 1):
        piece = _piece(" ".join(words[count:]), ctx, quietly=True)
        if piece is not None and piece.day:
            return title_of(" ".join(words[:count]).rstrip(" :,-–")), piece
    return None, None


def _piece(typed: str, ctx: Context, *, quietly: bool = False) -> _Piece | None:
    """One date, a mere day or a mere clock time. `quietly`: what is impossible or unclear counts as unread."""
    if day_only := _DAY_ONLY.fullmatch(typed):
        return _Piece(None, None, of_month=int(day_only[1]))
    stripped = _NUMBERED.sub("", typed)
    forms = [typed, *([stripped] if stripped not in (typed, "") else [])]
    forms += [f"{form} Uhr" for form in forms if form[-1].isdigit()]
    for form in forms:
        piece = _read(form, ctx, quietly=quietly or form != forms[-1])
        if piece is not None:
            piece.weekday = _mere_weekday(form) if piece.day else None
            return piece
    return None


def _mere_weekday(form: str) -> int | None:
    """The weekday of „Di 10 Uhr“, where nothing else says which Tuesday."""
    weekday = _WEEKDAY.match(form)
    if weekday is None or _SAYS_WHICH.search(form[weekday.end() :]):
        return None
    return _WEEKDAYS[fold(weekday[1])]


def _read(form: str, ctx: Context, *, quietly: bool) -> _Piece | None:
    clock = read.read_time(form, ctx.local, ctx.calendar)
    if isinstance(clock, Found):
        return _Piece(None, clock.value.time)
    reading = read.read_moment(form, ctx.local, ctx.calendar)
    if not isinstance(reading, Found):
        span = read.read_span(form, ctx.local, ctx.calendar)
        if isinstance(span, Found) and (piece := _from_to(form, span.value.first, span.value.last)):
            return piece
        if quietly:
            return None
    found = settled(reading, form)
    return None if found is None else _Piece(found.value.day, found.value.time)


def _from_to(typed: str, first: Moment | None, last: Moment | None) -> _Piece | None:
    """„Do 4.2. 9-10:30“, or „14-16 Uhr“ of a day that stands elsewhere."""
    if first is None or last is None or first.day != last.day or first.time is None or last.time is None:
        return None
    minutes = (last.time.hour - first.time.hour) * 60 + last.time.minute - first.time.minute
    if minutes <= 0:
        return None
    names_day = not _MERE_TIMES.match(typed) or re.search(r"\d\.|\d{4}-", typed) is not None
    return _Piece(first.day if names_day else None, first.time, minutes)


def _settle_days(pieces: Sequence[_Piece]) -> None:
    """Give a day to what depends on its neighbours.

    A mere weekday follows the date before it („KW 6 Di oder Do“) or precedes the one behind it; a mere „2.“ is in the
    month of the date behind it. Without such a neighbour a weekday is the next one.
    """
    fixed = [piece.day if piece.weekday is None else None for piece in pieces]
    for place, piece in enumerate(pieces):
        later = next((day for day in fixed[place + 1 :] if day), None)
        earlier = next((day for day in reversed(fixed[:place]) if day), None)
        if piece.of_month is not None:
            piece.day = _in_month(piece.of_month, later or earlier)
        elif piece.weekday is not None and earlier is not None:
            piece.day = earlier + timedelta(days=(piece.weekday - earlier.weekday()) % 7)
        elif piece.weekday is not None and later is not None:
            piece.day = later - timedelta(days=(later.weekday() - piece.weekday) % 7)
        fixed[place] = fixed[place] or (piece.day if earlier is not None else None)


def _in_month(number: int, neighbour: date | None) -> date:
    if neighbour is None:
        raise Refused("date.unreadable", typed=f"{number}.")
    try:
        return neighbour.replace(day=number)
    except ValueError:
        raise Refused("date.does_not_exist", day=number, month=neighbour.month, year=neighbour.year) from None


def _completed(pieces: Sequence[_Piece]) -> Iterator[Slot]:
    """Each with day and time: a mere time belongs to the day before it, a mere day has the time of the next one."""
    begins: time | None = None
    minutes: int | None = None
    for piece in reversed(pieces):
        if piece.begins is not None:
            begins, minutes = piece.begins, piece.minutes
        else:
            piece.begins, piece.minutes = begins, minutes
    day = next((piece.day for piece in pieces if piece.day), None)
    for piece in pieces:
        day = piece.day or day
        if day is None:
            raise Refused("finding.no_day")
        if piece.begins is None:
            raise Refused("meeting.no_time", day=day)
        yield Slot(day, piece.begins, piece.minutes)
