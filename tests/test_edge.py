"""What happens to rooms and to the session, against a homeserver that can do anything (reliability A1, E)."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.clock import SystemClock
from bot.invitations import JOINS_AN_HOUR
from bot.matrix.errors import SessionEnded
from commands.stimuli import Arrived, Exposed, Guest, Lost, Missed, Replaced
from storage import outbox
from storage.store import Store
from tests.stub_homeserver import BOT, SERVER, VOGT, Fault, StubHomeserver
from tests.test_listener import Echo, answered, rows, running, settings_for, texts

DEMIR = f"@aylin.demir:{SERVER}"


def handled(echo: Echo, kind: type[Any]) -> list[Any]:
    return [one for one in echo.handled if isinstance(one, kind)]


async def test_a_gap_that_is_too_long_is_owned_up_to_and_the_bot_goes_on(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, _):
            server.say(room, "!top Vorher")
            await answered(server, "!top Vorher")
            await app.settled()
        for number in range(220):
            server.say(room, f"Geplauder {number}")
        server.say(room, "!top Nachher")
        server.timeline_limit = 1
        async with running(server, tmp_path) as (app, echo):
            await answered(server, "!top Nachher")
            await app.settled()
        (missed,) = handled(echo, Missed)
        assert missed.room_id == room
        assert missed.since is not None and missed.until is not None


async def test_a_gap_that_may_not_be_read_is_owned_up_to(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path):
            pass
        server.timeline_limit = 2
        for number in range(5):
            server.say(room, f"!top {number}")
        server.faults = [Fault("GET .*/messages", 403, {"errcode": "M_FORBIDDEN", "error": "no"})]
        async with running(server, tmp_path) as (app, echo):
            await answered(server, "!top 4")
            await app.settled()
        assert texts(echo) == ["!top 3", "!top 4"]
        assert len(handled(echo, Missed)) == 1


async def test_a_walk_that_is_interrupted_keeps_the_token(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path):
            pass
        server.timeline_limit = 2
        for number in range(9):
            server.say(room, f"!top {number}")
        server.faults = [Fault("GET .*/messages", 502, "<html>", times=1), Fault("GET .*/messages", times=1)]
        async with running(server, tmp_path) as (app, echo):
            await answered(server, *(f"!top {number}" for number in range(9)))
            await app.settled()
        assert texts(echo) == [f"!top {number}" for number in range(9)]
        assert handled(echo, Missed) == []


@pytest.mark.parametrize(("membership", "how"), [("leave", "kicked"), ("ban", "banned")])
async def test_how_a_room_was_lost_is_known_and_coming_back_works(tmp_path: Path, membership: str, how: str) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, echo):
            server.kick(room, membership)
            await server.until(lambda: handled(echo, Lost))
            server.invite(room, VOGT)
            await server.until(lambda: server.requests[f"GET /rooms/{room}/state"] == 2)
            server.say(room, "!top Wieder da")
            await answered(server, "!top Wieder da")
            await app.settled()
        assert [one.how for one in handled(echo, Lost)] == [how]
        assert len(handled(echo, Arrived)) == 1
        assert rows(tmp_path, "select joined from room where id = ?", room) == [(1,)]


async def test_what_waits_for_a_lost_room_is_not_tried_again(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room, other = server.room(), server.room()
        async with running(server, tmp_path) as (app, echo):
            server.kick(room)
            await server.until(lambda: handled(echo, Lost))
            store = Store(f"sqlite:///{tmp_path / 'gremienassistenz.db'}")
            with store.transaction() as tx:
                for number in range(3):
                    outbox.write_letter(
                        tx,
                        reason=f"spät/{number}",
                        room_id=room,
                        event_type="m.room.message",
                        content={"msgtype": "m.notice", "body": "spät"},
                        not_before=SystemClock().now(),
                    )
            store.close()
            server.say(other, "!top Ganztag")
            await answered(server, "!top Ganztag")
            await app.settled()
        assert [line for line in server.requests if line.startswith(f"PUT /rooms/{room}/send")] == []
        assert rows(tmp_path, "select count(*) from letter where state = 'parked'") == [(3,)]
        assert rows(tmp_path, "select count(*) from incident") == [(0,)]


async def test_a_room_that_becomes_public_and_its_guests_are_noticed(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room(encrypted=True)
        guest = "@gast:anderswo.example"
        async with running(server, tmp_path) as (_, echo):
            server.put(room, VOGT, "m.room.join_rules", {"join_rule": "public"})
            await server.until(lambda: handled(echo, Exposed))
            for user in (guest, DEMIR):
                server.put(room, user, "m.room.member", {"membership": "join", "displayname": "Neu"}, user)
            await server.until(lambda: handled(echo, Guest))
            server.put(room, VOGT, "m.room.join_rules", {"join_rule": "invite"})
            await server.until(lambda: len(handled(echo, Exposed)) == 2)
        assert [one.public for one in handled(echo, Exposed)] == [True, False]
        assert [one.user_id for one in handled(echo, Guest)] == [guest]


@pytest.mark.parametrize(("sender", "proven"), [(VOGT, True), (DEMIR, False), ("@fremd:anderswo.example", False)])
async def test_a_successor_is_joined_only_on_the_word_of_somebody_of_ours_with_the_power(
    tmp_path: Path, sender: str, proven: bool
) -> None:
    async with StubHomeserver() as server:
        room, other = server.room(), server.room()
        server.predecessors["!neu"] = room
        server.put(room, VOGT, "m.room.power_levels", {"state_default": 50, "users_default": 0})
        async with running(server, tmp_path) as (app, echo):
            server.put(room, sender, "m.room.tombstone", {"body": "", "replacement_room": "!neu"})
            await server.until(lambda: handled(echo, Replaced))
            server.say(other, "!top Ganztag")
            await answered(server, "!top Ganztag")
            if proven:
                await server.until(lambda: handled(echo, Arrived))
            await app.settled()
        assert bool(server.requests["POST /rooms/!neu/join"]) == proven
        assert [one.proven for one in handled(echo, Replaced)] == [proven]
        assert [one.predecessor for one in handled(echo, Arrived)] == [room] * proven
        assert rows(tmp_path, "select successor_id from room where id = ?", room) == [("!neu" if proven else None,)]


async def test_one_person_leads_the_bot_into_so_many_rooms_an_hour_and_no_more(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        async with running(server, tmp_path):
            for number in range(JOINS_AN_HOUR + 3):
                server.invite(f"!viele{number}", VOGT, direct=True)
            await server.until(lambda: not server.invites)
        asked = [line for line in server.requests if "viele" in line]
        assert len([line for line in asked if line.endswith("/join")]) == JOINS_AN_HOUR
        assert len([line for line in asked if line.endswith("/leave")]) == 3


def _let_leave(folder: Path, room: str) -> None:
    store = Store(f"sqlite:///{folder / 'gremienassistenz.db'}")
    with store.transaction() as tx:
        now = SystemClock().now()
        say = {"msgtype": "m.notice", "body": "Ich gehe."}
        for kind, content in (("m.room.message", say), ("leave", {})):
            outbox.write_letter(tx, reason=kind, room_id=room, event_type=kind, content=content, not_before=now)
    store.close()


def _has_left(folder: Path, room: str) -> bool:
    return rows(folder, "select joined from room where id = ?", room) == [(0,)]


async def test_the_bot_leaves_behind_its_last_words(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, echo):
            _let_leave(tmp_path, room)
            app.ring()
            await server.until(lambda: server.requests[f"POST /rooms/{room}/leave"])
            await app.settled()
            await server.until(lambda: _has_left(tmp_path, room))
            await app.settled()
        assert [one["body"] for one in server.messages(room)] == ["Ich gehe."]
        assert rows(tmp_path, "select distinct state from letter") == [("sent",)]
        async with running(server, tmp_path) as (app, later):
            await app.settled()
        assert handled(echo, Lost) == handled(later, Lost) == []  # it went on purpose
        assert _has_left(tmp_path, room)


async def test_who_leaves_a_room_or_the_chat_with_the_bot_is_missed_and_the_room_is_not_lost(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room, other = server.room(), server.room()
        async with running(server, tmp_path) as (app, echo):
            server.put(room, VOGT, "m.room.member", {"membership": "leave"}, VOGT)
            server.say(other, "!top Ganztag")
            await answered(server, "!top Ganztag")
            await app.settled()
        assert handled(echo, Lost) == []
        assert rows(tmp_path, "select joined from room where id = ?", room) == [(1,)]
        assert rows(tmp_path, "select user_id from room_member where room_id = ?", room) == [(BOT,)]


@pytest.mark.parametrize("first_left", [False, True])
async def test_who_throws_out_the_bot_does_not_do_it_in_its_name(tmp_path: Path, first_left: bool) -> None:
    """Also after the bot had once left the room by itself and come back."""
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, echo):
            if first_left:
                _let_leave(tmp_path, room)
                app.ring()
                await server.until(lambda: _has_left(tmp_path, room))
                server.invite(room, VOGT)
                await server.until(lambda: handled(echo, Arrived))
            server.say(room, "!top Ganztag")
            await answered(server, "!top Ganztag")
            server.kick(room)
            await server.until(lambda: handled(echo, Lost))
        assert [one.how for one in handled(echo, Lost)] == ["kicked"]


async def test_a_page_of_a_proxy_is_no_answer_to_the_login(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        server.room()
        server.faults = [Fault("POST /login", 200, "<html>Wartung</html>"), Fault("POST /keys/query", 200, "<html>")]
        async with running(server, tmp_path):
            pass
        assert len(server.logins) == 1


async def test_a_homeserver_that_lets_in_and_turns_out_again_is_not_hammered(tmp_path: Path) -> None:
    """Each login is followed by a longer rest than the one before; so few of them take a while."""
    loop = asyncio.get_running_loop()
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path):
            gone = {"errcode": "M_UNKNOWN_TOKEN", "error": "gone", "soft_logout": True}
            server.faults = [Fault("GET /sync", 401, gone, times=1000)]
            server.tell()
            server.say(room, "weiter")
            await server.until(lambda: len(server.logins) > 1)
            began = loop.time()
            await server.until(lambda: len(server.logins) > 4)
            assert loop.time() - began > 0.25 + 0.5 + 1.0  # half of each pause, the least that chance gives


async def test_a_supervisor_that_starts_again_and_again_asks_three_times_a_minute(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        server.room()
        async with running(server, tmp_path):
            pass
        server.token = "syt_anderer"
        server.requests.clear()

        def start() -> "asyncio.Task[None]":
            return asyncio.create_task(App(settings_for(server, tmp_path), SystemClock(), lambda _: Echo()).run())

        for _ in range(3):
            with pytest.raises(SessionEnded, match="bot recover"):
                await start()
        asked = server.requests.total()
        assert asked <= 3
        fourth = start()
        await asyncio.wait((fourth,), timeout=2)
        assert not fourth.done()
        assert server.requests.total() == asked
        fourth.cancel()
        await asyncio.gather(fourth, return_exceptions=True)
