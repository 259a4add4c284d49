"""What strangers may take away: one-time keys are refilled, and the operators learn of it. And a frozen key claim."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nio.crypto import Olm
from nio.store import SqliteStore

from bot.matrix.sending import Sent, Unclear, put
from storage.post_records import Letter, LetterState
from tests.stub_homeserver import VOGT, Fault, StubHomeserver
from tests.test_guards import make
from tests.test_listener import rows, running

INCIDENTS = "select kind, subject, over_at is not null from incident order by id"


async def test_keys_are_refilled_after_a_drain_and_the_operators_learn_of_it(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        async with running(server, tmp_path):
            server.faults = [Fault("POST /keys/upload", 502, "Bad Gateway"), Fault("POST /keys/upload")]
            server.one_time_keys = 0
            async with asyncio.timeout(20):
                while rows(tmp_path, INCIDENTS) != [("device", "one_time_keys", 1)]:
                    server.poison({"algorithm": "unbekannt"})
                    await asyncio.sleep(0.05)
            assert server.one_time_keys == 50
        assert not any(fault.times for fault in server.faults)


async def test_keys_that_were_taken_while_the_bot_was_away_are_refilled_at_the_start(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        for _ in range(3):
            async with running(server, tmp_path):
                await server.until(lambda: server.one_time_keys == 50)
            server.one_time_keys = 0


async def test_a_frozen_key_claim_leaves_no_stuck_room(tmp_path: Path) -> None:
    """Cut off by the time limit while it hangs, then failing, then thawed: the next send goes through."""
    vogts = Olm(VOGT, "VOGT1", SqliteStore(VOGT, "VOGT1", str(tmp_path), "x"))
    good = vogts.share_keys()
    key_id, key = next(iter(good["one_time_keys"].items()))
    claimed = {"one_time_keys": {VOGT: {"VOGT1": {key_id: key}}}, "failures": {}}
    devices = {"device_keys": {VOGT: {"VOGT1": good["device_keys"]}}, "failures": {}}
    async with StubHomeserver() as server:
        room = server.room(encrypted=True)
        client = make(tmp_path / "bot", server.url)
        await client.sync(full_state=True)
        letter = _letter(room)
        thaw = asyncio.Event()
        server.faults = [Fault("POST /keys/query", 200, devices), Fault("POST /keys/claim", hold=thaw)]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await put(client, letter, None, encrypted=True)
        server.faults = [Fault("POST /keys/claim")]
        assert isinstance(await put(client, letter, None, encrypted=True), Unclear)
        thaw.set()
        server.faults = [Fault("POST /keys/claim", 200, claimed)]
        async with asyncio.timeout(10):
            assert isinstance(await put(client, letter, None, encrypted=True), Sent)
        assert [event["type"] for event in server.sent] == ["m.room.encrypted"]
        assert sum("sendToDevice" in line for line in server.requests.elements()) == 1
        await client.close()
    vogts.store.database.close()


@pytest.mark.parametrize("status", [200, 502])
@pytest.mark.parametrize("step", ["POST /keys/query", "POST /keys/claim", "PUT /sendToDevice"])
async def test_a_page_of_whoever_stands_in_between_hands_out_no_key(tmp_path: Path, step: str, status: int) -> None:
    """Some of them say 200: nio would take that for a list without anybody, or for a key that has arrived."""
    vogts = Olm(VOGT, "VOGT1", SqliteStore(VOGT, "VOGT1", str(tmp_path), "x"))
    good = vogts.share_keys()
    key_id, key = next(iter(good["one_time_keys"].items()))
    answers = [
        Fault("POST /keys/query", 200, {"device_keys": {VOGT: {"VOGT1": good["device_keys"]}}, "failures": {}}),
        Fault("POST /keys/claim", 200, {"one_time_keys": {VOGT: {"VOGT1": {key_id: key}}}, "failures": {}}),
    ]
    async with StubHomeserver() as server:
        room = server.room(encrypted=True)
        client = make(tmp_path / "bot", server.url)
        await client.sync(full_state=True)
        server.faults = [Fault(step, status, "<html>Wartungsarbeiten</html>", times=1), *answers]
        assert isinstance(await put(client, _letter(room), None, encrypted=True), Unclear)
        assert not server.sent
        assert isinstance(await put(client, _letter(room), None, encrypted=True), Sent)
        assert client.olm.outbound_group_sessions[room].users_shared_with == {(VOGT, "VOGT1")}
        await client.close()
    vogts.store.database.close()


def _letter(room: str) -> Letter:
    now, content = datetime.now(UTC), {"msgtype": "m.text", "body": "x"}
    head = ("brief", 1, "probe", room, "m.room.message", content, None, None, 0, LetterState.SENDING)
    return Letter(*head, now, None, 1, now, "GERAET", None)
