"""What came out of a finding: the best proposals, and which of them the office may enter at a word."""

from datetime import timedelta

from commands import posts
from commands.context import Context, Option, listing, paragraph
from commands.document import Block, Person
from commands.finding import post as finding_post
from commands.rules import date_finding as rules
from commands.texts.voice import Voice, phrase
from storage import bodies, date_finding
from storage.planning_records import Choice, Finding
from storage.records import Body, Role

_OFFERED = 3
"""So many of the proposals are offered at the end, unless more share the first place."""

_TIME_TO_PICK = timedelta(days=14)


def write(ctx: Context, finding: Finding, body: Body, *, answered: int, typed: bool) -> None:
    """Say what came out, and ask the office which of the best proposals to enter. The counts are kept by now."""
    voice, name, about = Voice(body.language), finding_post.name(finding), finding_post.about(finding)
    choices = date_finding.choices(ctx.tx, finding.id)
    count = {one.id: one.count or 0 for one in choices}
    coming = [one for one in choices if finding_post.begins_at(ctx, one) > ctx.now or one.rule is not None]
    best = rules.best_first(coming, count, _OFFERED)
    if not best:
        key = "finding.nobody" if not answered else "finding.none_suits"
        words = paragraph(voice, key, name=name, count=answered)
        posts.write(ctx, body, (words,), f"{about}/result", about=about)
        return
    options = [_option(one, count[one.id], answered, body.language) for one in best]
    options.append(Option(phrase("finding.none"), ""))
    blocks: list[Block] = [paragraph(voice, "finding.result", name=name, count=answered)]
    blocks += [paragraph(voice, "finding.both_ways")] if typed else []
    blocks += [*listing(voice, [option.label for option in options], start=1), _which(ctx, voice, body)]
    last = max(finding_post.begins_at(ctx, one) for one in best)
    expires = ctx.now + _TIME_TO_PICK if best[0].rule else last
    posts.write(ctx, body, blocks, f"{about}/result", about=about, options=options, expires_at=expires)


def _option(choice: Choice, count: int, answered: int, language: str) -> Option:
    """A proposal as an option; picking it is the command that anybody with the right could type."""
    german, words = language == "de", finding_post.said(choice, language)
    label = phrase("finding.option", words=words, count=count, answered=answered)
    if choice.rule is not None:
        return Option(label, f"{'reihe' if german else 'series'} {words}")
    when = f"{choice.starts_on:%Y-%m-%d} {choice.begins:%H:%M} {choice.minutes} {'Minuten' if german else 'minutes'}"
    return Option(label, f"{'termin' if german else 'meeting'} {when}")


def _which(ctx: Context, voice: Voice, body: Body) -> Block:
    who = _office(ctx, body)
    return paragraph(voice, "finding.which", who=who) if who else paragraph(voice, "finding.which.anybody")


def _office(ctx: Context, body: Body) -> tuple[object, ...]:
    """The people who keep the dates of the body, to be told; where there is no office, its chair."""
    holders = bodies.role_holders(ctx.tx, body.id, ctx.today)
    keepers = [one for one in holders if one.role is Role.OFFICE] or [one for one in holders if one.role is Role.CHAIR]
    return tuple(Person(one.user_id, one.name) for one in keepers)
