"""`python -m bot`: run, doctor, demo, console, and what `_ELSEWHERE` names."""

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

from bot import config, logs, secrecy
from bot.app import open_app
from bot.clock import SystemClock
from bot.doctor import examine
from bot.handbook import write
from bot.lock import FolderInUse
from bot.matrix.errors import MatrixError
from bot.soundness import NotFitToStart
from storage.store import UnknownSchema

log = logging.getLogger(__name__)

_ELSEWHERE = {
    "demo": ("bot.demo.play", "eine Stadt zum Ausprobieren"),
    "console": ("bot.console", "der Bot in diesem Terminal"),
    "audit": ("bot.audit", "nachrechnen, ob am Protokoll der Aktionen etwas geändert wurde"),
    "backup": ("bot.backup.making", "alles in eine verschlüsselte Datei sichern, auch im Betrieb"),
    "restore": ("bot.backup.restoring", "den Bot aus einer Sicherung zurückholen"),
    "recovery-key": ("bot.recovery_key", "den Schlüssel für den Notfallumschlag schreiben"),
    "recover": ("bot.recover", "ein neues Gerät mit derselben Identität"),
}
"""Commands that read their own arguments, loaded only when they are called."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands; the exit code is 0 if it went well."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Die Gremienassistenz, ein Matrix-Bot.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("run", "den Bot starten"), ("doctor", "prüfen, ob alles in Ordnung ist")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--config", type=Path, required=True, metavar="DATEI", help="die Konfiguration (TOML)")
    for name, (_, text) in _ELSEWHERE.items():
        commands.add_parser(name, help=text, add_help=False)
    commands.add_parser("handbook", help="die Befehlsliste im README erneuern")
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.command in _ELSEWHERE:
        elsewhere: Callable[[Sequence[str]], int] = importlib.import_module(_ELSEWHERE[chosen.command][0]).main
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
        settings = config.load(path)
        secrecy.check(settings, path)
        asyncio.run(open_app(settings, SystemClock()).run())
    except (config.BadConfiguration, FolderInUse, MatrixError, NotFitToStart) as error:
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
