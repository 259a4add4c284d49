"""Write a migration from the difference between the tables and a database of the last revision.

python -m storage.migrations.revise 0002 "Say what changes"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from storage.store import Store


def main(number: str, message: str) -> None:
    """Write `versions/<number>_….py`; read it before you commit it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/empty.db")
        if any((Path(__file__).parent / "versions").glob("0*.py")):
            store.migrate()
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent))
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        with store.transaction() as tx:
            config.attributes["connection"] = tx
            command.revision(config, message=message, rev_id=number, autogenerate=True)
        store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
