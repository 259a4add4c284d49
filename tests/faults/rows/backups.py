"""Backups made while the bot works under load, each put back into an empty folder and looked at."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pyrage

from bot import config
from bot.backup import databases, making, parts, restoring, sealed
from bot.backup.errors import BackupError
from bot.clock import SystemClock
from bot.matrix.vault import Login, Vault
from bot.soundness import broken
from storage import audit
from storage.store import Store
from tests.faults.ground import Figures, Ground
from tests.prepared import set_up
from tests.world import World

NUMBERS = (24,)
TITLE = "Backups while the bot works, each restored and checked"
AIMS = {"backups": 20, "commands": 500}
MINUTES = 0.5

_CONFIG = """
[matrix]
homeserver = "http://127.0.0.1:1"
user_id = "@bot:x"
password = "nicht gebraucht"
[access]
operators = []
homeservers = ["x"]
[storage]
folder = "{folder}"
database = "sqlite:///{database}"
[backup]
recipient = "{recipient}"
[town]
name = "Brakenfeld"
state = "NW"
"""
_PAIR = pyrage.x25519.Identity.generate()
_KEY = sealed.Identity(str(_PAIR))
"""With a passphrase most of the time would go into making it slow to guess."""


async def run(ground: Ground) -> Figures:
    """The load is a town in a thread of its own that gives one order after the other, each its own commit."""
    world = World(ground.folder, "2027-01-11 08:00")
    set_up(world)
    vault = Vault(ground.folder / "data")
    vault.prepare()
    vault.keep_login(Login("@bot:x", "GERAET", "syt_x"))
    vault.make_seeds()
    stop, said = asyncio.Event(), [0]
    load = asyncio.create_task(asyncio.to_thread(_work, world, stop.is_set, said))
    wrong = {"backups_failed": 0, "restores_failed": 0, "damaged": 0, "invariants_broken": 0, "chains_broken": 0}
    number = ground.share(20, 2)
    try:
        for each in range(number):
            await asyncio.to_thread(_once, ground.folder, each, wrong)
            ground.tell(f"{each + 1} of {number} backups, {said[0]} commands")
        while said[0] < ground.share(500, 10):
            await asyncio.sleep(0.05)
    finally:
        stop.set()
        await load
        world.close()
    return Figures({"backups": number, "commands": said[0]}, wrong)


def _work(world: World, stopped: Callable[[], bool], said: list[int]) -> None:
    while not stopped():
        said[0] += 1
        world.say("petersen", "JF", f"!speichern Thema {said[0]}")


def _once(folder: Path, number: int, wrong: dict[str, int]) -> None:
    database, new = folder / "world.db", folder / f"new{number}"
    file = folder / f"{number}.age"
    source = _settings(folder, "data", database)
    try:
        making.make(config.load(source), source, file, None, SystemClock().now())
    except BackupError:
        wrong["backups_failed"] += 1
        return
    target = config.load(_settings(folder, new.name, new / "gremienassistenz.db"))
    try:
        restoring.restore(target, file, _KEY, SystemClock().now())
    except BackupError:
        wrong["restores_failed"] += 1
        return
    manifest, found = parts.unpack(_KEY.open(file.read_bytes()))
    databases.look_into(found[parts.DATABASE])
    store = Store(target.storage.url)
    wrong["damaged"] += store.damage() is not None
    with store.transaction() as tx:
        wrong["invariants_broken"] += len(broken(tx))
        wrong["chains_broken"] += not audit.verify(tx, manifest.audit_head).whole
    store.close()
    shutil.rmtree(new)
    file.unlink()


def _settings(folder: Path, name: str, database: Path) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(_CONFIG.format(folder=name, database=database, recipient=_PAIR.to_public()), encoding="utf-8")
    return path
