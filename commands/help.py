"""Help, drawn from the declarations: short for this room and this person, long for one command."""

from collections.abc import Callable
from typing import Annotated

from commands.command import Command
from commands.context import Context
from commands.kinds import TEXT
from commands.registry import Part, Registry
from commands.rules.access import Right, may
from commands.rules.refusal import Refused
from commands.texts.voice import Typed, phrase

_FIRST = (
    "agenda.add",
    "agenda.show",
    "meetings.list",
    "assignments.list",
    "assignments.report",
    "results.record",
    "assignments.give",
    "weekly.close",
    "digest.show",
    "bodies.set_up",
)
"""What most people need, in this order."""


def describing(registry: Callable[[], Registry]) -> Part:
    """The help about a registry, to be part of it."""
    part = Part()

    @part.command("help.show", de=("hilfe",), en=("help",), right=Right.ANYONE, receipt=False)
    def show(ctx: Context, topic: Annotated[str, TEXT] = "") -> None:
        """Show what can be ordered here, or one command with examples."""
        if topic.lower() in ("alles", "alle", "all"):
            _all(ctx, registry())
        elif topic:
            _one(ctx, registry(), topic.removeprefix("!"))
        else:
            _short(ctx, registry())

    return part


def _allowed(ctx: Context, command: Command) -> bool:
    operator = ctx.sender is not None and ctx.house.is_operator(ctx.sender)
    in_room = ctx.room_body is not None or ctx.direct
    return may(command.right, ctx.roles, in_room=in_room, operator=operator)


def _short(ctx: Context, registry: Registry) -> None:
    named = {command.name: command for command in registry.commands}
    here = [named[name] for name in _FIRST if name in named and _allowed(ctx, named[name])]
    if ctx.room_body is not None:
        here = [command for command in here if command.name != "bodies.set_up"]
    ctx.say("help.title" if ctx.room_body else "help.title.no_body", body=ctx.room_body.name if ctx.room_body else "")
    ctx.list([_line(ctx, command) for command in here])
    if ctx.direct:
        ctx.say("direct.help")
    ctx.say("help.more")


def _line(ctx: Context, command: Command) -> object:
    usage = command.usage(ctx.voice)
    return phrase("help.line", usage=Typed(usage), summary=phrase(f"{command.name}.summary"))


def _all(ctx: Context, registry: Registry) -> None:
    words = [Typed("!" + one.shown[ctx.language]) for one in registry.commands if _allowed(ctx, one)]
    ctx.say("help.all", words=tuple(words))


def _one(ctx: Context, registry: Registry, topic: str) -> None:
    found = registry.find(topic)
    if found is None:
        nearest = registry.nearest(topic)
        found = registry.find(nearest) if nearest else None
    if found is None:
        raise Refused("command.unknown", word=Typed(f"!{topic}"[:40]))
    command = found[0]
    ctx.say("help.one", usage=Typed(command.usage(ctx.voice)), summary=phrase(f"{command.name}.summary"))
    examples = ctx.voice.plain(phrase(f"{command.name}.examples"))
    ctx.list([Typed(line) for line in examples.split("\n") if line])
    first = command.shown[ctx.language].split()[0]
    kin = [one for one in registry.commands if one is not command and one.shown[ctx.language].split()[0] == first]
    if related := tuple(Typed("!" + one.shown[ctx.language]) for one in kin if _allowed(ctx, one)):
        ctx.say("help.related", words=related)
    if not _allowed(ctx, command):
        ctx.say(f"help.right.{command.right}")
