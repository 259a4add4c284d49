"""What is taken out of the outbox together, and what has to wait for those before it (reliability A2, D)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.jobs import Job, Ledger
from bot.matrix.sending import PIN, Sent
from storage import outbox
from storage.post_records import Letter, LetterState
from tests.seen import rows
from tests.world import World

NOW = datetime(2027, 1, 11, 8, tzinfo=UTC)
A_DAY = timedelta(days=1)


class Desk:
    """An outbox, with letters for the room !a if nothing else is said, and the ledger of the device GERAET."""

    def __init__(self, w: World) -> None:
        self._w = w
        self.woken = 0
        self.ledger = Ledger(lambda: "GERAET", self._wake)

    def _wake(self) -> None:
        self.woken += 1

    def write(self, reason: str, **more: Any) -> str:
        letter: dict[str, Any] = {
            "room_id": "!a",
            "event_type": "m.room.message",
            "content": {"body": reason},
            "not_before": NOW,
        }
        with self._w.store.transaction() as tx:
            return outbox.write_letter(tx, reason=reason, **(letter | more))

    def begin(self, now: datetime = NOW, room: str = "!a") -> Job | None:
        with self._w.store.transaction() as tx:
            queues, _ = outbox.due_queues(tx, now, 9)
            queue = next((one for one in queues if one[0].room_id == room), None)
            return self.ledger.begin(tx, queue, now) if queue else None

    def note_sent(self, job: Job | None) -> None:
        assert job is not None
        with self._w.store.transaction() as tx:
            done = [(errand.letter, Sent(f"${errand.letter.reason}")) for errand in job.errands]
            self.ledger.note(tx, done, NOW)

    def letter(self, letter_id: str) -> Letter:
        with self._w.store.transaction() as tx:
            found = outbox.letter_by_id(tx, letter_id)
        assert found is not None
        return found


@pytest.fixture
def desk(empty_world: World) -> Desk:
    return Desk(empty_world)


def reasons(job: Job | None) -> list[str]:
    return [errand.letter.reason for errand in job.errands] if job else []


def test_what_a_database_that_was_put_back_forgot_to_have_sent_is_not_sent_again(desk: Desk) -> None:
    """Its event is known from the room; what is pinned is compared with the room all the same."""
    post = desk.write("post")
    pin = desk.write("pin", event_type=PIN, content={}, target=post)
    desk.ledger.posted = {post: "$post", pin: "$pin"}
    job = desk.begin()
    assert reasons(job) == ["pin"]
    assert job is not None and job.errands[0].target == "$post"
    known = desk.letter(post)
    assert (known.state, known.event_id, known.attempts, desk.woken) == (LetterState.SENT, "$post", 0, 1)


def test_a_pin_goes_alone(desk: Desk) -> None:
    """Behind what is sent before it, and in front of what is sent after it."""
    post = desk.write("post")
    desk.write("pin", event_type=PIN, content={}, target=post)
    desk.write("after")
    for wanted in ("post", "pin", "after"):
        job = desk.begin()
        assert reasons(job) == [wanted]
        desk.note_sent(job)
    assert desk.begin() is None


def test_what_speaks_of_a_letter_of_another_room_waits_for_it(desk: Desk) -> None:
    other = desk.write("other", room_id="!b")
    desk.write("pin", event_type=PIN, content={}, target=other)
    assert desk.begin() is None
    desk.note_sent(desk.begin(room="!b"))
    job = desk.begin()
    assert job is not None and job.errands[0].target == "$other"


def test_what_has_to_be_looked_for_first_waits_for_those_before_it(desk: Desk) -> None:
    """The device that may have sent it was another; what was put into the queue before it goes out first."""
    desk.write("new")
    tried = desk.write("tried")
    desk.write("last")
    with desk._w.store.transaction() as tx:
        outbox.begin_attempt(tx, tried, "ALT", NOW)
    first = desk.begin()
    assert reasons(first) == ["new"]
    desk.note_sent(first)
    second = desk.begin()
    assert reasons(second) == ["tried"]
    assert second is not None and second.look


def test_what_waits_for_its_time_holds_back_all_behind_it(desk: Desk) -> None:
    desk.write("later", not_before=NOW + A_DAY)
    desk.write("behind")
    desk.write("behind that")
    assert desk.begin() is None
    assert reasons(desk.begin(NOW + A_DAY)) == ["later", "behind", "behind that"]


def test_rewriting_what_is_not_there_writes_nothing(empty_world: World) -> None:
    with empty_world.store.transaction() as tx:
        outbox.rewrite(tx, "gibt-es-nicht", {"body": "neu"})
    assert rows(empty_world, "letter") == []
