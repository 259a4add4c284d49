"""`!datenschutz`: what is stored, why and how long, who sees it and which rights there are (Art. 13 GDPR)."""

from typing import Annotated

from commands.context import Context
from commands.documents import word
from commands.documents.word import Heading, Paper, Prose
from commands.documents.word import Part as Piece
from commands.kinds import choice
from commands.privacy.contacts import controller, officer
from commands.registry import Part
from commands.rules.access import Right
from commands.texts.voice import phrase
from storage.post_records import Attachment

part = Part()

LONG = choice("long", {"lang": True, "ausfuehrlich": True, "datei": True, "long": True, "file": True}, hidden=True)

_SHORT = ("purpose", "stored", "dropped", "kept", "seen", "rights", "nobody_judged")
_CHAPTERS = (
    "controller",
    "purpose",
    "basis",
    "stored",
    "dropped",
    "kept",
    "seen",
    "third",
    "rights",
    "complaint",
    "auto",
)


@part.command("privacy.notice", de=("datenschutz",), en=("privacy",), right=Right.ANYONE, receipt=False)
def notice(ctx: Context, long: Annotated[bool, LONG] = False) -> None:
    """Say in short what is stored of whom and for how long; „lang“: the whole notice as a file."""
    if long:
        ctx.say("privacy.notice.file")
        ctx.attach(_file(ctx))
        return
    for name in _SHORT:
        ctx.say(f"privacy.short.{name}", **_data(ctx))
    ctx.say("privacy.short.more", controller=controller(ctx), officer=officer(ctx))


def _data(ctx: Context) -> dict[str, object]:
    periods = ctx.house.retention
    return {
        "audit": periods.audit_months,
        "work": periods.work_months,
        "memberships": periods.memberships_months,
        "letters": periods.letters_months,
        "events": periods.events_days,
    }


def _file(ctx: Context) -> Attachment:
    def say(key: str, /, **data: object) -> str:
        return ctx.voice.plain(phrase(key, **data))

    more = {"controller": controller(ctx), "officer": officer(ctx), "town": ctx.house.town}
    pieces: list[Piece] = []
    for name in _CHAPTERS:
        pieces += [Heading(say(f"privacy.long.{name}.title")), Prose(say(f"privacy.long.{name}", **_data(ctx), **more))]
    paper = Paper(
        title=say("privacy.long.title"),
        language=ctx.language,
        head=say("privacy.file.head", town=ctx.house.town),
        parts=pieces,
        closing="",
        page_words=say("document.pages", page="{page}", pages="{pages}"),
        made_at=ctx.now,
    )
    return Attachment(say("privacy.notice.name"), word.MIMETYPE, word.write(paper))
