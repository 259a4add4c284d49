"""Who leads a body and is away, and who stands in. Only from when to when; a reason is never kept."""

from datetime import date, time, timedelta
from typing import Annotated

from commands import notes, posts
from commands.context import Context, Option, listing, paragraph
from commands.dates.readings import Moment, Span
from commands.kinds import NUMBER
from commands.lookups import told_apart
from commands.people.absence_kinds import ABSENCE, SaidAbsence, deputies
from commands.registry import Part
from commands.rules import meetings as meeting_rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from commands.timing import said_back
from storage import absences, bodies, meetings
from storage.formal_records import Absence
from storage.records import Body, BodyKind, BodyState, Meeting, Role

part = Part()

_AHEAD = timedelta(days=7)
_ORDER = (Role.CHAIR, Role.OFFICE, Role.DEPUTY)


def span_of(one: Absence) -> Span:
    return Span(Moment(one.first_on), Moment(one.last_on))


@part.command("standing_in.away", de=("abwesend", "ich bin"), en=("absent", "i am"), right=Right.LEAD)
def away(ctx: Context, said: Annotated[SaidAbsence, ABSENCE]) -> None:
    """Say from when to when one is away and who stands in; the deputy has to agree."""
    assert ctx.sender is not None and said.span.first and said.span.last
    ctx.answer.private = True
    role = next(one for one in _ORDER if one in ctx.roles)
    ctx.say("standing_in.span", span=said.span, body=ctx.body.sign, role=role)
    found = deputies(ctx, said.deputy) if said.deputy else []
    if said.deputy and not found:
        raise Refused("standing_in.nobody", typed=said.deputy[:60], body=ctx.body.name)
    if len(found) > 1:
        _ask_deputy(ctx, said, [(one.user_id, told_apart(one, found)) for one in found])
        return
    first, last = said.span.first.day, said.span.last.day
    for known in absences.of(ctx.tx, ctx.body.id, ctx.sender, ctx.today):
        if known.first_on <= last and known.last_on >= first:
            absences.remove(ctx.tx, known.id)  # the new word counts
    deputy = found[0] if found else None
    one_id = absences.add(ctx.tx, ctx.body.id, ctx.sender, first, last, deputy.user_id if deputy else None)
    if deputy is None:
        ctx.say("standing_in.entered.alone")
        return
    ctx.say("standing_in.entered", name=deputy.name, day=last, body=ctx.body.sign)
    _ask_to_agree(ctx, one_id, deputy.user_id, said.span, role)


def _ask_deputy(ctx: Context, said: SaidAbsence, people: list[tuple[str, str]]) -> None:
    """Several people have the name. The question holds only what is kept anyway."""
    german = ctx.language == "de"
    typed = f"{'abwesend' if german else 'absent'} {said_back(said.span)} {'Vertretung' if german else 'deputy'}"
    names = tuple(f"{number} {name}" for number, (_, name) in enumerate(people, 1))
    ctx.say("standing_in.which", typed=said.deputy[:60], count=len(people), people=names)
    ctx.ask([Option(phrase("plain", text=name), f"{typed} {user_id}") for user_id, name in people], back=True)


def _ask_to_agree(ctx: Context, absence_id: int, deputy_id: str, span: Span, role: Role) -> None:
    german = ctx.language == "de"
    name = notes.name_of(ctx, ctx.body, ctx.sender or "")
    words = phrase("standing_in.note", name=name, role=role, body=ctx.body.sign, span=span)
    options = [
        Option(phrase("yes"), f"{'vertreten' if german else 'stand in'} {absence_id}"),
        Option(phrase("no"), f"{'nicht vertreten' if german else 'not stand in'} {absence_id}"),
    ]
    notes.send(ctx, ctx.body, [deputy_id], words, f"told/absence/{absence_id}", options=options)


def _waiting(ctx: Context, number: int) -> Absence:
    assert ctx.sender is not None
    found = [
        one
        for one in absences.waiting_for(ctx.tx, ctx.sender, ctx.today)
        if one.body_id == ctx.body.id and number in (0, one.id)
    ]
    if not found:
        raise Refused("access.not_asked")
    return found[0]


@part.command("standing_in.agree", de=("vertreten",), en=("stand in",))
def agree(ctx: Context, number: Annotated[int, NUMBER] = 0) -> None:
    """Agree to stand in for somebody who leads this body."""
    one = _waiting(ctx, number)
    absences.confirm(ctx.tx, one.id)
    ctx.forget()
    ctx.say(
        "standing_in.agreed",
        name=notes.name_of(ctx, ctx.body, ctx.sender or ""),
        absent=notes.name_of(ctx, ctx.body, one.user_id),
        body=ctx.body.name,
        span=span_of(one),
    )


