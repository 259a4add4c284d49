"""A backup is one encrypted file, made at any time; what comes out of it is what went in, or nothing at all."""

import json
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from bot import config
from bot.__main__ import main
from bot.backup import making, parts, restoring, sealed
from bot.backup.errors import BackupError
from bot.lock import FolderLock
from bot.matrix.vault import Login, Vault
from bot.soundness import RESTORING
from commands.dispatch import Dispatch
from storage import audit, backups, invariants, personal
from storage.erasure_list import KEY, LIST, ErasureList
from storage.store import Store
from tests.scene import user
from tests.seen import rows
from tests.world import World

PASSPHRASE = "vier Pferde stehen am Kanal"
CONFIG = """
[matrix]
homeserver = "http://127.0.0.1:1"
user_id = "@bot:x"
password = "ganz geheim"
[access]
operators = []
homeservers = ["x"]
[storage]
folder = "{folder}"
[town]
name = "Brakenfeld"
state = "NW"
calendar_file = "calendar.toml"
[backup]
folder = "."
"""


class Hall:
    """A folder as a bot leaves it, with the database of the town, and an empty one to come back to."""

    def __init__(self, folder: Path, w: World) -> None:
        self.folder, self.w = folder, w
        self.file, self.key = folder / "sicherung.age", folder / "kennwort"
        self.key.touch(mode=0o600)
        self.key.write_text(PASSPHRASE + "\n", encoding="utf-8")
        (folder / "calendar.toml").write_text("", encoding="utf-8")
        self.config, self.other = self._config("data"), self._config("new")
        vault = Vault(folder / "data")
        vault.prepare()
        vault.keep_login(Login("@bot:x", "ALT", "syt_alt"))
        vault.make_seeds()
        assert vault.pickle_key
        with closing(sqlite3.connect(vault.keys / "@bot:x_ALT.db")) as store:
            store.execute("CREATE TABLE megolminboundsessions (session, fp_key, sender_key, room_id, session_id)")
            store.execute("CREATE TABLE forwardedchains (session_id)")
        with sqlite3.connect(folder / "world.db") as source, sqlite3.connect(self.database) as target:
            source.backup(target)

    def _config(self, name: str) -> Path:
        path = self.folder / f"{name}.toml"
        path.write_text(CONFIG.format(folder=name), encoding="utf-8")
        return path

    @property
    def database(self) -> Path:
        return self.folder / "data/gremienassistenz.db"

    def back_up(self, *more: str) -> int:
        return main(["backup", str(self.file), "--config", str(self.config), "--passphrase-file", str(self.key), *more])

    def back_up_for_a_key(self) -> tuple[Path, sealed.Identity]:
        """A backup that a private key opens; the key has been in its file."""
        pair = pyrage.x25519.Identity.generate()
        settings = config.load(self.config)
        backup = settings.backup.model_copy(update={"recipient": str(pair.to_public())})
        settings = settings.model_copy(update={"backup": backup})
        path = making.make(settings, self.config, None, None, self.w.utc)
        self.key.write_text(f"# created: 2027\n# public key: {pair.to_public()}\n{pair}\n", encoding="utf-8")
        return path, sealed.identity_in(self.key)

    def restore(self, path: Path | None = None) -> int:
        order = ["restore", str(path or self.file), "--config", str(self.other)]
        return main([*order, "--passphrase-file", str(self.key)])


@pytest.fixture(name="hall")
def _hall(w: World, folder: Path) -> Hall:
    return Hall(folder, w)


