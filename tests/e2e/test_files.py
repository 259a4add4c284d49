"""Files on their way through a real homeserver: out of the bot, into it, and through its death."""

import asyncio
import re
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from nio.crypto.attachments import decrypt_attachment, encrypt_attachment

from bot.clock import SystemClock
from bot.demo.people import Person
from commands.document import file_message
from storage import outbox
from storage.post_records import Attachment
from storage.store import Store
from tests.e2e.conftest import Hire
from tests.e2e.robot import Bot
from tests.e2e.town import Town, answer_to, ask

Json = dict[str, Any]

_NOW = SystemClock().now()
# The bodies of these towns meet on Tuesdays, and a day on which a body meets already is taken.
_SOON = (_NOW + timedelta(days=2 if _NOW.weekday() == 0 else 1)).strftime("%Y%m%d")
ICS = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Brakenfeld//Rathaus//DE",
        "BEGIN:VEVENT",
        "UID:1@brakenfeld.example",
        f"DTSTAMP:{_SOON}T080000Z",
        f"DTSTART:{_SOON}T080000Z",
        f"DTEND:{_SOON}T090000Z",
        "SUMMARY:Schulausschuss\\, Küche",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
).encode()
_KILLS = 8


def post(bot: Bot, room: str, name: str, data: bytes = ICS) -> None:
    """Write the letter as a command would; the bot sends it with whatever it does next."""
    store = Store(f"sqlite:///{bot.config.with_name('data')}/gremienassistenz.db")
    file = Attachment(name, "text/calendar", data)
    with store.transaction() as tx:
        outbox.write_letter(
            tx,
            reason=f"test/{uuid4().hex}",
            room_id=room,
            event_type="m.room.message",
            content=file_message(file),
            not_before=SystemClock().now(),
            attachment=file,
        )
    store.close()


async def media(person: Person, method: str, path: str, data: bytes | None = None) -> Any:
    """A request to the content repository as the person's client makes it."""
    client = person.device._client
    headers = {"Authorization": f"Bearer {client.access_token}", "Content-Type": "application/octet-stream"}
    response = await client.send(method, path, data, headers)
    assert response.status == 200, await response.text()
    return response


async def fetched(person: Person, url: str) -> bytes:
    response = await media(person, "GET", f"/_matrix/client/v1/media/download/{url.removeprefix('mxc://')}")
    data: bytes = await response.read()
    return data


async def laid_down(person: Person, data: bytes) -> str:
    response = await media(person, "POST", "/_matrix/media/v3/upload", data)
    return str((await response.json())["content_uri"])


async def test_a_person_opens_the_file_that_the_bot_posted(town: Town, bot: Bot) -> None:
    """Encrypted where the room is; byte for byte the same."""
    for encrypted in (True, False):
        room = await town.room_with(bot, "AK Kalender", encrypted=encrypted)
        post(bot, room, "2027_AK.ics")
        await ask(town.demir, bot, room, "!hilfe")
        heard = await town.demir.heard_where(room, lambda one: one.msgtype == "m.file")
        assert (heard.body, heard.encrypted, heard.sender) == ("2027_AK.ics", encrypted, bot.user_id)
        assert heard.content["info"] == {"mimetype": "text/calendar", "size": len(ICS)}
        if encrypted:
            file = heard.content["file"]
            assert "url" not in heard.content
            lies = await fetched(town.demir, file["url"])
            assert b"VCALENDAR" not in lies
            assert decrypt_attachment(lies, file["key"]["k"], file["hashes"]["sha256"], file["iv"]) == ICS
        else:
            assert await fetched(town.demir, heard.content["url"]) == ICS
    await ask(town.demir, bot, room, "!hilfe")  # what was sent is noted with the next commit
    assert bot.rows("select count(*) from attachment") == [(0,)]


