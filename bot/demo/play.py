"""`python -m bot demo`: a town in action. A private homeserver, people in encrypted rooms, and the real bot."""

import argparse
import asyncio
import importlib.util
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from contextlib import redirect_stderr, suppress
from datetime import datetime
from pathlib import Path

from bot import logs
from bot.app import App, open_app
from bot.config import Matrix, Settings, Storage
from bot.demo import screenplay, script
from bot.demo.actors import Actors
from bot.demo.crowd import Crowd
from bot.demo.ending import how_to_log_in, summary
from bot.demo.screen import Screen
from bot.demo.synapse import CannotStart, Homeserver
from bot.demo.town import ACCESS, BOT, BOT_NAME, PEOPLE, SERVER, TOWN, surname
from bot.demo.watching import StoryClock, Watch

_HOPELESS = 6
_LOG = "bot.log"
_BEGINS = datetime(2027, 1, 11, 8, 30, tzinfo=TOWN.time_zone)


def main(arguments: Sequence[str]) -> int:
    """Play the story. 0 if everything that the screenplay expects was read in the rooms; 130 if cut short by Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bot demo", description="Eine Stadt zum Ausprobieren.")
    parser.add_argument("--keep", action="store_true", help="danach weiterlaufen, um sich selbst anzumelden")
    keep = parser.parse_args(arguments).keep
    if importlib.util.find_spec("synapse") is None:
        print("Für die Demo fehlt Synapse: „pip install matrix-synapse“ bringt es mit, „make demo“ auch.")
        return 1
    try:
        with tempfile.TemporaryDirectory(prefix="brakenfeld-", ignore_cleanup_errors=True) as folder:
            return asyncio.run(_demo(Path(folder), keep))
    except CannotStart as error:
        print(f"Der Homeserver startet nicht: {error}")
        return 1
    except KeyboardInterrupt:
        print("\nAbgebrochen.")
        return 130


async def _demo(folder: Path, keep: bool) -> int:
    screen = Screen(surname)
    began = time.monotonic()
    screen.note(f"{TOWN.name}: Homeserver (Synapse) startet in {folder} …")
    _log_to(folder / _LOG)
    # Until the bot runs and has its own way of ending.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _interrupt)
    async with Homeserver(folder / "homeserver", server_name=SERVER) as server:
        crowd = Crowd(server, folder / "people", secrets.token_hex(4))
        try:
            screen.note(f"{server.url} antwortet. {len(PEOPLE)} Menschen melden sich an …")
            password = secrets.token_urlsafe(16)
            await asyncio.gather(crowd.arrive(), server.register(BOT, password, BOT_NAME))
            clock = StoryClock(_BEGINS)
            app = open_app(_settings(server, folder, password), clock)
            return await _with_bot(app, _play(app, clock, crowd, screen, began, keep))
        finally:
            await crowd.leave()


async def _with_bot(app: App, story: Awaitable[int]) -> int:
    """Run the bot beside the story; whichever ends first ends the other. The bot ends by itself after Ctrl-C."""
    bot, playing = asyncio.create_task(app.run()), asyncio.ensure_future(story)
    try:
        await asyncio.wait((bot, playing), return_when=asyncio.FIRST_COMPLETED)
    finally:
        playing.cancel()
        await asyncio.wait((playing,))
        app.stop()
        await asyncio.wait((bot,))
    bot.result()
    if playing.cancelled():
        raise KeyboardInterrupt
    return playing.result()


async def _play(app: App, clock: StoryClock, crowd: Crowd, screen: Screen, began: float, keep: bool) -> int:
    bot = crowd.server.user_id(BOT)
    await app.ready.wait()
    screen.note("Der Bot hört zu. Verschlüsselte Räume entstehen, der Bot wird eingeladen …")
    await crowd.open_rooms(bot)
    watch = Watch(crowd, clock, screen, bot)
    actors = Actors(app, clock, crowd, watch, bot)
    steps = screenplay.read(script.STORY)
    for step in steps:
        if isinstance(step.does, screenplay.Heading):
            screen.heading(step.does.text)
        await actors.perform(step)
        if len(actors.missing) >= _HOPELESS:
            screen.note("Zu viel fehlt, das Stück bricht hier ab.")
            break
    await actors.finish()
    well = await summary(screen, crowd, watch, bot)
    screen.write(f"Erwartet: {sum(len(step.expected) for step in steps)}, angekommen: {actors.arrived}.")
    for room, fragment in actors.missing:
        screen.write(f"FEHLT in {room}: {fragment}")
    screen.write(f"Dauer: {time.monotonic() - began:.0f} Sekunden.")
    well &= not actors.missing and _no_errors(screen, crowd.folder.parent / _LOG)
    if keep:
        how_to_log_in(screen, crowd, clock)
        with suppress(asyncio.CancelledError):
            while True:
                watch.look()
                await asyncio.sleep(0.2)
    return 0 if well else 1


def _no_errors(screen: Screen, log: Path) -> bool:
    """Whether the bot's log is free of errors; the last of them are printed."""
    errors = [line for line in log.read_text(encoding="utf-8").splitlines() if " ERROR " in line]
    for line in errors[-5:]:
        screen.write(f"Aus dem Protokoll des Bots: {line}")
    return not errors


def _settings(server: Homeserver, folder: Path, password: str) -> Settings:
    return Settings(
        matrix=Matrix.model_validate({"homeserver": server.url, "user_id": server.user_id(BOT), "password": password}),
        access=ACCESS,
        storage=Storage(folder=folder / "bot"),
        town=TOWN,
    )


def _log_to(path: Path) -> None:
    """Send the bot's log into a file, open until the process ends; the terminal belongs to the story."""
    with redirect_stderr(path.open("a", encoding="utf-8", buffering=1)):
        logs.set_up()


def _interrupt() -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
