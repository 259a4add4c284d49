"""Dates: series and single ones, moved, cancelled, listed."""

import pytest

from tests.scene import NEW_FILE
from tests.seen import POST, holding, rows
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    return w


def test_single_dates_are_planned_with_their_length(w: World) -> None:
    """A day off is allowed, with a warning."""
    assert w.ask("vogt", "STG", "!termin 2.3. 14 Uhr 2 Stunden") == (
        "Steuerungsgruppe Bildung am Di 02.03.2027, 14:00 Uhr eingetragen, 120 Minuten."
    )
    assert w.ask("vogt", "STG", "!termin 26.3. 14:30").split("\n")[1] == (
        "Achtung: Fr 26.03.2027 ist frei (Karfreitag)."
    )
    assert w.ask("vogt", "STG", "!dauer 2.3. 90 Minuten") == (
        f"Di 02.03.2027, 14:00 Uhr dauert 90 Minuten.\n{NEW_FILE}"
    )
    assert w.ask("vogt", "STG", "!dauer 2.3. 3 Minuten") == "3 Minuten sind nicht möglich. Erlaubt sind 5 bis 480."
    assert w.ask("vogt", "STG", "!termin 2.3. 16 Uhr") == (
        "Am Di 02.03.2027 ist schon ein Termin dieses Gremiums geplant."
    )
    assert w.ask("vogt", "STG", "!termin 5.3.") == "Es fehlt die Uhrzeit für Fr 05.03.2027."


def test_a_moved_date_takes_its_items_along_and_leaves_the_series(jf: World) -> None:
    """The other dates stay; the list says from where it was moved."""
    jf.say("petersen", "JF", "!top Raumplanung")
    assert jf.ask("vogt", "JF", "!verschieben 12.1. auf 13.1. 11 Uhr").split("\n") == [
        "Verschoben: Jour fixe von Di 12.01.2027, 09:00 Uhr auf Mi 13.01.2027, 11:00 Uhr.",
        "1 TOP zieht mit um.",
        NEW_FILE,
    ]
    assert jf.ask("yilmaz", "JF", "!termine").split("\n")[1:3] == [
        "– JF: Mi 13.01.2027, 11:00 Uhr (verschoben von Di 12.01.2027), 1 TOP",
        "– JF: Di 19.01.2027, 09:00 Uhr",
    ]
    jf.until("2027-01-13 08:30")
    assert jf.last("JF").text.startswith("Heute 11:00 Uhr: Jour fixe.")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!verschieben 12.1. auf 19.1.", "Am Di 19.01.2027 ist schon ein Termin dieses Gremiums geplant."),
        ("!verschieben 12.1. auf 13.1. nachmittags", "Es fehlt die Uhrzeit für Mi 13.01.2027."),
        ("!verschieben 13.1. auf 14.1.", "Am Mi 13.01.2027 ist kein Termin dieses Gremiums geplant."),
        ("!verschieben 12.1. auf 11.1. 7 Uhr", "Mo 11.01.2027 um diese Uhrzeit ist schon vorbei."),
        ("!verschieben 12.1.", "Es fehlt der neue Tag."),
        ("!absagen 13.1.", "Am Mi 13.01.2027 ist kein Termin dieses Gremiums geplant."),
    ],
)
def test_what_cannot_be_moved_stays(jf: World, typed: str, answer: str) -> None:
    """With the reason."""
    assert jf.ask("vogt", "JF", typed).startswith(answer)
    assert {(row["held_on"], row["state"]) for row in rows(jf, "meeting")} == {
        (row["planned_on"], "planned") for row in rows(jf, "meeting")
    }


def test_a_cancelled_date_hands_its_items_to_the_next_one(jf: World) -> None:
    """Without a date the bot asks which; the clock says nothing more about it."""
    jf.say("petersen", "JF", "!top Raumplanung")
    assert jf.ask("vogt", "JF", "!absagen").split("\n") == [
        "Welcher Termin entfällt?",
        "1. Di 12.01.2027, 09:00 Uhr",
        "2. Di 19.01.2027, 09:00 Uhr",
        "3. Di 26.01.2027, 09:00 Uhr",
    ]
    assert jf.ask("vogt", "JF", "nein") == "In Ordnung, es bleibt wie es ist.", "„nein“ is not the last date"
    jf.say("vogt", "JF", "!absagen")
    assert jf.ask("vogt", "JF", "1").split("\n") == [
        "Jour fixe am Di 12.01.2027, 09:00 Uhr entfällt.",
        "1 TOP wandert auf Di 19.01.2027, 09:00 Uhr.",
        NEW_FILE,
    ]
    jf.until("2027-01-12 12:00")
    assert jf.heard("JF") == []


def test_a_meeting_can_be_called_off_when_it_should_have_begun(jf: World) -> None:
    """It is marked as called off after the fact."""
    jf.sleep_until("2027-01-12 09:10")
    assert jf.ask("vogt", "JF", "!absagen heute").split("\n") == [
        "Jour fixe am Di 12.01.2027, 09:00 Uhr ist nachträglich abgesagt.",
        NEW_FILE,
    ]


def test_the_list_of_dates_holds_those_of_the_bodies_around(jf: World) -> None:
    """The jour fixe sees its whole tree; ten lines and a number are enough."""
    jf.say("demir", "AK", "!termin 20.1. 10 Uhr")
    lines = jf.ask("yilmaz", "JF", "!termine").split("\n")
    assert lines[3] == "– AK-FM: Mi 20.01.2027, 10:00 Uhr"
    assert len(lines) == 12 and lines[-1] == "und 11 weitere"
    assert jf.ask("demir", "AK", "!termine").split("\n")[1:] == ["– AK-FM: Mi 20.01.2027, 10:00 Uhr"]


def test_a_series_leaves_a_day_on_which_the_body_meets_already_to_that_date(w: World) -> None:
    """Nobody is called twice for one day, and „!absagen“ means the date that is there."""
    w.say("vogt", "JF", "!termin 2.2. 14 Uhr 2 Stunden")
    w.say("vogt", "JF", "!reihe dienstags 9 Uhr")
    february = w.ask("vogt", "JF", "!termine Februar").split("\n")[1:5]
    assert february[:2] == ["– JF: Di 02.02.2027, 14:00 Uhr", "– JF: Di 09.02.2027, 09:00 Uhr"]
    assert w.ask("vogt", "JF", "!absagen 2.2.").startswith("Jour fixe am Di 02.02.2027, 14:00 Uhr entfällt.")


def test_a_reason_for_calling_off_is_heard_and_not_kept(jf: World) -> None:
    """It is often somebody's illness."""
    answer = jf.ask("vogt", "JF", "!absagen 12.1. wegen Krankheit von Frau P.")
    assert answer.split("\n")[:2] == [
        "Einen Grund speichere ich nicht.",
        "Jour fixe am Di 12.01.2027, 09:00 Uhr entfällt.",
    ]
    assert set(holding(jf, "Krankheit")) <= set(POST), "only in the message itself, as it came in"
    assert jf.ask("vogt", "JF", "!absagen 19.1. und 26.1.").startswith("„und 26.1.“ konnte ich nicht zuordnen.")