async def test_the_bot_reads_the_file_that_a_person_drops(town: Town, bot: Bot) -> None:
    """And a picture is left where it lies."""
    for number, encrypted in enumerate((True, False)):
        room = await town.room_with(bot, "AK Ablage", encrypted=encrypted)
        await town.set_up(bot, room, f"AB{number} AK Ablage operativ")
        picture = await drop(town.vogt, room, encrypted=encrypted, msgtype="m.image", body="a.png")
        event_id = await drop(town.vogt, room, encrypted=encrypted)
        answer = await answer_to(town.vogt, bot, room, event_id)
        assert "Schulausschuss, Küche" in (answer.body or "")
        assert bot.rows("select 1 from inbox where event_id = ?", picture) == []
    assert bot.rows("select * from undecrypted") == []


async def drop(person: Person, room: str, *, encrypted: bool, data: bytes = ICS, **more: Any) -> str:
    content: Json = {"msgtype": "m.file", "body": "Termine.ics", "info": {"mimetype": "text/calendar"}, **more}
    if encrypted:
        lies, keys = encrypt_attachment(data)
        content["file"] = {**keys, "url": await laid_down(person, lies)}
    else:
        content["url"] = await laid_down(person, data)
    return await person.send(room, "m.room.message", content)


async def test_a_result_is_passed_on_as_it_lies(town: Town, bot: Bot) -> None:
    """Hashed, never stored; who gave the assignment opens the very file that was posted. A removed one is forgotten."""
    above, below = await town.room_with(bot, "Steuerung"), await town.room_with(bot, "AK Ergebnis")
    await town.set_up(bot, above, "EG Steuerung strategisch")
    await town.set_up(bot, below, "EG-AK AK Ergebnis operativ unter EG")
    given = await town.vogt.say(above, "!auftrag an EG-AK: Bedarf bis Ende des Monats")
    number = re.search(r"EG-A-\d+-\d+", (await answer_to(town.vogt, bot, above, given)).body or "")
    assert number is not None
    pdf = b"%PDF Zwieback " * 30_000
    before = stored(town)
    shape: Json = {"body": f"!ergebnis {number[0]}", "filename": "Bedarf.pdf"}
    shape["info"] = {"mimetype": "application/pdf", "size": len(pdf)}
    event_id = await drop(town.vogt, below, encrypted=True, data=pdf, **shape)
    assert "1 Datei" in ((await answer_to(town.vogt, bot, below, event_id)).body or "")
    copy = await town.vogt.heard_where(above, lambda one: one.body == "Bedarf.pdf")
    file = copy.content["file"]
    lies = await fetched(town.vogt, file["url"])
    assert decrypt_attachment(lies, file["key"]["k"], file["hashes"]["sha256"], file["iv"]) == pdf
    assert stored(town) == before + 1
    assert bot.rows("select name, size, sha256 from kept_file") == [("Bedarf.pdf", len(pdf), sha256(pdf).hexdigest())]


async def test_a_bot_that_is_killed_after_an_upload_posts_the_file_once(town: Town, hire: Hire) -> None:
    """Killed as soon as a file lies in the content repository, before its event is in the room."""
    bot = await hire()
    await bot.start()
    room = await town.room_with(bot, "AK Absturz")
    names = [f"Nummer {number}.ics" for number in range(_KILLS)]
    between = 0
    for name in names:
        before = stored(town)
        post(bot, room, name)
        await town.demir.say(room, "!hilfe")
        async with asyncio.timeout(60):
            while stored(town) == before:
                await asyncio.sleep(0)
        bot.kill9()
        between += bot.rows("select state from letter where content like ?", f"%{name}%") == [("sending",)]
        await bot.start()
    async with asyncio.timeout(60):
        while bot.rows("select 1 from letter where state in ('pending', 'sending')"):
            await asyncio.sleep(0.1)
    history = await town.demir.history(room)
    assert Counter(one.body for one in history if one.msgtype == "m.file") == Counter(names)
    assert between > 0
    assert bot.rows("select count(*) from attachment") == [(0,)]


def stored(town: Town) -> int:
    """How many files lie in the homeserver's content repository."""
    return sum(path.is_file() for path in (Path(town.homeserver.folder) / "media" / "local_content").rglob("*"))
