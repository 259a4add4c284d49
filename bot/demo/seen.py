"""What appears in a room, as a client would show it; from a homeserver or from a rehearsal without one."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "edit", "mark", "pin"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that appeared in a room.

    `text` is the plain text, of an edit the new one, of a mark its key, of a pin nothing. `of` is the event that an
    edit, a mark or a pin points at, or that a text replies to. `file`: name and bytes of a file; `text` names it.
    """

    event_id: str
    room_id: str
    sender: str
    kind: Kind
    text: str
    of: str | None = None
    file: tuple[str, bytes] | None = None
