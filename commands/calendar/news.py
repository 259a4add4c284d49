"""The calendar file that follows every change of a series or a date.

It holds just what changed, a series always whole: a reader that is given one date of a series by itself may not know
what to do with it.
"""

from collections.abc import Sequence

from commands import posts
from commands.calendar.entries import Entries
from commands.context import Context
from commands.documents.calendar_file import MIMETYPE, Entry, Method, Series, Status, write
from commands.texts.voice import Voice, phrase
from storage import bodies, meetings
from storage.planning_records import CalendarNews
from storage.post_records import Attachment
from storage.records import Body


def tell(ctx: Context, news: Sequence[CalendarNews]) -> None:
    """Give each body one file with its news: as an answer in the room of the order, without words elsewhere: what has
    moved the date there says so itself."""
    for body_id in dict.fromkeys(one.body_id for one in news):
        body = bodies.by_id(ctx.tx, body_id)
        if body.room_id is None:
            continue
        voice = Voice(body.language)
        entries = _entries(ctx, voice, body, [one for one in news if one.body_id == body_id])
        file, said = _file(ctx, voice, body, entries)
        if ctx.sender is not None and body.room_id == ctx.room_id:
            ctx.attach(file)
            if said:
                ctx.say(said)
            continue
        reason = f"calendar/{body.id}/{ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()}"
        posts.write_file(ctx, body, file, reason)


def _entries(ctx: Context, voice: Voice, body: Body, news: Sequence[CalendarNews]) -> list[Entry | Series]:
    made = Entries(ctx, voice)
    entries: list[Entry | Series] = []
    for one in news:
        if one.series_id is not None:
            entries.append(made.series(body, meetings.series_by_id(ctx.tx, one.series_id)))
        elif one.meeting_id is not None:
            meeting = meetings.by_id(ctx.tx, one.meeting_id)
            assert meeting is not None
            entries.append(made.single(body, meeting))
    return entries


def _file(ctx: Context, voice: Voice, body: Body, entries: list[Entry | Series]) -> tuple[Attachment, str | None]:
    """The file, and the key of what is said with it; nothing about a first one.

    A single entry that is gone is taken back (METHOD:CANCEL, RFC 5546, 3.2.5), which may speak of one entry only.
    """
    (alone,) = entries if len(entries) == 1 else (None,)
    gone = isinstance(alone, Entry) and alone.status is Status.CANCELLED
    method = Method.CANCEL if gone else Method.PUBLISH
    data = write(entries, ctx.house.zone, method=method, privacy=ctx.house.calendar_privacy)
    file = Attachment(_name(ctx, voice, body, entries), MIMETYPE, data)
    if gone:
        return file, "calendar.withdrawn"
    again = any(_first(one).sequence for one in entries)
    return file, "calendar.changed" if again else None


def _name(ctx: Context, voice: Voice, body: Body, entries: Sequence[Entry | Series]) -> str:
    if len(entries) == 1 and isinstance(entries[0], Entry):
        return voice.plain(phrase("calendar.file.one", day=str(entries[0].day), sign=body.sign))
    year = max(ctx.today, min(_first(one).day for one in entries)).year
    return voice.plain(phrase("calendar.file.many", sign=body.sign, year=year))


def _first(one: Entry | Series) -> Entry:
    return one.entry if isinstance(one, Series) else one
