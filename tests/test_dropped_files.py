"""Files that people drop: fetched beside the listening, opened, checked, and never lost (reliability A1)."""

import asyncio
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from nio.crypto.attachments import encrypt_attachment
from pydantic import ValidationError

from bot.matrix.dropped import Dropped, Keys, Place, read_file, with_text
from bot.matrix.files import fingerprint
from commands.stimuli import Filed
from tests.stub_homeserver import VOGT, Fault, StubHomeserver
from tests.test_events import BOT, event
from tests.test_listener import Echo, answered, rows, running

Json = dict[str, Any]

ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Schulausschuss, Küche\r\nEND:VCALENDAR\r\n"
DOWNLOAD = "GET /_matrix/client/v1/media/download/"


def content(url: str | None = "mxc://brakenfeld.example/datei1", **more: Any) -> Json:
    made: Json = {"msgtype": "m.file", "body": "Ferien.ics", "info": {"mimetype": "text/calendar", "size": 60}}
    return made | ({"url": url} if url else {}) | more


def sealed(data: bytes) -> tuple[bytes, Json]:
    ciphertext, keys = encrypt_attachment(data)
    return ciphertext, {**keys, "url": "mxc://brakenfeld.example/datei1"}


def read(made: Json, *, encrypted: bool = False) -> Dropped | None:
    source = event(made)
    return read_file(source, "!raum", BOT, {"event_id": "$1", "type": "m.room.encrypted"} if encrypted else None)


class Ears(Echo):
    """Says so whenever it was given something."""

    def __init__(self, server: StubHomeserver) -> None:
        super().__init__()
        self._server, self._loop = server, asyncio.get_running_loop()

    def handle(self, tx: Any, received: Any, now: Any) -> None:
        super().handle(tx, received, now)
        self._loop.call_soon_threadsafe(self._server.tell)


def files(echo: Echo) -> list[Filed]:
    return [one for one in echo.handled if isinstance(one, Filed)]


# -- reading the event ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "mimetype", "wanted"),
    [
        ("Ferien.ics", "text/calendar", True),
        ("FERIEN.ICS", "application/octet-stream", True),
        ("Ferien", "text/calendar; charset=utf-8; method=PUBLISH", True),
        ("Ferien.ics", "", True),
        ("Ferien.ics.pdf", "application/pdf", False),
        ("ics", "text/plain", False),
    ],
)
def test_a_calendar_file_is_known_as_such(body: str, mimetype: str, wanted: bool) -> None:
    """By its ending or its type; it alone is of interest wherever it is dropped."""
    dropped = read(content(body=body, info={"mimetype": mimetype}))
    assert dropped is not None and dropped.filed.is_calendar == wanted


@pytest.mark.parametrize("kind", ["m.image", "m.audio", "m.video", "m.text"])
def test_nothing_but_a_file_is_a_file(kind: str) -> None:
    """A picture called Ferien.ics is a picture."""
    assert read(content(msgtype=kind)) is None


def test_a_file_keeps_its_sender_s_words_apart_from_its_name() -> None:
    """Captions, replies, threads and mentions count as in a text; a path does not."""
    relation: Json = {"rel_type": "m.thread", "event_id": "$faden", "m.in_reply_to": {"event_id": "$frage"}}
    names = {"body": "Sitzungsbot: bitte einlesen", "filename": "C:/Ablage/Ferien.ics"}
    dropped = read(content() | names | {"m.relates_to": relation})
    assert dropped is not None
    filed = dropped.filed
    assert (filed.name, filed.caption, filed.mentions_bot) == ("Ferien.ics", "bitte einlesen", True)
    assert (filed.reply_to, filed.thread, filed.text, filed.size) == ("$frage", "$faden", None, 60)
    assert dropped.place == Place("brakenfeld.example", "datei1", None)


def test_an_edit_of_a_file_is_ignored() -> None:
    """Nobody expects that a file is replaced behind their back."""
    relation = {"rel_type": "m.replace", "event_id": "$alt"}
    assert read(content() | {"m.new_content": content(), "m.relates_to": relation}) is None


def test_an_encrypted_message_is_read_only_with_an_encrypted_file() -> None:
    """What lies open at the homeserver could have been changed there."""
    _, file = sealed(b"")
    opened = read(content(None, file=file), encrypted=True)
    assert opened is not None and opened.place is not None
    assert opened.place.keys == Keys(file["key"]["k"], file["iv"], file["hashes"]["sha256"])
    assert opened.filed.place["file"] == file
    for bad in (content(), content(None), content(None, file={**file, "v": "v1"}), content(None, file="x")):
        dropped = read(bad, encrypted=True)
        assert dropped is not None and dropped.place is None


