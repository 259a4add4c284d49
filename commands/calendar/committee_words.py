"""Dates of committees in words: in lists, in the topic call, in the digest."""

from datetime import date

from commands.context import Context, paragraph
from commands.document import Document
from commands.texts.voice import Phrase, Voice, phrase
from commands.year import chains
from storage import committees
from storage.planning_records import CommitteeDate


def committee_line(ctx: Context, one: CommitteeDate) -> Phrase:
    """„Schulausschuss Di 29.06.2027, Vorlagenschluss Fr 11.06.2027“."""
    return phrase("committees.line", committee=one.committee, day=one.held_on, paper=chains.paper_due(ctx, one))


def committees_until(ctx: Context, voice: Voice, until: date) -> Document:
    """The committees that meet by a day or whose papers are due by then; nothing for none."""
    near = [
        phrase("call.committee", committee=one.committee, day=one.held_on, paper=paper)
        for one in committees.coming(ctx.tx, ctx.today)
        if (paper := chains.paper_due(ctx, one)) <= until and (paper >= ctx.today or one.held_on <= until)
    ]
    return (paragraph(voice, "call.committees", committees=tuple(near[:4])),) if near else ()


def next_committee(ctx: Context) -> tuple[Phrase, ...]:
    """The next date of a committee, if one is known."""
    coming = committees.coming(ctx.tx, ctx.today)[:1]
    return tuple(phrase("digest.committee", committee=one.committee, day=one.held_on) for one in coming)
