"""`!vergiss mich`, and for those who run the bot `!vergiss @…`: asked once more, then done for good."""

import re
from typing import Annotated

from commands import direct, notes
from commands.context import Context, Option
from commands.document import Paragraph, message
from commands.kinds import Absent, Kind, choice
from commands.privacy import erasure
from commands.registry import Part
from commands.rules.access import LEADING, Right
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase
from storage import bodies, outbox, personal
from storage.records import Role, RoleHolder

part = Part()

_USER = re.compile(r"@[^\s:]+:\S+")


def _user(text: str, ctx: Context) -> tuple[str, str]:
    found = _USER.match(text)
    if found is None:
        raise Absent("user")
    return found[0], text[found.end() :].strip()


USER = Kind("user", _user)
SURE = choice("sure", {"endgueltig": True, "finally": True}, at_end=True, hidden=True)


@part.command("privacy.forget_me", de=("vergiss mich",), en=("forget me",), right=Right.ANYONE, receipt=False)
def forget_me(ctx: Context, sure: Annotated[bool, SURE] = False) -> None:
    """Forget who asks for it; only in the direct chat, and only after a question."""
    assert ctx.sender is not None
    if not ctx.direct:
        raise Refused("privacy.only_direct")
    ctx.answer.private = True
    if not sure:
        ctx.say("privacy.forget_me.ask", roles=_roles(ctx, ctx.sender))
        ctx.say("privacy.forget.what")
        _ask(ctx, "vergiss mich endgültig" if ctx.language == "de" else "forget me finally")
        return
    language = ctx.language
    pseudonym, ended, chats = erasure.forget(ctx, ctx.sender)
    _tell_offices(ctx, ended)
    _leave(ctx, [one for one in chats if one != ctx.room_id], language)
    ctx.answer.known_as, ctx.answer.last = pseudonym, True
    ctx.answer.blocks.append(Paragraph(Voice(language).inline(phrase("privacy.forget_me.done"))))


@part.command("privacy.forget", de=("vergiss",), en=("forget",), right=Right.OPERATOR, receipt=False)
def forget(ctx: Context, user_id: Annotated[str, USER], sure: Annotated[bool, SURE] = False) -> None:
    """Forget somebody, for who runs the bot."""
    if user_id == ctx.house.bot_user:
        raise Refused("privacy.forget.bot")
    if user_id == ctx.sender:
        raise Refused("privacy.forget.self")
    if user_id not in personal.everybody(ctx.tx):
        raise Refused("privacy.forget.unknown")
    if not sure:
        ctx.say("privacy.forget.ask", user=user_id, roles=_roles(ctx, user_id))
        ctx.say("privacy.forget.what")
        word = "endgültig" if ctx.language == "de" else "finally"
        _ask(ctx, f"{'vergiss' if ctx.language == 'de' else 'forget'} {user_id} {word}")
        return
    _pseudonym, ended, chats = erasure.forget(ctx, user_id)
    _tell_offices(ctx, ended)
    _leave(ctx, chats, "de")
    ctx.say("privacy.forget.done")


def _ask(ctx: Context, command: str) -> None:
    ctx.ask([Option(phrase("yes"), command), Option(phrase("no"), "")], hours=1, back=True)


def _roles(ctx: Context, user_id: str) -> object:
    """The functions that end with it, „Leitung STG“; where that would tell in clear what an encrypted room knows, that
    there are some."""
    held = {body: bodies.roles_of(ctx.tx, body.id, user_id, ctx.today) for body in bodies.every(ctx.tx)}
    named = [
        phrase("privacy.function", role=role, body=body.sign)
        for body, roles in held.items()
        if direct.may_flow(ctx, body)
        for role in sorted(roles)
    ]
    if any(roles and not direct.may_flow(ctx, body) for body, roles in held.items()):
        named.append(phrase("privacy.function.sealed"))
    return tuple(named) or phrase("privacy.no_function")


def _tell_offices(ctx: Context, ended: list[RoleHolder]) -> None:
    """Who keeps a body's office has to know which of its functions are free; not who had them."""
    for body_id in dict.fromkeys(one.body_id for one in ended if one.role in LEADING):
        body = bodies.by_id(ctx.tx, body_id)
        roles = tuple(one.role for one in ended if one.body_id == body_id and one.role in LEADING)
        words = phrase("privacy.role_free", roles=roles, body=body.sign)
        office = notes.leads(ctx, body, {Role.OFFICE}) or notes.leads(ctx, body)
        notes.send(ctx, body, office, words, f"told/free/{ctx.event_ids[0]}/{body.id}")


def _leave(ctx: Context, chats: list[str], language: str) -> None:
    """The last line in each direct chat, and out."""
    words = (Paragraph(Voice(language).inline(phrase("privacy.forget_me.done"))),)
    for place, room_id in enumerate(chats):
        reason = f"forgotten/{ctx.event_ids[0]}/{place}"
        kind = "m.room.message"
        outbox.write_letter(
            ctx.tx, reason=reason, room_id=room_id, event_type=kind, content=message(words), not_before=ctx.now
        )
        outbox.leave(ctx.tx, room_id, f"leave/{ctx.event_ids[0]}/{place}", ctx.now)
