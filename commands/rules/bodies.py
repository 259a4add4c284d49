"""How bodies stand to each other, and what may become of one."""

import re
from collections.abc import Sequence

from commands.rules.refusal import Refused
from storage.assignment_records import Assignment
from storage.records import Body, BodyKind, BodyState, Mandate

_SIGN = re.compile(r"[^\W_][\w-]{0,14}")


def check_sign(sign: str) -> None:
    """Refuse a short sign that is not letters, digits and hyphens, up to 15 of them (domain 1.5)."""
    if not _SIGN.fullmatch(sign) or sign.isdigit():
        raise Refused("body.bad_sign", sign=sign)


def mandate_of(kind: BodyKind, mandate: Mandate | None) -> Mandate:
    """Only a strategic body decides; one that does not say so advises."""
    if mandate is Mandate.DECIDING and kind is not BodyKind.STRATEGIC:
        raise Refused("body.cannot_decide")
    return mandate or Mandate.ADVISING


def descendants(body: Body, every: Sequence[Body]) -> list[Body]:
    """All bodies below, level by level, dissolved ones left out."""
    found: list[Body] = []
    level = [body.id]
    while level:
        below = [one for one in every if one.parent_id in level and one.state is not BodyState.DISSOLVED]
        found += below
        level = [one.id for one in below]
    return found


def family(body: Body, every: Sequence[Body]) -> list[Body]:
    """The topmost body above, with all bodies below it."""
    top = body
    known = {one.id: one for one in every}
    while top.parent_id is not None:
        top = known[top.parent_id]
    return [top, *descendants(top, every)]


def in_sight(body: Body, every: Sequence[Body]) -> list[int]:
    """The bodies whose dates and assignments may be spoken of in the room of `body`.

    The jour fixe prepares the work of all bodies of its tree; every other body sees itself alone.
    """
    if body.kind is BodyKind.EXCHANGE:
        return [one.id for one in family(body, every)]
    return [body.id]


def neighbours(body: Body, every: Sequence[Body]) -> list[int]:
    """The bodies whose dates concern `body`: itself, the one above and those below; for a jour fixe its whole tree."""
    if body.kind is BodyKind.EXCHANGE:
        return [one.id for one in family(body, every)]
    above = [] if body.parent_id is None else [body.parent_id]
    return [body.id, *above, *(one.id for one in descendants(body, every))]


def check_parent(body: Body | None, parent: Body, every: Sequence[Body]) -> None:
    """Refuse a parent that is dissolved, the body itself, or below it."""
    if parent.state is BodyState.DISSOLVED:
        raise Refused("body.dissolved", body=parent.name)
    if body and (parent.id == body.id or parent in descendants(body, every)):
        raise Refused("body.circle", body=body.name, parent=parent.name)


def check_dissolve(body: Body, still_open: Sequence[Assignment], below: Sequence[Body]) -> None:
    """A body is dissolved only when nothing of it is left open (domain 1.3 A)."""
    if still_open:
        numbers = tuple(f"{one.number} „{one.title}“" for one in still_open)
        raise Refused("body.still_open", body=body.name, assignments=numbers)
    if below:
        raise Refused("body.has_children", body=body.name, children=tuple(one.sign for one in below))
