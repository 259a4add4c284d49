"""Deny by default: whoever says whatever wherever, only who has the right now gets anything done."""

from itertools import islice

import pytest

from commands.catalogue import registry
from tests import authority
from tests.authority import ANYONE, MEMBER, OPERATOR, PEOPLE, SETUP, Cell
from tests.world import World

_STEP = 59
"""Each how-manieth cell of the whole product is tried here; the bench tries all."""


@pytest.mark.parametrize("encrypted", [True, False])
def test_nobody_orders_what_they_may_not(w: World, encrypted: bool) -> None:
    """Every command, person and place, by some of the ways to say it."""
    authority.prepare(w, encrypted=encrypted)
    some = islice(authority.cells(), int(encrypted), None, _STEP)
    counts, wrong = authority.judge(w, some, encrypted=encrypted)
    assert wrong == []
    assert min(counts.values()) > 50


def test_every_command_works_for_who_may(w: World) -> None:
    """Else its refusal to all others would prove nothing. In the body's room the lines of most really do something."""
    authority.prepare(w, encrypted=True)
    people = {one.name: one for one in PEOPLE}
    works = 0
    for name, line in authority.orders().items():
        who = people["vogt" if name in OPERATOR else "office" if name in SETUP else "demir"]
        came = authority.tried(w, Cell(who, "room", name, "said"), line)
        assert not came.denied and came.outcome != "failed", (name, came)
        works += bool(came.touched) or came.told or came.outcome == "done"
    assert works > 50


def test_the_statement_names_commands_that_there_are() -> None:
    """A command that is renamed must not slip into the wrong group."""
    named = ANYONE | OPERATOR | SETUP | MEMBER
    assert named <= {one.name for one in registry().commands}
    assert len(ANYONE) + len(OPERATOR) + len(SETUP) + len(MEMBER) == len(named)
