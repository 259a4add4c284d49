"""What happens to the rooms themselves: lost and found again, public, replaced by another, not read to the end.

A body whose room the bot has lost keeps it: what is written there is set aside until the bot is back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from commands import answering, notes
from commands.context import Context, paragraph
from commands.dates.readings import Moment
from commands.document import Block, message
from commands.handwriting import printable
from commands.posts import write
from commands.registry import Part
from commands.stimuli import Arrived, Exposed, Guest, Lost, Missed, Replaced, Watched
from commands.texts.voice import Typed, Voice, phrase
from commands.watch.invitations import is_welcome
from storage import bodies, duties, incidents, moving, outbox, rooms
from storage.records import Body, Role, Room

part = Part()

LOST, PUBLIC, UPGRADED, GAP = "room_lost", "room_public", "room_upgraded", "gap"

SUCCESSOR = "watch.successor"
_TO_FOLLOW = timedelta(minutes=10)
"""So long after a room was replaced somebody may invite the bot into the new one, before anybody is told."""

_GUESTS_AN_HOUR = 3


def react(ctx: Context, stimulus: Watched) -> str:
    """Say what has happened to a room to those whom it concerns. Returns the outcome."""
    match stimulus:
        case Missed():
            _own_up(ctx, stimulus)
            return "done"
    body = bodies.by_room(ctx.tx, stimulus.room_id)
    if body is None:
        return "ignored"
    match stimulus:
        case Lost():
            _lost(ctx, body, stimulus)
        case Exposed():
            _exposed(ctx, body, stimulus)
        case Replaced():
            _replaced(ctx, body, stimulus)
        case Guest():
            _welcome_guest(ctx, stimulus)
    return "done"


def arrive(ctx: Context, arrived: Arrived) -> None:
    """The first words in a room: the bot is back, takes over from another room, has to go, or is new here."""
    body = bodies.by_room(ctx.tx, arrived.room_id)
    if body is not None:
        _returned(ctx, body, arrived)
    elif not (_succeeds(ctx, arrived) or _is_crowded(ctx, arrived)):
        answering.introduce(ctx.tx, ctx.house, arrived, ctx.now)


# -- lost and found ---------------------------------------------------------------------------------------------------


def _lost(ctx: Context, body: Body, lost: Lost) -> None:
    incident = incidents.report(ctx.tx, LOST, lost.room_id, ctx.now)
    told = _tell_above(ctx, body, f"room.lost.{lost.how}", lost.event_id)
    if told and ctx.house.operators_room is None:
        incidents.mark_told(ctx.tx, incident, ctx.now)


def _tell_above(ctx: Context, body: Body, key: str, cause: str) -> bool:
    """Tell the room of the upper body what has become of the room of this one. Whether there is such a room."""
    above = bodies.by_id(ctx.tx, body.parent_id) if body.parent_id else None
    room = rooms.get(ctx.tx, above.room_id) if above and above.room_id else None
    if above is None or room is None or not room.joined:
        return False
    return bool(write(ctx, above, (paragraph(Voice(above.language), key, body=body.name),), f"{cause}/above"))


def _returned(ctx: Context, body: Body, arrived: Arrived) -> None:
    count = outbox.fell_away(ctx.tx, arrived.room_id)
    voice = Voice(body.language)
    blocks = [paragraph(voice, "room.back", body=body.name)]
    blocks += [paragraph(voice, "room.back.fell", count=count)] if count else []
    write(ctx, body, blocks, f"back/{arrived.event_id}")
    if incidents.over(ctx.tx, LOST, arrived.room_id, ctx.now):
        _tell_above(ctx, body, "room.back.above", arrived.event_id)


# -- public -----------------------------------------------------------------------------------------------------------


def _exposed(ctx: Context, body: Body, exposed: Exposed) -> None:
    if exposed.public:
        incidents.report(ctx.tx, PUBLIC, exposed.room_id, ctx.now)
        outbox.park_digests(ctx.tx, exposed.room_id, "the room is public")
    elif not incidents.over(ctx.tx, PUBLIC, exposed.room_id, ctx.now):
        return
    key = "room.public" if exposed.public else "room.closed"
    write(ctx, body, (paragraph(Voice(body.language), key),), exposed.event_id)
    with_chat = [one for one in notes.leads(ctx, body, {Role.OFFICE}) if notes.chat_of(ctx, body, one)]
    notes.send(ctx, body, with_chat, phrase(f"{key}.office", body=body.name), f"{exposed.event_id}/office")


# -- replaced ---------------------------------------------------------------------------------------------------------


def _replaced(ctx: Context, body: Body, replaced: Replaced) -> None:
    """Follow once somebody lets the bot in; what nobody trusted has ordered is told at once."""
    if replaced.proven:
        duties.plan(ctx.tx, SUCCESSOR, body.id, ctx.now + _TO_FOLLOW)
    else:
        incidents.report(ctx.tx, UPGRADED, replaced.room_id, ctx.now)


@part.duty(SUCCESSOR, always=True)
def miss_successor(ctx: Context, body_id: int) -> None:
    """Tell that nobody has let the bot into the room that takes the place of a body's room."""
    body = bodies.by_id(ctx.tx, body_id)
    room = rooms.get(ctx.tx, body.room_id) if body.room_id else None
    if room is not None and room.successor_id is not None and room.joined:
        incidents.report(ctx.tx, UPGRADED, room.id, ctx.now)


