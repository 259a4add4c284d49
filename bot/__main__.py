"""`python -m bot`: run, doctor, demo, console."""

import argparse
import asyncio
import gc
import importlib
import logging
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy.exc import OperationalError

from bot import config, logs
from bot.app import open_app
from bot.clock import SystemClock
from bot.doctor import examine
from bot.handbook import write
from bot.lock import FolderInUse
from bot.matrix.errors import MatrixError
from storage.store import UnknownSchema

log = logging.getLogger(__name__)

_ELSEWHERE = {"demo": "bot.demo.play", "console": "bot.console"}


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands; the exit code is 0 if it went well."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Die Gremienassistenz, ein Matrix-Bot.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("run", "den Bot starten"), ("doctor", "prüfen, ob alles in Ordnung ist")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--config", type=Path, required=True, metavar="DATEI", help="die Konfiguration (TOML)")
    for name, text in (("demo", "eine Stadt zum Ausprobieren"), ("console", "der Bot in diesem Terminal")):
        commands.add_parser(name, help=text, add_help=False)
    commands.add_parser("handbook", help="die Befehlsliste im README erneuern")
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.command in _ELSEWHERE:
        elsewhere: Callable[[Sequence[str]], int] = importlib.import_module(_ELSEWHERE[chosen.command]).main
        return elsewhere(rest)
    if chosen.command == "handbook":
        write(Path(__file__).parent.parent / "README.md")
        return 0
    if rest:
        parser.error(f"unbekannt: {' '.join(rest)}")
    return _run(chosen.config) if chosen.command == "run" else asyncio.run(examine(chosen.config))


def _spare_the_collector() -> None:
    """What was imported stays for good: the collector need not look at it again and again, nor so often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _run(path: Path) -> int:
    logs.set_up()
    _spare_the_collector()
    try:
        asyncio.run(open_app(config.load(path), SystemClock()).run())
    except (config.BadConfiguration, FolderInUse, MatrixError) as error:
        log.error("%s", error)
        return 1
    except (OSError, OperationalError, subprocess.CalledProcessError) as error:
        log.error("The storage folder cannot be used (%s).", getattr(error, "orig", None) or error)
        return 1
    except UnknownSchema as error:
        log.error("The database has revision %s, written by a newer version of the bot.", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
