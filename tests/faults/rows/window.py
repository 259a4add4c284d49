"""Row 10: the homeserver has forgotten the transaction id of a letter whose outcome was never written down."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta

from bot.app import App
from bot.clock import MovableClock
from bot.matrix.sending import MARKER
from storage import outbox
from storage.store import Store
from tests.faults.ground import Figures, Ground
from tests.stub_homeserver import StubHomeserver
from tests.test_listener import Echo, prepared, settings_for

NUMBERS = (10,)
TITLE = "transaction window expired: what is in the room already is found there by its mark"
AIMS = {"letters": 200}

_NOW = datetime(2027, 1, 19, 8, tzinfo=UTC)
_ROOMS = 10


async def run(ground: Ground) -> Figures:
    """Every letter is sent and its outcome lost, for half of them the event too; the server then forgets all ids."""
    letters = ground.share(200, least=_ROOMS)
    async with StubHomeserver() as server:
        server.now_ms = round(_NOW.timestamp() * 1000)
        prepared(ground.folder)
        rooms = [server.room(f"Raum {number}") for number in range(_ROOMS)]
        await _work(server, ground, rooms, letters)
        there = _crash(server, ground)
        ground.tell(f"{letters} letters begun, {there} of them are in their rooms")
        await _work(server, ground, rooms, 0)
        seen = Counter(content[MARKER] for content in server.messages())
        with closing(sqlite3.connect(ground.folder / "gremienassistenz.db")) as database:
            states = dict(database.execute("SELECT id, state FROM letter").fetchall())
    wrong = {
        "lost": sum(seen[letter] == 0 for letter in states),
        "doubled": sum(seen[letter] > 1 for letter in states),
        "not_noted": sum(state != "sent" for state in states.values()),
    }
    return Figures({"letters": len(states), "found": there, "sent_anew": len(states) - there}, wrong)


async def _work(server: StubHomeserver, ground: Ground, rooms: list[str], letters: int) -> None:
    """A bot that takes no transaction id for known writes these letters and sends what waits."""
    clock = MovableClock(_NOW if letters else _NOW + timedelta(minutes=1))
    app = App(settings_for(server, ground.folder), clock, lambda _: Echo(), known_for=timedelta(0))
    running = asyncio.create_task(app.run())
    await app.ready.wait()
    store = Store(f"sqlite:///{ground.folder / 'gremienassistenz.db'}")
    with store.transaction() as tx:
        for number in range(letters):
            outbox.write_letter(
                tx,
                reason=f"brief/{number}",
                room_id=rooms[number % len(rooms)],
                event_type="m.room.message",
                content={"msgtype": "m.notice", "body": f"Brief {number}"},
                not_before=_NOW,
            )
    store.close()
    await app.settled()
    app.stop()
    await running


def _crash(server: StubHomeserver, ground: Ground) -> int:
    """Nothing was noted after the attempts; of some letters the request never arrived. How many are in their rooms."""
    chance = ground.chance
    arrived = [event for event in server.sent if chance.random() < 0.5]
    gone = [event for event in server.sent if event not in arrived]
    server.sent = arrived
    server.stream = [(room, event) for room, event in server.stream if event not in gone]
    server.forget_transactions()
    with closing(sqlite3.connect(ground.folder / "gremienassistenz.db")) as database:
        database.execute("UPDATE letter SET state = 'sending', event_id = NULL")
        database.execute("UPDATE sync_position SET token = ?", (f"s{len(server.stream)}",))
        database.commit()
    return len(arrived)