@part.command("standing_in.decline", de=("nicht vertreten",), en=("not stand in",))
def decline(ctx: Context, number: Annotated[int, NUMBER] = 0) -> None:
    """Say that one cannot stand in."""
    one = _waiting(ctx, number)
    ctx.answer.private = True
    absences.remove(ctx.tx, one.id)
    absences.add(ctx.tx, one.body_id, one.user_id, one.first_on, one.last_on, None)
    ctx.say("standing_in.declined")
    name = notes.name_of(ctx, ctx.body, ctx.sender or "")
    words = phrase("standing_in.declined.note", name=name, span=span_of(one), body=ctx.body.sign)
    notes.send(ctx, ctx.body, [one.user_id], words, f"told/absence/{one.id}/declined")


@part.command("standing_in.show", de=("abwesenheit", "abwesenheiten"), en=("absence",), right=Right.LEAD, receipt=False)
def show(ctx: Context) -> None:
    """Show one's own absences in this body."""
    assert ctx.sender is not None
    own = absences.of(ctx.tx, ctx.body.id, ctx.sender, ctx.today)
    if not own:
        ctx.say("standing_in.none")
    for one in own:
        name = notes.name_of(ctx, ctx.body, one.deputy_id) if one.deputy_id else phrase("standing_in.no_deputy")
        key = "standing_in.line" if one.confirmed or not one.deputy_id else "standing_in.line.open"
        ctx.say(key, span=span_of(one), body=ctx.body.sign, name=name)


@part.command(
    "standing_in.back", de=("abwesend aus", "abwesenheit aus"), en=("absent off", "absence off"), right=Right.LEAD
)
def back(ctx: Context) -> None:
    """End one's own absences in this body at once; the deputy's rights end as well."""
    assert ctx.sender is not None
    own = absences.of(ctx.tx, ctx.body.id, ctx.sender, ctx.today)
    if not own:
        raise Refused("standing_in.none")
    ctx.answer.private = True
    for one in own:
        absences.remove(ctx.tx, one.id)
        if one.deputy_id and one.confirmed:
            words = phrase("standing_in.ended.note", body=ctx.body.sign, span=span_of(one))
            notes.send(ctx, ctx.body, [one.deputy_id], words, f"told/absence/{one.id}/ended")
    ctx.say("standing_in.ended", body=ctx.body.sign)


@part.duty("standing_in.look", daily=time(8, 20))
def look(ctx: Context, _id: int) -> None:
    """Forget absences that are over, and ask in a jour fixe whose chair will be away what is to become of it."""
    absences.forget_past(ctx.tx, ctx.today)
    for body in bodies.every(ctx.tx):
        if body.kind is not BodyKind.EXCHANGE or body.state is not BodyState.ACTIVE:
            continue
        for meeting in meetings.planned(ctx.tx, [body.id], ctx.today, ctx.today + _AHEAD):
            chairs = notes.leads(ctx, body, {Role.CHAIR})
            away_then = [one for one in absences.on(ctx.tx, body.id, meeting.held_on) if one.user_id in chairs]
            if away_then:
                _ask_about(ctx, body, meeting, away_then[0].last_on)


def _ask_about(ctx: Context, body: Body, meeting: Meeting, last_on: date) -> None:
    """With the deputy, on the first working day after, or not at all (domain 2.6)."""
    later = ctx.calendar.working_days_after(last_on, 1)
    german = body.language == "de"
    move = f"verschieben {meeting.held_on} auf {later}" if german else f"move {meeting.held_on} to {later}"
    options = [
        Option(phrase("standing_in.held"), ""),
        Option(phrase("standing_in.later", day=later), move),
        Option(phrase("standing_in.cancel"), f"{'absagen' if german else 'cancel'} {meeting.held_on}"),
    ]
    voice = Voice(body.language)
    blocks = (
        paragraph(voice, "standing_in.chair_away", body=body.name, day=meeting.held_on),
        *listing(voice, [one.label for one in options], start=1),
    )
    expires = meeting_rules.starts_at(meeting, ctx.house.zone)
    posts.write(ctx, body, blocks, f"absent/{meeting.id}/{meeting.held_on}", expires_at=expires, options=options)
