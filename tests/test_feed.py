"""The feed over real sockets: it gives out what a secret opens, and to everybody else nothing at all."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from pydantic import ValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot import config, doctor
from bot.app import App
from bot.clock import MovableClock, SystemClock
from bot.feed import Feed
from bot.findings import Finding
from bot.lock import FolderLock
from bot.worker import Worker
from commands.calendar.feed import feed as calendar_of
from commands.dispatch import Dispatch
from storage.store import Store
from tests.stub_homeserver import StubHomeserver
from tests.test_doctor import write_config
from tests.test_listener import Echo, settings_for
from tests.world import World

NOW = datetime(2027, 1, 19, 8, tzinfo=UTC)
SECRET = "geheim-geheim-geheim_3"
PATH = f"/kalender/{SECRET}.ics"
ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Küche\r\nEND:VCALENDAR\r\n".encode()


class Town:
    """Opens one secret."""

    def __init__(self) -> None:
        self.data, self.asked, self.error = ICS, 0, None

    def __call__(self, tx: Connection, now: datetime, secret: str) -> tuple[str, bytes] | None:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return ("STG Küche.ics", self.data) if secret == SECRET else None

    error: Exception | None


class Served:
    """A running feed and somebody who asks it."""

    def __init__(self, feed: Feed, town: Town, clock: MovableClock, http: aiohttp.ClientSession) -> None:
        self.feed, self.town, self.clock, self._http = feed, town, clock, http

    async def ask(self, path: str = PATH, method: str = "GET", **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        address = f"http://127.0.0.1:{self.feed.port}{path}"
        async with self._http.request(method, address, headers=headers) as response:
            return response.status, response.headers, await response.read()


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Served]:
    store = Store(f"sqlite:///{folder}/feed.db")
    clock, town = MovableClock(NOW, runs=False), Town()
    worker = Worker(store, Echo(), clock)
    feed = Feed(config.Feed(listen="127.0.0.1:0", public_url="https://bot.example"), worker, clock, town)
    await feed.open()
    try:
        async with aiohttp.ClientSession() as http:
            yield Served(feed, town, clock, http)
    finally:
        await feed.close()
        worker.close()
        store.close()


async def test_a_secret_opens_a_calendar(tmp_path: Path) -> None:
    """As a calendar file, for this reader only."""
    async with served(tmp_path) as feed:
        status, headers, body = await feed.ask()
        assert (status, body) == (200, ICS)
        assert headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert headers["Cache-Control"].startswith("private")
        assert headers["Content-Disposition"] == 'inline; filename="STG_K_che.ics"'
        assert headers["Server"] == "-"
        status, headers, body = await feed.ask(method="HEAD")
        assert (status, body, headers["Content-Length"]) == (200, b"", str(len(ICS)))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/kalender/"),
        ("GET", "/kalender/anderes-anderes-anderes.ics"),
        ("GET", f"/kalender/{SECRET}"),
        ("GET", f"/kalender/{SECRET}.ics/"),
        ("GET", "/kalender/../../etc/passwd"),
        ("GET", "/kalender/" + "x" * 500 + ".ics"),
        ("POST", PATH),
        ("PUT", PATH),
        ("OPTIONS", PATH),
        ("DELETE", PATH),
        ("PROPFIND", PATH),
    ],
)
async def test_everything_else_is_not_there(tmp_path: Path, method: str, path: str) -> None:
    """A wrong secret, a wrong path and a wrong method are told apart by nothing."""
    async with served(tmp_path) as feed:
        status, headers, body = await feed.ask(path, method)
        assert (status, body) == (404, b"")
        assert set(headers) == {"Content-Length", "Date", "Server", "X-Content-Type-Options"}


async def test_what_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    """By tag, or by time where a reader knows no tags."""
    async with served(tmp_path) as feed:
        _, first, _ = await feed.ask()
        tag, changed = first["ETag"], first["Last-Modified"]
        feed.clock.move_to(NOW + timedelta(hours=1))
        for known in ({"If-None-Match": tag}, {"If-None-Match": f'"alt", W/{tag}'}, {"If-Modified-Since": changed}):
            status, headers, body = await feed.ask(**known)
            assert (status, body, headers["ETag"], headers["Last-Modified"]) == (304, b"", tag, changed)
        feed.town.data = ICS + b"\r\n"
        for known in ({"If-None-Match": tag}, {"If-Modified-Since": changed}, {"If-None-Match": "Unfug"}):
            status, headers, body = await feed.ask(**known)
            assert (status, body) == (200, ICS + b"\r\n")
            assert headers["ETag"] != tag and headers["Last-Modified"] != changed


async def test_who_asks_too_often_is_put_off(tmp_path: Path) -> None:
    """And the commands are not kept from their work."""
    async with served(tmp_path) as feed:
        answers = [(await feed.ask())[0] for _ in range(80)]
        assert set(answers) == {200, 429}
        assert feed.town.asked < 80
        assert (await feed.ask("/anderswo"))[0] == 404


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("select", None, Exception("locked")), 503), (ValueError(SECRET), 500)]
)
async def test_a_failure_says_nothing(
    tmp_path: Path, error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither to the asker nor, of the address, to the log."""
    caplog.set_level(logging.DEBUG)
    async with served(tmp_path) as feed:
        feed.town.error = error
        assert (await feed.ask())[::2] == (status, b"")
    assert all(SECRET not in record.getMessage() for record in caplog.records)