def read(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def test_what_was_saved_comes_back(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    """Also while somebody holds the database; the old device is only kept for reading, the identity stays."""
    hall.w.say("vogt", "JF", "!top Ganztag")
    with sqlite3.connect(hall.folder / "world.db") as source, sqlite3.connect(hall.database) as target:
        source.backup(target)
    live = Store(f"sqlite:///{hall.database}")
    with live.transaction() as tx:
        head = audit.head(tx)
    live.close()
    assert hall.back_up() == 0
    assert stat.S_IMODE(hall.file.stat().st_mode) == 0o600
    assert b"Ganztag" not in hall.file.read_bytes()
    assert hall.restore() == 0
    assert head in capsys.readouterr().out
    new = hall.folder / "new"
    store = Store(f"sqlite:///{new / 'gremienassistenz.db'}")
    with store.transaction() as tx:
        assert audit.verify(tx, head).whole
        assert backups.restored(tx) is not None
    store.close()
    assert read(new / "gremienassistenz.db", "SELECT title FROM item") == [
        (row["title"],) for row in rows(hall.w, "item")
    ]
    vault = Vault(new)
    assert vault.seeds() == Vault(hall.folder / "data").seeds()
    assert vault.login() is None and not vault.has_keys
    assert [path.name for path in new.glob("old-keys/1/keys/*.db")] == ["@bot:x_ALT.db"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in new.iterdir() if path.is_file()} == {0o600}
    assert stat.S_IMODE(new.stat().st_mode) == 0o700
    saved = (new / "restored-config.toml").read_text(encoding="utf-8")
    assert "Brakenfeld" in saved and "ganz geheim" not in saved


def test_the_database_remembers_when_it_was_saved(hall: Hall) -> None:
    assert hall.back_up() == 0
    assert len(read(hall.database, "SELECT at FROM backup")) == 1


def test_a_backup_is_never_overwritten(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    assert hall.back_up() == 0
    before = hall.file.read_bytes()
    assert hall.back_up() == 1
    assert "nie überschrieben" in capsys.readouterr().out
    assert hall.file.read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_nothing(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    hall.file = hall.folder / "gibt es nicht" / "x.age"
    assert hall.back_up() == 1
    assert "kann nicht geschrieben werden" in capsys.readouterr().out
    assert list(hall.folder.glob("**/*.part")) == []


@pytest.mark.parametrize("place", [0, 40, 300, -20, -1])
def test_a_damaged_backup_is_refused(hall: Hall, place: int, capsys: pytest.CaptureFixture[str]) -> None:
    """One wrong byte is enough; nothing is put anywhere."""
    assert hall.back_up() == 0
    data = bytearray(hall.file.read_bytes())
    data[place] ^= 0x20
    hall.file.write_bytes(data)
    assert hall.restore() == 1
    assert "beschädigt" in capsys.readouterr().out
    assert not (hall.folder / "new").exists()


@pytest.mark.parametrize("length", [0, 100, 5000, -1])
def test_a_backup_that_was_cut_off_is_refused(hall: Hall, length: int) -> None:
    assert hall.back_up() == 0
    hall.file.write_bytes(hall.file.read_bytes()[:length])
    assert hall.restore() == 1
    assert not (hall.folder / "new").exists()


def test_a_part_that_is_not_what_the_manifest_says_is_refused(hall: Hall) -> None:
    """Who knows the passphrase cannot slip in another part unseen by mistake."""
    assert hall.back_up() == 0
    key = sealed.Passphrase(PASSPHRASE)
    manifest, found = parts.unpack(key.open(hall.file.read_bytes()))
    assert json.loads(json.dumps(manifest.schema)) == "0004"
    packed = parts.pack(found, bot="x", schema="0004", at=manifest.at, audit_head="")
    with pytest.raises(BackupError, match="Prüfsumme"):
        parts.unpack(packed.replace(b"SQLite format 3", b"SQLite format 4"))


def test_another_passphrase_does_not_open_it(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    assert hall.back_up() == 0
    hall.key.write_text("ein ganz anderer Satz", encoding="utf-8")
    assert hall.restore() == 1
    assert "Kennwort passt nicht" in capsys.readouterr().out


def test_a_passphrase_that_others_can_read_is_refused(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    hall.key.chmod(0o644)
    assert hall.back_up() == 1
    assert "chmod 600" in capsys.readouterr().out
    assert not hall.file.exists()


def test_with_a_public_key_only_the_private_one_opens_it(hall: Hall) -> None:
    path, key = hall.back_up_for_a_key()
    assert path.name == f"gremienassistenz-{hall.w.utc:%Y-%m-%dT%H%M%SZ}.age"
    assert restoring.restore(config.load(hall.other), path, key, hall.w.utc)
    with pytest.raises(BackupError, match="passt nicht"):
        sealed.Identity(str(pyrage.x25519.Identity.generate())).open(path.read_bytes())


def test_old_backups_go_and_nothing_else(hall: Hall) -> None:
    settings = config.load(hall.config)
    names = [f"gremienassistenz-{day}T080000Z.age" for day in ("2026-12-01", "2026-12-13", "2027-01-10")]
    for name in (*names, "gremienassistenz-alt.age"):
        (hall.folder / name).touch()
    assert [path.name for path in making.forget_old(settings.backup, hall.w.utc)] == names[:1]
    assert (hall.folder / "gremienassistenz-alt.age").exists()


def test_a_folder_that_is_not_empty_is_left_alone(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    assert hall.back_up() == 0
    (hall.folder / "new").mkdir()
    (hall.folder / "new/session.json").write_text("{}", encoding="utf-8")
    assert hall.restore() == 1
    assert "ist nicht leer" in capsys.readouterr().out
    assert [path.name for path in (hall.folder / "new").iterdir()] == ["session.json"]


def test_the_list_of_what_must_stay_deleted_is_newer_than_any_backup(hall: Hall) -> None:
    """Where it is there it stays, where it is not it comes back."""
    for name in ("erased.jsonl", "erasure.key"):
        (hall.folder / "data" / name).write_text("alt", encoding="utf-8")
    assert hall.back_up() == 0
    (hall.folder / "new").mkdir()
    (hall.folder / "new/erased.jsonl").write_text("", encoding="utf-8")
    assert hall.restore() == 0
    assert (hall.folder / "new/erased.jsonl").read_text(encoding="utf-8") == ""
    assert (hall.folder / "new/erasure.key").read_text(encoding="utf-8") == "alt"


@pytest.mark.parametrize("survived", [True, False])
def test_who_was_forgotten_after_the_backup_is_forgotten_again(hall: Hall, w: World, survived: bool) -> None:
    """By the list that outlived the folder; it and its key are as they were. With the folder's list gone as well,
    nobody can know: the words in the documentation say to save it apart."""
    w.room("demir", "demir")
    w.say("demir", "AK", "!top Sprachmittlung")
    w.say("demir", "demir", "!vergiss mich")
    with sqlite3.connect(hall.folder / "world.db") as source, sqlite3.connect(hall.database) as target:
        source.backup(target)
    path, key = hall.back_up_for_a_key()
    assert "Erledigt" in w.ask("demir", "demir", "ja")
    new = hall.folder / "new"
    new.mkdir()
    kept = {name: (hall.folder / name).read_bytes() for name in (LIST, KEY)} if survived else {}
    for name, data in kept.items():
        (new / name).write_bytes(data)
    assert restoring.restore(config.load(hall.other), path, key, w.utc)
    assert {name: (new / name).read_bytes() for name in kept} == kept
    erasures = ErasureList(new)
    store = Store(f"sqlite:///{new / 'gremienassistenz.db'}", erasures)
    with store.transaction() as tx:
        assert user("demir") in personal.everybody(tx)
        Dispatch(replace(w.house, erasures=erasures)).begin(tx, w.utc)
        assert (user("demir") in personal.everybody(tx)) is not survived
        assert invariants.broken(tx) == []
    store.close()


def test_nothing_is_put_back_under_a_bot_that_works(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    assert hall.back_up() == 0
    (hall.folder / "new").mkdir()
    with FolderLock(hall.folder / "new"):
        assert hall.restore() == 1
    assert "arbeitet gerade ein Bot" in capsys.readouterr().out


def test_what_was_put_back_once_can_be_saved_and_put_back_again(hall: Hall) -> None:
    """The first restore has laid the old configuration beside the database; the next backup does without it."""
    assert hall.back_up() == 0
    assert hall.restore() == 0
    (hall.folder / "data").rename(hall.folder / "lost")
    (hall.folder / "new").rename(hall.folder / "data")
    hall.file = hall.folder / "second.age"
    assert hall.back_up() == 0
    assert hall.restore() == 0
    assert (hall.folder / "new/restored-config.toml").exists()


def test_a_restore_that_was_cut_off_can_be_made_again(hall: Hall) -> None:
    assert hall.back_up() == 0
    new = hall.folder / "new"
    new.mkdir()
    for name in (RESTORING, "gremienassistenz.db", "session.json"):
        (new / name).write_text("halb", encoding="utf-8")
    assert hall.restore() == 0
    assert not (new / RESTORING).exists()
    assert read(new / "gremienassistenz.db", "SELECT count(*) FROM body") == [(3,)]


def test_a_damaged_database_is_not_saved(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    """Better no backup than one that helps nobody."""
    data = bytearray(hall.database.read_bytes())
    data[3 * 4096 : 6 * 4096] = bytes(3 * 4096)
    hall.database.write_bytes(data)
    assert hall.back_up() == 1
    assert "kann nicht gesichert werden" in capsys.readouterr().out
    assert not hall.file.exists()


def test_a_database_on_a_server_is_left_to_its_own_tools(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    text = hall.config.read_text(encoding="utf-8")
    text = text.replace('folder = "data"', 'folder = "data"\ndatabase = "postgresql+psycopg://x/y"')
    hall.config.write_text(text, encoding="utf-8")
    assert hall.back_up() == 1
    assert "pg_dump" in capsys.readouterr().out
