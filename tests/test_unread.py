"""What cannot be read (yet): tried again, owned up to, never obeyed twice, and never passed over in silence."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import MovableClock
from bot.matrix.client import Client
from bot.matrix.heard import Unread
from bot.unread import IN_A_ROOM, IN_ALL, Unreadable
from commands.stimuli import Said, Undecryptable, Unsealed
from storage import inbox
from storage.store import Store
from tests.fresh import fresh_database
from tests.phone import Phone
from tests.scene import user
from tests.stub_homeserver import SERVER, VOGT, StubHomeserver
from tests.test_listener import Echo, answered, rows, running
from tests.world import World

NOW = datetime(2027, 1, 19, 8, tzinfo=UTC)


class Room:
    """One encrypted room, the bot in it, a clock, and Vogt's telephone."""

    def __init__(self, server: StubHomeserver, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.clock = MovableClock(NOW, runs=False)
        self.id, self._other = server.room(encrypted=True), server.room()
        self.echo, self.phone = Echo(), Phone()
        self.app: App | None = None
        self._beats = 0

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        async with running(self.server, self.folder, self.clock, self.echo) as (self.app, _):
            yield

    @property
    def client(self) -> Client:
        assert self.app is not None and self.app._parts is not None
        return self.app._parts[0].client

    def say(self, text: str) -> str:
        return self.phone.say(self.server, self.id, text)

    async def later(self, **span: float) -> None:
        """Let time pass, and the bot sync at least twice."""
        self.clock.move_to(self.clock.now() + timedelta(**span))
        for _ in range(2):
            self._beats += 1
            self.server.say(self._other, f"!takt {self._beats}")
            await answered(self.server, f"!takt {self._beats}")
        assert self.app is not None
        await self.app.settled()

    async def key_comes(self) -> None:
        self.phone.introduce(self.client)
        self.phone.hand_key(self.client, self.id)
        self.server.poison({"algorithm": "unbekannt"})
        await self.later(seconds=1)

    def said(self) -> list[tuple[str, bool]]:
        return [(one.text, one.late) for one in self.echo.handled if isinstance(one, Said) and one.room_id == self.id]

    def owned_up(self) -> int:
        return sum(isinstance(one, Undecryptable) for one in self.echo.handled)

    def kept(self) -> int:
        return len(rows(self.folder, "select event_id from undecrypted"))


async def test_a_key_that_comes_a_little_late_makes_no_difference(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            room.say("!top Ganztag")
            await room.later(minutes=4)
            assert (room.said(), room.kept()) == ([], 1)
            await room.key_comes()
            assert (room.said(), room.owned_up(), room.kept()) == ([("!top Ganztag", False)], 0, 0)
        assert sum("m.room_key_request" in line for line in server.requests) == 1


async def test_what_stays_unreadable_is_owned_up_to_once_and_carried_out_late_if_the_key_comes(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            event_id = room.say("!top Ganztag")
            await room.later(minutes=9)
            assert room.owned_up() == 0
            await room.later(minutes=2)
            await room.later(minutes=10)
            assert (room.owned_up(), room.kept()) == (1, 1)
        async with room.bot():  # a restart in between changes nothing
            await room.later(minutes=1)
            await room.key_comes()
            assert (room.said(), room.owned_up(), room.kept()) == ([("!top Ganztag", True)], 1, 0)
        assert rows(tmp_path, "select event_id, state from inbox where room_id = ? order by seq", room.id) == [
            (event_id, "done"),
            (f"late/{event_id}", "done"),
        ]


async def test_after_a_day_the_source_is_deleted(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            room.say("!top Ganztag")
            await room.later(minutes=11)
            await room.later(hours=24)
            assert (room.owned_up(), room.kept()) == (1, 0)
            await room.key_comes()
            assert room.said() == []


async def test_a_bot_that_was_away_for_a_week_owns_up_and_deletes(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            room.say("!top Ganztag")
            await room.later(seconds=1)
        room.clock.move_to(room.clock.now() + timedelta(days=7))
        async with room.bot():
            await room.later(seconds=1)
            assert (room.owned_up(), room.kept()) == (1, 0)


async def test_what_was_said_in_an_outage_is_known_as_such_though_its_key_comes_later(tmp_path: Path) -> None:
    """The homeserver gives a hundred keys at a time; what they open belongs into the one post about the outage."""
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            room.say("!top Vorher")
            await room.later(seconds=1)
        room.say("!top Ganztag")
        room.clock.move_to(room.clock.now() + timedelta(minutes=9))
        async with room.bot():
            await room.later(seconds=1)
            await room.key_comes()
            missed = [(one.text, one.away_since is not None) for one in room.echo.handled if isinstance(one, Said)]
        assert [one for one in missed if "takt" not in one[0]] == [("!top Vorher", False), ("!top Ganztag", True)]


async def test_what_was_removed_or_lies_in_a_room_that_was_left_is_forgotten(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            event_id = room.say("!top Gelöscht")
            await room.later(seconds=1)
            server.put(room.id, VOGT, "m.room.redaction", {}, None, redacts=event_id)
            await room.later(minutes=11)
            assert (room.owned_up(), room.kept()) == (0, 0)
            room.say("!top Verlassen")
            await room.later(seconds=1)
            assert room.kept() == 1
            server.kick(room.id)
            await room.later(minutes=11)
            assert (room.owned_up(), room.kept()) == (0, 0)


def test_a_flood_is_owned_up_to_and_does_not_fill_the_memory(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{fresh_database()}")
    unreadable = Unreadable(MovableClock(NOW, runs=False))
    source = {"type": "m.room.encrypted", "sender": VOGT, "origin_server_ts": 1}
    with store.transaction() as tx:
        for number in range(IN_ALL + 700):
            room_id = f"!raum{number % 6}"
            event_id = f"$flut{number}"
            told = unreadable.keep(tx, Unread(event_id, room_id, source | {"event_id": event_id}))
            assert (told is None) == (number < IN_ALL)
        unreadable.leave(tx, "!raum0")
        assert len(inbox.undecrypted_events(tx)) == IN_ALL * 5 // 6
        for number in range(IN_A_ROOM + 1):
            told = unreadable.keep(tx, Unread(f"$neu{number}", "!raum0", source))
            assert (told is not None) == (number >= IN_ALL // 6)
        tx.rollback()
    store.close()


# -- whose device it is -----------------------------------------------------------------------------------------------


async def test_an_unknown_device_is_heard_when_it_becomes_known(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            room.phone.hand_key(room.client, room.id)
            room.say("!top Ganztag")
            await room.later(seconds=1)
            assert (room.said(), room.kept()) == ([], 1)
            room.phone.introduce(room.client)
            await room.later(minutes=1)
            assert room.said() == [("!top Ganztag", False)]


@pytest.mark.parametrize("owner", ["@eve:" + SERVER, VOGT])
async def test_a_device_of_somebody_else_or_with_another_key_is_refused_and_counted(tmp_path: Path, owner: str) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            room.phone.hand_key(room.client, room.id)
            room.phone.introduce(room.client, owner, signing="A" * 43 if owner == VOGT else None)
            room.say("!top Untergeschoben")
            await room.later(minutes=11)
            assert (room.said(), room.owned_up(), room.kept()) == ([], 0, 0)
            assert room.client.dropped["message"] == 1


async def test_a_device_that_was_deleted_is_not_obeyed_but_told(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            room.phone.hand_key(room.client, room.id)
            room.phone.introduce(room.client).deleted = True
            room.say("!top Ganztag")
            await room.later(seconds=1)
            await room.later(minutes=11)
            assert (room.said(), room.owned_up()) == ([], 1)


# -- in clear ---------------------------------------------------------------------------------------------------------


async def test_of_an_order_in_clear_nothing_is_stored_but_that_it_came(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = Room(server, tmp_path)
        async with room.bot():
            server.say(room.id, "!top GEHEIMNIS")
            server.say(room.id, "nur GEPLAUDER")
            await room.later(seconds=1)
            (unsealed,) = (one for one in room.echo.handled if isinstance(one, Unsealed))
            assert unsealed.sender == VOGT
            assert room.said() == []
        everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert b"GEHEIMNIS" not in everything
        assert b"GEPLAUDER" not in everything


# -- what is said of it -----------------------------------------------------------------------------------------------


def test_many_unreadable_messages_are_one_answer_for_each_sender_and_hour(w: World) -> None:
    vogt, demir = user("vogt"), user("demir")
    for number in range(5):
        w._happen(Undecryptable(f"$v{number}", "!JF", vogt, w.utc))
        w._happen(Undecryptable(f"$d{number}", "!JF", demir, w.utc))
        w._happen(Undecryptable(f"$s{number}", "!JF", f"@fremd{number}:anderswo.example", w.utc))
    assert len(w.heard("JF")) == 3
    w.move(hours=1)
    w._happen(Undecryptable("$später", "!JF", vogt, w.utc))
    assert len(w.heard("JF")) == 1


def test_orders_in_clear_get_one_answer_an_hour_and_strangers_none(w: World) -> None:
    for number in range(5):
        w._happen(Unsealed(f"$v{number}", "!JF", user("vogt"), w.utc))
        w._happen(Unsealed(f"$s{number}", "!JF", "@fremd:anderswo.example", w.utc))
    (text,) = w.heard("JF")
    assert "kam unverschlüsselt in diesen verschlüsselten Raum" in text


def test_a_late_message_is_carried_out_with_a_word_unless_its_sender_was_heard_since(w: World) -> None:
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    said_at = w.utc
    w.move(minutes=30)
    w.heard("JF")
    w._happen(Said("$a", "!JF", user("vogt"), "!top Ganztag", said_at + timedelta(seconds=1), late=True))
    late, answer = w.heard("JF")
    assert "kann ich erst jetzt lesen" in late
    assert "Ganztag" in answer
    w.say("vogt", "JF", "!top Hort")
    w.heard("JF")
    w._happen(Said("$b", "!JF", user("vogt"), "!top Hort", said_at + timedelta(seconds=2), late=True))
    assert w.heard("JF") == []
