"""Redactions: the text of a removed message goes from everything that was made of it; the skeleton stays."""

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from html import escape
from typing import Any

from sqlalchemy import Connection

from commands import inquiry_posts
from commands.answering import FILE
from commands.assignments.attached import is_copy
from commands.context import Context
from commands.house import House
from commands.posts import refresh_agenda
from commands.stimuli import Redacted
from commands.texts.voice import phrase
from storage import (
    agenda,
    assignments,
    attachments,
    committees,
    date_finding,
    erasure,
    inbox,
    inquiries,
    kept_files,
    meetings,
    outbox,
    questions,
    sources,
    town_calendar,
    year_plan,
)
from storage.post_records import Letter, LetterState

_SHORTEST = 3
"""Words shorter than this occur by themselves everywhere and name nobody."""

_FOLD = re.compile(rb"\r?\n[ \t]")

_CUT = 69
"""A digest shows so much of a long title at least."""


def erase(tx: Connection, house: House, redacted: Redacted, now: datetime) -> bool:
    """Remove the text of a redacted message from everything it made. Whether there was any."""
    ctx = Context(tx, now, house, room_id=redacted.room_id, event_ids=(redacted.event_id,))
    gone = ctx.voice.plain(phrase("erased", day=ctx.today))
    made = sources.made_by(tx, redacted.target)
    things = {f"{kind}:{thing_id}" for _line, kind, thing_id in made}
    words = {text for _line, kind, thing_id in made for text in _blank(ctx, kind, thing_id, gone) if text}
    inbox.forget_text(tx, redacted.target)
    answer = outbox.letter_by_reason(tx, f"reply/{redacted.target}")
    if answer and answer.state is LetterState.PENDING:
        outbox.park(tx, answer.id, "erased")
    for letter in erasure.letters_since(tx, redacted.target):
        if letter.is_file:
            answered = letter.reason.startswith(f"{FILE}{redacted.target}/")
            own = letter.about in things or answered or is_copy(letter.reason, things)
            _clean_file(ctx, letter, words, own=own)
        else:
            _clean(ctx, letter, words, gone, own=letter.reason == f"reply/{redacted.target}")
    return bool(made)


# -- what the message made --------------------------------------------------------------------------------------------


def _blank(ctx: Context, kind: str, thing_id: int, gone: str) -> Iterator[str]:
    """Put `gone` in place of the text of a thing; yields the words that stood there."""
    match kind:
        case "item":
            yield from _blank_item(ctx, thing_id, gone)
        case "outcome" if outcome := agenda.outcome_by_id(ctx.tx, thing_id):
            yield outcome.text
            agenda.change_outcome(ctx.tx, thing_id, gone)
        case "entry" if entry := assignments.entry_by_id(ctx.tx, thing_id):
            yield entry.text
            assignments.change_entry(ctx.tx, thing_id, text=gone if entry.text else "")
        case "assignment" if one := assignments.by_id(ctx.tx, thing_id):
            yield from (one.title, one.expected or "")
            assignments.change(ctx.tx, thing_id, title=gone, expected=None)
        case "standing":
            yield from agenda.blank_standing(ctx.tx, thing_id, gone)
        case "closing_day":
            yield from _blank_closing_day(ctx, date.fromordinal(thing_id), gone)
        case "recess":
            for recess in (known for known in town_calendar.recesses(ctx.tx) if known.id == thing_id):
                yield recess.name
                town_calendar.rename_recess(ctx.tx, thing_id, gone)
                year_plan.forget_name(ctx.tx, recess.name, gone)
        case "committee_date" if committee := committees.by_id(ctx.tx, thing_id):
            yield committee.committee
            committees.rename(ctx.tx, thing_id, gone)
            year_plan.forget_name(ctx.tx, committee.committee, gone)
        case "finding" if finding := date_finding.by_id(ctx.tx, thing_id):
            yield finding.title or ""
            date_finding.change(ctx.tx, thing_id, title=gone if finding.title else None)
        case "vote":
            date_finding.drop_vote(ctx.tx, thing_id)
        case "inquiry" if inquiry := inquiries.by_id(ctx.tx, thing_id):
            yield inquiry.text
            inquiries.change(ctx.tx, thing_id, text=gone)
            inquiry_posts.refresh(ctx, thing_id)
        case "addressee" if addressee := inquiries.addressee_by_id(ctx.tx, thing_id):
            yield addressee.answer or ""
            inquiries.change_addressee(ctx.tx, thing_id, answer=None, answered_at=None)
            inquiry_posts.refresh(ctx, addressee.inquiry_id)
        case "kept_file" if kept := kept_files.by_id(ctx.tx, thing_id):
            yield kept.name
            kept_files.forget(ctx.tx, thing_id, gone)
        case "question":
            questions.close(ctx.tx, thing_id)


