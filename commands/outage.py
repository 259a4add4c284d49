"""What was said while the bot was away is carried out in order, and told in one post for each room."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from commands import planning
from commands.context import Context
from commands.dates.readings import Moment
from commands.document import Block, Break, Inline, Listing, Paragraph, message, with_item
from commands.house import House
from commands.spoken import Spoken
from commands.stimuli import AWAY
from commands.texts.voice import Phrase, phrase
from storage import duties, meetings, outbox, sources
from storage.post_records import Letter, LetterState

_PROMPTS = (planning.CALL, planning.MORNING, planning.ASK)


def was_late(spoken: Spoken, now: datetime) -> bool:
    """Whether an order was said in a gap of listening and is carried out only now."""
    return spoken.away_since is not None and spoken.at is not None and now - spoken.at > AWAY


def tell(tx: Connection, house: House, spoken: Spoken, blocks: Sequence[Block], now: datetime) -> None:
    """Put the first lines of what the orders of a message came to into the room's one post about this outage.

    Once an attempt was made to send that post, another one is begun.
    """
    assert spoken.away_since is not None
    ctx = Context(tx, now, house, room_id=spoken.room_id, sender=spoken.sender)
    place, letter = 1, None
    while True:
        reason = f"late/{spoken.room_id}/{spoken.away_since.isoformat()}/{place}"
        letter = outbox.letter_by_reason(tx, reason)
        if letter is None or (letter.state is LetterState.PENDING and letter.attempts == 0):
            break
        place += 1
    for line in _first_lines(blocks):
        letter = _add(ctx, letter, reason, line, spoken.away_since)
    if letter:
        for event_id in spoken.origins:
            sources.note(tx, event_id, 0, "late", letter.seq)


def _add(ctx: Context, letter: Letter | None, reason: str, line: tuple[Inline, ...], since: datetime) -> Letter:
    if letter is not None:
        outbox.rewrite(ctx.tx, letter.id, with_item(letter.content, line))
    else:
        head = Paragraph(ctx.voice.inline(_away(ctx, since)))
        assert ctx.room_id is not None
        outbox.write_letter(
            ctx.tx,
            reason=reason,
            room_id=ctx.room_id,
            event_type="m.room.message",
            content=message((head, Listing((line,)))),
            not_before=ctx.now,
        )
    written = outbox.letter_by_reason(ctx.tx, reason)
    assert written is not None
    return written


def _first_lines(blocks: Sequence[Block]) -> Iterator[tuple[Inline, ...]]:
    """The first line of each paragraph; lists and further lines are shown by the commands for that."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        children = block.children
        end = next((place for place, one in enumerate(children) if isinstance(one, Break)), len(children))
        yield children[:end]


def _away(ctx: Context, since: datetime) -> Phrase:
    begun = since.astimezone(ctx.house.zone)
    one_day = begun.date() == ctx.today
    words = {
        "since": begun.time() if one_day else Moment(begun.date(), begun.time()),
        "until": ctx.local.time(),
    }
    fell = " ".join(ctx.voice.plain(one) for one in _fallen_away(ctx, since))
    if not fell:
        return phrase("late.away", **words)
    return phrase("late.away.fell", **words, fell=fell)


def _fallen_away(ctx: Context, since: datetime) -> Iterator[Phrase]:
    """The prompts for meetings of this room's body that the clock will not make any more."""
    for duty in duties.fallen_away(ctx.tx, _PROMPTS, since, ctx.now):
        meeting = meetings.by_id(ctx.tx, duty.subject_id)
        if meeting and ctx.room_body and meeting.body_id == ctx.room_body.id:
            at = duty.due_at.astimezone(ctx.house.zone).time()
            yield phrase(f"late.fell.{duty.name}", at=at)
