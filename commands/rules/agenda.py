"""Items: what is noticed about them and what becomes of them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from commands.rules.access import LEADING
from commands.rules.refusal import Refused
from storage.records import BodyKind, Item, ItemState, Role

ASK_AFTER = 3
"""Put off this often, an item is asked about: deal with it, park it, or drop it (domain 1.3 C)."""

MOVED_WITHIN = timedelta(minutes=15)
"""So long after a renumbering a number may still be meant as it was before."""

SIMILAR_WITHIN = timedelta(days=7)
SIMILAR_AMONG = 50
"""A topic is held against so many of the newest ones."""


def check_own(item: Item, sender: str | None, roles: Collection[Role]) -> None:
    """Refuse to change somebody else's item to who does not lead the body (domain 1.4)."""
    if item.proposed_by != sender and LEADING.isdisjoint(roles):
        raise Refused("item.not_yours", number=item.position, title=item.title)


def check_open(item: Item) -> None:
    """Refuse to move what was dealt with already; its result would leave the meeting with it."""
    if item.state is ItemState.DONE:
        raise Refused("item.is_done", number=item.position, title=item.title)
    if item.state is ItemState.REFERRED:
        raise Refused("item.is_referred", number=item.position, title=item.title)


def check_proposed(item: Item) -> None:
    """Only what waits for a word of the lead can be taken up."""
    if item.state is not ItemState.PROPOSED:
        raise Refused("item.not_proposed", number=item.position, title=item.title)


def state_of_new(kind: BodyKind, roles: Collection[Role], *, late: bool) -> ItemState:
    """What comes in after the deadline waits until who leads the body takes it up (domain 1.3 C); in a jour fixe, and
    when it comes from the lead itself, it is on the agenda at once."""
    if late and kind is not BodyKind.EXCHANGE and LEADING.isdisjoint(roles):
        return ItemState.PROPOSED
    return ItemState.OPEN


def check_movable(item: Item) -> None:
    """Refuse to put off or park what was dealt with, and what stands on the next agenda anyway."""
    check_open(item)
    if item.standing:
        raise Refused("item.is_standing", number=item.position, title=item.title)


def oldest_open(today: date) -> date:
    """A meeting before this day counts as over even if nobody closed it."""
    return today - timedelta(days=14)


def similar(words: frozenset[str], others: Sequence[tuple[int, frozenset[str]]]) -> int | None:
    """The item that seems to be the same topic: all words of one title are in the other. Words come folded."""
    for item_id, known in others:
        if words and known and (words <= known or known <= words):
            return item_id
    return None


STALE_AFTER = timedelta(days=730)
"""So long an item lies in the backlog before it is asked about."""


def is_stale(item: Item, now: datetime, today: date) -> bool:
    """Whether an item of the backlog was neither added nor on an agenda within two years, and has no day to come."""
    lately = item.first_on is not None and item.first_on > today - STALE_AFTER
    return item.resubmit_on is None and not lately and item.created_at < now - STALE_AFTER


def is_leftover(item: Item) -> bool:
    """Whether an item is on the agenda only because it was put off; not if it comes back on its day, and not if it is
    to be dealt with at last."""
    return 0 < item.postponed < ASK_AFTER and item.resubmit_on is None


def reordered(items: Sequence[Item], moved: Item, place: int) -> list[Item]:
    """The agenda with one item at a place (counted from 1), the others in their order."""
    rest = [item for item in items if item.id != moved.id]
    rest.insert(max(0, min(place, len(items)) - 1), moved)
    return rest


def edit_until(meeting_start: datetime, created_at: datetime) -> datetime:
    """Until when an edit of the message still renames its item: 24 hours, and before the meeting (domain story 1)."""
    return min(meeting_start, created_at + timedelta(hours=24))
