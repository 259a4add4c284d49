"""People who were expected with a role: bound to it by their name as soon as they are in the body's room.

Anybody can call themselves anything. So only an account that has never been seen in the room under another name since
the change was said gets the role by itself; of every other one, and of all in a public room, the office is asked.
"""

from commands import notes
from commands.context import Context, Option
from commands.handwriting import fold, look_of
from commands.people import handover_sheet
from commands.texts.voice import phrase
from storage import bodies, expected_people, rooms
from storage.formal_records import ExpectedPerson
from storage.records import Body, Role, RoomMember


def expected(ctx: Context) -> bool:
    """Whether somebody is expected in the body of this order."""
    return ctx.room_body is not None and bool(expected_people.of_body(ctx.tx, ctx.room_body.id))


def bind(ctx: Context) -> None:
    """Give the expected people of this order's body their roles, before the order is judged by them."""
    receive(ctx, ctx.body, expected_people.of_body(ctx.tx, ctx.body.id))
    ctx.forget()


def receive(ctx: Context, body: Body, waiting: list[ExpectedPerson]) -> None:
    """Give those who are there and whose day has come their roles, and tell the office who it is; or ask it first."""
    here = rooms.members(ctx.tx, body.room_id) if body.room_id else []
    room = rooms.get(ctx.tx, body.room_id) if body.room_id else None
    for one in waiting:
        found = named(ctx, here, one.name)
        _remember(ctx, one, {other.user_id for other in here if other not in found})
        if one.from_on > ctx.today or len(found) != 1:
            continue  # two of one name: the office gives the role by „!rolle“
        (member,) = found
        has_it = one.role in bodies.roles_of(ctx.tx, body.id, member.user_id, ctx.today)
        if not has_it and (one.here is None or member.user_id in one.here or room is None or room.public):
            _ask_office(ctx, body, one, member)
            continue
        _bind(ctx, body, one, member)


def _remember(ctx: Context, one: ExpectedPerson, others: set[str]) -> None:
    if one.here is not None and not others <= set(one.here):
        expected_people.see(ctx.tx, one.id, others | set(one.here))


def _ask_office(ctx: Context, body: Body, one: ExpectedPerson, member: RoomMember) -> None:
    """Once for each account; with „nein“ the person goes on being expected."""
    words = phrase("handover.is_it", name=member.name, user=member.user_id, role=one.role, body=body.sign)
    give = "rolle {} Leitung" if body.language == "de" else "role {} chair"
    options = [Option(phrase("yes"), give.format(member.user_id)), Option(phrase("no"), "")]
    reason = f"joined/asked/{one.id}/{member.user_id}"
    notes.send(ctx, body, notes.leads(ctx, body, {Role.OFFICE}), words, reason, options=options)


def _bind(ctx: Context, body: Body, one: ExpectedPerson, member: RoomMember) -> None:
    bodies.give_role(ctx.tx, body.id, member.user_id, one.role, member.name, one.from_on)
    expected_people.remove(ctx.tx, one.id)
    words = phrase("handover.arrived", name=member.name, user=member.user_id, role=one.role, body=body.sign)
    office = [user for user in notes.leads(ctx, body, {Role.OFFICE}) if user != member.user_id]
    notes.send(ctx, body, office, words, f"joined/{body.id}/{member.user_id}/{one.from_on}")
    if one.handover:
        hand_over(ctx, body, member)


def named(ctx: Context, here: list[RoomMember], name: str) -> list[RoomMember]:
    """Who in a room has this name; a part in brackets („Selin Kara (KI)“) may be missing on either side."""
    ours = [one for one in here if one.user_id != ctx.house.bot_user and ctx.house.is_ours(one.user_id)]
    return [one for one in ours if look_of(_bare(one.name)) == look_of(_bare(name))]


def _bare(name: str) -> str:
    return " ".join(fold(name.partition("(")[0]).split())


def hand_over(ctx: Context, body: Body, member: RoomMember) -> None:
    """Send somebody the handover in the direct chat, or say in the room how to get it."""
    chat = notes.chat_of(ctx, body, member.user_id)
    key = "handover.ready" if chat else "handover.ask_for_it"
    words = phrase(key, body=body.name)
    reason = f"told/handover/{body.id}/{member.user_id}/{ctx.today}"
    notes.send(ctx, body, [member.user_id], words, reason)
    if chat:
        notes.send_file(ctx, chat, handover_sheet.file(ctx, body), f"{reason}/file")
