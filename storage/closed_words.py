"""What is meant for one body only has no place in a public room: there its words are taken out of every letter.

This stands at the one door through which all letters go, so that no list, post or question can forget it.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from sqlalchemy import Connection, bindparam, select

from storage.assignment_tables import assignment, entry
from storage.formal_tables import correction, decision
from storage.tables import item, outcome, room

HIDDEN = "[…]"
"""In the place of the words; the number of the thing stays."""

_PUBLIC = select(room.c.id).where(room.c.id == bindparam("room_id"), room.c.public)
_CONFIDENTIAL = (
    select(item.c.title).where(item.c.confidential),
    select(outcome.c.text).join(item, item.c.id == outcome.c.item_id).where(item.c.confidential),
    select(assignment.c.title, assignment.c.expected, assignment.c.reference).where(assignment.c.confidential),
    select(entry.c.text).join(assignment, assignment.c.id == entry.c.assignment_id).where(assignment.c.confidential),
    select(decision.c.text, decision.c.dissent).where(decision.c.confidential),
    select(correction.c.before, correction.c.after)
    .join(decision, decision.c.id == correction.c.decision_id)
    .where(decision.c.confidential),
)
_NO_WORDS = frozenset({"m.relates_to", "m.mentions", "msgtype", "format"})


def is_public(tx: Connection, room_id: str) -> bool:
    return tx.execute(_PUBLIC, {"room_id": room_id}).first() is not None


def as_read_in(tx: Connection, room_id: str, content: dict[str, Any]) -> dict[str, Any]:
    """The content of a letter as it may be read in this room: unchanged but in a public one."""
    if not is_public(tx, room_id):
        return content
    words = {form for word in _words(tx) for form in (word, escape(word).replace("\n", "<br>"))}
    if not words:
        return content
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    cleaned: dict[str, Any] = _without(content, pattern)
    return cleaned


def _words(tx: Connection) -> Iterator[str]:
    for query in _CONFIDENTIAL:
        for row in tx.execute(query):
            yield from (word for word in row if word and word.strip())


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    match value:
        case str():
            return pattern.sub(HIDDEN, value)
        case dict():
            return {key: one if key in _NO_WORDS else _without(one, pattern) for key, one in value.items()}
        case list():
            return [_without(one, pattern) for one in value]
    return value
