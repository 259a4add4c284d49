"""A new device for the same identity: nothing is used twice, and what could be read can still be read."""

from pathlib import Path

import pytest

from bot.matrix.renewal import set_old_device_aside, take_over
from bot.matrix.vault import Login, Vault
from tests.stub_homeserver import BOT
from tests.test_guards import make

ROOM = "!raum:brakenfeld.example"


def used(folder: Path) -> Vault:
    """A folder whose device has made a key for a room."""
    client = make(folder, "http://127.0.0.1:9")
    client.olm.create_outbound_group_session(ROOM)
    client.store.database.close()
    vault = Vault(folder)
    vault.keep_login(Login(BOT, "GERAET", "syt_zugang"))
    vault.keep_starts("GERAET", 7)
    vault.make_seeds()
    return vault


def test_everything_of_the_old_device_goes_and_the_identity_stays(tmp_path: Path) -> None:
    vault = used(tmp_path)
    seeds, key = vault.seeds(), vault.pickle_key
    set_old_device_aside(vault)
    assert vault.login() is None
    assert not vault.has_keys
    assert vault.starts("GERAET") == 0
    assert vault.seeds() == seeds
    assert vault.pickle_key != key
    assert {path.name for path in (vault.old_keys / "1").iterdir()} == {
        "keys",
        "pickle.key",
        "session.json",
        "starts.json",
    }
    set_old_device_aside(Vault(tmp_path / "leer"))
    assert not (tmp_path / "leer" / "old-keys").exists()


async def test_the_new_device_reads_what_the_old_one_could_and_the_old_keys_are_deleted(tmp_path: Path) -> None:
    vault = used(tmp_path)
    set_old_device_aside(vault)
    client = make(tmp_path, "http://127.0.0.1:9")
    assert take_over(client, vault) == 1
    assert take_over(client, vault) == 0
    assert not list(vault.old_keys.iterdir())
    await client.close()
    client = make(tmp_path, "http://127.0.0.1:9")
    (session,) = client.olm.inbound_group_store
    assert session.room_id == ROOM
    assert session.sender_key != client.olm.account.identity_keys["curve25519"]
    await client.close()


@pytest.mark.parametrize("steps", range(5))
def test_being_cut_off_while_setting_aside_leaves_nothing_that_would_be_used_again(
    tmp_path: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = used(tmp_path)
    left = steps
    rename, replace = Path.rename, Path.replace

    def counted(move: object) -> object:
        def moved(self: Path, target: Path) -> Path:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            return move(self, target)  # type: ignore[operator, no-any-return]

        return moved

    monkeypatch.setattr(Path, "rename", counted(rename))
    monkeypatch.setattr(Path, "replace", counted(replace))
    try:
        set_old_device_aside(vault)
    except KeyboardInterrupt:
        left = 99
        set_old_device_aside(vault)
    assert vault.login() is None
    assert not vault.has_keys
    folder = next(path for path in vault.old_keys.iterdir() if any((path / "keys").glob("*.db")))
    assert (folder / "pickle.key").exists()


@pytest.mark.parametrize("mishap", ["another lock", "no lock", "cut off"])
async def test_an_old_store_that_cannot_be_read_does_not_stop_the_new_device(tmp_path: Path, mishap: str) -> None:
    vault = used(tmp_path)
    set_old_device_aside(vault)
    old = vault.old_keys / "1"
    if mishap == "another lock":
        (old / "pickle.key").write_text("x" * 43)
    elif mishap == "no lock":
        (old / "pickle.key").unlink()
    else:
        store = old / "keys" / "GERAET.db"
        store.write_bytes(store.read_bytes()[:5000])
    client = make(tmp_path, "http://127.0.0.1:9")
    assert take_over(client, vault) == 0
    await client.close()
