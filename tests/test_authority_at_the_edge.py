"""What reaches the wire is not yet an order: the whole bot against a homeserver that delivers anything (reliability E).

What nobody may has no effect here for a reason that the commands never see: they are not told, or not whose it is.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_app
from bot.clock import SystemClock
from tests.stub_homeserver import BOT, SERVER, VOGT, StubHomeserver
from tests.test_listener import prepared, rows, settings_for

DEMIR = f"@aylin.demir:{SERVER}"
REUTER = f"@thomas.reuter:{SERVER}"
STRANGER = "@fremd:anderswo.example"

ORDER, TITLE = "!top Untergeschoben", "Untergeschoben"


@dataclass(frozen=True)
class Ground:
    """`body` is the room of a body, `sealed` another's that is encrypted by now; `own` is an order of Vogt's in `body`,
    `answer` the bot's answer to it. Vogt has made the rooms and runs the bot, Demir has all power and no role."""

    server: StubHomeserver
    body: str
    sealed: str
    own: str
    answer: str


def _notice(on: Ground) -> None:
    on.server.say(on.body, ORDER, msgtype="m.notice")


def _emote(on: Ground) -> None:
    on.server.say(on.body, ORDER, msgtype="m.emote")


def _own_echo(on: Ground) -> None:
    on.server.say(on.body, ORDER, BOT)


def _own_echo_as_text_of_another_room(on: Ground) -> None:
    on.server.say(on.sealed, ORDER, BOT)


def _in_clear(on: Ground) -> None:
    on.server.say(on.sealed, ORDER)


def _edit_in_clear(on: Ground) -> None:
    _edit(on, on.sealed, VOGT)


def _foreign_edit(on: Ground) -> None:
    _edit(on, on.body, DEMIR)


def _edit_from_another_room(on: Ground) -> None:
    _edit(on, on.server.room("Nebenan", DEMIR), VOGT)


def _edit_by_a_stranger(on: Ground) -> None:
    _edit(on, on.body, STRANGER)


def _edit(on: Ground, room: str, sender: str) -> None:
    relation = {"rel_type": "m.replace", "event_id": on.own}
    new = {"msgtype": "m.text", "body": ORDER}
    on.server.say(room, f"* {ORDER}", sender, **{"m.relates_to": relation, "m.new_content": new})


def _forged_fallback(on: Ground) -> None:
    """The quotation in a reply says what Vogt never said; the fallback is not part of the message."""
    body = f"> <{VOGT}> {ORDER}\n\nSo machen wir es."
    html = f"<mx-reply><blockquote>{ORDER}</blockquote></mx-reply>So machen wir es."
    relation = {"m.in_reply_to": {"event_id": on.answer}}
    more = {"m.relates_to": relation, "format": "org.matrix.custom.html", "formatted_body": html}
    on.server.say(on.body, body, DEMIR, **more)


def _order_in_html_only(on: Ground) -> None:
    on.server.say(on.body, "Guten Morgen", format="org.matrix.custom.html", formatted_body=ORDER)


def _stranger(on: Ground) -> None:
    on.server.say(on.body, ORDER, STRANGER)


def _look_alike(on: Ground) -> None:
    on.server.say(on.body, ORDER, VOGT.upper())


def _sender_inside(on: Ground) -> None:
    """Somebody's id in the content is no sender."""
    content = {"msgtype": "m.text", "body": ORDER, "sender": VOGT, "user_id": VOGT}
    on.server.put(on.body, STRANGER, "m.room.message", content, None)


def _state_event(on: Ground) -> None:
    on.server.put(on.body, VOGT, "m.room.message", {"msgtype": "m.text", "body": ORDER})


def _topic(on: Ground) -> None:
    on.server.put(on.body, VOGT, "m.room.topic", {"topic": ORDER})


def _no_body(on: Ground) -> None:
    on.server.put(on.body, VOGT, "m.room.message", {"msgtype": "m.text", "m.new_content": {"body": ORDER}}, None)


