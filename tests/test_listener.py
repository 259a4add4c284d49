"""Nothing that the homeserver delivers is lost, and nothing that is not for the bot is kept (reliability A1)."""

import asyncio
import json
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.app import App
from bot.clock import Clock, MovableClock, SystemClock
from bot.config import Access, Matrix, Settings, Storage, Town
from bot.lock import FolderInUse
from bot.matrix.errors import MatrixError, SessionEnded, WrongIdentity
from bot.matrix.vault import SpoiltSecret, Vault
from commands.stimuli import Arrived, Declined, Redacted, Said, Stimulus, from_payload
from storage import inbox, outbox
from storage.post_records import Received
from storage.records import CREATOR_POWER
from tests.faults.mortals import CONFIG
from tests.fresh import fresh_database
from tests.stub_homeserver import BOT, PASSWORD, SERVER, VOGT, Fault, StubHomeserver


class Echo:
    """A dispatch that answers what begins with ! and remembers what it was given."""

    def __init__(self) -> None:
        self.handled: list[Stimulus] = []
        self.duties: list[datetime] = []

    def wants(self, tx: Connection, stimulus: Stimulus) -> bool:
        if isinstance(stimulus, Said) and stimulus.text == "!unfug":
            raise RuntimeError("a bug in judging")
        return not isinstance(stimulus, Said) or stimulus.text.startswith("!") or stimulus.mentions_bot

    def welcomes(self, tx: Connection, inviter: str, direct: bool, now: datetime) -> bool:
        return inviter.endswith(f":{SERVER}")

    def handle(self, tx: Connection, received: Received, now: datetime) -> None:
        stimulus = from_payload(received.payload)
        if isinstance(stimulus, Said):
            if "kaputt" in stimulus.text:
                raise RuntimeError("a bug")
            answer = {"msgtype": "m.notice", "body": f"Antwort: {stimulus.text}"}
            outbox.write_letter(
                tx,
                reason=f"reply/{stimulus.event_id}",
                room_id=stimulus.room_id,
                event_type="m.room.message",
                content=answer,
                not_before=now,
            )
        self.handled.append(stimulus)
        inbox.mark_done(tx, received.seq, "done")

    def tick(self, tx: Connection, now: datetime) -> bool:
        due = [duty for duty in self.duties if duty <= now]
        if due:
            self.duties.remove(due[0])
        return bool(due)

    def came_back(self, tx: Connection, rooms: Collection[str], copied_at: datetime, now: datetime) -> None:
        pass

    def begin(self, tx: Connection, now: datetime) -> None:
        pass

    def next_due(self, tx: Connection) -> datetime | None:
        return min(self.duties, default=None)


def settings_for(server: StubHomeserver, folder: Path, **matrix: Any) -> Settings:
    login = matrix or {"password": PASSWORD}
    return Settings(
        matrix=Matrix(homeserver=server.url, user_id=BOT, **login),
        access=Access(operators=(VOGT,), homeservers=(SERVER,)),
        storage=Storage(folder=folder),
        town=Town(name="Kreisstadt Brakenfeld", state="NW"),
    )


def prepared(folder: Path) -> None:
    """Put a database that is ready made into a folder without one."""
    if not (folder / "gremienassistenz.db").exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy(fresh_database(), folder / "gremienassistenz.db")


