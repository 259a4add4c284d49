"""The loop around each meeting: call, question, agenda on the morning, list of results, and what rolls over."""

import pytest

from tests.scene import NEW_FILE
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    return w


def calls(w: World, room: str) -> list[str]:
    return [text.split("\n")[0] for text in w.texts(room) if "Welche Themen" in text or "Themen bitte bis" in text]


def test_a_working_group_is_called_two_weeks_ahead(w: World) -> None:
    """At 09:00, with the deadline ten days ahead and the letters for what an item asks."""
    w.say("demir", "AK", "!termin 3.3. 10 Uhr")
    w.until("2027-02-17 08:59")
    w.heard("AK")
    w.until("2027-02-17 09:00")
    assert w.answer("AK") == (
        "AK Flucht & Migration am Mi 03.03.2027, 10:00 Uhr. Themen bitte bis Fr 19.02.2027 anmelden: "
        "!top Titel (I = Information, B = Beratung, E = Entscheidung)."
    )


def test_a_date_planned_late_is_called_at_once_or_not_at_all(w: World) -> None:
    """At once while topics can still be sent in; after the deadline the agenda of the morning is enough."""
    w.say("demir", "AK", "!termin 22.1. 10 Uhr")
    w.move(minutes=1)
    assert calls(w, "AK")[0].startswith("AK Flucht & Migration am Fr 22.01.2027")
    w.say("demir", "AK", "!termin 13.1. 10 Uhr")
    w.until("2027-01-13 08:30")
    assert len(calls(w, "AK")) == 1
    assert w.last("AK").text.startswith("Tagesordnung: AK Flucht & Migration am Mi 13.01.2027, 10:00 Uhr.")


def test_outside_office_hours_nothing_is_said(w: World) -> None:
    """A date planned on a Friday evening is called on Monday morning."""
    w.sleep_until("2027-01-15 19:00")
    w.say("demir", "AK", "!termin 3.2. 10 Uhr")
    w.heard("AK")
    w.until("2027-01-18 07:59")
    assert w.heard("AK") == []
    w.until("2027-01-20 12:00")
    assert len(calls(w, "AK")) == 1


def test_whether_it_takes_place_is_asked_only_without_new_topics(jf: World) -> None:
    """One new topic is enough for silence at noon."""
    jf.say("petersen", "JF", "!top Ganztag")
    jf.until("2027-01-11 12:30")
    assert not any("Findet der Termin statt?" in text for text in jf.texts("JF"))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1", "In Ordnung, es bleibt wie es ist."),
        ("ja", "In Ordnung, es bleibt wie es ist."),
        ("2", "Jour fixe am Di 12.01.2027, 09:00 Uhr entfällt."),
        ("nein", "Jour fixe am Di 12.01.2027, 09:00 Uhr entfällt."),
        ("entfällt", "Jour fixe am Di 12.01.2027, 09:00 Uhr entfällt."),
        ("3", "Di 12.01.2027, 09:00 Uhr dauert 15 Minuten."),
        ("15 Minuten", "Di 12.01.2027, 09:00 Uhr dauert 15 Minuten."),
    ],
)
def test_whether_it_takes_place_is_answered_in_a_word(jf: World, typed: str, answer: str) -> None:
    """By number, by the option's own words, with yes or no."""
    jf.until("2027-01-11 12:00")
    assert jf.ask("petersen", "JF", typed).removesuffix(f"\n{NEW_FILE}") == answer


def test_the_agenda_comes_once_on_the_morning_of_the_meeting(jf: World) -> None:
    """And says what is to be clarified."""
    jf.say("petersen", "JF", "!top Ganztag")
    jf.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    jf.say("demir", "AK", "!klärung A1 Wer liefert die Zahlen?")
    jf.until("2027-01-12 08:29")
    jf.heard("JF")
    jf.until("2027-01-12 08:59")
    assert jf.answer("JF").split("\n") == [
        "Heute 09:00 Uhr: Jour fixe.",
        "1. Ganztag",
        "Klärungsbedarf: STG-A-2027-001",
    ]


