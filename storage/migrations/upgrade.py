"""Brings a database to the newest revision, as a process of its own: `python -m storage.migrations.upgrade` reads the
URL from its standard input, so that no password stands in a process list.

Alembic and what it draws in would stay in the memory of the bot for good; here they go with the process.
"""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

from storage.store import Store


def upgrade(url: str) -> None:
    """Run all missing migrations in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    store = Store(url)
    with store.transaction() as tx:
        config.attributes["connection"] = tx
        command.upgrade(config, "head")
    store.close()


if __name__ == "__main__":
    upgrade(sys.stdin.read())
