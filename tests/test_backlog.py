"""The backlog: what is put away, what comes back by itself, and what is taken out."""

import pytest

from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday and has one topic."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("yilmaz", "JF", "!top Zensus")
    return w


def test_an_item_is_parked_and_taken_out_again(jf: World) -> None:
    """It leaves the agenda and comes back at its end, by number or by a part of its title."""
    assert jf.ask("vogt", "JF", "!top 1 parken") == "„Zensus“ liegt im Themenspeicher."
    assert jf.ask("yilmaz", "JF", "!speichern Elternumfrage") == "„Elternumfrage“ liegt im Themenspeicher."
    assert jf.ask("yilmaz", "JF", "!speicher") == "Themenspeicher:\n1. Zensus\n2. Elternumfrage"
    assert jf.ask("vogt", "JF", "!einplanen 2") == "TOP 1 „Elternumfrage“ für Di 12.01.2027 notiert."
    assert jf.ask("vogt", "JF", "!einplanen zens").startswith("TOP 2 „Zensus“ für Di 12.01.2027")
    assert jf.ask("yilmaz", "JF", "!themenspeicher") == "Der Themenspeicher ist leer."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!einplanen 9", "„9“ gibt es im Themenspeicher nicht, er hat 1. Ansehen: !speicher"),
        ("!einplanen Hort", "„Hort“ gibt es im Themenspeicher nicht, er hat 1. Ansehen: !speicher"),
        ("!einplanen", "Es fehlt die Nummer aus dem Themenspeicher. So geht es: !einplanen <Nummer im Themenspeicher>"),
    ],
)
def test_what_is_not_in_the_backlog_is_said_so(jf: World, typed: str, answer: str) -> None:
    """By number and by title."""
    jf.say("vogt", "JF", "!speichern Elternumfrage")
    assert jf.ask("vogt", "JF", typed) == answer


def test_a_title_that_fits_twice_is_picked_by_its_place_in_the_backlog(jf: World) -> None:
    """The numbers of the answer are those of `!speicher`."""
    for title in ("Elternumfrage", "Hort", "Elternabend"):
        jf.say("vogt", "JF", f"!speichern {title}")
    assert jf.ask("vogt", "JF", "!einplanen eltern").split("\n") == [
        "„eltern“ ist nicht eindeutig. Was meinen Sie?",
        "1. „Elternumfrage“",
        "2. „Elternabend“",
        "Antworten Sie mit der Nummer.",
    ]
    assert jf.ask("vogt", "JF", "2") == "TOP 2 „Elternabend“ für Di 12.01.2027 notiert."


def test_what_is_to_come_back_comes_back_with_the_call_of_that_week(jf: World) -> None:
    """Not earlier; the agenda says since when it is open."""
    assert jf.ask("yilmaz", "JF", "!wv 1 20.1.") == "Wiedervorlage für TOP 1 „Zensus“: Mi 20.01.2027"
    assert jf.ask("yilmaz", "JF", "!speicher").endswith("1. Zensus (Wiedervorlage Mi 20.01.2027)")
    jf.until("2027-01-15 10:00")
    assert "Zensus" not in jf.last("JF").text
    jf.until("2027-01-22 10:00")
    assert "1. Zensus (offen vom Di 12.01.2027)" in jf.last("JF").text
    assert jf.ask("yilmaz", "JF", "!speicher") == "Der Themenspeicher ist leer."


def test_a_week_with_a_holiday_is_pointed_out(jf: World) -> None:
    """Whoever puts something onto Easter week should know."""
    assert jf.ask("yilmaz", "JF", "!wv zensus 23.3.").split("\n") == [
        "Wiedervorlage für TOP 1 „Zensus“: Di 23.03.2027",
        "Hinweis: In dieser Woche ist die Verwaltung am Fr 26.03.2027 geschlossen (Karfreitag).",
    ]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!wv 1", "Es fehlen Tag und Uhrzeit. So geht es: !wv <TOP-Nummer oder Titel> <Tag und Uhrzeit>"),
        ("!wv 1 1.1.2020", "Der Mi 01.01.2020 ist schon vorbei. Bitte nennen Sie einen Tag, der noch kommt."),
        ("!wv 7 9.2.", "Einen TOP „7“ gibt es nicht. Auf der Tagesordnung stehen: 1"),
    ],
)
def test_a_resubmission_needs_an_item_and_a_day_to_come(jf: World, typed: str, answer: str) -> None:
    """Otherwise the item stays where it is."""
    assert jf.ask("vogt", "JF", typed) == answer
    assert "1. Zensus" in jf.ask("vogt", "JF", "!to")


def test_without_a_planned_date_nothing_can_be_taken_out(w: World) -> None:
    """The way to a date is shown."""
    w.say("vogt", "JF", "!speichern Hort")
    assert w.ask("vogt", "JF", "!einplanen 1").startswith("Es ist kein Termin geplant. Anlegen:")