@pytest.mark.parametrize("url", ["https://boese.example/x.ics", "mxc://a/b/c", "mxc://a/../b", "mxc://a/b?c", 7, None])
def test_nothing_is_fetched_from_elsewhere(url: Any) -> None:
    """Only an address of the content repository is one."""
    dropped = read(content(None) | {"url": url})
    assert dropped is not None and dropped.place is None


@pytest.mark.parametrize("more", [{"body": 7}, {"info": {"size": -1}}, {"info": []}, {"filename": "x" * 256}])
def test_a_malformed_file_is_no_file(more: Json) -> None:
    """Refused whole, as every malformed event."""
    with pytest.raises(ValidationError):
        read(content(**more))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Küche".encode(), "Küche"),
        (b"\xef\xbb\xbf" + "Küche".encode(), "Küche"),
        ("Küche – „Mensa“".encode("cp1252"), "Küche – „Mensa“"),
        (b"\x81\x00", "\ufffd\x00"),
    ],
)
def test_whatever_program_wrote_it_is_read(data: bytes, text: str) -> None:
    """UTF-8 with or without its mark, and what Windows writes."""
    dropped = read(content())
    assert dropped is not None
    filed = with_text(dropped.filed, data)
    assert (filed.text, filed.size, filed.sha256) == (text, len(data), sha256(data).hexdigest())


# -- fetching ---------------------------------------------------------------------------------------------------------


def drop(server: StubHomeserver, room: str, url: str, **more: Any) -> str:
    return server.put(room, VOGT, "m.room.message", content(url, **more), None)


async def test_a_dropped_file_comes_in_with_its_text(tmp_path: Path) -> None:
    """And nothing of it stays but the inbox."""
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path, echo=Ears(server)) as (_, echo):
            event_id = drop(server, room, server.lay_down(ICS.encode()))
            await server.until(lambda: files(echo))
        (filed,) = files(echo)
        assert (filed.event_id, filed.text, filed.size) == (event_id, ICS, len(ICS.encode()))
        assert rows(tmp_path, "select * from undecrypted") == []


async def test_what_is_no_calendar_or_not_wanted_is_never_fetched(tmp_path: Path) -> None:
    """The homeserver is not even asked for it."""

    class Choosy(Echo):
        def wants(self, tx: Any, stimulus: Any) -> bool:
            return not isinstance(stimulus, Filed) and super().wants(tx, stimulus)

    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path, echo=Choosy()) as (app, echo):
            drop(server, room, server.lay_down(b"%PDF"), body="a.pdf", info={"mimetype": "application/pdf"})
            drop(server, room, server.lay_down(ICS.encode()))
            server.say(room, "!hilfe")
            await answered(server, "!hilfe")
            await app.settled()
        assert not files(echo)
        assert not [line for line in server.requests if "download" in line]
        assert rows(tmp_path, "select * from undecrypted") == []


@pytest.mark.parametrize("encrypted", [True, False])
async def test_of_any_other_file_only_the_hash_is_taken(encrypted: bool) -> None:
    """That of the opened file; what it says comes neither into the inbox nor onto the disk."""
    data = b"%PDF Zwieback " * 40_000
    lies, file = sealed(data) if encrypted else (data, {})
    keys = Keys(file["key"]["k"], file["iv"], file["hashes"]["sha256"]) if encrypted else None
    place, client = Place("a.example", "x", keys), Repository(lies)
    assert await fingerprint(client, place) == (sha256(data).hexdigest(), len(data))  # type: ignore[arg-type]
    client = Repository(b"!" + lies[1:])
    assert (await fingerprint(client, place) is None) == encrypted  # type: ignore[arg-type]


class Repository:
    """A client for which one thing lies in the content repository."""

    access_token = "x"

    def __init__(self, lies: bytes) -> None:
        self._lies = lies

    async def send(self, *_: Any, **__: Any) -> Any:
        lies = self._lies

        class Content:
            async def iter_any(self) -> Any:
                for start in range(0, len(lies), 1000):
                    yield lies[start : start + 1000]

        class Response:
            status, content = 200, Content()

            def close(self) -> None:
                pass

        return Response()


async def test_a_file_that_is_wanted_comes_in_with_its_hash(tmp_path: Path) -> None:
    """Larger than a calendar may be; its text is nobody's business."""
    data = b"%PDF Zwieback " * 40_000
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path, echo=Ears(server)) as (_, echo):
            info = {"mimetype": "application/pdf", "size": len(data)}
            drop(server, room, server.lay_down(data), body="Bedarf.pdf", info=info)
            await server.until(lambda: files(echo))
        (filed,) = files(echo)
        assert (filed.name, filed.text, filed.sha256) == ("Bedarf.pdf", None, sha256(data).hexdigest())
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Zwieback" in path.read_bytes()]


