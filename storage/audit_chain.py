"""The chain of the audit: how one row is tied to the one before it. Pure, and fixed for good.

Each row has a `link`: the SHA-256 of the link before it and of the row. It covers `at`, `action`, `outcome`, `room_id`,
`reference` and `seal`, in this order, as a JSON list; not `id`, which only says the order, and neither `actor`,
`acting_as` nor `event_id`, which lead to a person. Those three are covered by the seal: the SHA-256 of a random salt of
the row and of them. As long as the salt is there, none of them can be changed unseen. When somebody's name has to go,
the salt goes with it: the seal stays, so the chain holds, and nobody can find out by trying who stood there. What then
stands in the place of the name (a function, a pseudonym) is a remark and no longer evidence; a user id may not.
"""

import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

START = "0" * 64
"""What the first row is tied to."""

SOMEBODY = "someone"
"""Stands for an actor who is no longer known."""


def new_salt() -> str:
    return secrets.token_hex(16)


def seal(salt: str, actor: str, acting_as: str | None, event_id: str | None) -> str:
    """The commitment to who it was. 128 bits of salt: without them no list of user ids can be tried against it."""
    return _hash([salt, actor, acting_as, event_id])


def link(before: str, at: datetime, covered: Sequence[str | None], sealed: str) -> str:
    """The link of a row: `before` is the link of the one before, `covered` action, outcome, room id and reference."""
    return _hash([before, at.astimezone(UTC).isoformat(timespec="microseconds"), *covered, sealed])


def _hash(parts: list[str | None]) -> str:
    return sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()
