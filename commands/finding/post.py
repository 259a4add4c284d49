"""What is written for a finding while it runs: the post with the numbers, the poll beside it, and how it stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commands import posts
from commands.context import Context, listing, paragraph
from commands.dates.readings import Moment, Rhythm
from commands.dates.rhythm_wording import rhythm_words
from commands.document import Document, message, replacement
from commands.finding import polls
from commands.rules import date_finding as rules
from commands.rules import times
from commands.texts.voice import Phrase, Voice, phrase
from storage import bodies, date_finding, meetings, outbox, rooms
from storage.planning_records import Choice, Finding
from storage.post_records import LetterState
from storage.records import Body, BodyState


def about(finding: Finding) -> str:
    return f"finding:{finding.id}"


def body_of(ctx: Context, finding: Finding) -> Body:
    return bodies.by_id(ctx.tx, finding.body_id)


def closes(ctx: Context, finding: Finding) -> Moment:
    local = finding.closes_at.astimezone(ctx.house.zone)
    return Moment(local.date(), local.time())


def begins_at(ctx: Context, choice: Choice) -> datetime:
    """The instant of a proposed date, or of the first date of a rhythm."""
    return times.instant(choice.starts_on, choice.begins, ctx.house.zone)


# -- the post and the poll --------------------------------------------------------------------------------------------


def publish(ctx: Context, finding: Finding) -> None:
    """Write the post with the numbers, and the poll beside it."""
    body = body_of(ctx, finding)
    post_id = posts.write(ctx, body, _document(ctx, finding, body), about(finding), about=about(finding))
    poll_id = _write(ctx, body, finding, f"{about(finding)}/poll", polls.START, _poll(ctx, finding, body))
    date_finding.change(ctx.tx, finding.id, post_id=post_id or None, poll_id=poll_id or None)


def publish_again(ctx: Context, finding: Finding) -> None:
    """Bring the post up to date, and put a new poll in the place of the old one.

    Clients disagree about edits of polls; a vote for the old poll can be told from one for the new.
    """
    body = body_of(ctx, finding)
    assert finding.post_id is not None and finding.poll_id is not None
    post, poll = (outbox.letter_by_id(ctx.tx, one) for one in (finding.post_id, finding.poll_id))
    assert post is not None and poll is not None
    document = _document(ctx, finding, body)
    if post.state is LetterState.PENDING and post.attempts == 0:
        outbox.rewrite(ctx.tx, post.id, message(document, notice=False))
        outbox.rewrite(ctx.tx, poll.id, _poll(ctx, finding, body))
        return
    cause = ctx.event_ids[0]
    edit = replacement(document, notice=False)
    _write(ctx, body, finding, f"{about(finding)}/edit/{cause}", "m.room.message", edit, target=post.id)
    _write(ctx, body, finding, f"{about(finding)}/gone/{cause}", "m.room.redaction", {}, target=poll.id)
    poll_id = _write(ctx, body, finding, f"{about(finding)}/poll/{cause}", polls.START, _poll(ctx, finding, body))
    date_finding.change(ctx.tx, finding.id, poll_id=poll_id)


def _write(
    ctx: Context,
    body: Body,
    finding: Finding,
    reason: str,
    event_type: str,
    content: dict[str, Any],
    target: str | None = None,
) -> str:
    if body.room_id is None:
        return ""
    return outbox.write_letter(
        ctx.tx,
        reason=reason,
        room_id=body.room_id,
        event_type=event_type,
        content=content,
        target=target,
        not_before=ctx.now,
        priority=outbox.PROMPT,
        about=about(finding),
    )


def said(choice: Choice, language: str) -> str:
    """A proposal in words that the bot reads as the same."""
    if choice.rule is None:
        return Voice(language).plain(Moment(choice.starts_on, choice.begins))
    rhythm = Rhythm(
        choice.rule,
        choice.starts_on,
        choice.begins,
        choice.minutes,
        choice.ends_on,
        tuple(choice.skips.split(",")) if choice.skips else (),
    )
    return rhythm_words(rhythm, language)


def lines(ctx: Context, finding: Finding, body: Body) -> list[Phrase]:
    """The proposals as they stand in the post, each with what speaks against it."""
    choices = date_finding.choices(ctx.tx, finding.id)
    lengths = {one.minutes for one in choices}
    return [_line(ctx, one, body, with_minutes=len(lengths) > 1 and one.rule is None) for one in choices]


def _line(ctx: Context, choice: Choice, body: Body, *, with_minutes: bool) -> Phrase:
    notes: list[object] = [phrase("item.minutes", minutes=choice.minutes)] if with_minutes else []
    notes += _hindrances(ctx, choice, body) if choice.rule is None else []
    words = said(choice, body.language)
    return phrase("finding.line.noted", words=words, notes=tuple(notes)) if notes else phrase("plain", text=words)


def _hindrances(ctx: Context, choice: Choice, body: Body) -> list[object]:
    """Why not everybody may be there: a day off, school holidays, a meeting of a body that shares members."""
    closed = ctx.calendar.closing_reason(choice.starts_on)
    school = None if closed else ctx.calendar.school_break(choice.starts_on)
    signs = [
        other.sign
        for other in sharing(ctx, body)
        for one in meetings.planned(ctx.tx, [other.id], choice.starts_on, choice.starts_on)
        if rules.overlap(one.begins, one.minutes, choice.begins, choice.minutes)
    ]
    found: list[object] = [closed[1] if closed else school] if closed or school else []
    return found + ([phrase("finding.clash", signs=tuple(dict.fromkeys(signs)))] if signs else [])


def sharing(ctx: Context, body: Body) -> list[Body]:
    """Other working bodies with somebody in common."""
    own = electors(ctx, body)
    every = (one for one in bodies.every(ctx.tx) if one.id != body.id and one.state is BodyState.ACTIVE)
    return [one for one in every if own & electors(ctx, one)]


def electors(ctx: Context, body: Body) -> frozenset[str]:
    """Who may answer: everybody in the room but the bot."""
    people = rooms.members(ctx.tx, body.room_id) if body.room_id else []
    return frozenset(
        one.user_id for one in people if one.user_id != ctx.house.bot_user and ctx.house.is_ours(one.user_id)
    )


def _document(ctx: Context, finding: Finding, body: Body) -> Document:
    voice = Voice(body.language)
    choices = date_finding.choices(ctx.tx, finding.id)
    titled = phrase("finding.head.titled", title=finding.title)
    head: list[object] = [titled if finding.title else phrase("finding.head")]
    if len({one.minutes for one in choices}) == 1 and choices[0].rule is None:
        head.append(phrase("item.minutes", minutes=choices[0].minutes))
    question = _question(choices)
    return (
        paragraph(voice, "finding.post", head=tuple(head), question=question),
        *listing(voice, lines(ctx, finding, body), start=1),
        paragraph(voice, "finding.until", closes=closes(ctx, finding)),
    )


def name(finding: Finding) -> Phrase:
    return phrase("finding.name.titled", title=finding.title) if finding.title else phrase("finding.name")


def _question(choices: Sequence[Choice]) -> Phrase:
    return phrase("finding.question.dates" if choices[0].rule is None else "finding.question.rhythms")


def _poll(ctx: Context, finding: Finding, body: Body) -> dict[str, Any]:
    voice = Voice(body.language)
    choices = date_finding.choices(ctx.tx, finding.id)
    ids = polls.answer_ids(finding.id, [one.id for one in choices])
    words = [voice.plain(line) for line in lines(ctx, finding, body)] + [voice.plain(phrase("finding.none"))]
    return polls.start(voice.plain(_question(choices)), list(zip(ids, words, strict=True)))


# -- how it stands ----------------------------------------------------------------------------------------------------


def standing(ctx: Context, finding: Finding, body: Body) -> list[Phrase]:
    """The proposals with how many each suits, and nobody's name."""
    choices = date_finding.choices(ctx.tx, finding.id)
    count = rules.counts(choices, date_finding.votes(ctx.tx, finding.id))
    return [
        phrase(
            "finding.line.counted",
            words=said(one, body.language),
            count=count[one.id] if one.count is None else one.count,
        )
        for one in choices
    ]


def remind(ctx: Context, finding: Finding, body: Body) -> None:
    """Say once that the end is near; to all, and never who is missing."""
    voice = Voice(body.language)
    words = paragraph(voice, "finding.remind", name=name(finding), closes=closes(ctx, finding))
    reason = f"{about(finding)}/remind"
    posts.write(ctx, body, (words,), reason, about=about(finding), expires_at=finding.closes_at)


def end_poll(ctx: Context, finding: Finding, body: Body) -> None:
    """Close the poll in people's clients; they show again what was ticked there."""
    if finding.poll_id is not None:
        words = Voice(body.language).plain(phrase("finding.poll_ended"))
        _write(ctx, body, finding, f"{about(finding)}/end", polls.END, polls.end(words), target=finding.poll_id)
