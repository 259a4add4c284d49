"""What a person sees of a room: events in order, decrypted, with what they refer to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Heard:
    """One event of a room as a client would show it.

    `body` and `html` of an edit are the new text, and `replaces` names the first version. `target` is the event that a
    reaction or a redaction points at. `encrypted`: it came encrypted. `type` is "m.room.encrypted" while it cannot be
    read, and for ever once it was redacted. `name` is the state key of a state event.
    """

    event_id: str
    room_id: str
    sender: str
    at: datetime
    type: str
    encrypted: bool
    content: Mapping[str, Any]
    msgtype: str | None = None
    body: str | None = None
    html: str | None = None
    replaces: str | None = None
    reply_to: str | None = None
    thread: str | None = None
    target: str | None = None
    key: str | None = None
    name: str | None = None

    @property
    def readable(self) -> bool:
        return self.type != "m.room.encrypted" or not self.content


def heard(room_id: str, wire: Mapping[str, Any], plain: Mapping[str, Any] | None) -> Heard:
    """Read an event: `wire` as the homeserver gave it, `plain` its decrypted form if there is one."""
    event = plain or wire
    content = _mapping(event.get("content"))
    relation = _mapping(content.get("m.relates_to") or _mapping(wire.get("content")).get("m.relates_to"))
    kind = relation.get("rel_type")
    text = _mapping(content.get("m.new_content", content)) if kind == "m.replace" else content
    related = _text(relation.get("event_id"))
    return Heard(
        event_id=wire["event_id"],
        room_id=room_id,
        sender=wire["sender"],
        at=datetime.fromtimestamp(wire["origin_server_ts"] / 1000, UTC),
        type=event["type"],
        encrypted=wire["type"] == "m.room.encrypted",
        content=content,
        msgtype=_text(text.get("msgtype")),
        body=_text(text.get("body")),
        html=_text(text.get("formatted_body")),
        replaces=related if kind == "m.replace" else None,
        reply_to=_text(_mapping(relation.get("m.in_reply_to")).get("event_id")),
        thread=related if kind == "m.thread" else None,
        target=related if kind == "m.annotation" else _text(wire.get("redacts") or content.get("redacts")),
        key=_text(relation.get("key")),
        name=wire.get("state_key"),
    )


class Timeline:
    """The events of one room in the order of hearing. What could not be read at first is read in its place later."""

    def __init__(self) -> None:
        self._events: dict[str, Heard] = {}

    def add(self, event: Heard) -> None:
        """Append an event, or put its readable form where the unreadable one stands."""
        known = self._events.get(event.event_id)
        if known is None or not known.readable:
            self._events[event.event_id] = event

    def all(self) -> list[Heard]:
        return list(self._events.values())


def _mapping(value: Any) -> Mapping[str, Any]:
    """A homeserver delivers whatever somebody has sent; what has the wrong form is as good as not there."""
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