async def test_rubbish_on_the_line_does_no_harm(tmp_path: Path) -> None:
    """The next one is served."""
    async with served(tmp_path) as feed:
        for rubbish in (b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET " + b"x" * 9000 + b" HTTP/1.1\r\n\r\n", b"GET / "):
            reader, writer = await asyncio.open_connection("127.0.0.1", feed.feed.port)
            writer.write(rubbish)
            writer.write_eof()
            assert b"200" not in (await reader.read())[:20]
            writer.close()
        assert (await feed.ask())[0] == 200


async def test_the_feed_lives_and_ends_with_the_bot(tmp_path: Path) -> None:
    """Open before the bot listens to the homeserver, closed when it stops."""
    async with StubHomeserver() as server:
        made: list[Feed] = []

        def make_feed(worker: Worker) -> Feed:
            settings = config.Feed(listen="127.0.0.1:0", public_url="https://bot.example")
            made.append(Feed(settings, worker, SystemClock(), Town()))
            return made[0]

        app = App(settings_for(server, tmp_path), SystemClock(), lambda _: Echo(), make_feed)
        work = asyncio.create_task(app.run())
        await app.ready.wait()
        address = f"http://127.0.0.1:{made[0].port}{PATH}"
        async with aiohttp.ClientSession() as http, http.get(address) as response:
            assert await response.read() == ICS
        app.stop()
        await work
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", made[0].port))


async def test_an_address_that_is_taken_is_named(tmp_path: Path) -> None:
    """At the start and by the doctor, who says as well whether the bot answers there."""
    async with StubHomeserver() as server:
        taken = socket.create_server(("127.0.0.1", 0))
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        path = write_config(server, tmp_path)
        path.write_text(path.read_text() + f'[feed]\nlisten = "{listen}"\npublic_url = "https://bot.example/"\n')
        settings = config.load(path)
        assert settings.feed is not None and settings.feed.url == "https://bot.example/kalender"
        feed = Feed(settings.feed, None, MovableClock(NOW, runs=False), Town())  # type: ignore[arg-type]
        with pytest.raises(config.BadConfiguration, match=f"feed.listen: {listen} cannot be used"):
            await feed.open()
        told: list[Finding] = []
        doctor._look_at_feed(settings, told.append)
        assert told[-1].what.startswith(f"Kalenderabruf kann {listen} nicht belegen") and told[-1].remedy
        settings.storage.folder.mkdir()
        with FolderLock(settings.storage.folder):
            doctor._look_at_feed(settings, told.append)
            assert told[-1].remedy is None
            taken.close()
            doctor._look_at_feed(settings, told.append)
            assert told[-1].what == f"Kalenderabruf antwortet nicht auf {listen}" and told[-1].remedy
        doctor._look_at_feed(settings, told.append)
        assert told[-1].remedy is None


@pytest.mark.parametrize("listen", ["8088", ":8088", "localhost:99999", "127.0.0.1", "http://127.0.0.1:80", "a b:80"])
def test_an_address_that_is_none_is_refused(listen: str) -> None:
    """When the file is read, not when somebody asks."""
    with pytest.raises(ValidationError):
        config.Feed(listen=listen, public_url="https://bot.example")
    assert config.Feed(listen="[::1]:8088", public_url="https://bot.example").address == ("::1", 8088)


async def test_the_address_that_was_said_in_the_room_opens_the_calendar_of_its_body(w: World) -> None:
    """From the command to the bytes; after it was renewed the old address opens nothing."""
    w.house = replace(w.house, feed_url="https://bot.example/kalender")
    w.dispatch = Dispatch(w.house)
    w.say("vogt", "JF", "!termin 2.2. 14 Uhr")
    address = w.ask("vogt", "JF", "!kalender adresse").split("\n")[0].removeprefix("Kalenderadresse: ")
    clock = MovableClock(w.utc, runs=False)
    worker = Worker(w.store, Echo(), clock)
    settings = config.Feed(listen="127.0.0.1:0", public_url="https://bot.example")
    feed = Feed(settings, worker, clock, lambda tx, now, secret: calendar_of(tx, now, w.house, secret))
    await feed.open()
    async with aiohttp.ClientSession() as http:
        served = Served(feed, Town(), clock, http)
        path = address.removeprefix("https://bot.example")
        status, _, body = await served.ask(path)
        assert status == 200 and b"DTSTART;TZID=Europe/Berlin:20270202T140000" in body
        w.say("vogt", "JF", "!kalender erneuern")
        assert (await served.ask(path))[0] == 404
    await feed.close()
    worker.close()
