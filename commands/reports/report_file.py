"""The list behind the digest as a file: one row for each assignment that the reader may see, and the next dates."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from commands.assignments.handing import carries
from commands.assignments.sight import assignments_in_sight, hidden_in_sight
from commands.context import Context
from commands.documents.assignment_table import MIMETYPE, SUFFIX, Cell, Column, Sheet, workbook
from commands.reports import reporting
from commands.rules import confidentiality
from commands.rules import digest as rules
from commands.rules.assignments import ENDED
from commands.rules.traffic_light import light
from commands.texts.voice import Voice, phrase
from storage import bodies, committees, meetings
from storage import reporting as looked_up
from storage.assignment_records import Assignment, Entry, EntryKind
from storage.post_records import Attachment
from storage.records import Body, BodyState

_COLUMNS = (
    ("number", 18),
    ("title", 40),
    ("giver", 12),
    ("receiver", 12),
    ("involved", 16),
    ("due", 12),
    ("light", 11),
    ("state", 18),
    ("priority", 9),
    ("goals", 24),
    ("source", 14),
    ("reference", 24),
    ("result", 44),
    ("use", 24),
    ("report", 44),
    ("reported", 12),
)
_DATES = (("body", 24), ("day", 12), ("time", 9))
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ0-9„])")


def report_file(ctx: Context, reader: Body, below: Sequence[Body], since: date) -> tuple[Attachment, int]:
    """The file, and how many assignments stand in it: the open ones, and those that ended since a day."""
    table = _Table(ctx, reader, below, since)
    rows = table.rows()
    voice = table.voice
    title = voice.plain(phrase("digest.title", body=reader.name, day=ctx.today))
    sheets = (
        Sheet(_say(voice, "table.assignments"), _columns(voice, "table.column", _COLUMNS), tuple(rows)),
        Sheet(_say(voice, "table.dates"), _columns(voice, "table.date", _DATES), tuple(_dates(ctx, reader, below))),
    )
    name = f"{ctx.today}_{reader.sign}_{_say(voice, 'table.file')}{SUFFIX}"
    return Attachment(name, MIMETYPE, workbook(title, sheets, ctx.now)), len(rows)


def _say(voice: Voice, key: str) -> str:
    return voice.plain(phrase(key))


def _columns(voice: Voice, key: str, columns: Sequence[tuple[str, int]]) -> tuple[Column, ...]:
    return tuple(Column(_say(voice, f"{key}.{name}"), width) for name, width in columns)


def _dates(ctx: Context, reader: Body, below: Sequence[Body]) -> list[tuple[Cell, ...]]:
    """All planned dates of the reader and the bodies below, and those of the committees."""
    names = {body.id: body.name for body in (reader, *below) if body.state is BodyState.ACTIVE}
    planned = meetings.planned(ctx.tx, list(names), since=ctx.today)
    rows: list[tuple[Cell, ...]] = [(names[one.body_id], one.held_on, one.begins) for one in planned]
    coming = committees.coming(ctx.tx, ctx.today)
    return sorted([*rows, *((one.committee, one.held_on, None) for one in coming)], key=lambda row: str(row[1]))


class _Table:
    """The rows of the list, with what is looked up for all of them at once."""

    def __init__(self, ctx: Context, reader: Body, below: Sequence[Body], since: date) -> None:
        self.ctx, self.reader, self.since = ctx, reader, since
        self.voice = Voice(reader.language)
        self.seen = reporting.sight(ctx, reader, below)
        self.bodies = {body.id: body for body in bodies.every(ctx.tx)}
        self.ones, self.hidden = self._gathered()
        ids = [one.id for one in self.ones]
        self.parts = rules.open_parts(self.seen.every, self.seen.shown, self.seen.gates)
        self.involved, self.goals = looked_up.involved(ctx.tx, ids), looked_up.goals(ctx.tx, ids)
        self.reports = self._last(*reporting.REASONS)
        self.results = self._last(EntryKind.RESULT) | self._last(EntryKind.SUMMARY)
        self.uses = looked_up.last_entries(ctx.tx, ids, [EntryKind.USE])

    def _gathered(self) -> tuple[list[Assignment], list[Assignment]]:
        """What the reader may read, and what it may only know to exist."""
        seen, reader = self.seen, self.reader
        found = {one.id: one for one in seen.every if rules.visible(one, reader, seen.shown, seen.gates)}
        found |= {one.id: one for one in assignments_in_sight(self.ctx) if self._is_no_foreign_part(one)}
        hidden = {one.id: one for one in seen.every if rules.counted(one, reader, seen.shown, seen.gates)}
        hidden |= {one.id: one for one in hidden_in_sight(self.ctx)}
        ones = [one for one in found.values() if one.state not in ENDED or self._day(one.changed_at) >= self.since]
        return sorted(ones, key=lambda one: (one.number, one.id)), sorted(hidden.values(), key=lambda one: one.number)

    def _is_no_foreign_part(self, one: Assignment) -> bool:
        return one.parent_id is None or self.reader.id in confidentiality.owners(one)

    def _last(self, *kinds: EntryKind) -> dict[int, Entry]:
        return reporting.reasons(self.ctx, self.reader, self.ones, self.seen.gates, kinds)

    def rows(self) -> list[tuple[Cell, ...]]:
        return [*map(self._row, self.ones), *map(self._hidden_row, self.hidden)]

    def _row(self, one: Assignment) -> tuple[Cell, ...]:
        report = self.reports.get(one.id)
        return (
            one.number,
            one.title,
            self.bodies[one.giver_id].sign,
            self._name(one.receiver_id, one.receiver_unit),
            ", ".join(self._name(each.body_id, each.unit) for each in self.involved.get(one.id, ())),
            one.due_on,
            self.voice.plain(light(one, self.ctx.today)),
            self._state(one),
            one.priority or "",
            "; ".join(self.goals.get(one.id, ())),
            self.voice.plain(one.source),
            one.reference or "",
            _two_sentences(self.results[one.id].text) if one.id in self.results else "",
            self._use(one),
            report.text if report else "",
            self._day(report.at) if report else None,
        )

    def _hidden_row(self, one: Assignment) -> tuple[Cell, ...]:
        signs = tuple(self.bodies[body_id].sign for body_id in confidentiality.owners(one))
        words = self.voice.plain(phrase("table.confidential", signs=signs))
        return (one.number, words, *("" for _ in _COLUMNS[2:]))

    def _name(self, body_id: int | None, unit: str | None) -> str:
        return self.bodies[body_id].sign if body_id is not None else unit or ""

    def _state(self, one: Assignment) -> str:
        words = self.voice.plain(one.state)
        parts = self.parts.get(one.id)
        return f"{words}. {self.voice.plain(phrase('digest.line.parts', count=parts))}" if parts else words

    def _use(self, one: Assignment) -> str:
        if one.use is None:
            return ""
        entry = self.uses.get(one.id)
        giver = self.bodies[one.giver_id]
        told = entry is not None and (giver.id == self.reader.id or carries(self.ctx, giver, self.reader))
        return (
            f"{self.voice.plain(one.use)}: {entry.text}" if entry and entry.text and told else self.voice.plain(one.use)
        )

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.ctx.house.zone).date()


def _two_sentences(text: str) -> str:
    """The first two sentences; who hands in a result is asked to say it in two."""
    return " ".join(_SENTENCES.split(text.strip(), maxsplit=2)[:2])
