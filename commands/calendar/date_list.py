"""The list of dates, of the coming ones or of a span, and the same as a calendar file."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from commands.calendar import dates as calendar_dates
from commands.calendar.dates import Dated
from commands.calendar.entries import Entries
from commands.calendar.left_out import left_out, left_out_phrase
from commands.context import Context, Option
from commands.dates.readings import Moment, Span
from commands.documents.calendar_file import MIMETYPE, Entry, Series, write
from commands.kinds import Absent, Kind
from commands.registry import Part
from commands.rules import bodies as body_rules
from commands.rules import meetings as rules
from commands.rules.access import LEADING
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from commands.timing import SPAN
from storage import agenda, bodies, meetings
from storage.post_records import Attachment
from storage.records import Body

part = Part()

_FILE = r"(?:(?:als|as)\s+)?(?:(?:eine|a)\s+)?(?:(?:outlook|ics|kalender|calendar)[\s-]*)?(?:datei|file|ics|outlook)"
_FILE_AT_END = re.compile(rf"(?:^|\s){_FILE}[.!?]*$", re.IGNORECASE)
_FILE_AHEAD = re.compile(rf"^{_FILE}(?:\s+(?:für|for))?(?=\s)", re.IGNORECASE)


def _as_file(text: str, _ctx: Context) -> tuple[bool, str]:
    """„datei“, „als Outlook-Datei“, behind the span or ahead of it."""
    found = _FILE_AT_END.search(text) or _FILE_AHEAD.search(text)
    if found is None:
        raise Absent("as_file")
    return True, (text[: found.start()] + text[found.end() :]).strip()


AS_FILE = Kind("as_file", _as_file, at_end=True)

_SHOWN = 10
_SHOWN_OF_A_SPAN = 25
_REMARKS = 8
_LONGEST = timedelta(days=2 * 366)
_EVERY_DAY_OFF = timedelta(days=92)
"""For a span up to so long all days off are named; for a longer one those on which a date falls."""


@part.command(
    "meetings.list",
    de=("termine", "terminliste", "terminübersicht", "terminplan"),
    en=("dates", "meetings"),
    receipt=False,
)
def listed(ctx: Context, span: Annotated[Span | None, SPAN] = None, as_file: Annotated[bool, AS_FILE] = False) -> None:
    """List the next dates of this body and of those around it, or those of a span; as a calendar file on request."""
    every = {one.id: one for one in bodies.every(ctx.tx)}
    near = [every[one] for one in body_rules.neighbours(ctx.body, list(every.values()))]
    if span is not None:
        _of_span(ctx, near, span, as_file=as_file)
    elif as_file:
        _whole_file(ctx, near)
    else:
        _next(ctx, near)


@part.command("meetings.file", de=("kalenderdatei",), en=("calendar file",), receipt=False)
def file(ctx: Context, span: Annotated[Span | None, SPAN] = None) -> None:
    """The list as a calendar file, for who thinks of the file first."""
    listed(ctx, span, as_file=True)


def _next(ctx: Context, near: Sequence[Body]) -> None:
    known = {one.id: one for one in near}
    planned = meetings.planned(ctx.tx, list(known), since=ctx.today)
    if not planned:
        ctx.say("meetings.list.none")
        return
    ctx.say("meetings.list.title")
    shown = planned[:_SHOWN]
    lines = [(one.held_on, _line(ctx, calendar_dates.dated(ctx, one, known[one.body_id]))) for one in shown]
    until = shown[-1].held_on if len(planned) > _SHOWN else None
    for day, body_id in left_out(ctx, list(known), until):
        line = phrase("meetings.line.left_out", sign=known[body_id].sign, day=left_out_phrase(day))
        lines.append((day.day, line))
    ctx.list([line for _, line in sorted(lines, key=lambda one: one[0])])
    if len(planned) > _SHOWN:
        ctx.say("and_more", count=len(planned) - _SHOWN)


def _whole_file(ctx: Context, near: Sequence[Body]) -> None:
    entries = Entries(ctx, ctx.voice).whole(near, ctx.today)
    if not entries:
        ctx.say("meetings.list.none")
        return
    _attach(ctx, entries, str(ctx.today.year))
    ctx.say("calendar.file.all")


def _of_span(ctx: Context, near: Sequence[Body], span: Span, *, as_file: bool) -> None:
    first = span.first.day if span.first else ctx.today
    last = span.last.day if span.last else first + _LONGEST
    if last - first > _LONGEST:
        raise Refused("days_off.too_long")
    dates = calendar_dates.in_span(ctx, near, first, last)
    if not dates:
        ctx.say("meetings.list.none_on" if first == last else "meetings.list.none_in", first=first, last=last)
    else:
        ctx.say(
            "meetings.list.day" if first == last else "meetings.list.span", first=first, last=last, count=len(dates)
        )
        shown = _SHOWN if as_file else _SHOWN_OF_A_SPAN  # the rest stands in the file
        _lines(ctx, dates[:shown])
        if len(dates) > shown:
            ctx.say("and_more", count=len(dates) - shown)
        if as_file:
            made = Entries(ctx, ctx.voice)
            _attach(ctx, [made.dated(one) for one in dates], _span_name(first, last))
    _remark(ctx, dates, first, last)


def _attach(ctx: Context, entries: Sequence[Entry | Series], span: str) -> None:
    name = ctx.voice.plain(phrase("calendar.file.span", sign=ctx.body.sign, span=span))
    data = write(entries, ctx.house.zone, privacy=ctx.house.calendar_privacy)
    ctx.attach(Attachment(name, MIMETYPE, data))


def _span_name(first: date, last: date) -> str:
    """„2027“, „2027-05“, or both ends."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    whole_month = (
        first.day == 1
        and (last + timedelta(days=1)).day == 1
        and (first.year, first.month)
        == (
            last.year,
            last.month,
        )
    )
    return f"{first:%Y-%m}" if whole_month else f"{first}_{last}"


