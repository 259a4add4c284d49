"""The invitation to a formal meeting: looked over, then sent with the agenda as a document and a calendar file."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from commands import planning, posts
from commands.agenda_lines import agenda_list
from commands.assignments import handing
from commands.calendar.entries import Entries
from commands.context import Context, Option, paragraph
from commands.document import Block
from commands.documents import agenda_paper, calendar_file, word
from commands.kinds import choice
from commands.registry import Part
from commands.rules import formal as rules
from commands.rules import meetings as meeting_rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, Voice, phrase
from commands.timing import MEETING
from storage import agenda, assignments, meetings
from storage.closed_words import HIDDEN, is_public
from storage.post_records import Attachment
from storage.records import Meeting

part = Part()

_SHOWN = 8
AGAIN = choice("again", {"erneut": True, "nochmal": True, "again": True}, at_end=True, hidden=True)


def _coming(ctx: Context, meeting: Meeting | None) -> Meeting:
    """The meeting that was named, or the next one that has not begun; with its standing items on the agenda."""
    rules.check_formal(ctx.body)
    if meeting is None:
        planned = meetings.planned(ctx.tx, [ctx.body.id], since=ctx.today)
        ahead = [one for one in planned if meeting_rules.starts_at(one, ctx.house.zone) > ctx.now]
        if not ahead:
            raise Refused("invitation.none")
        meeting = ahead[0]
    planning.open_agenda(ctx, meeting)
    return meeting


# -- looking it over --------------------------------------------------------------------------------------------------


@part.command(
    "invitation.show",
    de=("einladung prüfen", "einladung", "einladung zeigen", "einladung entwurf"),
    en=("invitation check", "invitation"),
    right=Right.LEAD,
    receipt=False,
)
def show(ctx: Context, meeting: Annotated[Meeting | None, MEETING] = None) -> None:
    """Show what would go out: date, agenda, open assignments, and whether the period is kept."""
    meeting = _coming(ctx, meeting)
    ctx.say("invitation.draft", body=ctx.body.name, moment=planning.moment(meeting))
    items = agenda.of_meeting(ctx.tx, meeting.id)
    ctx.answer.blocks += agenda_list(ctx.voice, items)
    if not items:
        ctx.say("invitation.nothing")
    numbers = [one.number for one in assignments.concerning(ctx.tx, [ctx.body.id])]
    if numbers:
        more = [phrase("and_more", count=len(numbers) - _SHOWN)] if len(numbers) > _SHOWN else []
        ctx.say("invitation.work", count=len(numbers), numbers=(*numbers[:_SHOWN], *more))
    _say_period(ctx, meeting)
    if meeting.invited_at:
        ctx.say("invitation.was_sent", day=_day(ctx, meeting.invited_at))


def _say_period(ctx: Context, meeting: Meeting) -> None:
    leads = planning.leads_of(ctx, ctx.body)
    if not leads.invitation:
        ctx.say("invitation.no_period")
        return
    last = meeting.held_on - timedelta(days=leads.invitation + leads.full_days)
    short = rules.days_short(ctx.today, meeting.held_on, leads)
    ctx.say("invitation.too_late" if short else "invitation.in_time", count=short, period=_period(ctx), last=last)


def _period(ctx: Context) -> Phrase:
    leads = planning.leads_of(ctx, ctx.body)
    return phrase("invitation.period.full" if leads.full_days else "invitation.period", count=leads.invitation)


def _day(ctx: Context, at: datetime) -> object:
    return at.astimezone(ctx.house.zone).date()


# -- sending it -------------------------------------------------------------------------------------------------------


@part.command(
    "invitation.send",
    de=("einladung senden", "einladung versenden", "einladung verschicken", "einladen"),
    en=("invitation send", "send invitation", "invite"),
    right=Right.LEAD,
    final=True,
)
def send(
    ctx: Context, meeting: Annotated[Meeting | None, MEETING] = None, again: Annotated[bool, AGAIN] = False
) -> None:
    """Post the invitation in the room, with the agenda as a document and the date as a calendar file."""
    meeting = _coming(ctx, meeting)
    if not agenda.of_meeting(ctx.tx, meeting.id):
        raise Refused("invitation.empty", day=meeting.held_on)
    if meeting.invited_at and not again:
        _ask_again(ctx, meeting, meeting.invited_at)
        return
    _post(ctx, meeting, again=meeting.invited_at is not None)
    meetings.change(ctx.tx, meeting.id, now=ctx.now, invited_at=ctx.now)
    _say_sent(ctx, meeting)


def _ask_again(ctx: Context, meeting: Meeting, sent_at: datetime) -> None:
    words = "einladung senden {} erneut" if ctx.language == "de" else "invitation send {} again"
    ctx.say("invitation.again", day=meeting.held_on, sent=_day(ctx, sent_at))
    options = [Option(phrase("yes"), words.format(meeting.held_on)), Option(phrase("no"), "")]
    ctx.ask(options, hours=1, back=True)


def _say_sent(ctx: Context, meeting: Meeting) -> None:
    leads = planning.leads_of(ctx, ctx.body)
    short = rules.days_short(ctx.today, meeting.held_on, leads)
    if not leads.invitation:
        ctx.say("invitation.sent.no_period", day=ctx.today)
    elif short:
        ctx.say("invitation.sent.late", day=ctx.today, period=_period(ctx), count=short)
    else:
        ctx.say("invitation.sent.kept", day=ctx.today, period=_period(ctx))


def _post(ctx: Context, meeting: Meeting, *, again: bool) -> None:
    """The invitation rings: it is a text, not a notice. The files come behind it."""
    voice = Voice(ctx.body.language)
    items = agenda.of_meeting(ctx.tx, meeting.id)
    key = "invitation.post.again" if again else "invitation.post"
    blocks: list[Block] = [
        paragraph(voice, key, body=ctx.body.name, moment=planning.moment(meeting)),
        paragraph(voice, "invitation.post.agenda"),
        *agenda_list(voice, items),
        paragraph(voice, "invitation.post.files"),
    ]
    cause = f"{meeting.id}/{ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()}/{ctx.line}"
    posts.write(ctx, ctx.body, blocks, f"invitation/{cause}", about=f"meeting:{meeting.id}")
    # What an erased message had put onto the agenda must not stay in the document: `commands.erasing` finds it by this.
    about = f"agenda_paper:{ctx.body.id}"
    posts.write_file(ctx, ctx.body, _paper(ctx, voice, meeting), f"invitation/{cause}/paper", about=about)
    posts.write_file(ctx, ctx.body, _calendar(ctx, voice, meeting), f"invitation/{cause}/calendar")


def _paper(ctx: Context, voice: Voice, meeting: Meeting) -> Attachment:
    public = is_public(ctx.tx, ctx.body.room_id or "")
    work = [
        agenda_paper.OpenWork(
            number=one.number,
            title=HIDDEN if public and one.confidential else one.title,
            receiver=handing.receiver_name(ctx, one),
            due_on=one.due_on,
            state=voice.plain(handing.state_words(ctx, one)),
        )
        for one in assignments.concerning(ctx.tx, [ctx.body.id])
    ]
    paper = agenda_paper.AgendaPaper(
        town=ctx.house.town,
        body=ctx.body.name,
        moment=planning.moment(meeting),
        minutes=meeting.minutes,
        items=[
            replace(one, title=HIDDEN) if public and one.confidential else one
            for one in agenda.of_meeting(ctx.tx, meeting.id)
        ],
        work=work,
        made_at=ctx.local,
    )
    name = voice.plain(phrase("invitation.file", day=str(meeting.held_on), sign=ctx.body.sign))
    return Attachment(name, word.MIMETYPE, agenda_paper.write(voice, paper))


def _calendar(ctx: Context, voice: Voice, meeting: Meeting) -> Attachment:
    """The date as a calendar file; of a series always the whole, as a reader may not know what to do with one date."""
    entries = Entries(ctx, voice)
    if meeting.series_id is None:
        entry: calendar_file.Entry | calendar_file.Series = entries.single(ctx.body, meeting)
        name = voice.plain(phrase("calendar.file.one", day=str(meeting.held_on), sign=ctx.body.sign))
    else:
        entry = entries.series(ctx.body, meetings.series_by_id(ctx.tx, meeting.series_id))
        name = voice.plain(phrase("calendar.file.many", sign=ctx.body.sign, year=meeting.held_on.year))
    data = calendar_file.write([entry], ctx.house.zone, privacy=ctx.house.calendar_privacy)
    return Attachment(name, calendar_file.MIMETYPE, data)
