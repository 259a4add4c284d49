"""Event ids of other rooms: whoever was in a room knows them, and they mean nothing anywhere else."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete

from storage.post_tables import inbox
from tests.seen import rows
from tests.world import World

Attack = Callable[[World, str, str], None]


def _reply(w: World, _order: str, post: str) -> None:
    w.say("vogt", "JF", "erledigt", reply_to=post)


def _number(w: World, _order: str, post: str) -> None:
    w.say("vogt", "JF", "1", reply_to=post)


def _reaction(w: World, _order: str, post: str) -> None:
    w.react("vogt", "JF", post, "✅")


def _edit(w: World, order: str, _post: str) -> None:
    w.edit("demir", "JF", order, "!auftrag an FB 40: Etwas anderes bis 5.2.")


def _removal(w: World, order: str, _post: str) -> None:
    w.redact("vogt", "JF", order)


def _removal_after_long(w: World, order: str, _post: str) -> None:
    """The inbox has forgotten the event by then."""
    with w.store.transaction() as tx:
        tx.execute(delete(inbox))
    w.redact("petersen", "JF", order)


def _file_to_the_post(w: World, _order: str, post: str) -> None:
    w.post_file("vogt", "JF", "Ergebnis.pdf", reply_to=post)


def _file_to_the_order(w: World, order: str, _post: str) -> None:
    w.post_file("vogt", "JF", "Ergebnis.pdf", reply_to=order)


def _vote(w: World, _order: str, post: str) -> None:
    w.vote("vogt", "JF", "1", poll=post)


@pytest.mark.parametrize(
    "attack",
    [
        _reply,
        _number,
        _reaction,
        _edit,
        _removal,
        _removal_after_long,
        _file_to_the_post,
        _file_to_the_order,
        _vote,
    ],
)
def test_an_event_of_another_room_means_nothing_here(w: World, attack: Attack) -> None:
    """Whatever relates to it: nothing is changed, and nothing is said there."""
    order = w.say("demir", "AK", "!auftrag an JF: Räume zählen bis 5.2.")
    w.say("vogt", "JF", "!annehmen A1")
    w.say("demir", "AK", "!entscheide 1")
    post = w.last("AK").event_id
    before = [rows(w, name) for name in ("assignment", "entry", "kept_file", "item", "vote")]
    w.heard("AK")
    attack(w, order, post)
    assert [rows(w, name) for name in ("assignment", "entry", "kept_file", "item", "vote")] == before
    assert w.heard("AK") == []


def test_the_own_message_can_still_be_removed_after_long(w: World) -> None:
    """In the room in which it was written."""
    order = w.say("demir", "AK", "!top Familie Hassan")
    with w.store.transaction() as tx:
        tx.execute(delete(inbox))
    w.redact("demir", "AK", order)
    assert not any("Hassan" in str(row) for row in rows(w, "item"))
