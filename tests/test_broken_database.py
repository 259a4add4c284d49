"""What becomes of an order when the database refuses to work, and when a row in it cannot be read."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.world import World


def _spoil(w: World, statement: str) -> None:
    w.spoil()
    with w.store.transaction() as tx:
        tx.execute(text(statement))


_EXPECTED = """
INSERT INTO expected_person (body_id, role, name, from_on, handover)
SELECT id, 'deputy', {name}, '2027-01-01', 0 FROM body WHERE sign = 'JF'
"""


def test_an_order_is_not_answered_while_the_database_refuses_to_work(w: World) -> None:
    """It goes up to the worker, who tries the whole message again."""
    _spoil(w, "DROP TABLE item")
    with pytest.raises(OperationalError):
        w.say("petersen", "JF", "!speichern Ganztag")
    assert w.heard("JF") == []


def test_nor_while_it_refuses_to_keep_who_has_come(w: World) -> None:
    """Somebody who is expected with a role gets it before their order is judged."""
    _spoil(w, _EXPECTED.format(name="'Jonas Yilmaz'"))
    _spoil(w, "DROP TABLE body_role")
    with pytest.raises(OperationalError):
        w.say("yilmaz", "JF", "!speichern Ganztag")
    assert w.heard("JF") == []


def test_an_expected_name_that_cannot_be_read_hinders_no_order(w: World) -> None:
    """It is logged, and the order is carried out."""
    _spoil(w, _EXPECTED.format(name="x'00'"))
    assert w.ask("yilmaz", "JF", "!speichern Ganztag") == "„Ganztag“ liegt im Themenspeicher."


def test_a_calendar_file_that_cannot_be_made_costs_nothing_but_itself(w: World) -> None:
    """The order stands; the answer says what is missing."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    _spoil(w, "UPDATE series SET rule = 'zerbrochen'")
    _spoil(w, "INSERT INTO calendar_news (body_id, series_id) SELECT body_id, id FROM series")
    answer = w.ask("vogt", "JF", "!speichern Ganztag").split("\n")
    assert answer[0] == "„Ganztag“ liegt im Themenspeicher."
    assert answer[1].startswith("Die Kalenderdatei dazu ließ sich nicht erstellen")
