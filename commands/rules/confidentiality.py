"""What is meant for one body only: it is shown in that body's room, and anywhere else as a number.

An assignment belongs to two bodies, the one that gave it and the one that does it; in both rooms it is shown in full.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from storage.assignment_records import Assignment
from storage.records import Item


def owners(one: Assignment | Item) -> tuple[int, ...]:
    """The bodies that a thing belongs to."""
    if isinstance(one, Item):
        return (one.body_id,)
    return (one.giver_id,) if one.receiver_id is None else (one.giver_id, one.receiver_id)


def is_shown(one: Assignment | Item, body_id: int) -> bool:
    """Whether the texts of a thing may stand in the room of this body; if not, it is only counted there."""
    return not one.confidential or body_id in owners(one)


def numbers(hidden: Collection[Assignment], signs: Mapping[int, str]) -> Sequence[tuple[tuple[str, ...], int]]:
    """How many assignments are meant for which bodies only: (their signs, count), in the order of the signs."""
    counts = Counter(tuple(signs[body_id] for body_id in owners(one)) for one in hidden)
    return sorted(counts.items())
