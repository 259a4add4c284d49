"""Who may order what (domain 1.4). Deny by default: a right that nobody grants is nobody's."""

from collections.abc import Collection
from enum import StrEnum

from storage.records import Role

LEADING = frozenset({Role.CHAIR, Role.OFFICE, Role.DEPUTY})


class Right(StrEnum):
    """What a command needs.

    ANYONE: any user of our homeservers, in any room. MEMBER: who is in the body's room. LEAD: its chair, office or
    deputy. SETUP: its office, or an operator. OPERATOR: only an operator of the installation.
    """

    ANYONE = "anyone"
    MEMBER = "member"
    LEAD = "lead"
    SETUP = "setup"
    OPERATOR = "operator"


def may(right: Right, roles: Collection[Role], *, in_room: bool, operator: bool) -> bool:
    """Whether somebody with these roles in the body may do it; `in_room`: they are in the body's room now."""
    match right:
        case Right.ANYONE:
            return True
        case Right.MEMBER:
            return in_room
        case Right.LEAD:
            return in_room and not LEADING.isdisjoint(roles)
        case Right.SETUP:
            return operator or (in_room and Role.OFFICE in roles)
        case _:  # OPERATOR, the narrowest
            return operator
