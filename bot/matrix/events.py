"""From what a person's client sends to a stimulus: strict, size-limited, and only our kinds of event.

The wire formats are those of Client-Server API 1.18, "Instant messaging", "Event replacements", "Event annotations",
"Redactions", "Rich replies" and "Threading"; votes are those of MSC3381 in its unstable and its stable form. Real
clients' habits are in the reference on rendering.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from commands.stimuli import Edited, Reacted, Redacted, Said, Stimulus, Voted

_Id = Annotated[str, Field(min_length=1, max_length=255)]
_Text = Annotated[str, Field(max_length=65_536)]
POLL_RESPONSES = ("org.matrix.msc3381.poll.response", "m.poll.response")
_LAST_MOMENT = 253_402_300_799_000
"""The end of the year 9999 in milliseconds; Python's calendar ends there."""


class _Lenient(BaseModel):
    """Unknown fields are ignored, known ones must have their exact type."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class _Event(_Lenient):
    event_id: _Id
    sender: Annotated[str, Field(pattern=r"^@[^:\p{C}]*:[!-~]+$", max_length=255)]
    origin_server_ts: Annotated[int, Field(ge=0, le=_LAST_MOMENT)]


class _ReplyTo(_Lenient):
    event_id: _Id


class _Relation(_Lenient):
    rel_type: str | None = Field(None, max_length=255)
    event_id: _Id | None = None
    key: str | None = Field(None, max_length=255)
    falls_back: bool = Field(False, alias="is_falling_back")
    reply_to: _ReplyTo | None = Field(None, alias="m.in_reply_to")


class _Mentions(_Lenient):
    user_ids: list[str] = Field(default_factory=list, max_length=10_000)


class _Message(_Lenient):
    msgtype: str
    body: _Text
    mentions: _Mentions = Field(default_factory=_Mentions, alias="m.mentions")


class _Content(_Message):
    relation: _Relation | None = Field(None, alias="m.relates_to")
    new: _Message | None = Field(None, alias="m.new_content")


class _MessageEvent(_Event):
    content: _Content


class _Annotation(_Lenient):
    rel_type: Literal["m.annotation"]
    event_id: _Id
    key: Annotated[str, Field(min_length=1, max_length=255)]


class _Reaction(_Lenient):
    relation: _Annotation = Field(alias="m.relates_to")


class _ReactionEvent(_Event):
    content: _Reaction


class _RedactedId(_Lenient):
    redacts: _Id | None = None


class _RedactionEvent(_Event):
    """Room version 11 moved `redacts` into the content; both are read."""

    redacts: _Id | None = None
    content: _RedactedId = Field(default_factory=_RedactedId)


class _Reference(_Lenient):
    rel_type: Literal["m.reference"]
    event_id: _Id


_Answers = Annotated[list[Annotated[str, Field(max_length=255)]], Field(max_length=100)]


class _Selected(_Lenient):
    answers: _Answers = Field(default_factory=list)


class _Response(_Lenient):
    """What is selected stands in a block of its own in the unstable form, and bare in the stable one."""

    relation: _Reference = Field(alias="m.relates_to")
    unstable: _Selected | None = Field(None, alias="org.matrix.msc3381.poll.response")
    stable: _Answers | None = Field(None, alias="m.selections")


class _ResponseEvent(_Event):
    content: _Response


@dataclass(frozen=True, slots=True)
class Bot:
    """Who the bot is in a room: its user id and its display name there."""

    user_id: str
    name: str


def read(source: dict[str, Any], room_id: str, bot: Bot, *, encrypted: bool) -> Stimulus | None:
    """The stimulus in a raw (decrypted) event; None for what is no business of ours.

    `encrypted`: it came encrypted, from a device of its sender. Raises pydantic.ValidationError for a malformed event
    of one of our kinds. The bot's own events, notices and emotes are no stimuli.
    """
    if source.get("sender") == bot.user_id:
        return None
    match source.get("type"):
        case "m.room.message":
            return _message(source, room_id, bot, encrypted)
        case "m.reaction":
            return _reaction(_ReactionEvent.model_validate(source), room_id)
        case "m.room.redaction":
            return _redaction(_RedactionEvent.model_validate(source), room_id)
        case kind if kind in POLL_RESPONSES and source.get("content"):
            return _vote(_ResponseEvent.model_validate(source), room_id)
    return None


def _message(source: dict[str, Any], room_id: str, bot: Bot, encrypted: bool) -> Stimulus | None:
    content = source.get("content")
    if isinstance(content, dict) and content.get("msgtype") == "m.audio":
        return _spoken(_MessageEvent.model_validate(source), room_id, bot, encrypted)
    if isinstance(content, dict) and (not content or content.get("msgtype") != "m.text"):
        return None  # redacted, or nothing a person typed
    event = _MessageEvent.model_validate(source)
    relation, new = event.content.relation, event.content.new
    if relation is not None and relation.rel_type == "m.replace":
        if new is None or new.msgtype != "m.text" or relation.event_id is None:
            return None
        text, mentioned = _addressed(new.body, new.mentions, bot)
        return Edited(
            event_id=event.event_id,
            room_id=room_id,
            sender=event.sender,
            text=text,
            at=_instant(event),
            replaces=relation.event_id,
            mentions_bot=mentioned,
            encrypted=encrypted,
        )
    return _said(event, room_id, bot, encrypted)


def _spoken(event: _MessageEvent, room_id: str, bot: Bot, encrypted: bool) -> Said | None:
    """A voice message that replies to something: that it is one, and nothing of what is in it."""
    relation = event.content.relation
    said = _said(event, room_id, bot, encrypted)
    if said.reply_to is None or (relation is not None and relation.rel_type == "m.replace"):
        return None
    return replace(said, text="", voice=True, mentions_bot=False)


def _said(event: _MessageEvent, room_id: str, bot: Bot, encrypted: bool) -> Said:
    relation, body, reply_to, thread = event.content.relation, event.content.body, None, None
    if relation is not None:
        thread = relation.event_id if relation.rel_type == "m.thread" else None
        if relation.reply_to is not None:
            body = _without_quote(body)
            # In a thread the fallback names the last message there, which is not what the person answered.
            reply_to = None if thread is not None and relation.falls_back else relation.reply_to.event_id
    text, mentioned = _addressed(body, event.content.mentions, bot)
    return Said(
        event_id=event.event_id,
        room_id=room_id,
        sender=event.sender,
        text=text,
        at=_instant(event),
        reply_to=reply_to,
        thread=thread,
        mentions_bot=mentioned,
        encrypted=encrypted,
    )


def _reaction(event: _ReactionEvent, room_id: str) -> Reacted:
    relation = event.content.relation
    return Reacted(event.event_id, room_id, event.sender, relation.event_id, relation.key, _instant(event))


def _redaction(event: _RedactionEvent, room_id: str) -> Redacted | None:
    target = event.redacts or event.content.redacts
    if target is None:
        return None
    return Redacted(event.event_id, room_id, event.sender, target, _instant(event))


def _vote(event: _ResponseEvent, room_id: str) -> Voted:
    content = event.content
    answers = content.stable if content.unstable is None else content.unstable.answers
    poll = content.relation.event_id
    return Voted(event.event_id, room_id, event.sender, poll, tuple(answers or ()), _instant(event))


def _instant(event: _Event) -> datetime:
    return datetime.fromtimestamp(event.origin_server_ts / 1000, UTC)


def _without_quote(body: str) -> str:
    """The text of a rich reply without the quoted lines that older clients put before it."""
    if not body.startswith("> "):
        return body
    lines = body.split("\n")
    first = next((number for number, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[first:]).removeprefix("\n")


def _addressed(body: str, mentions: _Mentions, bot: Bot) -> tuple[str, bool]:
    """The text without the bot's name in front of it, and whether the bot is meant."""
    match = _called((bot.user_id, bot.name)).match(body)
    if match is not None:
        return body[match.end() :], True
    return body, bot.user_id in mentions.user_ids


@lru_cache(maxsize=1000)
def _called(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names at the beginning, with or without @. A colon that goes on is part of somebody else's id."""
    words = "|".join(re.escape(name.removeprefix("@")) for name in names if name)
    return re.compile(rf"\s*@?(?:{words})(?:[:,]*(?:\s+|$)|[:,]+(?=!))", re.IGNORECASE)
