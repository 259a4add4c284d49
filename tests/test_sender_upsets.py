"""What upsets the sender from the side: a database that refuses, an end amid a request, a limited account."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from storage import outbox
from tests.stub_homeserver import BOT, Fault, StubHomeserver
from tests.test_listener import rows
from tests.test_sender import NOW, Desk, bodies, desk


def alter(folder: Path, statement: str) -> None:
    database = sqlite3.connect(folder / "gremienassistenz.db", isolation_level=None)
    database.execute(statement)
    database.close()


def _take_letters_away(folder: Path) -> None:
    """From now on the database refuses whatever has to do with letters."""
    alter(folder, "ALTER TABLE letter RENAME TO letter_away")


def _bring_letters_back(folder: Path) -> None:
    alter(folder, "ALTER TABLE letter_away RENAME TO letter")


async def _until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_database_that_refuses_amid_an_attempt_costs_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the post nor the pin, and neither is doubled."""
    answer = asyncio.Event()
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = [Fault("GET .*pinned", 200, {"pinned": ["$fremd"]}, hold=answer)]
            pin = bot.write(room, kind="pin", content={}, target=bot.write(room, "Tagesordnung"))
            await server.until(lambda: not server.faults[0].times)
            _take_letters_away(tmp_path)
            answer.set()
            await _until(lambda: f"letter {pin}" in caplog.messages)
            await _until(lambda: ("bot.sender", "the database refuses to work; trying again") in _told(caplog))
            _bring_letters_back(tmp_path)
            await bot.app.settled()
            assert bot.state(pin)[0] == "sent"
        assert bodies(server) == ["Tagesordnung"]
        assert server.requests[f"PUT /rooms/{room}/state/m.room.pinned_events"] == 1


def _told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(one.name, one.getMessage()) for one in caplog.records]


async def test_pins_that_cannot_be_read_now_are_read_later(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = [Fault("GET .*pinned", 502, "<html>Bad Gateway</html>")]
            pin = bot.write(room, kind="pin", content={}, target=bot.write(room, "Tagesordnung"))
            await bot.app.settled()
            assert bot.state(pin)[:2] == ("sent", 2)
        pins = [each["content"] for each in server.rooms[room] if each["type"] == "m.room.pinned_events"]
        assert pins == [{"pinned": [server.sent[0]["event_id"]]}]


async def test_an_end_amid_a_request_waits_for_its_answer_no_longer_than_a_moment(tmp_path: Path) -> None:
    """What became of the letter is open then, and the next start tries it again."""
    answer = asyncio.Event()
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = [Fault("PUT .*/send/", hold=answer)]
            letter = bot.write(room, "Guten Tag")
            await server.until(lambda: not server.faults[0].times)
        answer.set()
        assert rows(tmp_path, "select state from letter") == [("sending",)]
        async with desk(server, tmp_path) as bot:
            await bot.app.settled()
            assert bot.state(letter)[:2] == ("sent", 2)
        assert bodies(server) == ["Guten Tag"]


async def test_post_that_is_late_because_the_account_is_limited_is_an_incident_until_it_is_over(tmp_path: Path) -> None:
    clock = MovableClock(NOW, runs=False)
    slow = {"errcode": "M_LIMIT_EXCEEDED", "error": "slow", "retry_after_ms": 10}
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path, clock) as bot:
            server.faults = [Fault("PUT .*/send/", 429, slow)]
            bot.write(room, not_before=NOW - timedelta(minutes=20))
            await bot.app.settled()
            assert len(bodies(server)) == 1
            assert _limits(bot) == [(BOT, 1)]
            await _until(lambda: _is_over(bot))


def _limits(bot: Desk) -> list[tuple[object, ...]]:
    return rows(bot.folder, "select subject, times from incident where kind = 'rate'")


def _is_over(bot: Desk) -> bool:
    bot.app.ring()
    return rows(bot.folder, "select over_at is not null from incident where kind = 'rate'") == [(1,)]


async def test_leaving_comes_behind_all_that_was_said_before(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            bot.write(room, "Zuletzt")
            with bot._store.transaction() as tx:
                outbox.leave(tx, room, "leave/1", bot.clock.now())
                assert outbox.is_to_leave(tx, room)
            bot.app.ring()
            await server.until(lambda: room not in server.rooms)
        assert bodies(server) == ["Zuletzt"]
