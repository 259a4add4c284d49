"""What a new chair is handed over: all that the body has open, planned and agreed, as a file."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from commands import planning
from commands.context import Context
from commands.documents import word
from commands.documents.word import Bullets, Heading, Paper, Part, Prose, Table
from commands.handwriting import DASHES
from commands.rules import bodies as rules
from commands.texts.voice import Voice, phrase
from storage import agenda, assignments, bodies, meetings
from storage.assignment_records import Assignment, PartKind
from storage.post_records import Attachment
from storage.records import Body, ItemState, Meeting, MeetingState, Role

PREFIX = "Uebergabe_"
_RANK = (Role.CHAIR, Role.OFFICE, Role.DEPUTY, Role.MEMBER)
_LOOK_BACK = timedelta(days=400)
_MEETINGS = 2


def file(ctx: Context, body: Body) -> Attachment:
    """The handover of a body as it stands today."""
    return Attachment(
        f"{PREFIX}{body.sign.translate(DASHES)}_{ctx.today}.docx", word.MIMETYPE, word.write(_sheet(ctx, body))
    )


def open_assignments(ctx: Context, body: Body) -> tuple[list[Assignment], list[Assignment]]:
    """What is open at a body: assignments to it and from it, and contributions that it makes for others."""
    found = assignments.concerning(ctx.tx, [body.id])
    contributions = [one for one in found if one.part is PartKind.CONTRIBUTION and one.receiver_id == body.id]
    return [one for one in found if one not in contributions], contributions


def _sheet(ctx: Context, body: Body) -> Paper:
    voice = Voice(body.language)

    def say(key: str, /, **data: object) -> str:
        return voice.plain(phrase(key, **data))

    return Paper(
        title=say("handover.file.title", body=body.name),
        language=body.language,
        head=say("handover.file.as_of", day=ctx.today, town=ctx.house.town),
        parts=_Builder(ctx, body, voice).parts(),
        closing="",
        page_words=say("document.pages", page="{page}", pages="{pages}"),
        made_at=ctx.now,
    )


class _Builder:
    """Gathers the parts in the words of the body's language."""

    def __init__(self, ctx: Context, body: Body, voice: Voice) -> None:
        self._ctx, self._tx, self._body, self._voice = ctx, ctx.tx, body, voice
        self._every = {one.id: one for one in bodies.every(ctx.tx)}

    def parts(self) -> list[Part]:
        """Mandate, people, open work with its history, results, backlog, dates, periods, contacts."""
        return [
            *self._mandate(),
            *self._members(),
            *self._assignments(),
            *self._results(),
            *self._bulleted("backlog", [one.title for one in agenda.parked(self._tx, self._body.id)]),
            *self._dates(),
            *self._periods(),
            *self._contacts(),
        ]

    def _say(self, key: str, /, **data: object) -> str:
        return self._voice.plain(phrase(key, **data))

    def _title(self, name: str) -> str:
        return self._say(f"handover.file.{name}")

    def _bulleted(self, name: str, lines: list[str]) -> list[Part]:
        return [Heading(self._title(name)), *self._lines(lines)]

    def _lines(self, lines: list[str]) -> list[Part]:
        return [Bullets(lines)] if lines else [Prose(self._say("handover.file.none"))]

    def _tabled(self, name: str, columns: Mapping[str, int], rows: Sequence[tuple[str, ...]]) -> list[Part]:
        """A table under its heading; `columns` are names with their shares of the width."""
        if not rows:
            return self._bulleted(name, [])
        heads = [self._say(f"handover.file.column.{one}") for one in columns]
        return [Heading(self._title(name)), Table(heads, rows, list(columns.values()))]

    def _plain(self, value: object) -> str:
        return self._voice.plain(value)

    def _mandate(self) -> list[Part]:
        body = self._body
        lines = [self._say("handover.file.is", name=body.name, sign=body.sign, kind=body.kind, mandate=body.mandate)]
        parent = self._every[body.parent_id] if body.parent_id else None
        if parent:
            lines.append(self._say("bodies.parent", parent=parent.name, sign=parent.sign))
        return [Heading(self._title("mandate")), *(Prose(line) for line in lines)]

    def _members(self) -> list[Part]:
        return self._tabled("members", {"function": 1, "name": 2}, self._people(self._body, _RANK))

    def _people(self, body: Body, roles: tuple[Role, ...]) -> list[tuple[str, ...]]:
        """(function, name) of the roles in force; everybody once, by the highest."""
        held = [one for one in bodies.role_holders(self._tx, body.id, self._ctx.today) if one.role in roles]
        seen: dict[str, tuple[str, ...]] = {}
        for one in sorted(held, key=lambda one: (_RANK.index(one.role), one.name)):
            seen.setdefault(one.user_id, (self._plain(one.role), one.name))
        return list(seen.values())

    def _assignments(self) -> list[Part]:
        to_show = [one for group in open_assignments(self._ctx, self._body) for one in group]
        rows = [
            (one.number, one.title, self._giver(one), self._receiver(one), self._plain(one.due_on), self._state(one))
            for one in to_show
        ]
        columns = {"number": 7, "assignment": 10, "giver": 7, "receiver": 6, "due": 7, "state": 6}
        histories = [part for one in to_show for part in self._history(one)]
        return [*self._tabled("assignments", columns, rows), *histories]

    def _giver(self, one: Assignment) -> str:
        return self._every[one.giver_id].sign

    def _receiver(self, one: Assignment) -> str:
        return self._every[one.receiver_id].sign if one.receiver_id else one.receiver_unit or ""

    def _state(self, one: Assignment) -> str:
        return self._plain(one.state)

    def _history(self, one: Assignment) -> list[Part]:
        lines = []
        for entry in assignments.history(self._tx, one.id):
            day = entry.at.astimezone(self._ctx.house.zone).date()
            key = "entry.line" if entry.text else "entry.line.bare"
            lines.append(self._say(key, day=day, kind=entry.kind, text=entry.text))
        title = self._say("handover.file.history", number=one.number, title=one.title)
        expected = [Prose(self._say("assignment.expects", expected=one.expected))] if one.expected else []
        return [Heading(title, 2), *expected, Bullets(lines)]

    def _results(self) -> list[Part]:
        today = self._ctx.today
        past = meetings.every(self._tx, [self._body.id], today - _LOOK_BACK, today)
        held = [one for one in past if one.state is MeetingState.HELD][-_MEETINGS:]
        if not held:
            return self._bulleted("results", [])
        return [Heading(self._title("results")), *(part for one in held for part in self._result(one))]

    def _result(self, meeting: Meeting) -> list[Part]:
        items = [one for one in agenda.of_meeting(self._tx, meeting.id) if one.state is ItemState.DONE]
        texts: dict[int, list[str]] = {}
        for outcome in agenda.outcomes(self._tx, [one.id for one in items]):
            texts.setdefault(outcome.item_id, []).append(outcome.text)
        lines = [f"{one.title}: {'; '.join(texts[one.id])}" if one.id in texts else one.title for one in items]
        title = self._say("handover.file.meeting", moment=planning.moment(meeting))
        return [Heading(title, 2), *self._lines(lines)]

    def _dates(self) -> list[Part]:
        today = self._ctx.today
        year = today.year + 1 if today.month == 12 else today.year
        planned = meetings.planned(self._tx, [self._body.id], today, date(year, 12, 31))
        return self._bulleted("dates", [self._plain(planning.moment(one)) for one in planned])

    def _periods(self) -> list[Part]:
        leads = planning.leads_of(self._ctx, self._body)
        kind = "full_days" if leads.full_days else "invitation"
        invitation = phrase(f"lead_times.{kind if leads.invitation else 'no_invitation'}", days=leads.invitation)
        key = "lead_times.usual.weekdays" if leads.weekdays else "lead_times.usual"
        town = planning.town_times(self._ctx)
        return [
            Heading(self._title("periods")),
            Prose(self._say(key, call=leads.call, deadline=leads.deadline, invitation=invitation)),
            Prose(self._say("lead_times.town", paper=town.paper, cosigning=town.cosigning)),
        ]

    def _contacts(self) -> list[Part]:
        """Chair and office of the body above and of those below."""
        above = [self._every[self._body.parent_id]] if self._body.parent_id else []
        near = above + [one for one in rules.descendants(self._body, list(self._every.values())) if one.room_id]
        rows = [(one.sign, *pair) for one in near for pair in self._people(one, (Role.CHAIR, Role.OFFICE))]
        return self._tabled("contacts", {"body": 1, "function": 1, "name": 2}, rows)
