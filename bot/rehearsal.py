"""The whole bot without a homeserver: what people do goes in by hand, what the bot writes arrives at once.

Everything takes the way of real messages: `wants`, the inbox, `handle`, the outbox. Only the wire is missing. The
clock stands still until it is moved, and then stops at every duty.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection

from bot.demo.seen import Seen
from commands.dispatch import Dispatch
from commands.house import House
from commands.stimuli import Stimulus, to_payload
from storage import attachments, inbox, outbox, rooms
from storage.post_records import Letter
from storage.records import Room, RoomMember
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody in a room, with their power there."""

    user_id: str
    name: str
    power: int = 0


class Rehearsal:
    """`now` is aware; it may be set, but `until` is the way to move it. `show` gets all that the bot does in rooms."""

    def __init__(self, store: Store, rules: House, now: datetime, show: Callable[[Seen], None]) -> None:
        self.now = now
        self._store = store
        self._bot = rules.bot_user
        self._dispatch = Dispatch(rules)
        self._show = show

    def room(self, room_id: str, name: str, guests: Iterable[Guest], *, encrypted: bool = True) -> None:
        """A room with these people and the bot, or its new list of members."""
        members = [RoomMember(room_id, one.user_id, one.name, one.power) for one in guests]
        members.append(RoomMember(room_id, self._bot, "Gremienassistenz", 0))
        with self._store.transaction() as tx:
            rooms.put(tx, Room(room_id, name, encrypted, public=False, joined=True))
            rooms.set_members(tx, room_id, members)

    def knows(self, room_id: str) -> bool:
        with self._store.transaction() as tx:
            return rooms.get(tx, room_id) is not None

    def happen(self, stimulus: Stimulus) -> bool:
        """Somebody does something, and the bot deals with it. False: it is none of the bot's business."""
        with self._store.transaction() as tx:
            wanted = self._dispatch.wants(tx, stimulus)
            if wanted:
                row = (stimulus.event_id, stimulus.room_id, to_payload(stimulus))
                inbox.receive(tx, [row], self.now.astimezone(UTC))
        self.handle()
        return wanted

    def handle(self) -> None:
        """Deal with everything that lies in the inbox."""
        with self._store.transaction() as tx:
            for row in inbox.unread(tx):
                self._dispatch.handle(tx, row, self.now.astimezone(UTC))
        self._deliver()

    def next_due(self) -> datetime | None:
        """When the clock has its next order to give."""
        with self._store.transaction() as tx:
            return self._dispatch.next_due(tx)

    def until(self, goal: datetime) -> None:
        """Move the clock on to an aware instant, stopping at every duty on the way."""
        self.tick()
        while (due := self.next_due()) is not None and due <= goal:
            self.now = max(self.now, due.astimezone(goal.tzinfo))
            self.tick()
        self.now = max(self.now, goal)
        self.tick()

    def tick(self) -> None:
        """Run all that is due now."""
        more = True
        while more:
            with self._store.transaction() as tx:
                more = self._dispatch.tick(tx, self.now.astimezone(UTC))
            self._deliver()

    # -- the wire -----------------------------------------------------------------------------------------------------

    def _deliver(self) -> None:
        with self._store.transaction() as tx:
            while letters := outbox.rooms_with_post(tx, self.now.astimezone(UTC)):
                for letter in letters:
                    self._show(self._arrive(tx, letter))

    def _arrive(self, tx: Connection, letter: Letter) -> Seen:
        event_id = new_event_id()
        file = attachments.of_letter(tx, letter.id) if letter.is_file else None
        outbox.mark_sent(tx, letter.id, event_id)
        attachments.forget(tx, letter.id)
        target = outbox.letter_by_id(tx, letter.target) if letter.target else None
        if file is not None:
            words = f"[Datei {file.name}, {max(1, round(len(file.data) / 1000))} kB]"
            return Seen(event_id, letter.room_id, self._bot, "text", words, file=(file.name, file.data))
        return _seen(event_id, self._bot, letter, target.event_id if target else None)


def new_event_id() -> str:
    return f"${uuid4().hex}"


def _seen(event_id: str, sender: str, letter: Letter, target: str | None) -> Seen:
    content: Mapping[str, object] = letter.content
    relation = letter.content.get("m.relates_to", {})
    if letter.event_type == "m.reaction":
        return Seen(event_id, letter.room_id, sender, "mark", relation["key"], relation["event_id"])
    if letter.event_type == "pin":
        return Seen(event_id, letter.room_id, sender, "pin", "", target)
    if letter.event_type == outbox.LEAVE:
        return Seen(event_id, letter.room_id, sender, "text", "[Der Bot hat den Raum verlassen]")
    if letter.event_type == "org.matrix.msc3381.poll.start":
        return Seen(event_id, letter.room_id, sender, "text", f"[Umfrage] {content['org.matrix.msc1767.text']}")
    if letter.event_type == "org.matrix.msc3381.poll.end":
        return Seen(event_id, letter.room_id, sender, "text", f"[{content['org.matrix.msc1767.text']}]", target)
    if letter.event_type == "m.room.redaction":
        return Seen(event_id, letter.room_id, sender, "mark", "gelöscht", target)
    if target is not None:
        return Seen(event_id, letter.room_id, sender, "edit", letter.content["m.new_content"]["body"], target)
    reply = relation.get("m.in_reply_to", {}).get("event_id")
    return Seen(event_id, letter.room_id, sender, "text", str(content["body"]), reply)
