"""The way out of lost keys: a new device for the same identity, from the folder or from the sealed envelope."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot import __main__ as cli
from bot import logs
from bot.lock import FolderLock
from bot.matrix.errors import WrongIdentity
from bot.matrix.identity import in_groups, public_key
from bot.matrix.vault import Seeds, Vault
from tests.phone import Phone
from tests.stub_homeserver import BOT, Fault, StubHomeserver
from tests.test_doctor import write_config
from tests.test_listener import answered, rows, running, start


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "set_up", lambda: None)


async def call(*arguments: str | Path) -> int:
    """A command of the operators' terminal, in a thread of its own as in a process of its own."""
    return await asyncio.to_thread(cli.main, [str(each) for each in arguments])


def seeds(folder: Path) -> Seeds:
    known = Vault(folder / "data").seeds()
    assert known is not None
    return known


def new_device(server: StubHomeserver, name: str) -> None:
    """What the homeserver will call the next device. The stub knows one device at a time."""
    server.device_id, server.device_keys = name, {}


def is_signed(server: StubHomeserver) -> bool:
    return len(server.device_keys["signatures"][BOT]) == 2


async def hired(server: StubHomeserver, folder: Path) -> Path:
    """A bot that has worked. Returns its configuration."""
    async with running(server, folder / "data"):
        pass
    return write_config(server, folder)


