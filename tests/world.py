"""The language of the tests: a town, its people and rooms, and a clock that is moved by hand.

Everything goes through the entrance that real messages take: stimuli into the inbox, `Dispatch.handle`, letters out
of the outbox. Only the wire is missing; each letter counts as sent at once and gets an event id.
"""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.config import Access, Town, house
from bot.demo.town import PEOPLE, SERVER
from commands.arriving import receive
from commands.dispatch import Dispatch
from commands.stimuli import Arrived, Edited, Filed, Reacted, Redacted, Said, Stimulus, Voted
from storage import attachments, inbox, invariants, outbox, rooms
from storage.erasure_list import ErasureList
from storage.post_records import Letter
from storage.records import Room, RoomMember
from tests.fresh import fresh_database, open_store
from tests.scene import BOT, File, Heard, Post, user

ZONE = ZoneInfo("Europe/Berlin")


class World:
    """A town with an empty database. `now` is local."""

    def __init__(self, folder: Path, now: str, database: Path | None = None) -> None:
        shutil.copy(database or fresh_database(), folder / "world.db")
        erasures = ErasureList(folder)
        self.store = open_store(folder / "world.db", erasures)
        self.now = datetime.fromisoformat(now).replace(tzinfo=ZONE)
        people = {"operators": (user("vogt"),), "homeservers": (SERVER,)}
        access = Access(**people, commands_a_minute=0, room_commands_a_minute=0)  # its clock stands still
        self.house = house(Town(name="Kreisstadt Brakenfeld", state="NW"), access, BOT, erasures=erasures)
        self.dispatch = Dispatch(self.house)
        self.rooms: dict[str, Heard] = {}
        self._ids = count(1)
        self._held = False
        self._spoilt = False
        self._away_since: datetime | None = None
        self._moderators: dict[str, tuple[str, ...]] = {}

    def close(self) -> None:
        """The end; what must always hold does, unless the test has spoilt it."""
        with self.store.transaction() as tx:
            broken = () if self._spoilt else invariants.broken(tx)
        self.store.close()
        assert not broken, broken

    def spoil(self) -> None:
        """The test is about to write rows by hand, and need not leave all as it ought to be."""
        self._spoilt = True

    def twin(self, folder: Path, database: Path) -> "World":
        """A world of its own that goes on from here; `database` is this one's, closed."""
        twin = World(folder, self.now.replace(tzinfo=None).isoformat(), database)
        twin.rooms, twin._moderators = deepcopy(self.rooms), dict(self._moderators)
        twin._ids = count(next(self._ids))
        return twin

    # -- setting up ---------------------------------------------------------------------------------------------------

    def room(
        self, name: str, *members: str, moderators: tuple[str, ...] = (), encrypted: bool = True, public: bool = False
    ) -> None:
        """A room with these members and the bot."""
        room_id = f"!{name}"
        self.rooms[room_id] = Heard()
        with self.store.transaction() as tx:
            rooms.put(tx, Room(room_id, name, encrypted, public, joined=True))
        self._moderators[room_id] = moderators
        self.join(name, *dict.fromkeys((*moderators, *members)))

    def join(self, name: str, *members: str) -> None:
        """Let people join a room beside those who are in it."""
        room_id = f"!{name}"
        moderators = self._moderators[room_id]
        with self.store.transaction() as tx:
            known = {one.user_id: one for one in rooms.members(tx, room_id)}
            known[BOT] = RoomMember(room_id, BOT, "Gremienassistenz", 0)
            for one in members:
                name_, power = PEOPLE.get(one, one), 100 if one in moderators else 0
                known[user(one)] = RoomMember(room_id, user(one), name_, power)
            rooms.set_members(tx, room_id, known.values())

    def leave(self, name: str, *members: str) -> None:
        """Let people leave a room."""
        gone = {user(one) for one in members}
        with self.store.transaction() as tx:
            staying = [one for one in rooms.members(tx, f"!{name}") if one.user_id not in gone]
            rooms.set_members(tx, f"!{name}", staying)

    # -- what happens -------------------------------------------------------------------------------------------------

    def say(self, who: str, room: str, text: str, **more: Any) -> str:
        """Somebody writes a message; `more` are further fields of `Said`. Returns its event id."""
        event_id = self._event_id()
        self._happen(Said(event_id, f"!{room}", user(who), text, self.utc, **{"encrypted": True, **more}))
        return event_id

    def mention(self, who: str, room: str, text: str) -> None:
        """Somebody writes a message that names the bot."""
        self._happen(Said(self._event_id(), f"!{room}", user(who), text, self.utc, mentions_bot=True))

    def edit(self, who: str, room: str, event_id: str, text: str) -> None:
        self._happen(Edited(self._event_id(), f"!{room}", user(who), text, self.utc, replaces=event_id))

    def react(self, who: str, room: str, event_id: str, key: str) -> None:
        self._happen(Reacted(self._event_id(), f"!{room}", user(who), event_id, key, self.utc))

    def vote(
        self, who: str, room: str, *numbers: int | str, poll: str | None = None, at: datetime | None = None
    ) -> str:
        """Somebody ticks answers (by number, or any id) in the room's newest poll. Returns the event id of the vote."""
        seen = self.rooms[f"!{room}"].polls
        poll = poll or next(reversed(seen))
        offered: Any = seen[poll]["answers"] if poll in seen else []
        ids = tuple(str(offered[one - 1]["id"]) if isinstance(one, int) else one for one in numbers)
        event_id = self._event_id()
        self._happen(Voted(event_id, f"!{room}", user(who), poll, ids, at or self.utc))
        return event_id

    def redact(self, who: str, room: str, event_id: str) -> None:
        self._happen(Redacted(self._event_id(), f"!{room}", user(who), event_id, self.utc))

    def drop(self, who: str, room: str, name: str, text: str | None, **more: Any) -> str:
        """Somebody drops a calendar file; `text` None: it could not be fetched. Returns its event id."""
        event_id, size = self._event_id(), len((text or "").encode())
        more = {"mimetype": "text/calendar", "size": size, "encrypted": True, **more}
        self._happen(Filed(event_id, f"!{room}", user(who), self.utc, name, text=text, **more))
        return event_id

    def post_file(self, who: str, room: str, name: str, data: str | None = "", **more: Any) -> str:
        """Somebody posts a file of any other kind; `data` None: it could not be fetched. Returns its event id."""
        event_id = self._event_id()
        digest = None if data is None else sha256(data.encode()).hexdigest()
        place = {"file": {"url": f"mxc://{SERVER}/{event_id[1:]}", "key": {"k": "geheim"}}}
        more = {"mimetype": "application/pdf", "size": 2048, "encrypted": True, "place": place, **more}
        filed = Filed(event_id, f"!{room}", user(who), self.utc, name, text=None, sha256=digest, **more)
        self._happen(filed)
        return event_id

    def arrive(self, room: str, invited_by: str) -> None:
        self._happen(Arrived(self._event_id(), f"!{room}", user(invited_by), self.utc))

    def again(self, who: str, room: str, event_id: str, text: str) -> None:
        """The homeserver delivers an event once more."""
        self._happen(Said(event_id, f"!{room}", user(who), text, self.utc))

    def until(self, moment: str) -> None:
        """Move the clock on to a local moment, ticking at every duty on the way."""
        goal = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
        assert goal >= self.now
        self._tick()
        while True:
            with self.store.transaction() as tx:
                due = self.dispatch.next_due(tx)
            if due is None or due > goal.astimezone(UTC):
                break
            self.now = max(self.now, due.astimezone(ZONE))
            self._tick()
        self.now = goal
        self._tick()

    def move(self, **span: float) -> None:
        """Move the clock on by a span."""
        self.until((self.now + timedelta(**span)).replace(tzinfo=None).isoformat())

    def sleep_until(self, moment: str) -> None:
        """The bot is away until a moment; only then does it look at the clock."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)

    def receive_while_away(self, who: str, room: str, text: str) -> str:
        """A message that lies in the inbox and has not been dealt with."""
        event_id = self._event_id()
        self._away_since = self._away_since or self.utc
        said = Said(event_id, f"!{room}", user(who), text, self.utc, encrypted=True, away_since=self._away_since)
        self._put(said)
        return event_id

    def hold_back(self) -> None:
        """The homeserver takes no letters until `release`."""
        self._held = True

    def release(self) -> None:
        self._held = False
        self._handle()

    def wake_up(self) -> None:
        """The bot starts: the inbox first, then the clock."""
        self._away_since = None
        self._handle()
        self._tick()

    # -- what is seen -------------------------------------------------------------------------------------------------

    @property
    def utc(self) -> datetime:
        return self.now.astimezone(UTC)

    def heard(self, room: str) -> list[str]:
        """The texts that came into a room since this was last asked."""
        seen = self.rooms[f"!{room}"]
        fresh = [one.text for one in seen.posts[seen.heard :]]
        seen.heard = len(seen.posts)
        return fresh

    def files(self, room: str) -> list[File]:
        """The files that came into a room since this was last asked."""
        seen = self.rooms[f"!{room}"]
        fresh = seen.files[seen.fetched :]
        seen.fetched = len(seen.files)
        return fresh

    def answer(self, room: str) -> str:
        """The one text that came into a room since this was last asked."""
        (text,) = self.heard(room)
        return text

    def last(self, room: str) -> Post:
        return self.rooms[f"!{room}"].posts[-1]

    def texts(self, room: str) -> list[str]:
        return [one.text for one in self.rooms[f"!{room}"].posts]

    def ask(self, who: str, room: str, text: str) -> str:
        """Say something and return the one answer."""
        self.heard(room)
        self.say(who, room, text)
        return self.answer(room)

    # -- the works ----------------------------------------------------------------------------------------------------

    def _event_id(self) -> str:
        return f"$event{next(self._ids)}"

    def _happen(self, stimulus: Stimulus) -> None:
        self._put(stimulus)
        self._handle()

    def _put(self, stimulus: Stimulus) -> None:
        with self.store.transaction() as tx:
            if self.dispatch.wants(tx, stimulus):
                receive(tx, [stimulus], self.utc)

    def _handle(self) -> None:
        with self.store.transaction() as tx:
            for row in inbox.unread(tx):
                self.dispatch.handle(tx, row, self.utc)
            self._deliver(tx)

    def _tick(self) -> None:
        while True:
            with self.store.transaction() as tx:
                more = self.dispatch.tick(tx, self.utc)
                self._deliver(tx)
            if not more:
                return

    def _deliver(self, tx: Connection) -> None:
        for letter in () if self._held else self._queue(tx):
            if letter.expires_at is not None and letter.expires_at <= self.utc:
                outbox.park(tx, letter.id, "expired")
            else:
                self._arrive_in_room(tx, letter)

    def _queue(self, tx: Connection) -> Iterator[Letter]:
        while heads := outbox.rooms_with_post(tx, self.utc):
            yield from heads

    def _arrive_in_room(self, tx: Connection, letter: Letter) -> None:
        event_id = self._event_id()
        file = attachments.of_letter(tx, letter.id)
        outbox.mark_sent(tx, letter.id, event_id)
        attachments.forget(tx, letter.id)
        target = outbox.letter_by_id(tx, letter.target) if letter.target else None
        self.rooms[letter.room_id].arrive(letter, event_id, target.event_id if target else None, file)
