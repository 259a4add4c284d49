"""Every letter reaches its room once and in order, however often it must be tried (reliability A2, D)."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.clock import Clock, MovableClock, SystemClock
from bot.matrix.sending import MARKER
from storage import outbox
from storage.store import Store
from tests.stub_homeserver import BOT, VOGT, Fault, StubHomeserver
from tests.test_listener import rows, running

Json = dict[str, Any]
NOW = datetime(2027, 1, 19, 8, tzinfo=UTC)


class Desk:
    """A running bot with a store beside it, to write letters as the commands would."""

    def __init__(self, app: App, folder: Path, clock: Clock) -> None:
        self.app, self.folder, self.clock = app, folder, clock
        self._store = Store(f"sqlite:///{folder / 'gremienassistenz.db'}")
        self._count = 0

    def write(self, room: str, body: str = "Guten Tag", kind: str = "m.room.message", **more: Any) -> str:
        self._count += 1
        content = more.pop("content", {"msgtype": "m.notice", "body": body})
        with self._store.transaction() as tx:
            letter = outbox.write_letter(
                tx,
                reason=f"{self._count}/{datetime.now(UTC)}",
                room_id=room,
                event_type=kind,
                content=content,
                not_before=more.pop("not_before", self.clock.now()),
                **more,
            )
        self.app.ring()
        return letter

    def state(self, letter: str) -> tuple[Any, ...]:
        return rows(self.folder, "select state, attempts, last_error from letter where id = ?", letter)[0]

    def close(self) -> None:
        self._store.close()


@asynccontextmanager
async def desk(server: StubHomeserver, folder: Path, clock: Clock | None = None) -> AsyncIterator[Desk]:
    clock = clock or SystemClock()
    async with running(server, folder, clock) as (app, _):
        made = Desk(app, folder, clock)
        try:
            yield made
        finally:
            made.close()


def bodies(server: StubHomeserver, room: str | None = None) -> list[str]:
    return [content["body"] for content in server.messages(room)]


async def test_letters_go_out_in_order_with_mark_and_mentions(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            letters = [bot.write(room, f"Nummer {number}") for number in range(12)]
            mentioning = {"msgtype": "m.text", "body": "@vogt", "m.mentions": {"user_ids": [VOGT]}}
            letters.append(bot.write(room, content=mentioning))
            await bot.app.settled()
            assert bodies(server) == [*(f"Nummer {number}" for number in range(12)), "@vogt"]
            assert [content[MARKER] for content in server.messages()] == letters
            assert [content["m.mentions"] for content in server.messages()][-2:] == [{}, {"user_ids": [VOGT]}]
            assert {bot.state(letter) for letter in letters} == {("sent", 1, None)}


@pytest.mark.parametrize(
    "fault",
    [
        Fault("PUT .*/send/", after=True),
        Fault("PUT .*/send/", 200, "<html>ok?</html>", after=True),
        Fault("PUT .*/send/", 502, "<html>Bad Gateway</html>", after=True),
        Fault("PUT .*/send/", 500, {"errcode": "M_UNKNOWN", "error": "?"}),
        Fault("PUT .*/send/", times=2),
        Fault("PUT .*/send/", 429, {"errcode": "M_LIMIT_EXCEEDED", "error": "slow", "retry_after_ms": 10}),
        Fault("PUT .*/send/", 401, {"errcode": "M_UNKNOWN_TOKEN", "error": "gone", "soft_logout": True}),
    ],
)
async def test_an_unclear_outcome_is_tried_again_with_the_same_id(tmp_path: Path, fault: Fault) -> None:
    clock = MovableClock(NOW, runs=False)  # standing still holds up no repeat
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path, clock) as bot:
            server.faults = [fault]
            first, second = bot.write(room, "Erstens"), bot.write(room, "Zweitens")
            await bot.app.settled()
            assert bodies(server) == ["Erstens", "Zweitens"]
            assert bot.state(first)[0] == bot.state(second)[0] == "sent"


@pytest.mark.parametrize("code", ["M_FORBIDDEN", "M_TOO_LARGE", "M_BAD_JSON", "M_NOT_FOUND"])
async def test_a_definitive_no_sets_the_letter_aside_and_the_room_goes_on(tmp_path: Path, code: str) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = [
                Fault("PUT .*/send/", 403 if code == "M_FORBIDDEN" else 400, {"errcode": code, "error": "no"})
            ]
            first, second = bot.write(room, "Erstens"), bot.write(room, "Zweitens")
            await bot.app.settled()
            assert bot.state(first) == ("parked", 1, code)
            assert bot.state(second)[0] == "sent"
            assert bodies(server) == ["Zweitens"]


async def test_what_speaks_of_a_message_that_was_refused_is_not_sent(tmp_path: Path) -> None:
    """Though it was on its way together with it."""
    clock = MovableClock(NOW, runs=False)
    soon = NOW + timedelta(hours=1)
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path, clock) as bot:
            server.faults = [Fault("PUT .*/send/", 400, {"errcode": "M_TOO_LARGE", "error": "no"})]
            first = bot.write(room, not_before=soon)
            about = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$x", "key": "✅"}}
            second = bot.write(room, kind="m.reaction", content=about, target=first, not_before=soon)
            clock.move_to(soon)
            await bot.app.settled()
            assert bot.state(first)[0] == bot.state(second)[0] == "parked"
            assert not server.sent


async def test_a_dead_room_holds_up_no_other(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        dead, alive = server.room(), server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = [Fault(f"PUT /rooms/{dead}/send/", 500, times=1000)]
            stuck = bot.write(dead, "kommt nicht an")
            for number in range(5):
                bot.write(alive, f"Nummer {number}")
            await server.until(lambda: len(bodies(server, alive)) == 5)
            assert bot.state(stuck)[0] == "sending"
            assert not bodies(server, dead)


async def test_a_room_that_was_cut_off_is_tried_soon_once_another_is_reached(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def rests() -> list[float]:
        """For how many seconds the room was to be left alone, after each failure."""
        told = [one for one in caplog.messages if one.startswith(f"room {cut} waits ")]
        return [float(one.split()[3]) for one in told]

    async with StubHomeserver() as server:
        cut, other = server.room(), server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = [Fault(f"PUT /rooms/{cut}/send/", times=1000)]
            bot.write(cut, "kommt spät an")
            async with asyncio.timeout(20):
                while len(rests()) < 3:
                    await asyncio.sleep(0.01)
            server.faults = []
            begun = time.monotonic()
            bot.write(other, "kommt an")
            await server.until(lambda: bodies(server, cut) == ["kommt spät an"])
            assert time.monotonic() - begun < rests()[-1] - 0.5


async def test_letters_wait_for_their_time_and_expire(tmp_path: Path) -> None:
    clock = MovableClock(NOW, runs=False)
    async with StubHomeserver() as server:
        room, other = server.room(), server.room()
        async with desk(server, tmp_path, clock) as bot:
            later = bot.write(room, "später", not_before=NOW + timedelta(hours=1))
            missed = bot.write(
                other, "vorbei", not_before=NOW + timedelta(hours=1), expires_at=NOW + timedelta(hours=2)
            )
            await bot.app.settled()
            assert not server.sent
            clock.move_to(NOW + timedelta(hours=3))
            await bot.app.settled()
            assert bodies(server) == ["später"]
            assert bot.state(later)[0] == "sent"
            assert bot.state(missed) == ("parked", 0, "expired")


async def test_a_letter_that_is_written_beside_one_that_is_due_is_not_forgotten(tmp_path: Path) -> None:
    clock = MovableClock(NOW, runs=False)
    async with StubHomeserver() as server:
        room, other = server.room(), server.room()
        async with desk(server, tmp_path, clock) as bot:
            bot.write(other, "später", not_before=NOW + timedelta(hours=1))
            bot.write(room, "gleich")
            await bot.app.settled()
            assert bodies(server) == ["gleich"]
            look = bot.app._parts[3].look_at_clock  # type: ignore[index]  # as the alarm does every ten seconds
            look()
            assert bodies(server) == ["gleich"]
            clock.move_to(NOW + timedelta(hours=2))
            look()
            await server.until(lambda: bodies(server) == ["gleich", "später"])


async def test_edits_redactions_and_reactions_speak_of_the_event(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            first = bot.write(room, "Erste Fassung")
            new = {
                "msgtype": "m.notice",
                "body": "* Zweite",
                "m.new_content": {"msgtype": "m.notice", "body": "Zweite"},
            }
            bot.write(room, content=new, target=first)
            relation = {"rel_type": "m.annotation", "event_id": "$fremd", "key": "✅"}
            bot.write(room, kind="m.reaction", content={"m.relates_to": relation})
            bot.write(room, kind="m.room.redaction", content={"reason": "auf Wunsch"}, target=first)
            lost = bot.write(room, content=new, target="gibt-es-nicht")
            await bot.app.settled()
            original, edit, reaction, redaction = server.sent
            assert edit["content"]["m.relates_to"] == {"rel_type": "m.replace", "event_id": original["event_id"]}
            assert edit["content"]["m.new_content"] == new["m.new_content"]
            assert reaction["content"]["m.relates_to"] == relation
            assert redaction["redacts"] == original["event_id"]
            assert bot.state(lost)[0] == "parked"


async def test_the_newest_living_message_is_the_one_pin_of_the_bot(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        server.put(room, VOGT, "m.room.pinned_events", {"pinned": ["$fremd"]})
        async with desk(server, tmp_path) as bot:
            for body in ("Alte Tagesordnung", "Neue Tagesordnung"):
                bot.write(room, kind="pin", content={}, target=bot.write(room, body))
            await bot.app.settled()
            newest = server.sent[-1]["event_id"]
            assert [each["content"] for each in server.rooms[room] if each["type"] == "m.room.pinned_events"] == [
                {"pinned": ["$fremd", newest]}
            ]
            puts = server.requests[f"PUT /rooms/{room}/state/m.room.pinned_events"]
            again = bot.write(room, kind="pin", content={}, target=server.messages()[-1][MARKER])
            await bot.app.settled()
            assert server.requests[f"PUT /rooms/{room}/state/m.room.pinned_events"] == puts
            server.faults = [Fault("PUT .*pinned", 403, {"errcode": "M_FORBIDDEN", "error": "no"})]
            forbidden = bot.write(room, kind="pin", content={}, target=bot.write(room, "Dritte"))
            await bot.app.settled()
            assert bot.state(again)[0] == bot.state(forbidden)[0] == "sent"


async def test_a_crash_after_the_request_makes_no_second_event(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        letter = await _sent_but_not_noted(server, room, tmp_path)
        async with desk(server, tmp_path) as bot:
            await bot.app.settled()
            assert bot.state(letter)[0] == "sent"
        assert bodies(server) == ["Guten Tag"]


@pytest.mark.parametrize("change", ["first_attempt_at = '2020-01-01 00:00:00.000000'", "device_id = 'ALT'"])
async def test_what_the_homeserver_may_have_forgotten_is_looked_for_first(tmp_path: Path, change: str) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        letter = await _sent_but_not_noted(server, room, tmp_path, change)
        server.forget_transactions()
        server.faults = [Fault("GET .*/messages", 500)]
        async with desk(server, tmp_path) as bot:
            await bot.app.settled()
            assert bot.state(letter)[0] == "sent"
            found = rows(tmp_path, "select event_id from letter where id = ?", letter)
        assert bodies(server) == ["Guten Tag"]
        assert found == [(server.sent[0]["event_id"],)]


async def test_what_is_not_in_the_room_is_sent_after_looking(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        letter = await _sent_but_not_noted(server, room, tmp_path, "device_id = 'ALT'")
        server.forget_transactions()
        server.stream = [(where, event) for where, event in server.stream if event["sender"] != BOT]
        async with desk(server, tmp_path) as bot:
            await bot.app.settled()
            assert bot.state(letter)[:2] == ("sent", 2)
        assert len(bodies(server)) == 2


async def test_if_earlier_posts_are_unreadable_a_human_decides(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        letter = await _sent_but_not_noted(server, room, tmp_path, "device_id = 'ALT'")
        server.stream = [(where, event) for where, event in server.stream if event["type"] != "m.room.message"]
        server.put(room, BOT, "m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2"}, None)
        async with desk(server, tmp_path) as bot:
            await bot.app.settled()
            assert bot.state(letter)[0] == "parked"
        assert len(bodies(server)) == 1


async def test_nothing_goes_in_clear_into_a_room_that_was_encrypted(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room, other = server.room(encrypted=True), server.room()
        async with running(server, tmp_path):
            pass
        server.rooms[room] = [event for event in server.rooms[room] if event["type"] != "m.room.encryption"]
        for file in (tmp_path / "keys").iterdir():
            database = sqlite3.connect(file)
            database.execute("delete from encryptedrooms")
            database.commit()
            database.close()
        async with desk(server, tmp_path) as bot:
            letter = bot.write(room, "GEHEIMNIS")
            bot.write(other, "offen")
            await server.until(lambda: bodies(server, other))
            assert bot.state(letter)[0] in ("pending", "sending")
        assert bodies(server, room) == []


async def test_an_encrypted_room_gets_only_ciphertext(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room(encrypted=True)
        async with desk(server, tmp_path) as bot:
            letter = bot.write(room, "GEHEIMNIS")
            await bot.app.settled()
            assert bot.state(letter)[0] == "sent"
        assert [event["type"] for event in server.sent] == ["m.room.encrypted"]
        assert "GEHEIMNIS" not in str(server.sent)


async def _sent_but_not_noted(server: StubHomeserver, room: str, folder: Path, change: str = "") -> str:
    """A letter as a crash leaves it: in the room, but still „sending“ in the outbox."""
    async with desk(server, folder) as bot:
        letter = bot.write(room)
        await bot.app.settled()
    database = sqlite3.connect(folder / "gremienassistenz.db")
    database.execute(f"update letter set state = 'sending', event_id = null{', ' + change if change else ''}")
    database.commit()
    database.close()
    return letter


async def test_many_rooms_are_served_beside_one_another(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        rooms = [server.room() for _ in range(20)]
        async with desk(server, tmp_path) as bot:
            for number in range(3):
                for room in rooms:
                    bot.write(room, f"Nummer {number}")
            await asyncio.wait_for(bot.app.settled(), 20)
            for room in rooms:
                assert bodies(server, room) == [f"Nummer {number}" for number in range(3)]


@pytest.mark.parametrize("faults", [[], [Fault("POST .*/leave", after=True)], [Fault("POST .*/leave", 502, "?")]])
async def test_the_bot_leaves_a_room_behind_its_last_word(tmp_path: Path, faults: list[Fault]) -> None:
    """However the homeserver answers, the word is said first, and the room is left. Where an answer was lost, the sync
    may say first that the bot has left; then nothing is asked again."""
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = list(faults)
            bot.write(room, "Zuletzt")
            letter = bot.write(room, kind=outbox.LEAVE, content={})
            await bot.app.settled()
            assert bodies(server) == ["Zuletzt"]
            asked, state = server.requests[f"POST /rooms/{room}/leave"], bot.state(letter)[0]
            assert (asked, state) == (1 + len(faults), "sent") or (
                any(one.after for one in faults) and (asked, state) == (1, "parked")
            )
