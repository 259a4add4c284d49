"""Keys that are lost, damaged or older than what the device has done: the bot refuses, and says the way out."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.matrix import witness
from bot.matrix.errors import MatrixError, WrongIdentity
from bot.matrix.vault import SpoiltSecret, Vault
from tests.stub_homeserver import Fault, StubHomeserver
from tests.test_listener import running, start

COUNT = f"{witness.KIND}.GERAET"


def _folder_gone(folder: Path) -> None:
    shutil.rmtree(folder / "keys")


def _lock_gone(folder: Path) -> None:
    (folder / "pickle.key").unlink()


def _lock_another(folder: Path) -> None:
    (folder / "pickle.key").write_text("x" * 43)


def _lock_damaged(folder: Path) -> None:
    (folder / "pickle.key").write_bytes(b"\xff\xfe")


def _login_gone(folder: Path) -> None:
    (folder / "session.json").unlink()


def _login_damaged(folder: Path) -> None:
    (folder / "session.json").write_text('{"user_id": ')


def _store_cut(length: int) -> Callable[[Path], None]:
    def cut(folder: Path) -> None:
        store = folder / "keys" / "GERAET.db"
        store.write_bytes(store.read_bytes()[:length])

    return cut


def _store_rubbish(folder: Path) -> None:
    store = folder / "keys" / "GERAET.db"
    store.write_bytes(b"\x07" * store.stat().st_size)


MISHAPS = [
    (_folder_gone, WrongIdentity),
    (_lock_gone, SpoiltSecret),
    (_lock_another, SpoiltSecret),
    (_lock_damaged, SpoiltSecret),
    (_login_gone, WrongIdentity),
    (_login_damaged, SpoiltSecret),
    (_store_cut(0), WrongIdentity),
    (_store_cut(700), SpoiltSecret),
    (_store_cut(9000), SpoiltSecret),
    (_store_rubbish, SpoiltSecret),
]


@pytest.mark.parametrize(("mishap", "error"), MISHAPS)
async def test_lost_keys_are_refused_with_the_way_out_and_nothing_is_made_anew(
    tmp_path: Path, mishap: Callable[[Path], None], error: type[MatrixError]
) -> None:
    async with StubHomeserver() as server:
        async with running(server, tmp_path):
            pass
        before = server.device_keys, dict(server.identity), dict(server.account_data)
        mishap(tmp_path)
        for _ in range(2):
            with pytest.raises(error, match="bot recover"):
                await start(server, tmp_path)
        assert (server.device_keys, server.identity, server.account_data) == before
        assert len(server.logins) == 1


async def test_an_older_copy_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder, copy = tmp_path / "data", tmp_path / "copy"
    async with StubHomeserver() as server:
        async with running(server, folder):
            pass
        shutil.copytree(folder, copy)
        async with running(server, folder):
            pass
        with pytest.raises(WrongIdentity, match="older copy"):
            await start(server, copy)
        async with running(server, folder):
            pass
        assert server.account_data[COUNT] == {"number": 3}


async def test_a_copy_that_was_made_while_the_bot_worked_is_refused_when_it_has_worked_on(tmp_path: Path) -> None:
    folder, copy = tmp_path / "data", tmp_path / "copy"
    async with StubHomeserver() as server:
        async with running(server, folder) as (app, _):
            shutil.copytree(folder, copy)
            assert app._parts is not None
            app._parts[0]._witnessed = -1e9  # ten minutes pass
            server.poison({"algorithm": "unbekannt"})
            await server.until(lambda: server.account_data[COUNT] == {"number": 2})
        with pytest.raises(WrongIdentity, match="older copy"):
            await start(server, copy)


async def _work_on_beside_a_copy(server: StubHomeserver, folder: Path, copy: Path) -> None:
    async with running(server, folder) as (app, _):
        shutil.copytree(folder, copy)
        async with running(server, copy):
            pass
        assert server.account_data[COUNT] == {"number": 2}
        assert app._parts is not None
        app._parts[0]._witnessed = -1e9
        server.poison({"algorithm": "unbekannt"})
        async with asyncio.timeout(20):
            while app._parts is not None:
                await asyncio.sleep(0.01)


async def test_of_two_copies_that_work_at_once_the_first_stops(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        with pytest.raises(WrongIdentity, match="used elsewhere"):
            await _work_on_beside_a_copy(server, tmp_path / "data", tmp_path / "copy")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(f"PUT .*/account_data/{COUNT}", 502, "Bad Gateway"),
        Fault(f"PUT .*/account_data/{COUNT}", after=True),
        Fault(f"GET .*/account_data/{COUNT}", 0),
    ],
)
async def test_being_cut_off_while_counting_is_no_false_alarm(tmp_path: Path, fault: Fault) -> None:
    async with StubHomeserver() as server:
        for number in range(3):
            server.faults = [Fault(fault.pattern, fault.status, fault.body, 1 + number, fault.after)]
            async with running(server, tmp_path):
                pass
        assert server.account_data[COUNT]["number"] == Vault(tmp_path).starts("GERAET")


async def test_a_homeserver_that_lost_the_count_raises_no_alarm(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        for data in ({}, {COUNT: {"number": 0}}, {COUNT: {"number": "viel"}}):
            server.account_data = data
            async with running(server, tmp_path):
                pass
        assert server.account_data[COUNT] == {"number": 3}