def test_closing_lists_results_and_rolls_over_the_rest(jf: World) -> None:
    """One post that everybody sees; a receipt, no second answer."""
    jf.say("petersen", "JF", "!top Ganztag\nMensa\nHort")
    jf.sleep_until("2027-01-12 09:20")
    jf.say("vogt", "JF", "!ergebnis 1 Vier Räume")
    jf.say("vogt", "JF", "!abhaken 2")
    jf.say("vogt", "JF", "!auftrag an FB 40: Räume melden bis 5.2.")
    assert jf.ask("vogt", "JF", "!schluss").split("\n") == [
        "Merkliste Jour fixe vom Di 12.01.2027",
        "1. Ganztag: Vier Räume",
        "2. Mensa: behandelt",
        "Aufträge:",
        "– JF-A-2027-001 Räume melden, zuständig: FB 40, Frist: Fr 05.02.2027",
        "Auf Di 19.01.2027, 09:00 Uhr übertragen: „Hort“",
    ]
    assert jf.ask("yilmaz", "JF", "!to").split("\n") == [
        "Jour fixe am Di 19.01.2027, 09:00 Uhr",
        "1. Hort (offen vom Di 12.01.2027)",
    ]


def test_a_meeting_that_nobody_closed_is_closed_on_the_next_working_day(jf: World) -> None:
    """With a list if there is anything to list, silently otherwise."""
    jf.say("petersen", "JF", "!top Ganztag")
    jf.until("2027-01-13 07:59")
    jf.heard("JF")
    jf.until("2027-01-13 08:00")
    assert jf.answer("JF").split("\n")[1:] == [
        "Es sind keine Ergebnisse festgehalten.",
        "Auf Di 19.01.2027, 09:00 Uhr übertragen: „Ganztag“",
    ]
    jf.say("vogt", "JF", "!streichen 1")
    jf.until("2027-01-20 07:59")
    jf.heard("JF")
    jf.until("2027-01-20 09:00")
    assert jf.heard("JF") == []


@pytest.mark.parametrize(
    ("answer", "heard", "left"),
    [
        ("1", "In Ordnung, es bleibt wie es ist.", "1. Ganztag (offen vom Di 12.01.2027)"),
        ("2", "„Ganztag“ liegt im Themenspeicher.", "Es sind noch keine Themen angemeldet."),
        ("streichen", "TOP 1 „Ganztag“ gestrichen.", "Es sind noch keine Themen angemeldet."),
    ],
)
def test_what_was_put_off_three_times_is_asked_about(jf: World, answer: str, heard: str, left: str) -> None:
    """Each answer does what it says, although the item has moved and its number may have changed."""
    jf.say("petersen", "JF", "!top Ganztag")
    for day in ("12.1.", "19.1.", "26.1."):
        jf.heard("JF")
        jf.say("vogt", "JF", f"!absagen {day}")
    question, _cancelled = jf.heard("JF")
    assert question.split("\n") == [
        "TOP 1 „Ganztag“ ist zum 3. Mal vertagt und steht jetzt am Di 02.02.2027 an. Was soll geschehen?",
        "1. dann behandeln",
        "2. in den Themenspeicher",
        "3. streichen",
        "Antworten Sie mit der Nummer.",
    ]
    assert jf.ask("petersen", "JF", answer) == heard
    assert jf.ask("petersen", "JF", "!to").split("\n")[1].startswith(left)


def test_a_bare_no_drops_nothing(jf: World) -> None:
    """„nein“ in the chat of a room is no answer to „what is to become of it“."""
    jf.say("petersen", "JF", "!top Ganztag")
    for day in ("12.1.", "19.1.", "26.1."):
        jf.say("vogt", "JF", f"!absagen {day}")
    jf.heard("JF")
    jf.say("petersen", "JF", "nein")
    assert jf.heard("JF") == []
    assert "1. Ganztag" in jf.ask("petersen", "JF", "!to")
