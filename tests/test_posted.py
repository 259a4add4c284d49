"""Who answers a post before the bot knows its event is understood all the same, and nothing is guessed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.matrix.heard import Step
from bot.matrix.sending import MARKER
from bot.posted import note_posted
from commands.stimuli import Reacted, Said, Stimulus
from storage import outbox
from tests.seen import rows as rows_of
from tests.stub_homeserver import VOGT, Fault, Json, StubHomeserver
from tests.test_listener import Echo, rows, running
from tests.test_sender_upsets import alter
from tests.world import World

_Answer = Callable[[StubHomeserver, str, str], str]


class Asking(Echo):
    """Wants what begins with ! and what refers to a post that it knows, and nothing else."""

    def wants(self, tx: Connection, stimulus: Stimulus) -> bool:
        target = {Said: "reply_to", Reacted: "target"}.get(type(stimulus))
        if target is None or (isinstance(stimulus, Said) and stimulus.text.startswith("!")):
            return super().wants(tx, stimulus)
        event: str | None = getattr(stimulus, target)
        return event is not None and outbox.letter_by_event(tx, event, stimulus.room_id) is not None


def _reply(server: StubHomeserver, room: str, event: str) -> str:
    relation: Any = {"m.in_reply_to": {"event_id": event}}
    return server.say(room, "ja", **{"m.relates_to": relation})


def _thumb(server: StubHomeserver, room: str, event: str) -> str:
    relation = {"rel_type": "m.annotation", "event_id": event, "key": "👍"}
    return server.put(room, VOGT, "m.reaction", {"m.relates_to": relation}, None)


def _heard(folder: Path) -> list[str]:
    return [event for (event,) in rows(folder, "select event_id from inbox where state = 'done'")]


def _letters(folder: Path) -> list[tuple[Any, ...]]:
    return rows(folder, "select state, event_id from letter order by seq")


def _asked(server: StubHomeserver) -> int:
    return sum(count for line, count in server.requests.items() if line.startswith("GET") and "/event/" in line)


async def _answer_lost(server: StubHomeserver, room: str, go_on: asyncio.Event) -> Json:
    """The bot's post is in the room, with another one behind it; their repeat hangs until `go_on`."""
    server.faults = [Fault("PUT .*/send/", 0, after=True), Fault("PUT .*/send/", hold=go_on)]
    server.say(room, "!top Ganztag")
    await server.until(lambda: server.sent)
    server.say(room, "!top Radweg")
    await server.until(lambda: not server.faults[1].times)
    return server.sent[0]


@asynccontextmanager
async def _unanswered(folder: Path) -> AsyncIterator[tuple[StubHomeserver, str, Json]]:
    """A bot that learns only at the end that its post is in the room: the homeserver, the room and the post."""
    go_on = asyncio.Event()
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, folder, echo=Asking()):
            yield server, room, await _answer_lost(server, room, go_on)
            go_on.set()


@pytest.mark.parametrize("answer", [_reply, _thumb])
async def test_an_answer_to_a_post_counts_though_the_bot_does_not_know_its_event_yet(
    tmp_path: Path, answer: _Answer
) -> None:
    go_on = asyncio.Event()
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path, echo=Asking()) as (app, _):
            post = await _answer_lost(server, room, go_on)
            event = answer(server, room, post["event_id"])
            await server.until(lambda: event in _heard(tmp_path))
            assert _letters(tmp_path)[0] == ("sent", post["event_id"])
            go_on.set()
            await app.settled()
            assert _letters(tmp_path)[0] == ("sent", post["event_id"])
        assert [each["content"]["body"] for each in server.sent[:2]] == [
            "Antwort: !top Ganztag",
            "Antwort: !top Radweg",
        ]


async def test_after_a_crash_the_answer_counts_as_well(tmp_path: Path) -> None:
    go_on = asyncio.Event()
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path, echo=Asking()) as (app, _):
            server.say(room, "!top Ganztag")
            await server.until(lambda: server.sent)
            await app.settled()
        alter(tmp_path, "update letter set state = 'sending', event_id = null")
        assert _letters(tmp_path) == [("sending", None)]
        event = _reply(server, room, server.sent[0]["event_id"])
        server.faults = [Fault("PUT .*/send/", hold=go_on)]
        async with running(server, tmp_path, echo=Asking()):
            await server.until(lambda: event in _heard(tmp_path))
            go_on.set()


async def test_while_the_homeserver_cannot_be_asked_the_answer_is_not_passed_over(tmp_path: Path) -> None:
    async with _unanswered(tmp_path) as (server, room, post):
        server.faults.append(Fault("GET .*/event/", 502, "<html>Bad Gateway</html>", times=2))
        event = _reply(server, room, post["event_id"])
        await server.until(lambda: event in _heard(tmp_path))


async def test_the_mark_of_a_post_in_somebody_elses_message_counts_for_nothing(tmp_path: Path) -> None:
    async with _unanswered(tmp_path) as (server, room, post):
        mark: Any = post["content"][MARKER]
        forged = server.say(room, "Soll ich alles löschen?", **{MARKER: mark})
        passed_over = [_reply(server, room, forged), _reply(server, room, "$gibt-es-nicht")]
        event = server.say(room, "!top Ende")
        await server.until(lambda: event in _heard(tmp_path))
        assert not set(passed_over) & set(_heard(tmp_path))
        assert _letters(tmp_path)[0] == ("sending", None)


async def test_while_nothing_is_on_its_way_the_homeserver_is_not_asked(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        async with running(server, tmp_path, echo=Asking()) as (app, _):
            server.say(room, "!top Ganztag")
            await server.until(lambda: server.sent)
            await app.settled()
            _reply(server, room, server.say(room, "Wer kommt morgen?"))
            event = _reply(server, room, server.sent[0]["event_id"])
            await server.until(lambda: event in _heard(tmp_path))
        assert _asked(server) == 0


def test_what_the_bot_has_noted_meanwhile_is_not_noted_otherwise(w: World) -> None:
    """Between the question and the commit the answer to a send may have come after all."""
    w.ask("petersen", "JF", "!to")
    (known,) = [one for one in rows_of(w, "letter") if one["event_id"]][-1:]
    with w.store.transaction() as tx:
        note_posted(tx, Step("t1", posted={"$andere": known["id"], "$fremd": "kein-brief"}))
    assert [one["event_id"] for one in rows_of(w, "letter") if one["id"] == known["id"]] == [known["event_id"]]
