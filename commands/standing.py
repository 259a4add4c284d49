"""Items that stand on every agenda."""

from collections.abc import Iterator
from typing import Annotated

from commands import posts
from commands.context import Context
from commands.kinds import NUMBER, TITLE
from commands.registry import Part
from commands.rules.access import Right
from commands.rules.refusal import Refused
from storage import agenda, meetings

part = Part()


@part.command("standing.add", de=("ständig", "top ständig"), en=("standing",), right=Right.LEAD)
def add_standing(ctx: Context, title: Annotated[str, TITLE]) -> None:
    """Put an item onto every agenda from the next one on."""
    ctx.made("standing", agenda.add_standing(ctx.tx, ctx.body.id, title))
    ctx.say("standing.added", title=title)


@part.command("standing.drop", de=("ständig streichen", "ständig löschen"), en=("standing drop",), right=Right.LEAD)
def drop_standing(ctx: Context, number: Annotated[int, NUMBER]) -> None:
    """Take a standing item off all agendas to come."""
    standing = agenda.standing(ctx.tx, ctx.body.id)
    if not 1 <= number <= len(standing):
        raise Refused("standing.unknown", number=number, count=len(standing))
    agenda.drop_standing(ctx.tx, standing[number - 1].id)
    ctx.say("standing.dropped", title=standing[number - 1].title)


@part.command("standing.list", de=("ständige", "ständige tops"), en=("standing items",), receipt=False)
def list_standing(ctx: Context) -> None:
    """List the items that stand on every agenda."""
    standing = agenda.standing(ctx.tx, ctx.body.id)
    ctx.say("standing.title" if standing else "standing.none")
    ctx.list([one.title for one in standing], start=1)


@part.blanking("standing")
def blank(ctx: Context, standing_id: int, gone: str) -> Iterator[str]:
    """The title goes from it and from what it put onto agendas."""
    known = agenda.standing_by_id(ctx.tx, standing_id)
    if known is None:
        return
    yield known.title
    agenda.blank_standing(ctx.tx, known, gone)
    for meeting in meetings.planned(ctx.tx, [known.body_id], ctx.today)[:2]:
        posts.refresh_agenda(ctx, meeting)
