"""Direct chats: of which body an order there is, and what of it is said in that body's room."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from commands.context import Context, Option, Which
from commands.document import Paragraph, plain_inline
from commands.handwriting import fold_sign
from commands.posts import write
from commands.registry import Registry
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import bodies, rooms
from storage.records import Body, BodyState, Role

_SAID = 2
"""So many paragraphs of an answer are said in the body's room."""


def split(tx: Connection, registry: Registry, line: str) -> tuple[Body | None, str]:
    """The body whose sign an order begins with („AK-FM: !top Ganztag“, „stg offen“), and the order itself.

    What is a command without it stays one.
    """
    words = list(re.finditer(r"\S+", line.split("\n", 1)[0]))
    alive = {fold_sign(one.sign): one for one in bodies.every(tx) if one.state is not BodyState.DISSOLVED}
    for count in (3, 2, 1):
        if len(words) < count:
            continue
        end = words[count - 1].end()
        body = alive.get(fold_sign(line[:end]))
        if body and (line[:end].endswith(":") or registry.find(line) is None):
            return body, line[end:].lstrip(" :").removeprefix("!").strip()
    return None, line


def without_signs(ctx: Context, registry: Registry, lines: Sequence[str]) -> list[str]:
    """The orders of a changed message in a direct chat without their signs; the first one settles the body."""
    if not ctx.direct:
        return list(lines)
    found = [split(ctx.tx, registry, line) for line in lines]
    named = next((body for body, _ in found if body), None)
    if named:
        ctx.act_for(named)
    return [line for _, line in found]


def candidates(ctx: Context, right: Right) -> list[Body]:
    """The bodies that an order may be for: those in whose rooms the sender is, and leads where that is needed."""
    assert ctx.sender is not None
    found = [one for one in bodies.in_rooms_of(ctx.tx, ctx.sender) if one.state is not BodyState.DISSOLVED]
    if right is not Right.LEAD or len(found) < 2:
        return found
    leading = [one for one in found if not LEADING.isdisjoint(bodies.roles_of(ctx.tx, one.id, ctx.sender, ctx.today))]
    return leading or found


def settle(ctx: Context, right: Right) -> None:
    """Settle of which body an order in a direct chat is, if it can only be one.

    Raises Refused where the body's room is encrypted and the chat is not, and for somebody who is not in that room.
    """
    if right is Right.ANYONE:
        return
    if ctx.room_body is None and right is not Right.OPERATOR:
        found = candidates(ctx, right)
        if not found:
            raise Refused("room.no_body" if ctx.house.is_operator(ctx.sender or "") else "direct.no_body")
        if len(found) > 1:
            raise Which(found)
        ctx.act_for(found[0])
    if ctx.room_body is not None:
        check_flow(ctx, ctx.room_body)
        if not in_room(ctx) and right in (Right.MEMBER, Right.LEAD):
            raise Refused("direct.not_in_room", body=ctx.room_body.name)


def check_flow(ctx: Context, body: Body) -> None:
    """Refuse an order whose answer would carry texts of an encrypted room into one that is not."""
    if not may_flow(ctx, body):
        raise Refused("direct.unencrypted", body=body.name)


def may_flow(ctx: Context, body: Body) -> bool:
    """Whether what a body's room knows may be said where the order came from: not in clear if the room is encrypted."""
    return _encrypted(ctx, ctx.room_id) or not _encrypted(ctx, body.room_id)


def _encrypted(ctx: Context, room_id: str | None) -> bool:
    room = rooms.get(ctx.tx, room_id) if room_id else None
    return room is not None and room.encrypted


def in_room(ctx: Context) -> bool:
    """Whether the sender is in the room of the body that the order is for."""
    room_id = ctx.room_body.room_id if ctx.away and ctx.room_body else ctx.room_id
    return bool(room_id and ctx.sender and rooms.member(ctx.tx, room_id, ctx.sender))


def function_of(ctx: Context) -> str | None:
    """The function in which somebody acts who leads the body, „Leitung AK-FM“; None for everybody else."""
    role = next((one for one in (Role.CHAIR, Role.OFFICE, Role.DEPUTY) if one in ctx.roles), None)
    return f"{ctx.voice.plain(role)} {ctx.room_body.sign}" if role and ctx.room_body else None


def ask_body(ctx: Context, line: str, which: Which) -> None:
    """Ask of which body an order is; each answer is the same order with the sign in front."""
    signs = [one.sign for one in which.bodies]
    ctx.say("direct.which", bodies=tuple(f"{number} = {sign}" for number, sign in enumerate(signs, 1)))
    ctx.ask([Option(phrase("plain", text=sign), f"{sign}: {line}") for sign in signs], back=True)


def mark(ctx: Context) -> None:
    """Let the answers to a question keep the body that it was asked for."""
    asked = ctx.answer.question
    if asked is None or ctx.room_body is None or not ctx.away:
        return
    sign = ctx.room_body.sign
    ctx.answer.question = asked.behind(sign if ctx.direct else f"{there(ctx.language)} {sign}")


def there(language: str) -> str:
    """The words that let an order be one of another body, in whose room the sender is as well."""
    return "im raum" if language == "de" else "in room"


def say_change(ctx: Context) -> None:
    """Say in the body's room what a change of a message in a direct chat has changed."""
    ctx.answer.recorded = True
    if ctx.direct:
        say_in_room(ctx)


def say_in_room(ctx: Context) -> None:
    """Say in the body's room what an order from elsewhere has changed, so that nothing happens unseen."""
    body = ctx.room_body
    if not ctx.away or body is None or ctx.answer.private or not (ctx.answer.recorded or ctx.answer.receipt):
        return
    said = [plain_inline(one.children) for one in ctx.answer.blocks if isinstance(one, Paragraph)][:_SAID]
    if _encrypted(ctx, ctx.room_id) and not _encrypted(ctx, body.room_id):
        said = []
    text = "\n".join(said) or ctx.voice.plain(phrase("direct.something"))
    if ctx.direct:
        words = phrase("direct.told", said=text)
    else:
        member = rooms.member(ctx.tx, ctx.room_id or "", ctx.sender or "")
        name = member.name if member else ""
        words = phrase("passing.told", said=text.removesuffix("."), name=name)
        ctx.say("passing.done", body=body.name)
    cause = ctx.event_ids[0] if ctx.event_ids else ctx.now.isoformat()
    write(ctx, body, (Paragraph(ctx.voice.inline(words)),), f"told/direct/{cause}/{ctx.line}", about=ctx.answer.about)