def _succeeds(ctx: Context, arrived: Arrived) -> bool:
    """Whether the bot has come into a room that is said to take the place of a body's one; it moves if that is proved
    (reliability E, Room upgrade)."""
    new = rooms.get(ctx.tx, arrived.room_id)
    known = ((old, bodies.by_room(ctx.tx, old.id)) for old in rooms.replaced_by(ctx.tx, arrived.room_id))
    old, body = next(((old, body) for old, body in known if body is not None), (None, None))
    if new is None or old is None or body is None:
        return False
    doubt = _doubt(old, new, arrived.predecessor)
    if doubt:
        incidents.report(ctx.tx, UPGRADED, old.id, ctx.now)
        voice = Voice(body.language)
        _say(ctx, new.id, (paragraph(voice, f"room.doubt.{doubt}", name=old.name),), f"moved/{old.id}/{new.id}/no")
        return True
    bodies.change(ctx.tx, body.id, room_id=new.id)
    moving.move(ctx.tx, old.id, new.id)
    incidents.over(ctx.tx, UPGRADED, old.id, ctx.now)
    voice = Voice(body.language)
    _say(ctx, new.id, (paragraph(voice, "room.moved.here", body=body.name),), f"moved/{old.id}/{new.id}/new")
    # A room that was replaced is often closed for writing; that this cannot be said there is told to nobody.
    _say(ctx, old.id, (paragraph(voice, "room.moved.away", body=body.name),), f"moved/{old.id}/{new.id}/old")
    return True


def _doubt(old: Room, new: Room, predecessor: str | None) -> str | None:
    """Why a room is not accepted as the successor of another: it does not say so itself, or is less safe."""
    if predecessor != old.id:
        return "predecessor"
    if old.encrypted and not new.encrypted:
        return "unencrypted"
    return "public" if new.public and not old.public else None


# -- the rest ---------------------------------------------------------------------------------------------------------


def _is_crowded(ctx: Context, arrived: Arrived) -> bool:
    """Leave what was no direct chat after all, if who invited may invite only into one."""
    here = {one.user_id for one in rooms.members(ctx.tx, arrived.room_id)}
    if here <= {arrived.invited_by, ctx.house.bot_user} or is_welcome(ctx, arrived.invited_by, direct=False):
        return False
    _say(ctx, arrived.room_id, (paragraph(Voice("de"), "room.crowded"),), f"crowded/{arrived.event_id}")
    outbox.leave(ctx.tx, arrived.room_id, f"leave/{arrived.event_id}", ctx.now)
    return True


def _welcome_guest(ctx: Context, guest: Guest) -> None:
    """Say who has come from elsewhere; a crowd of them is named by its first ones."""
    body = bodies.by_room(ctx.tx, guest.room_id)
    assert body is not None
    words = paragraph(Voice(body.language), "room.guest", user=Typed(printable(guest.user_id)[:255]))
    for place in range(_GUESTS_AN_HOUR):
        reason = f"guest/{guest.room_id}/{ctx.local:%Y-%m-%dT%H}/{place}"
        if outbox.letter_by_reason(ctx.tx, reason) is None:
            write(ctx, body, (words,), reason)
            return


def _own_up(ctx: Context, missed: Missed) -> None:
    """Say between when something was not read, so that nobody believes an order carried out that was never heard."""
    incidents.report(ctx.tx, GAP, missed.room_id, ctx.now)
    body = bodies.by_room(ctx.tx, missed.room_id)
    begin, end = missed.since or missed.until or ctx.now, missed.until or ctx.now
    words = {"since": _moment(ctx, min(begin, end)), "until": _moment(ctx, max(begin, end))}
    blocks = (paragraph(Voice(body.language if body else "de"), "room.gap", **words),)
    _say(ctx, missed.room_id, blocks, missed.event_id)


def _moment(ctx: Context, at: datetime) -> Moment:
    local = at.astimezone(ctx.house.zone)
    return Moment(local.date(), local.time().replace(second=0, microsecond=0))


def _say(ctx: Context, room_id: str, blocks: Sequence[Block], reason: str) -> None:
    outbox.write_letter(
        ctx.tx,
        reason=reason,
        room_id=room_id,
        event_type="m.room.message",
        content=message(tuple(blocks)),
        not_before=ctx.now,
        priority=outbox.PROMPT,
    )
