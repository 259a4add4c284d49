"""Before any work: is the database whole, and does what stands in it hold together?"""

import logging
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from storage import incidents
from storage.store import Store

log = logging.getLogger(__name__)

RESTORING = "restoring"
"""A file of this name lies in a folder that a backup is just being put back into."""

_WAY_OUT = "Do not go on with it: put the last backup back into an empty folder (`python -m bot restore`)."


class NotFitToStart(Exception):
    """The bot must not work on what is there; the message says what to do."""


def check_folder(folder: Path) -> None:
    """Raises NotFitToStart for a folder into which a backup was put back only in part."""
    if (folder / RESTORING).exists():
        raise NotFitToStart(f"A restore into {folder} was cut off. Run `python -m bot restore` again.")


def check_whole(store: Store) -> None:
    """Raises NotFitToStart for a database that is damaged."""
    try:
        found = store.damage()
    except OperationalError:
        raise
    except DatabaseError as error:
        raise NotFitToStart(f"The database is damaged ({type(error.orig).__name__}). {_WAY_OUT}") from error
    if found:
        raise NotFitToStart(f"The database is damaged ({found}). {_WAY_OUT}")


def broken(tx: Connection) -> list[str]:
    """What does not hold together, each as a short sentence without anything that somebody wrote."""
    if find_spec("storage.invariants") is None:
        return []
    found: list[str] = import_module("storage.invariants").broken(tx)
    return found


def report_broken(tx: Connection, now: datetime) -> None:
    """Tell the operators and the log of what does not hold together; the work goes on."""
    found = broken(tx)
    for sentence in found:
        log.error("the database does not hold together: %s", sentence)
    if found:
        incidents.report(tx, "invariant", "database", now)
    else:
        incidents.over(tx, "invariant", "database", now)
