"""Numbers that moved within the last fifteen minutes are asked about by title."""

import pytest

from tests.seen import rows
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """Three topics; at 10:05 the lead puts the third first."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Raumplanung\nZensus\nGanztag")
    w.until("2027-01-11 10:05")
    w.say("petersen", "JF", "!top 3 auf 1")
    w.heard("JF")
    return w


def test_a_number_that_was_another_items_is_asked_about(jf: World) -> None:
    """Both are offered with their titles; the answer finds the item whatever its number is."""
    assert jf.ask("vogt", "JF", "!top 2 vertagen").split("\n")[:3] == [
        "TOP 2 ist seit 10:05 Uhr „Raumplanung“, vorher „Zensus“. Welchen meinen Sie?",
        "1. TOP 2 „Raumplanung“",
        "2. TOP 3 „Zensus“",
    ]
    assert jf.ask("vogt", "JF", "2").startswith("TOP 3 „Zensus“ auf Di 19.01.2027 vertagt.")


@pytest.mark.parametrize(
    ("typed", "answer", "done"),
    [
        ("!umbenennen TOP 1 in Räume", "2", "TOP 2 heißt jetzt „Räume“."),
        ("!streichen 3", "1", "TOP 3 „Zensus“ gestrichen."),
        ("!ergebnis 1: Vier Räume", "2", "Ergebnis zu TOP 2"),
        ("!reihenfolge 2 auf 1", "1", "Neue Reihenfolge:"),
        ("!auftrag an AK-FM: Bedarf prüfen bis 5.2. zu TOP 1", "2", "JF-A-2027-001: „Bedarf prüfen“"),
    ],
)
def test_every_command_that_names_a_number_asks(jf: World, typed: str, answer: str, done: str) -> None:
    """And carries the order out with the one that was chosen."""
    assert "vorher" in jf.ask("vogt", "JF", typed)
    assert jf.ask("vogt", "JF", answer).startswith(done)


def test_the_title_leaves_no_doubt(jf: World) -> None:
    """A name does not move."""
    assert jf.ask("vogt", "JF", "!streichen „Zensus“") == "TOP 3 „Zensus“ gestrichen."


def test_who_put_them_in_order_is_not_asked(jf: World) -> None:
    """They know the numbers."""
    assert jf.ask("petersen", "JF", "!streichen 2") == "TOP 2 „Raumplanung“ gestrichen."


def test_after_fifteen_minutes_the_new_numbers_hold(jf: World) -> None:
    """By then everybody has seen the list."""
    jf.until("2027-01-11 10:20")
    assert "vorher" in jf.ask("vogt", "JF", "!streichen 2")
    jf.until("2027-01-11 10:21")
    assert jf.ask("vogt", "JF", "!streichen 2") == "TOP 2 „Raumplanung“ gestrichen."


def test_an_item_that_did_not_move_is_not_asked_about(jf: World) -> None:
    """TOP 4 came after the new order."""
    jf.say("yilmaz", "JF", "!top Hort")
    assert jf.ask("vogt", "JF", "!streichen 4") == "TOP 4 „Hort“ gestrichen."


def test_standing_items_move_the_numbers_too(w: World) -> None:
    """They come before what is there already."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Raumplanung")
    w.say("vogt", "JF", "!ständig Rückblick")
    w.say("vogt", "JF", "!to")
    assert [row["previous_position"] for row in rows(w, "item")] == [1, None]
    assert w.ask("vogt", "JF", "!streichen 1").split("\n")[1:3] == ["1. TOP 1 „Rückblick“", "2. TOP 2 „Raumplanung“"]