async def test_lost_keys_lead_to_a_new_device_of_the_same_identity(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with StubHomeserver() as server:
        room = server.room()
        config = await hired(server, tmp_path)
        identity, before = dict(server.identity), seeds(tmp_path)
        shutil.rmtree(tmp_path / "data" / "keys")
        new_device(server, "ZWEITES")
        assert await call("recover", "--config", config, "--delete-old") == 0
        assert server.identity == identity
        assert server.deleted_devices == ["GERAET"]
        assert is_signed(server)
        assert seeds(tmp_path) == before
        async with running(server, tmp_path / "data"):
            server.say(room, "!top Ganztag")
            await answered(server, "!top Ganztag")
    told = capsys.readouterr().out
    for line in ("Neues Gerät: ZWEITES", in_groups(public_key(before)), "GERAET ist gelöscht", "kann gestartet werden"):
        assert line in told


async def test_an_older_copy_of_the_folder_leads_to_a_new_device(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with StubHomeserver() as server:
        config = await hired(server, tmp_path)
        shutil.copytree(tmp_path / "data", tmp_path / "copy")
        await hired(server, tmp_path)
        shutil.rmtree(tmp_path / "data")
        (tmp_path / "copy").rename(tmp_path / "data")
        new_device(server, "ZWEITES")
        assert await call("recover", "--config", config) == 0
        async with running(server, tmp_path / "data"):
            pass
        assert not server.deleted_devices
        assert not list((tmp_path / "data" / "old-keys").iterdir())
    assert "Altes Gerät GERAET: bitte vom Konto löschen" in capsys.readouterr().out


async def test_a_post_that_the_old_device_may_have_sent_is_found_by_the_new_one_and_not_doubled(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with StubHomeserver() as server:
        room, phone = server.room(encrypted=True), Phone()
        async with running(server, data) as (app, _):
            assert app._parts is not None
            phone.introduce(app._parts[0].client)
            phone.hand_key(app._parts[0].client, room)
            server.faults = [Fault("PUT /rooms/.*/send", 502, "Bad Gateway", times=99, after=True)]
            phone.say(server, room, "!top Ganztag")
            await server.until(lambda: server.sent)
        assert rows(data, "select state from letter") == [("sending",)]
        server.faults = []
        server.forget_transactions()
        new_device(server, "ZWEITES")
        assert await call("recover", "--config", write_config(server, tmp_path)) == 0
        async with running(server, data) as (app, _):
            await app.settled()
        assert rows(data, "select state from letter") == [("sent",)]
        assert len(server.sent) == 1


async def test_the_envelope_is_written_once_and_brings_the_identity_back_into_an_empty_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    envelope = tmp_path / "umschlag.txt"
    async with StubHomeserver() as server:
        config = await hired(server, tmp_path)
        before, identity = seeds(tmp_path), dict(server.identity)
        assert await call("recovery-key", "--config", config, "--write", envelope) == 0
        assert envelope.stat().st_mode & 0o777 == 0o600
        text = envelope.read_text()
        for piece in ("NOTFALLUMSCHLAG", BOT, in_groups(public_key(before)), "--recovery-key-file"):
            assert piece in text
        sealed = str(server.account_data)
        assert before.master not in sealed
        assert await call("recovery-key", "--config", config, "--write", tmp_path / "noch") == 1
        assert "schon geschrieben" in capsys.readouterr().err
        assert not (tmp_path / "noch").exists()

        shutil.rmtree(tmp_path / "data")
        new_device(server, "LEERES")
        with pytest.raises(WrongIdentity, match="recovery-key-file"):  # it must not make a new identity by itself
            await start(server, tmp_path / "data")
        assert server.identity == identity
        shutil.rmtree(tmp_path / "data")
        new_device(server, "ZWEITES")
        assert await call("recover", "--config", config, "--recovery-key-file", envelope) == 0
        assert seeds(tmp_path) == before
        assert server.identity == identity
        assert is_signed(server)


async def test_another_key_makes_the_former_invalid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "erster", tmp_path / "zweiter"
    async with StubHomeserver() as server:
        config = await hired(server, tmp_path)
        before = seeds(tmp_path)
        assert await call("recovery-key", "--config", config, "--write", first) == 0
        assert await call("recovery-key", "--config", config, "--write", first, "--again") == 1
        assert "nichts überschrieben" in capsys.readouterr().err
        assert await call("recovery-key", "--config", config, "--write", second, "--again") == 0
        shutil.rmtree(tmp_path / "data")
        new_device(server, "ZWEITES")
        assert await call("recover", "--config", config, "--recovery-key-file", first) == 1
        assert "öffnet nichts" in capsys.readouterr().err
        assert Vault(tmp_path / "data").login() is None
        assert await call("recover", "--config", config, "--recovery-key-file", second) == 0
        assert seeds(tmp_path) == before


@pytest.mark.parametrize("failing", range(12))
async def test_being_cut_off_while_sealing_leaves_one_of_the_keys_valid(
    tmp_path: Path, failing: int, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "erster", tmp_path / "zweiter"
    async with StubHomeserver() as server:
        config = await hired(server, tmp_path)
        before = seeds(tmp_path)
        assert await call("recovery-key", "--config", config, "--write", first) == 0
        put = "PUT /user/.*/account_data/m"
        server.faults = [Fault(put, 200, after=True, times=failing), Fault(put, 502, "Bad Gateway", times=99)]
        outcome = await call("recovery-key", "--config", config, "--write", second, "--again")
        assert outcome == (1 if failing < 9 else 0)
        server.faults = []
        shutil.rmtree(tmp_path / "data")
        new_device(server, "ZWEITES")
        ways = [await call("recover", "--config", config, "--recovery-key-file", each) for each in (second, first)]
        assert 0 in ways
        assert seeds(tmp_path) == before


async def test_a_lost_envelope_leaves_a_new_identity(tmp_path: Path) -> None:
    async with StubHomeserver() as server:
        config = await hired(server, tmp_path)
        before = dict(server.identity)
        assert await call("recovery-key", "--config", config, "--write", tmp_path / "umschlag") == 0
        shutil.rmtree(tmp_path / "data")
        new_device(server, "ZWEITES")
        assert await call("recover", "--config", config) == 1
        new_device(server, "DRITTES")
        assert await call("recover", "--config", config, "--new-identity") == 0
        assert server.identity != before
        assert is_signed(server)


async def test_what_cannot_be_done_is_said_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with StubHomeserver() as server:
        config = write_config(server, tmp_path)
        assert await call("recovery-key", "--config", config, "--write", tmp_path / "x") == 1
        assert "noch keine beglaubigte Identität" in capsys.readouterr().err
        await hired(server, tmp_path)
        before = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()}
        (tmp_path / "leer").write_text("EsTc LW2K PGiF\nkein Schlüssel\n")
        assert await call("recover", "--config", config, "--recovery-key-file", tmp_path / "leer") == 1
        assert "kein Wiederherstellungsschlüssel" in capsys.readouterr().err
        assert await call("recover", "--config", config, "--recovery-key-file", tmp_path / "nirgends") == 1
        with FolderLock(tmp_path / "data"):
            assert await call("recover", "--config", config) == 1
        assert "läuft noch" in capsys.readouterr().err
        after = {path: path.read_bytes() for path in before}
        assert {path.name for path in before if before[path] != after[path]} <= {"lock"}
