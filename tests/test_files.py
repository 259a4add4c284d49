"""Files leave over the homeserver's content repository: laid down, then put into the room once (reliability D)."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.matrix.sending import MARKER
from commands.document import file_message
from storage.post_records import Attachment
from tests.stub_homeserver import Fault, StubHomeserver
from tests.test_listener import rows
from tests.test_sender import NOW, Desk, bodies, desk

Json = dict[str, Any]

FILE = Attachment("2027-05-19_AK-FM.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
UPLOAD = "POST /_matrix/media/v3/upload"


def post(bot: Desk, room: str, file: Attachment = FILE) -> str:
    return bot.write(room, content=file_message(file), attachment=file)


async def test_in_a_plain_room_a_file_lies_as_it_is(tmp_path: Path) -> None:
    """Name, size and type stand in the event, behind the words that announce it; nothing of it stays here."""
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            bot.write(room, "Neue Termine:")
            letter = post(bot, room)
            bot.write(room, "Bis dann")
            await bot.app.settled()
            assert bot.state(letter) == ("sent", 1, None)
        assert bodies(server) == ["Neue Termine:", FILE.name, "Bis dann"]
        ((media, (kind, data)),) = server.media.items()
        assert (kind, data) == ("text/calendar", FILE.data)
        assert server.messages()[1] == {
            "msgtype": "m.file",
            "body": FILE.name,
            "filename": FILE.name,
            "info": {"mimetype": "text/calendar", "size": len(FILE.data)},
            "m.mentions": {},
            "url": f"mxc://brakenfeld.example/{media}",
            MARKER: letter,
        }
        assert rows(tmp_path, "select * from attachment") == []


async def test_in_an_encrypted_room_the_homeserver_sees_neither_words_nor_kind(tmp_path: Path) -> None:
    """What lies there is ciphertext, and its name stands nowhere."""
    async with StubHomeserver() as server:
        room = server.room(encrypted=True)
        async with desk(server, tmp_path) as bot:
            post(bot, room)
            await bot.app.settled()
        ((kind, data),) = server.media.values()
        assert kind == "application/octet-stream"
        assert len(data) == len(FILE.data) and b"VCALENDAR" not in data
        assert [event["type"] for event in server.sent] == ["m.room.encrypted"]
        assert FILE.name not in str(server.sent) + str(server.requests)
        assert "access_token" not in str(server.requests)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(UPLOAD),
        Fault(UPLOAD, after=True),
        Fault(UPLOAD, 502, "<html>Bad Gateway</html>"),
        Fault(UPLOAD, 200, "<html>ok?</html>"),
        Fault(UPLOAD, 200, {"content_uri": 7}, after=True),
        Fault(UPLOAD, 429, {"errcode": "M_LIMIT_EXCEEDED", "error": "slow", "retry_after_ms": 10}),
        Fault(UPLOAD, 401, {"errcode": "M_UNKNOWN_TOKEN", "error": "gone", "soft_logout": True}),
        Fault("PUT .*/send/", after=True),
        Fault("PUT .*/send/", 502, "<html>Bad Gateway</html>"),
    ],
)
async def test_after_any_upset_the_file_is_in_the_room_once_and_in_its_place(tmp_path: Path, fault: Fault) -> None:
    """A failed upload is repeated; a failed PUT repeats only the PUT."""
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path, MovableClock(NOW, runs=False)) as bot:
            server.faults = [fault]
            letter = post(bot, room)
            bot.write(room, "danach")
            await bot.app.settled()
            assert bot.state(letter)[0] == "sent"
        assert bodies(server) == [FILE.name, "danach"]
        assert server.requests[UPLOAD] == (1 if "PUT" in fault.pattern else 2)
        assert rows(tmp_path, "select * from attachment") == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (413, {"errcode": "M_TOO_LARGE", "error": "too large"}),
        (413, "<html>Request Entity Too Large</html>"),
        (403, {"errcode": "M_FORBIDDEN", "error": "no"}),
    ],
)
async def test_what_the_homeserver_never_takes_is_set_aside_and_the_room_goes_on(
    tmp_path: Path, status: int, body: Json | str, caplog: pytest.LogCaptureFixture
) -> None:
    """The words are in the room all the same; the log says what became of the file."""
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = [Fault(UPLOAD, status, body, times=99)]
            bot.write(room, "davor")
            letter = post(bot, room)
            bot.write(room, "danach")
            await bot.app.settled()
            assert bot.state(letter)[0] == "parked"
        assert bodies(server) == ["davor", "danach"]
        assert f"letter {letter} to {room} is set aside: the homeserver takes no such file" in caplog.text
        assert rows(tmp_path, "select * from attachment") == []


async def test_a_broken_content_repository_holds_up_a_room_for_minutes_only(tmp_path: Path) -> None:
    """A file can be asked for again; the morning's agenda cannot wait for it."""
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            server.faults = [Fault(UPLOAD, 500, {"errcode": "M_UNKNOWN", "error": "?"}, times=99)]
            letter = post(bot, room)
            bot.write(room, "danach")
            await server.until(lambda: server.requests[UPLOAD] == 1)
            assert bodies(server) == []
            pretend_tries(tmp_path, letter, 8)
            await server.until(lambda: bodies(server) == ["danach"])
            assert bot.state(letter) == ("parked", 10, "upload: M_UNKNOWN")
        assert server.requests[UPLOAD] == 3


def pretend_tries(folder: Path, letter: str, number: int) -> None:
    database = sqlite3.connect(folder / "gremienassistenz.db")
    database.execute("update letter set attempts = ? where id = ?", (number, letter))
    database.commit()
    database.close()


async def test_a_file_that_is_far_too_large_is_not_even_offered(tmp_path: Path) -> None:
    """Ten megabytes are a bug of ours, not a calendar."""
    async with StubHomeserver() as server:
        room = server.room()
        async with desk(server, tmp_path) as bot:
            letter = post(bot, room, Attachment("a.ics", "text/calendar", b"x" * 10_000_001))
            await bot.app.settled()
            assert bot.state(letter)[0] == "parked"
        assert server.requests[UPLOAD] == 0