@pytest.mark.parametrize(
    "fault", [Fault(DOWNLOAD), Fault(DOWNLOAD, 502, "<html>"), Fault(DOWNLOAD, 429, {"errcode": "M_LIMIT_EXCEEDED"})]
)
async def test_a_download_that_fails_is_tried_again(
    tmp_path: Path, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meanwhile everything else goes on."""
    monkeypatch.setattr("bot.fetching._PAUSES", (0.2, 0.2))
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path, echo=Ears(server)) as (_, echo):
            server.faults = [fault]
            drop(server, room, server.lay_down(ICS.encode()))
            server.say(room, "!hilfe")
            await answered(server, "!hilfe")
            await server.until(lambda: files(echo))
        assert [one.text for one in files(echo)] == [ICS]


@pytest.mark.parametrize("case", ["gone", "too large", "said to be too large", "elsewhere", "broken for good"])
async def test_a_file_that_cannot_be_had_comes_in_without_its_text(
    tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands say so; silence would leave its sender waiting."""
    monkeypatch.setattr("bot.fetching._PAUSES", (0.01, 0.01))
    large = {"mimetype": "text/calendar", "size": 10**9}
    async with StubHomeserver() as server:
        room = server.room()
        url = server.lay_down(b"x" * 300_000 if case == "too large" else ICS.encode())
        async with running(server, tmp_path, echo=Ears(server)) as (_, echo):
            match case:
                case "gone":
                    server.media.clear()
                case "elsewhere":
                    url = "https://boese.example/x.ics"
                case "broken for good":
                    server.faults = [Fault("GET .*download", 500, times=99)]
            drop(server, room, url, **({"info": large} if "said" in case else {}))
            await server.until(lambda: files(echo))
        assert [one.text for one in files(echo)] == [None]
        assert rows(tmp_path, "select * from undecrypted") == []


async def test_an_older_homeserver_is_asked_in_the_older_way(tmp_path: Path) -> None:
    """Before Matrix 1.11 there was no authenticated download."""
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path, echo=Ears(server)) as (_, echo):
            server.faults = [Fault(DOWNLOAD, 404, {"errcode": "M_UNRECOGNIZED", "error": "?"}, times=99)]
            drop(server, room, server.lay_down(ICS.encode()))
            await server.until(lambda: files(echo))
        assert [one.text for one in files(echo)] == [ICS]


async def test_a_restart_in_the_middle_of_a_download_fetches_it_once_more(tmp_path: Path) -> None:
    """The event is kept with the token that covers it."""
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (_, first):
            server.faults = [Fault(DOWNLOAD, 500, times=99)]
            event_id = drop(server, room, server.lay_down(ICS.encode()))
            await server.until(lambda: server.faults[0].times < 99)
        assert not files(first)
        assert rows(tmp_path, "select event_id from undecrypted") == [(event_id,)]
        server.faults = []
        async with running(server, tmp_path, echo=Ears(server)) as (_, second):
            await server.until(lambda: files(second))
        assert [one.text for one in files(second)] == [ICS]
        assert rows(tmp_path, "select * from undecrypted") == []


async def test_a_file_that_is_removed_before_it_was_fetched_never_comes_in(tmp_path: Path) -> None:
    """Whoever takes it back has taken it back."""
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path) as (_, first):
            server.faults = [Fault(DOWNLOAD, 500, times=99)]
            event_id = drop(server, room, server.lay_down(ICS.encode()))
            await server.until(lambda: server.faults[0].times < 99)
            server.put(room, VOGT, "m.room.redaction", {}, None, redacts=event_id)
            server.say(room, "!hilfe")
            await answered(server, "!hilfe")
        assert rows(tmp_path, "select * from undecrypted") == []
        assert not files(first)


async def test_what_lies_there_changed_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash stands in the encrypted message; only the sender could have written it."""
    from bot.matrix import files as repository

    ciphertext, file = sealed(ICS.encode())
    place = Place("brakenfeld.example", "datei1", Keys(file["key"]["k"], file["iv"], file["hashes"]["sha256"]))

    async def lies(data: bytes) -> bytes | None:
        async def download(*_: Any) -> bytes:
            return data

        monkeypatch.setattr(repository, "_download", download)
        return await repository.fetch(None, place)  # type: ignore[arg-type]

    assert await lies(ciphertext) == ICS.encode()
    assert await lies(bytes([ciphertext[0] ^ 1]) + ciphertext[1:]) is None
