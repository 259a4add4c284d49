"""The checksum of the audit: whoever keeps an earlier one can show that nothing was changed since."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from commands.dispatch import Dispatch
from storage import audit, backups, incidents
from tests.world import World

CONFIG = """
[matrix]
homeserver = "http://127.0.0.1:1"
user_id = "@bot:x"
password = "geheim"
[access]
operators = []
homeservers = ["x"]
[storage]
folder = "."
database = "sqlite:///{database}"
[town]
name = "Brakenfeld"
state = "NW"
"""


def head(w: World) -> str:
    with w.store.transaction() as tx:
        return audit.head(tx)


def test_the_checksum_of_the_day_is_posted_to_the_operators(w: World) -> None:
    w.room("betrieb", "vogt")
    w.dispatch = Dispatch(replace(w.house, operators_room="!betrieb"))
    w.until("2027-01-11 08:31")
    (post,) = [text for text in w.heard("betrieb") if "Prüfsumme" in text]
    with w.store.transaction() as tx:
        posted = next(word for word in post.split() if len(word) == 64)
        assert audit.verify(tx, posted).whole


def test_only_operators_and_the_office_see_it(w: World) -> None:
    assert head(w) in w.ask("vogt", "1-vogt" if "!1-vogt" in w.rooms else "STG", "!prüfsumme")
    w.join("AK", "reuter")
    before = head(w)
    assert before not in w.ask("reuter", "AK", "!prüfsumme")


def test_an_operator_has_the_chain_checked(w: World, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also while somebody else is writing; what was tampered with gives an exit code of 1."""
    path = folder / "config.toml"
    path.write_text(CONFIG.format(database=folder / "world.db"), encoding="utf-8")
    order = ["audit", "verify", "--config", str(path)]
    posted = head(w)
    with w.store.transaction():
        assert main(order) == 0
    said = capsys.readouterr().out
    assert "Die Kette ist vollständig." in said and posted in said
    assert main([*order, "--head", posted]) == 0
    assert main([*order, "--head", "a" * 64]) == 1
    assert "liegt NICHT in der Kette" in capsys.readouterr().out
    with sqlite3.connect(folder / "world.db") as database:
        database.execute("UPDATE audit SET outcome = 'failed' WHERE id = 3")
    assert main(order) == 1
    assert "GEBROCHEN bei Zeile 3" in capsys.readouterr().out


def test_the_operators_hear_of_a_week_without_a_backup_until_there_is_one(w: World) -> None:
    w.room("Betrieb", "vogt")
    w.house = replace(w.house, operators_room="!Betrieb")
    w.dispatch = Dispatch(w.house)

    def open_kinds() -> list[str]:
        with w.store.transaction() as tx:
            return [one.kind for one in incidents.still_open(tx) if one.kind == "backup"]

    w.until("2027-01-18 08:30")
    assert open_kinds() == []
    w.until("2027-01-19 09:00")
    assert open_kinds() == ["backup"]
    with w.store.transaction() as tx:
        backups.note(tx, w.utc)
    w.until("2027-01-20 09:00")
    assert open_kinds() == []
