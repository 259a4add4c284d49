"""Telling people of incidents: the operators in their room, or else the office of the uppermost body.

A new kind of incident is a matter of texts: `incident.<kind>`, and `incident.<kind>.over` where it is something that
goes on until it is mended. What has no such second text is over once it was told.
"""

from datetime import datetime, timedelta

from commands import notes
from commands.context import Context, listing, paragraph
from commands.dates.readings import Moment
from commands.document import Block, message
from commands.registry import Part
from commands.rules import times
from commands.texts.voice import Phrase, Typed, Voice, phrase
from storage import bodies, duties, incidents, outbox, rooms
from storage.records import Body, BodyState, Role
from storage.watch_records import Incident

part = Part()

DUTY = "watch.incidents"

_APART = timedelta(minutes=10)
"""What comes up in a storm is gathered for so long, behind the first post."""

_MOST = 12
"""So many incidents are named in one post; the others are counted."""

_WHEN_OVER = frozenset({"homeserver"})
"""Nobody can be told of these before they are over."""

_WHY_LENGTH = 60


def plan(ctx: Context) -> bool:
    """Let the clock tell what nobody was told yet. Whether there was anything to plan."""
    if duties.is_planned(ctx.tx, DUTY, 0) or not _ripe(ctx) or (_room(ctx) is None and _body(ctx) is None):
        return False
    told = incidents.last_told_at(ctx.tx)
    # A clock that was put back must not keep people waiting.
    waits = told is not None and told <= ctx.now and ctx.now < told + _APART
    duties.plan(ctx.tx, DUTY, 0, told + _APART if waits and told is not None else ctx.now)
    return duties.is_planned(ctx.tx, DUTY, 0)


@part.duty(DUTY, always=True)
def tell(ctx: Context, _id: int) -> None:
    """Tell everything that is ripe in one post; outside office hours only in the operators' own room."""
    found = _ripe(ctx)
    room_id, body = _room(ctx), _body(ctx)
    if not found or (room_id is None and body is None):
        return
    opens = times.next_open(ctx.now, ctx.house.office_hours, ctx.house.zone, ctx.calendar.is_working_day)
    if room_id is None and opens > ctx.now:
        duties.plan(ctx.tx, DUTY, 0, opens)
        return
    voice = Voice("de" if room_id or body is None else body.language)
    lines = [line for one in found if (line := _line(ctx, voice, one))]
    reason = f"{incidents.POST}{found[0].id}/{ctx.now.isoformat()}"
    if lines and room_id:
        _post(ctx, room_id, _blocks(voice, lines), reason)
    elif lines and body:
        words = phrase("plain", text="\n".join(voice.plain(one) for one in _shortened(lines)))
        notes.send(ctx, body, notes.leads(ctx, body, {Role.OFFICE}) or notes.leads(ctx, body), words, reason)
    for one in found:
        _settle(ctx, voice, one)


def _ripe(ctx: Context) -> list[Incident]:
    return [one for one in incidents.untold(ctx.tx) if one.over_at is not None or one.kind not in _WHEN_OVER]


def _settle(ctx: Context, voice: Voice, one: Incident) -> None:
    if one.over_at is not None or not voice.knows(f"incident.{one.kind}.over"):
        incidents.settle(ctx.tx, one.id, ctx.now)
    else:
        incidents.mark_told(ctx.tx, one.id, ctx.now)


def _room(ctx: Context) -> str | None:
    """The operators' room, if the bot is in it and nobody else can read along."""
    room = rooms.get(ctx.tx, ctx.house.operators_room) if ctx.house.operators_room else None
    return room.id if room is not None and room.joined and not room.public else None


def _body(ctx: Context) -> Body | None:
    """The uppermost body in whose room the bot is."""
    active = [one for one in bodies.every(ctx.tx) if one.state is BodyState.ACTIVE and one.room_id]
    for one in sorted(active, key=lambda body: body.parent_id is not None):
        room = rooms.get(ctx.tx, one.room_id or "")
        if room is not None and room.joined and not room.public:
            return one
    return None


def _post(ctx: Context, room_id: str, blocks: tuple[Block, ...], reason: str) -> None:
    outbox.write_letter(
        ctx.tx,
        reason=reason,
        room_id=room_id,
        event_type="m.room.message",
        content=message(blocks, notice=False),
        not_before=ctx.now,
        priority=outbox.PROMPT,
    )


def _blocks(voice: Voice, lines: list[Phrase]) -> tuple[Block, ...]:
    shown = _shortened(lines)
    if len(shown) == 1:
        return (paragraph(voice, shown[0].key, **shown[0].data),)
    return (paragraph(voice, "incident.title"), *listing(voice, shown))


def _shortened(lines: list[Phrase]) -> list[Phrase]:
    more = len(lines) - _MOST
    return [*lines[:_MOST], phrase("incident.more", count=more)] if more > 0 else lines


def _line(ctx: Context, voice: Voice, one: Incident) -> Phrase | None:
    """What to say of an incident; None for the end of something of which there is nothing more to say."""
    if one.told_at is not None:
        key = f"incident.{one.kind}.over"
        return phrase(key, **_words(ctx, voice, one)) if voice.knows(key) else None
    key = f"incident.{one.kind}"
    if not voice.knows(key):
        return phrase("incident.other", kind=Typed(one.kind), **_words(ctx, voice, one))
    said = phrase(key, **_words(ctx, voice, one))
    mended = one.over_at is not None and one.kind not in _WHEN_OVER and voice.knows(f"{key}.over")
    return phrase("incident.mended", said=voice.plain(said), until=_moment(ctx, one.over_at)) if mended else said


def _words(ctx: Context, voice: Voice, one: Incident) -> dict[str, object]:
    """`subject` is a room id or another id, with a short reason behind it where a letter was set aside."""
    subject, _, why = one.subject.partition(" ")
    room = rooms.get(ctx.tx, subject)
    name = room.name if room is not None else Typed(subject[:255])
    key = f"incident.why.{why}"
    reason = voice.plain(phrase(key)) if voice.knows(key) else Typed(why[:_WHY_LENGTH])
    until = _moment(ctx, one.over_at or ctx.now)
    return {"name": name, "why": reason, "count": one.times, "since": _moment(ctx, one.at), "until": until}


def _moment(ctx: Context, at: datetime | None) -> Moment:
    local = (at or ctx.now).astimezone(ctx.house.zone)
    return Moment(local.date(), local.time().replace(second=0, microsecond=0))
