"""What stands in a calendar file: series and meetings as entries in the words of their body."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from commands import planning
from commands.calendar.dates import Dated, planned_until
from commands.context import Context
from commands.dates.expansion import expansion, needs_school_data, occurrences
from commands.documents.calendar_file import Entry, Status
from commands.documents.calendar_file import Series as Repeating
from commands.texts.voice import Voice, phrase
from storage import agenda, meetings
from storage.closed_words import HIDDEN
from storage.records import Body, BodyKind, BodyState, Item, Meeting, MeetingState, Series

_DAY = timedelta(days=1)
_FAR = timedelta(days=3 * 366)
_MOST_ITEMS = 12


class Entries:
    """Makes entries in one language.

    `agendas`: the bodies whose agendas stand in their entries. Only what is always written anew may hold them: a file
    in a room would go on showing what was taken off the agenda, or removed.
    """

    def __init__(self, ctx: Context, voice: Voice, agendas: Sequence[int] = ()) -> None:
        self._ctx = ctx
        self._voice = voice
        self._agendas = frozenset(agendas)
        self._counted: dict[tuple[int, int], list[int]] = {}

    def whole(self, bodies: Sequence[Body], since: date) -> list[Entry | Repeating]:
        """All series of these bodies that have dates since a day, each whole, and their single meetings since then."""
        found: list[Entry | Repeating] = []
        for body in bodies:
            every = meetings.every(self._ctx.tx, [body.id], since)
            running = {one.id for one in meetings.series_of(self._ctx.tx, body.id)}
            for series_id in sorted(running | {one.series_id for one in every if one.series_id is not None}):
                found.append(self.series(body, meetings.series_by_id(self._ctx.tx, series_id)))
            found += [self.single(body, one) for one in every if one.series_id is None]
        return found

    def single(self, body: Body, one: Meeting) -> Entry:
        """A meeting that belongs to no series; a cancelled one stays, so that it is taken out of calendars."""
        return Entry(
            uid=self._uid(one.uid),
            sequence=one.sequence,
            changed_at=one.changed_at,
            day=one.held_on,
            begins=one.begins,
            minutes=one.minutes,
            summary=self._summary(body, one),
            description=self._agenda(one),
            category=body.sign,
            status=_status(body, cancelled=one.state is MeetingState.CANCELLED),
        )

    def series(self, body: Body, series: Series) -> Repeating | Entry:
        """A series with all that became of its dates; one without any date left is one cancelled entry."""
        dates = {one.planned_on: one for one in meetings.every_date(self._ctx.tx, series.id)}
        held = {day for day, one in dates.items() if one.state is not MeetingState.CANCELLED}
        known = planned_until(self._ctx, series)
        if series.active:
            ahead, until, last = self._ahead(series, known)
            held |= set(ahead)
        else:
            until = last = max(held, default=known)
        if not held:
            return self._entry(body, series, series.starts_on, Status.CANCELLED)
        by_rule = set(occurrences(series.rule, series.starts_on, series.starts_on, min(until, last or until)))
        first = min(held & by_rule, default=min(held))  # a start that the rule does not give would be counted by some
        by_rule = {day for day in by_rule if day >= first}
        changed = [one for day, one in sorted(dates.items()) if day in held and _differs(one, series)]
        return Repeating(
            entry=self._entry(body, series, first, _status(body, cancelled=False)),
            rule=series.rule,
            last=last,
            without=tuple(sorted(by_rule - held)),
            besides=tuple(sorted(held - by_rule)),
            instead=tuple(self._date(body, series, one) for one in changed),
        )

    def dated(self, one: Dated) -> Entry:
        """A single date, whether of a series or not; one of a series can be read without the series."""
        if one.series is None:
            assert one.meeting is not None
            return self.single(one.body, one.meeting)
        if one.meeting is not None:
            return self._date(one.body, one.series, one.meeting)
        entry = self._entry(one.body, one.series, one.day, _status(one.body, cancelled=False))
        return replace(entry, instead_of=(one.planned_on, one.series.begins))

    def _ahead(self, series: Series, known: date) -> tuple[Sequence[date], date, date | None]:
        """Dates that are to come and not planned yet; up to which day all is said; and the last day, if there is one.

        A rule of its own goes on. What a series leaves out is no rule of RFC 5545, so each such day is named, as far
        as days off are known; there the entry ends until it is written anew.
        """
        rhythm, since = planning.rhythm_of(series), max(known + _DAY, series.starts_on)
        if not rhythm.skips:
            days = occurrences(series.rule, series.starts_on, since, series.ends_on or since + _FAR)
            return days[:1], days[0] if days else known, series.ends_on
        last = min(self._ctx.today.replace(month=12, day=31) + _FAR, series.ends_on or date.max)
        if needs_school_data(rhythm.skips):
            last = min(last, self._ctx.calendar.school_data_until())
        return expansion(rhythm, since, last, self._ctx.calendar).held, last, last

    def _entry(self, body: Body, series: Series, day: date, status: Status) -> Entry:
        return Entry(
            uid=self._uid(series.uid),
            sequence=series.sequence,
            changed_at=series.changed_at,
            day=day,
            begins=series.begins,
            minutes=series.minutes,
            summary=body.name,
            category=body.sign,
            status=status,
        )

    def _date(self, body: Body, series: Series, one: Meeting) -> Entry:
        entry = self._entry(body, series, one.held_on, _status(body, cancelled=False))
        instead_of = (one.planned_on, series.begins)
        changed = max(series.changed_at, one.changed_at)
        return replace(
            entry,
            begins=one.begins,
            minutes=one.minutes,
            description=self._agenda(one),
            instead_of=instead_of,
            changed_at=changed,
        )

    def _uid(self, random: str) -> str:
        return f"{random}@{self._ctx.house.bot_user.partition(':')[2]}"

    def _summary(self, body: Body, one: Meeting) -> str:
        """A single meeting of a working body has its number in the year; an exchange needs none."""
        if one.state is MeetingState.CANCELLED:
            return self._voice.plain(phrase("calendar.cancelled", name=body.name))
        if body.kind is BodyKind.EXCHANGE:
            return body.name
        return f"{body.name} ({self._of_year(body, one.held_on.year).index(one.id) + 1}/{one.held_on.year})"

    def _of_year(self, body: Body, year: int) -> list[int]:
        key = (body.id, year)
        if key not in self._counted:
            every = meetings.every(self._ctx.tx, [body.id], date(year, 1, 1), date(year, 12, 31))
            self._counted[key] = [one.id for one in every if one.state is not MeetingState.CANCELLED]
        return self._counted[key]

    def _agenda(self, meeting: Meeting) -> str:
        if meeting.body_id not in self._agendas or meeting.state is MeetingState.CANCELLED:
            return ""
        items = agenda.of_meeting(self._ctx.tx, meeting.id)
        if not items:
            return ""
        lines = [self._voice.plain(phrase("calendar.agenda"))]
        lines += [f"{one.position}. {_title(one)}" for one in items[:_MOST_ITEMS]]
        if len(items) > _MOST_ITEMS:
            lines.append(self._voice.plain(phrase("and_more", count=len(items) - _MOST_ITEMS)))
        return "\n".join(lines)


def _title(one: Item) -> str:
    """A calendar is read by more than the body, in whose room alone a confidential title may stand."""
    return HIDDEN if one.confidential else one.title


def _differs(one: Meeting, series: Series) -> bool:
    """Whether a date is not where its series put it."""
    return (one.held_on, one.begins, one.minutes) != (one.planned_on, series.begins, series.minutes)


def _status(body: Body, *, cancelled: bool) -> Status:
    """The dates of a body that rests stand, but nobody should count on them."""
    if cancelled:
        return Status.CANCELLED
    return Status.TENTATIVE if body.state is BodyState.RESTING else Status.CONFIRMED