def _blank_item(ctx: Context, item_id: int, gone: str) -> Iterator[str]:
    item = agenda.by_id(ctx.tx, item_id)
    assert item is not None
    yield item.title
    agenda.change_item(ctx.tx, item_id, title=gone)
    meeting = meetings.by_id(ctx.tx, item.meeting_id) if item.meeting_id else None
    if meeting:
        refresh_agenda(ctx, meeting)


def _blank_closing_day(ctx: Context, day: date, gone: str) -> Iterator[str]:
    """A day that has been opened again since stays open."""
    name = town_calendar.exceptions(ctx.tx).closed.get(day)
    if name is not None:
        yield name
        town_calendar.close_day(ctx.tx, day, gone)
        year_plan.forget_name(ctx.tx, name, gone)


# -- what the bot wrote -----------------------------------------------------------------------------------------------


def _clean(ctx: Context, letter: Letter, words: Collection[str], gone: str, *, own: bool) -> None:
    """Take the words out of a letter. An answer is removed from its room as well; a post is edited there."""
    content = _without(letter.content, _spellings(words), gone)
    if not content or (content == letter.content and not own):
        return
    personal = letter.reason.startswith(("reply/", "told/"))
    if letter.state is LetterState.PENDING and personal:
        erasure.set_aside(ctx.tx, letter.id)
        return
    if letter.state is not LetterState.SENDING:
        erasure.rewrite(ctx.tx, letter.id, {} if personal else content)
    seen = letter.state in (LetterState.SENT, LetterState.SENDING)
    if not seen or letter.event_type != "m.room.message":
        return
    if personal:
        _write(ctx, letter, "m.room.redaction", {})
    elif letter.target is None and not _is_living(letter):  # that one was brought up to date
        edit = content | {"body": "* " + content["body"], "m.new_content": content}
        _write(ctx, letter, "m.room.message", edit)


def _is_living(letter: Letter) -> bool:
    return (letter.about or "").startswith("agenda:") or letter.reason.startswith(inquiry_posts.LIVING)


def _clean_file(ctx: Context, letter: Letter, words: Collection[str], *, own: bool) -> None:
    """Keep back or remove a file that holds the words, or that speaks of what the message made (`own`).

    A file that is in its room can no longer be looked into here; then only its name and `own` tell.
    """
    file = attachments.of_letter(ctx.tx, letter.id)
    held = letter.content["body"] + (_unfolded(file.data) if file else "")
    if not own and not any(word in held for word in words if len(word) >= _SHORTEST):
        return
    if letter.state is LetterState.PENDING:
        erasure.set_aside(ctx.tx, letter.id)
        return
    if letter.state is not LetterState.SENDING:
        erasure.rewrite(ctx.tx, letter.id, {})
    if letter.state is not LetterState.PARKED:
        _write(ctx, letter, "m.room.redaction", {})


def _unfolded(data: bytes) -> str:
    """The text of a calendar file without its folds and backslashes (RFC 5545, 3.1 and 3.3.11)."""
    text = _FOLD.sub(b"", data).decode(errors="replace")
    return text.replace("\\n", "\n").replace("\\", "")


def _write(ctx: Context, letter: Letter, event_type: str, content: dict[str, Any]) -> None:
    outbox.write_letter(
        ctx.tx,
        reason=f"erased/{letter.id}/{ctx.event_ids[0]}",
        room_id=letter.room_id,
        event_type=event_type,
        content=content,
        target=letter.id,
        not_before=ctx.now,
        priority=outbox.PROMPT,
    )


def _spellings(words: Collection[str]) -> list[str]:
    """The words as they may stand in a letter, the longest first: plain, in HTML, and cut short."""
    known = {word for word in words if len(word) >= _SHORTEST}
    known |= {word[:_CUT] for word in known}
    known |= {escape(word).replace("\n", "<br>") for word in known}
    return sorted(known, key=len, reverse=True)


def _without(value: Any, words: Collection[str], gone: str) -> Any:
    match value:
        case str():
            for word in words:
                value = value.replace(word, gone)
            return value
        case dict():
            return {key: _without(one, words, gone) for key, one in value.items()}
        case list():
            return [_without(one, words, gone) for one in value]
    return value