def _lines(ctx: Context, dates: Sequence[Dated]) -> None:
    ctx.list([_line(ctx, one) for one in dates])


def _line(ctx: Context, one: Dated) -> Phrase:
    items = len(agenda.of_meeting(ctx.tx, one.meeting.id)) if one.meeting else 0
    return phrase(
        "meetings.line" if one.day == one.planned_on else "meetings.line.moved",
        sign=one.body.sign,
        moment=Moment(one.day, one.begins),
        planned_on=one.planned_on,
        items=phrase("meetings.items", count=items) if items else "",
    )


# -- what should be known about a span --------------------------------------------------------------------------------


def _remark(ctx: Context, dates: Sequence[Dated], first: date, last: date) -> None:
    """Days off in the span, the dates that fall on one, and where nothing is known."""
    on_days_off = [(one, *why) for one in dates if (why := _day_off(ctx, one.day))]
    off = _days_off(ctx, first, last) if last - first <= _EVERY_DAY_OFF else []
    if off:
        ctx.say("meetings.list.remarks", remarks=tuple(_some(off)))
    ctx.list([phrase(key, sign=one.body.sign, day=one.day, why=why) for one, key, why in on_days_off[:_REMARKS]])
    if len(on_days_off) > _REMARKS:
        ctx.say("and_more", count=len(on_days_off) - _REMARKS)
    known = ctx.calendar.school_data_until()
    if last > known:
        ctx.say("days_off.horizon", day=known)
    _ask_whether(ctx, on_days_off)


def _day_off(ctx: Context, day: date) -> tuple[str, str] | None:
    """The key of what is said about a date on this day, and why; None for an ordinary day."""
    if reason := ctx.calendar.closing_reason(day):
        return "meetings.list.on_day_off", reason[1]
    name = ctx.calendar.school_break(day)
    return ("meetings.list.in_break", name) if name else None


def _days_off(ctx: Context, first: date, last: date) -> list[Phrase]:
    found: list[tuple[date, Phrase]] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        reason = ctx.calendar.closing_reason(day)
        if reason and reason[0] != "weekend" and day.weekday() < 5:
            found.append((day, phrase("meetings.list.day_off", day=day, name=reason[1])))
    for one in ctx.calendar.school_breaks(first, last):
        key = "meetings.list.day_off" if one.first == one.last else "meetings.list.break"
        found.append((one.first, phrase(key, day=one.first, last=one.last, name=one.name)))
    return [words for _, words in sorted(found, key=lambda pair: pair[0])]


def _some(phrases: Sequence[Phrase]) -> list[Phrase]:
    more = len(phrases) - _REMARKS
    return [*phrases[:_REMARKS], *([phrase("and_more", count=more)] if more > 0 else [])]


def _ask_whether(ctx: Context, on_days_off: Sequence[tuple[Dated, str, str]]) -> None:
    """Whether the one date of this body that falls on a day off takes place; asked of who may decide it."""
    own = [
        (one, why)
        for one, _, why in on_days_off
        if one.body.id == ctx.body.id and one.meeting and rules.starts_at(one.meeting, ctx.house.zone) > ctx.now
    ]
    if len(own) != 1 or LEADING.isdisjoint(ctx.roles):
        return
    ((one, why),) = own
    word = "absagen" if ctx.language == "de" else "cancel"
    ctx.say("meetings.list.takes_place", moment=Moment(one.day, one.begins), why=why)
    ctx.ask([Option(phrase("yes"), ""), Option(phrase("meetings.list.off"), f"{word} {one.day}")], hours=24)
