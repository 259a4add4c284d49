"""What a person's client sends: the content of events as Element makes it."""

from collections.abc import Sequence
from typing import Any

Content = dict[str, Any]


def text(
    words: str,
    *,
    mentions: Sequence[str] = (),
    html: str | None = None,
    reply_to: str | None = None,
    thread: str | None = None,
) -> Content:
    """A text message. In a thread, `reply_to` is the message of the thread that is answered."""
    content: Content = {
        "msgtype": "m.text",
        "body": words,
        "m.mentions": {"user_ids": list(mentions)} if mentions else {},
    }
    if html is not None:
        content |= {"format": "org.matrix.custom.html", "formatted_body": html}
    relation: Content = {}
    if thread is not None:
        relation = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": reply_to is None}
    if thread is not None or reply_to is not None:
        content["m.relates_to"] = {**relation, "m.in_reply_to": {"event_id": reply_to or thread}}
    return content


def edit(event_id: str, words: str, *, mentions: Sequence[str] = ()) -> Content:
    """A new text for the message `event_id`; for clients that know no edits it begins with an asterisk."""
    relation = {"rel_type": "m.replace", "event_id": event_id}
    return {
        **text(f" * {words}", mentions=mentions),
        "m.new_content": text(words, mentions=mentions),
        "m.relates_to": relation,
    }


def reaction(event_id: str, key: str) -> Content:
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": event_id, "key": key}}


def room(name: str, invite: Sequence[str], *, encrypted: bool, version: str | None, levels: Content | None) -> Content:
    """The body of a request that creates a private room, encrypted from its first message on."""
    body: Content = {"name": name, "preset": "private_chat", "invite": list(invite)}
    if encrypted:
        encryption = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
        body["initial_state"] = [encryption]
    if version is not None:
        body["room_version"] = version
    if levels is not None:
        body["power_level_content_override"] = levels
    return body
