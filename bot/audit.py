"""`python -m bot audit verify`: does the chain of the audit hold? It only reads, also while the bot runs."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot import config
from storage import audit
from storage.store import Store


def main(arguments: Sequence[str]) -> int:
    """Print what was found in German; 0 if the chain is whole and holds the head that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bot audit", description="Das Protokoll der Aktionen prüfen.")
    parser.add_argument("action", choices=["verify"], metavar="verify", help="die ganze Kette nachrechnen")
    parser.add_argument("--config", type=Path, required=True, metavar="DATEI", help="die Konfiguration (TOML)")
    parser.add_argument("--head", metavar="PRÜFSUMME", help="eine früher veröffentlichte Prüfsumme suchen")
    chosen = parser.parse_args(arguments)
    try:
        store = Store(config.load(chosen.config).storage.url)
    except config.BadConfiguration as error:
        print(error)
        return 1
    try:
        with store.reading() as tx:
            verdict = audit.verify(tx, chosen.head.strip().lower() if chosen.head else None)
    except SQLAlchemyError as error:
        print(f"Die Datenbank ist nicht lesbar ({type(error).__name__}); `python -m bot doctor` sagt mehr.")
        return 1
    finally:
        store.close()
    for line in _lines(verdict, searched=chosen.head is not None):
        print(line)
    return 0 if verdict.whole else 1


def _lines(verdict: audit.Verdict, *, searched: bool) -> list[str]:
    lines = [f"{verdict.rows} Zeilen geprüft."]
    if verdict.broken:
        lines.append(
            f"GEBROCHEN bei Zeile {verdict.broken}: sie wurde geändert oder eingefügt, oder vor ihr fehlt etwas."
        )
    elif verdict.broken is not None:
        lines.append("GEBROCHEN am Ende: die letzten Zeilen fehlen.")
    else:
        lines.append("Die Kette ist vollständig.")
    lines.append(f"Prüfsumme {verdict.head}")
    if searched and verdict.broken is None:
        found = "liegt in der Kette." if verdict.earlier else "liegt NICHT in der Kette: sie wurde neu geschrieben."
        lines.append(f"Die gesuchte Prüfsumme {found}")
    return lines
