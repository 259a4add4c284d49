"""The lead of a body changes hands: the roles from a day on, and all that the new chair has to know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated

from commands import notes
from commands.context import Context, Option
from commands.dates import read
from commands.kinds import NUMBER, Absent, Kind
from commands.lookups import BODY
from commands.people import arrivals, handover_sheet
from commands.registry import Part
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from commands.timing import settled
from storage import bodies, expected_people, meetings, rooms
from storage.records import Body, Role, RoleHolder

part = Part()

_DAY = timedelta(days=1)
_FROM = re.compile(r"^(?:ab(?: dem)?|zum|vom|from|as of)\s+", re.I)
_JUST_ENDED = timedelta(days=31)


@dataclass(frozen=True)
class Change:
    """Who leads which body from which day on; `name` as it was typed."""

    body: Body
    from_on: date
    name: str


def _change(text: str, ctx: Context) -> tuple[Change, str]:
    if not text:
        raise Absent("handover")
    body, rest = (ctx.body, text) if _FROM.match(text) else BODY.take(text, ctx)
    when = _FROM.sub("", rest).replace(": ", " ")
    found = settled(read.find_moment_prefix(when, ctx.local, ctx.calendar), when) if when else None
    if found is None:
        raise Absent("handover")
    name = " ".join(when[found.end :].split()).strip(" ,:.")
    if not name:
        raise Absent("handover")
    return Change(body, found.value.day, name[:80]), ""


CHANGE = Kind("handover", _change)


@part.command("handover.change", de=("leitung",), en=("chair",), right=Right.SETUP)
def change(ctx: Context, said: Annotated[Change, CHANGE]) -> None:
    """Let the lead of this body or of one below it change hands from a day on."""
    body = said.body
    if ctx.body.id not in (body.id, body.parent_id):
        raise Refused("handover.not_yours", body=body.name)
    if said.from_on < ctx.today:
        raise Refused("date.past", day=said.from_on)
    here = rooms.members(ctx.tx, body.room_id) if body.room_id else []
    found = arrivals.named(ctx, here, said.name)
    if len(found) > 1:
        raise Refused("handover.twice", name=said.name)
    new = found[0] if found else None
    old = _end_chairs(ctx, body, said.from_on, new.user_id if new else None)
    if new:
        bodies.give_role(ctx.tx, body.id, new.user_id, Role.CHAIR, new.name, said.from_on)
    for waiting in expected_people.of_body(ctx.tx, body.id):
        if waiting.role is Role.CHAIR:
            expected_people.remove(ctx.tx, waiting.id)  # the new word counts
    others = [one.user_id for one in here if one not in found]
    expected_id = expected_people.add(ctx.tx, body.id, said.name, Role.CHAIR, said.from_on, others)
    ctx.made("expected", expected_id)
    ctx.forget()
    key = "handover.changes" if old else "handover.begins"
    before = tuple(one.name for one in old)
    absent = phrase("plain", text="") if new else phrase("handover.not_here")
    ctx.say(key, body=body.sign, day=said.from_on, old=before, new=_bare(said.name), absent=absent)
    for one in old:
        for role in sorted(bodies.roles_of(ctx.tx, body.id, one.user_id, said.from_on) & LEADING):
            ctx.say("handover.keeps", name=one.name, role=role, body=body.sign)
    ctx.say("handover.open", points=_points(ctx, body, said.from_on), new=_bare(said.name))
    word = "übergabe vormerken" if ctx.language == "de" else "handover note"
    ctx.ask([Option(phrase("yes"), f"{word} {expected_id}"), Option(phrase("no"), "")])


def _bare(name: str) -> str:
    return name.partition("(")[0].strip() or name


def _end_chairs(ctx: Context, body: Body, from_on: date, new_id: str | None) -> list[RoleHolder]:
    """The chairs of now, whose rights end at midnight before that day."""
    holders = [one for one in bodies.role_holders(ctx.tx, body.id, ctx.today) if one.role is Role.CHAIR]
    ending = [one for one in holders if one.user_id != new_id]
    for one in ending:
        bodies.end_role(ctx.tx, one, from_on - _DAY)
    return ending


def _points(ctx: Context, body: Body, from_on: date) -> tuple[Phrase, ...]:
    """What goes over, as numbers, and the next meeting."""
    given, contributions = handover_sheet.open_assignments(ctx, body)
    points = []
    if given:
        points.append(phrase("handover.assignments", count=len(given)))
    if contributions:
        points.append(phrase("handover.contributions", count=len(contributions)))
    planned = meetings.planned(ctx.tx, [body.id], since=from_on)
    if planned:
        points.append(phrase("handover.meeting", day=planned[0].held_on))
    return tuple(points) or (phrase("handover.nothing"),)


@part.command("handover.want", de=("übergabe vormerken",), en=("handover note",), right=Right.SETUP)
def want(ctx: Context, number: Annotated[int, NUMBER]) -> None:
    """Have the handover sent to the new chair as soon as they are in the room."""
    waiting = {one.id: one for one in expected_people.every(ctx.tx)}
    one = waiting.get(number)
    body = bodies.by_id(ctx.tx, one.body_id) if one else None
    if one is None or body is None or ctx.body.id not in (body.id, body.parent_id):
        raise Refused("handover.unknown")
    expected_people.want_handover(ctx.tx, one.id)
    ctx.say("handover.wanted", name=_bare(one.name), day=one.from_on)
    arrivals.receive(ctx, body, expected_people.of_body(ctx.tx, body.id))


@part.command("handover.send", de=("übergabe",), en=("handover",), right=Right.LEAD, receipt=False)
def send(ctx: Context) -> None:
    """Send the handover of the body that one leads as a file, in the direct chat only."""
    if not ctx.direct:
        raise Refused("handover.only_direct")
    ctx.answer.private = True
    ctx.say("handover.here", body=ctx.body.name)
    ctx.attach(handover_sheet.file(ctx, ctx.body))


@part.duty("handover.look", daily=time(8, 15))
def look(ctx: Context, _id: int) -> None:
    """Give roles to those who have come, and tell the office of old chairs whose accounts are still in the room."""
    for body in bodies.every(ctx.tx):
        if body.room_id is None:
            continue
        arrivals.receive(ctx, body, expected_people.of_body(ctx.tx, body.id))
        holders = bodies.role_holders(ctx.tx, body.id)
        for one in holders:
            ended = one.role is Role.CHAIR and one.until_on and ctx.today - _JUST_ENDED <= one.until_on < ctx.today
            if ended and rooms.member(ctx.tx, body.room_id, one.user_id):
                _tell_still_here(ctx, body, one)


def _tell_still_here(ctx: Context, body: Body, one: RoleHolder) -> None:
    office = [user for user in notes.leads(ctx, body, {Role.OFFICE}) if user != one.user_id]
    words = phrase("handover.still_here", body=body.sign, name=one.name, day=one.until_on)
    notes.send(ctx, body, office, words, f"told/still/{body.id}/{one.user_id}/{one.until_on}")


@part.blanking("expected")
def blank(ctx: Context, expected_id: int, _gone: str) -> Iterator[str]:
    """Nobody is expected by a name that was removed."""
    for person in (one for one in expected_people.every(ctx.tx) if one.id == expected_id):
        yield person.name
        expected_people.remove(ctx.tx, expected_id)
