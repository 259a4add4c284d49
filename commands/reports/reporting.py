"""What a body may be told about the bodies below it, gathered for its digest, for a preview of it and for its list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.assignments.handing import carries
from commands.context import Context
from commands.rules import confidentiality
from commands.rules import digest as rules
from commands.rules.digest import Beside, Gates, Summary
from commands.rules.refusal import Refused
from storage import agenda, assignments, bodies, reporting, rooms
from storage.assignment_records import Assignment, Entry, EntryKind, Transfer
from storage.records import Body

REASONS = (EntryKind.REPORT, EntryKind.AT_RISK)
"""The entries that say why something is late or at risk."""


@dataclass(frozen=True)
class Facts:
    """What a digest is written from. `reasons`, `parts`, `places` and `transfers` are by assignment.

    `reasons` are the last words of who does it, as far as they may go up; `parts` counts what is still open of it;
    `places` says where it stands on the reader's coming agendas.
    """

    summary: Summary
    below: tuple[Body, ...]
    reasons: dict[int, str]
    parts: dict[int, int]
    places: dict[int, tuple[int, date]]
    transfers: dict[int, Transfer]


@dataclass(frozen=True)
class Sight:
    """The bodies below a reader whose texts may come into its room, their gates, and all assignments they have."""

    shown: list[Body]
    gates: Gates
    every: list[Assignment]


def check_reader(ctx: Context, reader: Body) -> None:
    """Refuse to write a report into a public room."""
    room = rooms.get(ctx.tx, reader.room_id or "")
    if room is None or room.public:
        raise Refused("digest.public")


def sight(ctx: Context, reader: Body, below: Sequence[Body], opened: Body | None = None) -> Sight:
    """What a reader sees of the bodies below; `opened` counts as if it had released everything just now."""
    shown = [body for body in below if carries(ctx, body, reader)]
    gates = rules.gates_of(body for body in shown if opened is None or body.id != opened.id)
    every = assignments.concerning(ctx.tx, [reader.id, *(body.id for body in shown)], ended=True)
    return Sight(shown, gates, every)


def gather(
    ctx: Context, reader: Body, below: Sequence[Body], since: datetime | None, only: Body | None = None
) -> Facts:
    """The facts of a reader's digest since an instant; `only`: of one body, as if it had released everything now."""
    seen = sight(ctx, reader, below, only)
    about = seen.every if only is None else [one for one in seen.every if only.id in confidentiality.owners(one)]
    ones = [one for one in about if rules.visible(one, reader, seen.shown, seen.gates)]
    transfers = reporting.transfers(ctx.tx)
    since_day = since.astimezone(ctx.house.zone).date() if since else None
    beside = Beside(
        outcomes(ctx, seen.shown if only is None else [only], seen.gates, since),
        _held_back(ctx, below, seen, since) if only is None else (),
        _confidential(ctx, reader, about, seen),
    )
    summary = rules.summarise(reader, ones, transfers, beside, since, since_day, ctx.today)
    in_trouble = [*summary.overdue, *summary.at_risk]
    return Facts(
        summary=summary,
        below=tuple(below),
        reasons={key: entry.text for key, entry in reasons(ctx, reader, in_trouble, seen.gates).items()},
        parts=rules.open_parts(seen.every, seen.shown, seen.gates),
        places=reporting.places(ctx.tx, reader.id, ctx.today),
        transfers=transfers,
    )


def reasons(
    ctx: Context,
    reader: Body,
    ones: Sequence[Assignment],
    gates: Gates,
    kinds: Collection[EntryKind] = REASONS,
) -> dict[int, Entry]:
    """The last words of these kinds about each assignment, by who does it, where they may come to the reader."""
    said_by = {one.receiver_id or one.giver_id for one in ones}
    carried = {
        one.id for one in bodies.every(ctx.tx) if one.id in said_by and (one == reader or carries(ctx, one, reader))
    }
    last = reporting.last_entries(ctx.tx, [one.id for one in ones], kinds)
    return {
        one.id: last[one.id]
        for one in ones
        if one.id in last
        and rules.may_tell_reason(one, last[one.id], (one.receiver_id or one.giver_id) in carried, gates)
    }


def outcomes(ctx: Context, shown: Sequence[Body], gates: Gates, since: datetime | None) -> list[tuple[str, int]]:
    """How many results each body recorded since an instant, as far as they are released."""
    counts = []
    for body in shown:
        until = gates.get(body.id, ctx.now)
        if until is not None:
            found = agenda.outcomes_since(ctx.tx, [body.id], since, until)
            counts += [(body.sign, found[body.id])] if found.get(body.id) else []
    return counts


def holds_back(ctx: Context, body: Body, since: datetime | None) -> bool:
    """Whether a body has recorded something that it has not released yet; what goes up as a number needs no release."""
    released = None if body.held else body.released_at
    mark = max((at for at in (since, released) if at is not None), default=None)
    if agenda.outcomes_since(ctx.tx, [body.id], mark, ctx.now):
        return True
    own = [one for one in assignments.concerning(ctx.tx, [body.id], ended=True) if one.giver_id == body.id]
    told = [one for one in own if one.parent_id is None and not one.confidential]
    return any(mark is None or one.changed_at > mark for one in told)


def _held_back(ctx: Context, below: Sequence[Body], seen: Sight, since: datetime | None) -> list[str]:
    hidden = {body.sign for body in below if body not in seen.shown}
    hidden |= {
        body.sign for body in seen.shown if body.id in seen.gates and (body.held or holds_back(ctx, body, since))
    }
    return sorted(hidden)


def _confidential(
    ctx: Context, reader: Body, ones: Sequence[Assignment], seen: Sight
) -> Sequence[tuple[tuple[str, ...], int]]:
    hidden = [one for one in ones if rules.counted(one, reader, seen.shown, seen.gates)]
    return confidentiality.numbers(hidden, {body.id: body.sign for body in bodies.every(ctx.tx)})