@asynccontextmanager
async def running(
    server: StubHomeserver, folder: Path, clock: Clock | None = None, echo: Echo | None = None
) -> AsyncIterator[tuple[App, Echo]]:
    """A bot that listens; stopped in order afterwards. A new folder gets a database that is ready made."""
    prepared(folder)
    dispatch = echo or Echo()
    app = App(settings_for(server, folder), clock or SystemClock(), lambda _: dispatch)
    work = asyncio.create_task(app.run())
    ready = asyncio.create_task(app.ready.wait())
    await asyncio.wait((work, ready), return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if work.done():
        work.result()
    try:
        yield app, dispatch
    finally:
        app.stop()
        await work


def rows(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(folder / "gremienassistenz.db")
    try:
        return database.execute(query, values).fetchall()
    finally:
        database.close()


def texts(echo: Echo) -> list[str]:
    return [stimulus.text for stimulus in echo.handled if isinstance(stimulus, Said)]


async def answered(server: StubHomeserver, *commands: str) -> None:
    wanted = {f"Antwort: {command}" for command in commands}
    await server.until(lambda: wanted <= {content["body"] for content in server.messages()})


async def test_a_command_is_kept_answered_and_forgotten(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room("AK Ganztag", "@demir:" + SERVER)
        async with running(server, tmp_path) as (app, echo):
            server.say(room, "!top Ganztag")
            await answered(server, "!top Ganztag")
            await app.settled()
        assert texts(echo) == ["!top Ganztag"]
        assert rows(tmp_path, "select state, payload from inbox") == [("done", "{}")]
        assert rows(tmp_path, "select name, encrypted, public, joined from room") == [("AK Ganztag", 0, 0, 1)]
        powers = dict(rows(tmp_path, "select user_id, power from room_member"))
        assert powers == {VOGT: CREATOR_POWER, BOT: 0, "@demir:" + SERVER: 0}


async def test_what_is_not_for_the_bot_reaches_no_disk(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, _):
            server.say(room, "GEHEIMNIS unter Kollegen")
            server.say(room, "!top Ganztag")
            await answered(server, "!top Ganztag")
            await app.settled()
        everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert b"GEHEIMNIS" not in everything
        assert len(rows(tmp_path, "select * from inbox")) == 1


async def test_what_was_said_before_the_bot_ever_started_is_not_carried_out(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        server.say(room, "!top Alt")
        async with running(server, tmp_path) as (app, echo):
            server.say(room, "!top Neu")
            await answered(server, "!top Neu")
            await app.settled()
        assert texts(echo) == ["!top Neu"]


async def test_a_gap_is_filled_before_the_token_moves(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        server.timeline_limit = 10
        room = server.room()
        async with running(server, tmp_path):
            pass
        commands = [f"!top Punkt {number}" for number in range(50)]
        for command in commands:
            server.say(room, command)
            server.say(room, "Geplauder")
        before = rows(tmp_path, "select token from sync_position")
        server.faults = [Fault("GET /rooms/.*/messages", 500, times=1)]
        async with running(server, tmp_path) as (app, echo):
            await answered(server, *commands)
            await app.settled()
        assert texts(echo) == commands
        assert rows(tmp_path, "select token from sync_position") != before
        asked = server.requests[f"GET /rooms/{room}/messages"]
        assert asked >= 10


@pytest.mark.parametrize(
    "fault",
    [
        Fault("GET /sync", 502, "<html>Bad Gateway</html>"),
        Fault("GET /sync", 200, "<html>Wartung</html>"),
        Fault("GET /sync", 429, {"errcode": "M_LIMIT_EXCEEDED", "error": "slow", "retry_after_ms": 1}),
        Fault("GET /sync", after=True),
        Fault("GET /sync", 200, {"next_batch": 7}),
    ],
)
async def test_no_failure_of_a_sync_loses_a_command(tmp_path: Path, fault: Fault) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, echo):
            server.faults = [fault]
            server.say(room, "!top Trotzdem")
            server.say(room, "!top Danach")
            await answered(server, "!top Trotzdem", "!top Danach")
            await app.settled()
        assert texts(echo) == ["!top Trotzdem", "!top Danach"]


async def test_a_bug_fails_one_command_and_not_the_bot(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, echo):
            for text in ("!top Eins", "!kaputt", "!unfug", "!top Zwei"):
                server.say(room, text)
            await answered(server, "!top Eins", "!top Zwei")
            await app.settled()
        states = rows(tmp_path, "select state, payload from inbox order by seq")
        assert states == [("done", "{}"), ("failed", "{}"), ("done", "{}")]
        assert "kaputt" not in str(echo.handled)


async def test_unread_rows_are_dealt_with_before_the_homeserver_is_up(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, echo):
            await app.settled()
        payload = {"event_id": "$x", "room_id": room, "sender": VOGT, "text": "!top Früher", "kind": "said"}
        database = sqlite3.connect(tmp_path / "gremienassistenz.db")
        insert = "insert into inbox (event_id, room_id, payload, state, received_at) values (?, ?, ?, 'new', ?)"
        text = json.dumps(payload | {"at": "2027-01-19T08:00:00Z"})
        database.execute(insert, ("$x", room, text, "2027-01-19 08:00:00.000000"))
        database.commit()
        database.close()
        server.faults = [Fault("POST /keys/query", 503, times=1)]
        async with running(server, tmp_path) as (app, echo):
            await answered(server, "!top Früher")
        assert texts(echo) == ["!top Früher"]


# -- rooms ------------------------------------------------------------------------------------------------------------


async def test_the_bot_follows_only_invitations_of_its_own(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        async with running(server, tmp_path) as (app, echo):
            server.invite("!fremd:anderswo.example", "@fremd:anderswo.example")
            await server.until(lambda: server.requests["POST /rooms/!fremd:anderswo.example/leave"])
            server.invite("!neu", VOGT)
            await server.until(lambda: server.requests["GET /rooms/!neu/state"])
            server.say("!neu", "!top Ganztag")
            await answered(server, "!top Ganztag")
            await app.settled()
        assert not server.requests["POST /rooms/!fremd:anderswo.example/join"]
        (arrived,) = (stimulus for stimulus in echo.handled if isinstance(stimulus, Arrived))
        assert (arrived.room_id, arrived.invited_by) == ("!neu", VOGT)
        (declined,) = (stimulus for stimulus in echo.handled if isinstance(stimulus, Declined))
        assert declined.server == "anderswo.example"


async def test_an_invitation_that_came_before_a_crash_is_still_found(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        server.room()
        async with running(server, tmp_path):
            pass
        server.invites["!neu"] = VOGT  # and no sync will name it again
        async with running(server, tmp_path):
            await server.until(lambda: server.requests["POST /rooms/!neu/join"])


async def test_a_lost_room_is_noted_and_its_letters_are_set_aside(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room, other = server.room(), server.room()
        async with running(server, tmp_path) as (app, _):
            server.faults = [Fault(f"PUT /rooms/{room}/send", 500, times=100)]
            server.say(room, "!top Verloren")
            await server.until(lambda: server.faults[0].times < 100)
            server.kick(room)
            server.say(other, "!top Ganztag")
            await answered(server, "!top Ganztag")
            await app.settled()
        assert rows(tmp_path, "select joined from room where id = ?", room) == [(0,)]
        assert rows(tmp_path, "select state from letter where room_id = ?", room) == [("parked",)]


async def test_a_plain_message_in_an_encrypted_room_is_denied(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        secret, plain = server.room(encrypted=True), server.room()
        async with running(server, tmp_path) as (app, echo):
            server.say(secret, "!top Untergeschoben")
            target = server.say(plain, "!top Ganztag")
            server.put(secret, VOGT, "m.room.redaction", {}, None, redacts=target)
            await answered(server, "!top Ganztag")
            await server.until(lambda: any(isinstance(one, Redacted) for one in echo.handled))
            await app.settled()
        assert texts(echo) == ["!top Ganztag"]
        assert rows(tmp_path, "select encrypted from room where id = ?", secret) == [(1,)]


# -- the session ------------------------------------------------------------------------------------------------------


async def test_the_device_is_kept_and_cross_signed(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        for _ in range(2):
            async with running(server, tmp_path):
                pass
        assert len(server.logins) == 1
        assert len(server.device_keys["signatures"][BOT]) == 2
        assert "ed25519:GERAET" in server.identity["master_key"]["signatures"][BOT]
        assert server.requests["POST /keys/device_signing/upload"] == 1
        secrets = [path for path in tmp_path.iterdir() if path.suffix in (".json", ".key")]
        assert len(secrets) == 4
        assert {path.stat().st_mode & 0o777 for path in secrets} == {0o600}
        assert tmp_path.stat().st_mode & 0o777 == 0o700


async def test_a_soft_logout_leads_back_to_the_same_device(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (app, _):
            gone = {"errcode": "M_UNKNOWN_TOKEN", "error": "gone", "soft_logout": True}
            server.faults = [Fault("GET /sync", 401, gone)]
            server.say(room, "!top Trotzdem")
            await answered(server, "!top Trotzdem")
            await app.settled()
        assert [asked.get("device_id") for asked in server.logins] == [None, "GERAET"]


async def test_a_session_that_is_gone_stops_the_bot(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        server.room()
        app = App(settings_for(server, tmp_path), SystemClock(), lambda _: Echo())
        work = asyncio.create_task(app.run())
        await app.ready.wait()
        server.token = "syt_anderer"
        server.say(next(iter(server.rooms)), "!top")
        with pytest.raises(SessionEnded, match="bot recover"):
            await work
        with pytest.raises(SessionEnded):
            await App(settings_for(server, tmp_path), SystemClock(), lambda _: Echo()).run()


async def start(server: StubHomeserver, folder: Path, **matrix: Any) -> None:
    await asyncio.wait_for(App(settings_for(server, folder, **matrix), SystemClock(), lambda _: Echo()).run(), 20)


async def _lose_keys(server: StubHomeserver, folder: Path) -> None:
    (folder / "keys" / "GERAET.db").unlink()


async def _spoil_seeds(server: StubHomeserver, folder: Path) -> None:
    (folder / "cross-signing.json").write_text('{"master": "00"}')


async def _replace_identity(server: StubHomeserver, folder: Path) -> None:
    server.identity["master_key"] = {"keys": {"ed25519:fremd": "fremd"}, "usage": ["master"], "user_id": BOT}


@pytest.mark.parametrize(
    ("mishap", "error"),
    [(_lose_keys, WrongIdentity), (_spoil_seeds, SpoiltSecret), (_replace_identity, WrongIdentity)],
)
async def test_a_broken_identity_is_refused_and_never_made_anew(
    tmp_path: Path, mishap: Callable[[StubHomeserver, Path], Any], error: type[Exception]
) -> None:
    async with StubHomeserver() as server:
        async with running(server, tmp_path):
            pass
        before = server.device_keys, dict(server.identity)
        await mishap(server, tmp_path)
        with pytest.raises(error):
            await start(server, tmp_path)
        assert server.device_keys == before[0]
        assert server.identity["self_signing_key"] == before[1]["self_signing_key"]


async def test_an_identity_that_a_person_had_made_is_replaced_with_the_password(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        server.identity = {"master_key": {"keys": {"ed25519:alt": "alt"}, "usage": ["master"], "user_id": BOT}}
        async with running(server, tmp_path):
            pass
        assert len(server.device_keys["signatures"][BOT]) == 2


async def test_a_token_from_a_file_is_enough(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("syt_zugang\n")
    async with StubHomeserver() as server:
        room = server.room()
        echo = Echo()
        settings = settings_for(server, tmp_path / "data", access_token_file=token)
        app = App(settings, SystemClock(), lambda _: echo)
        work = asyncio.create_task(app.run())
        await app.ready.wait()
        server.say(room, "!top Ganztag")
        await answered(server, "!top Ganztag")
        app.stop()
        await work
        assert not server.logins


async def test_wrong_passwords_and_strangers_folders_are_refused(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        with pytest.raises(SessionEnded, match="M_FORBIDDEN"):
            await start(server, tmp_path, password="falsch")
        vault = Vault(tmp_path)
        vault._login.write_text('{"user_id": "@x:y", "device_id": "D", "access_token": "t"}')
        with pytest.raises(MatrixError, match="belongs to @x:y"):
            await start(server, tmp_path)


async def test_a_second_process_on_the_folder_is_refused(tmp_path: Path) -> None:
    async with StubHomeserver() as server, running(server, tmp_path):
        with pytest.raises(FolderInUse, match="already works"):
            await start(server, tmp_path)


async def test_the_clock_gives_its_orders(tmp_path: Path) -> None:
    clock = MovableClock(datetime(2027, 1, 19, 8, tzinfo=UTC), runs=False)
    async with StubHomeserver() as server, running(server, tmp_path, clock) as (app, echo):
        echo.duties = [clock.now() + timedelta(hours=hour) for hour in (1, 2, 30)]
        await app.settled()
        assert len(echo.duties) == 3
        clock.move_to(clock.now() + timedelta(hours=3))
        await app.settled()
        assert len(echo.duties) == 1


async def test_a_folder_that_cannot_be_used_is_refused_with_one_line(tmp_path: Path) -> None:
    """The database's place is taken by a folder."""
    (tmp_path / "data" / "gremienassistenz.db").mkdir(parents=True)
    async with StubHomeserver() as server:
        furnished = CONFIG.format(url=server.url, bot=BOT, password=PASSWORD, operator=VOGT, server=SERVER)
        config = tmp_path / "config.toml"
        config.write_text(furnished, encoding="utf-8")
        config.chmod(0o600)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--config", str(config)), stderr=asyncio.subprocess.PIPE
        )
        _, said = await process.communicate()
    assert process.returncode == 1
    assert said.decode().splitlines()[-1].endswith("The storage folder cannot be used (unable to open database file).")
    assert "Traceback" not in said.decode()
