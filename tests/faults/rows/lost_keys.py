"""Row 14: one-time keys drained, the key store deleted, an old one restored. Refilled, refused, refused."""

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.matrix.errors import WrongIdentity
from tests.faults.ground import Figures, Ground
from tests.stub_homeserver import StubHomeserver
from tests.test_listener import answered, running, start

NUMBERS = (14,)
TITLE = "One-time keys drained, key store deleted, old key store restored"
AIMS = {"drained": 10, "deleted": 10, "restored": 10}
MINUTES = 0.5

_LONGEST_REFILL = 60.0


async def run(ground: Ground) -> Figures:
    """Each of the three as often as the scale asks for, each time with a bot of its own; then the bot must still work
    with the right folder, or have touched nothing."""
    times = ground.share(10, least=1)
    counts = {"drained": 0.0, "deleted": 0.0, "restored": 0.0, "slowest refill (s)": 0.0}
    wrong = {"not refilled": 0, "started on lost keys": 0, "started on old keys": 0, "false alarms": 0}
    for number in range(times):
        ground.tell(f"round {number + 1} of {times}")
        folder = ground.folder / str(number)
        async with StubHomeserver() as server:
            counts["slowest refill (s)"] = max(counts["slowest refill (s)"], await _drain(server, folder))
            counts["drained"] += 1
            wrong["not refilled"] += server.one_time_keys != 50
            wrong["false alarms"] += not await _works(server, folder)
            wrong["started on old keys"] += not await _refuses(server, folder, _restore)
            counts["restored"] += 1
            wrong["false alarms"] += not await _works(server, folder)
            wrong["started on lost keys"] += not await _refuses(server, folder, _delete)
            counts["deleted"] += 1
    wrong["refill took over a minute"] = int(counts["slowest refill (s)"] > _LONGEST_REFILL)
    return Figures(counts, wrong, (f"seed {ground.seed}",))


async def _drain(server: StubHomeserver, folder: Path) -> float:
    """A stranger takes all fifty; seconds until there are fifty again."""
    async with running(server, folder):
        await server.until(lambda: server.one_time_keys == 50)
        server.one_time_keys, begun = 0, time.monotonic()
        server.poison({"algorithm": "unbekannt"})
        await server.until(lambda: server.one_time_keys == 50, seconds=2 * _LONGEST_REFILL)
    return time.monotonic() - begun


async def _works(server: StubHomeserver, folder: Path) -> bool:
    try:
        async with running(server, folder):
            room = server.room()
            server.say(room, f"!top {room}")
            await answered(server, f"!top {room}")
    except Exception:
        return False
    return True


async def _refuses(
    server: StubHomeserver, folder: Path, mishap: Callable[[StubHomeserver, Path, Path], Awaitable[None]]
) -> bool:
    """Whether the bot refuses after the mishap; afterwards the folder is what it was."""
    saved, before = folder.with_name(f"{folder.name}-saved"), server.device_keys
    await mishap(server, folder, saved)
    try:
        await asyncio.wait_for(start(server, folder), 20)
        refused = False
    except WrongIdentity:
        refused = server.device_keys == before
    except TimeoutError:
        refused = False
    shutil.rmtree(folder)
    saved.rename(folder)
    return refused


async def _restore(server: StubHomeserver, folder: Path, saved: Path) -> None:
    """A copy that was made before the bot worked on."""
    copy = folder.with_name(f"{folder.name}-copy")
    shutil.copytree(folder, copy)
    async with running(server, folder):
        pass
    folder.rename(saved)
    copy.rename(folder)


async def _delete(server: StubHomeserver, folder: Path, saved: Path) -> None:
    shutil.copytree(folder, saved)
    shutil.rmtree(folder / "keys")