WAYS: tuple[Callable[[Ground], None], ...] = (
    _notice, _emote, _own_echo, _own_echo_as_text_of_another_room, _in_clear, _edit_in_clear, _foreign_edit,
    _edit_from_another_room, _edit_by_a_stranger, _forged_fallback, _order_in_html_only, _stranger, _look_alike,
    _sender_inside, _state_event, _topic, _no_body,
)  # fmt: skip


@asynccontextmanager
async def _at_work(server: StubHomeserver, folder: Path) -> AsyncIterator[None]:
    prepared(folder)
    app = open_app(settings_for(server, folder), SystemClock())
    work = asyncio.create_task(app.run())
    try:
        await asyncio.wait_for(app.ready.wait(), 30)
        yield
        await app.settled()
    finally:
        app.stop()
        await work


async def _answer(server: StubHomeserver, event_id: str) -> dict[str, Any]:
    """The bot's event in reply to another."""

    def found() -> list[dict[str, Any]]:
        replies = ((one, one["content"].get("m.relates_to", {})) for one in server.sent)
        return [one for one, to in replies if to.get("m.in_reply_to", {}).get("event_id") == event_id]

    await server.until(found)
    return found()[0]


async def _ask(server: StubHomeserver, room: str, text: str, sender: str = VOGT) -> dict[str, Any]:
    return await _answer(server, server.say(room, text, sender))


async def _set_up(server: StubHomeserver, version: str, sign: str) -> str:
    """A room with a body in which Vogt and nobody else has a role."""
    room = server.room(sign, DEMIR, REUTER, version=version)
    invited = {"prev_content": {"membership": "invite"}, "prev_sender": VOGT}
    server.put(room, BOT, "m.room.member", {"membership": "join", "displayname": "Bot"}, BOT, unsigned=invited)
    users = {DEMIR: 100} | ({VOGT: 100} if version == "11" else {})
    server.put(room, VOGT, "m.room.power_levels", {"users": users, "users_default": 0, "state_default": 50})
    await _ask(server, room, f"!gremium neu {sign} Gremium {sign} operativ")
    await _ask(server, room, f"!rolle {VOGT} Leitung")
    return room


@pytest.mark.parametrize("version", ["11", "12"])
async def test_nothing_is_ordered_by_what_is_no_order(tmp_path: Path, version: str) -> None:
    """All in one room, one after the other; a real order behind each shows that the bot was there."""
    async with StubHomeserver() as server:
        async with _at_work(server, tmp_path):
            body, sealed = await _set_up(server, version, "AK"), await _set_up(server, version, "IN")
            server.put(sealed, VOGT, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
            own = server.say(body, "!top Ganztag")
            answer = await _answer(server, own)
            on = Ground(server, body, sealed, own, answer["event_id"])
            for number, way in enumerate(WAYS):
                way(on)
                await _ask(server, body, f"!top Echt {number}")
        titles = [title for (title,) in rows(tmp_path, "select title from item where not standing order by id")]
        assert titles == ["Ganztag", *(f"Echt {number}" for number in range(len(WAYS)))]
        assert not any(TITLE in str(event["content"]) for event in server.sent)


@pytest.mark.parametrize("version", ["11", "12"])
async def test_power_in_the_room_is_no_role(tmp_path: Path, version: str) -> None:
    """Neither the creator's, who in version 12 stands above all levels, nor an admin's."""
    async with StubHomeserver() as server:
        async with _at_work(server, tmp_path):
            room = await _set_up(server, version, "AK")
            await _ask(server, room, "!termin 3.3. 10 Uhr")
            for sender in (DEMIR, REUTER):
                await _ask(server, room, "!termin 4.3. 10 Uhr", sender)
                await _ask(server, room, "!gremium auflösen", sender)
            await _ask(server, room, f"!rolle entfernen {VOGT}")
            await _ask(server, room, "!termin 5.3. 10 Uhr")
        assert rows(tmp_path, "select count(*) from meeting") == [(1,)]
        outcomes = "select action, outcome from audit where actor in (?, ?)"
        told = rows(tmp_path, outcomes, DEMIR, REUTER)
        assert len(told) == 4 and all(outcome.startswith("access.") for _, outcome in told), told
