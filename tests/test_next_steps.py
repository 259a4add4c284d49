"""The next steps of a jour fixe: noted, put in order, shown where the meeting is prepared."""

from datetime import UTC, date, datetime

import pytest

from commands.rules import next_steps as rules
from storage.assignment_records import NextStep
from storage.records import Priority
from tests.seen import holding, rows
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday and has noted three steps."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    for typed in ("Einladung STG versenden A bis 15.1.", "Räume buchen", "Datenblatt abstimmen B bis 5.2."):
        w.say("yilmaz", "JF", f"!schritt {typed}")
    w.heard("JF")
    return w


def steps(w: World) -> list[str]:
    return w.ask("yilmaz", "JF", "!schritte").split("\n")[1:]


@pytest.mark.parametrize(
    ("typed", "noted"),
    [
        ("!schritt Einladung STG versenden A bis 5.2.", "Einladung STG versenden (A, bis Fr 05.02.2027)"),
        ("!Schritt: Einladung versenden bis Freitag, 5.2., A", "Einladung versenden (A, bis Fr 05.02.2027)"),
        ("!schritt „Einladung versenden“ Priorität b", "Einladung versenden (B)"),
        ("!naechster Schritt Einladung versenden", "Einladung versenden"),
        ("!step Send the invitation C", "Send the invitation (C)"),
    ],
)
def test_a_step_is_noted_as_it_is_typed(w: World, typed: str, noted: str) -> None:
    """With priority and day in any order, or without."""
    assert w.ask("yilmaz", "JF", typed) == f"Schritt 1: {noted}"


def test_several_steps_come_in_one_message(w: World) -> None:
    """One a line, each with its own priority and day; an edit changes each line's step."""
    event = w.say("yilmaz", "JF", "!schritt\n- Einladung versenden A bis 5.2.\n- Räume buchen\n- Protokol prüfen B")
    assert w.answer("JF").split("\n") == [
        "Schritt 1: Einladung versenden (A, bis Fr 05.02.2027)",
        "Schritt 3: Räume buchen",
        "Schritt 2: Protokol prüfen (B)",
    ]
    w.edit("yilmaz", "JF", event, "!schritt\n- Einladung versenden\n- Räume buchen\n- Protokoll prüfen")
    assert steps(w)[1] == "2. Protokoll prüfen (B)"


def test_steps_go_by_priority_and_then_as_they_came(jf: World) -> None:
    """What is due within a week says so."""
    assert steps(jf) == [
        "1. Einladung STG versenden (A, fällig am Fr 15.01.2027)",
        "2. Datenblatt abstimmen (B, bis Fr 05.02.2027)",
        "3. Räume buchen",
    ]


def test_a_priority_and_a_day_are_changed_by_number(jf: World) -> None:
    """The number is the one that the list shows."""
    assert jf.ask("vogt", "JF", "!schritt 3 A") == "Schritt 2 ist jetzt: Räume buchen (A)"
    assert jf.ask("vogt", "JF", "!schritt 2 bis 5.2.") == "Schritt 2 ist jetzt: Räume buchen (A, bis Fr 05.02.2027)"
    assert jf.ask("vogt", "JF", "!schritt 2 priorität c") == "Schritt 3 ist jetzt: Räume buchen (C, bis Fr 05.02.2027)"


@pytest.mark.parametrize(
    "typed", ["!schritt 3 vor 1", "!schritt 3 auf 1", "!schritt vorziehen 3 vor 1", "!step 3 to 1"]
)
def test_a_step_is_put_before_another(jf: World, typed: str) -> None:
    """It takes the priority of the place, or the order would carry it back."""
    assert jf.ask("petersen", "JF", typed).split("\n") == [
        "Neue Reihenfolge der Schritte:",
        "1. Räume buchen (A)",
        "2. Einladung STG versenden (A, fällig am Fr 15.01.2027)",
        "3. Datenblatt abstimmen (B, bis Fr 05.02.2027)",
    ]


@pytest.mark.parametrize("typed", ["!schritt 1 nach 2", "!Schritt 1 hinter 2", "!schritt 1 auf 2", "!step 1 after 2"])
def test_a_step_is_put_behind_another(jf: World, typed: str) -> None:
    """Then it is no more urgent than that one."""
    assert jf.ask("petersen", "JF", typed).split("\n")[1:] == [
        "1. Datenblatt abstimmen (B, bis Fr 05.02.2027)",
        "2. Einladung STG versenden (B, fällig am Fr 15.01.2027)",
        "3. Räume buchen",
    ]


def test_what_is_done_or_dropped_leaves_the_list(jf: World) -> None:
    """The others move up."""
    assert jf.ask("vogt", "JF", "!schritt 1 erledigt") == "„Einladung STG versenden“ ist erledigt."
    assert jf.ask("vogt", "JF", "!Schritt 1 streichen") == "„Datenblatt abstimmen“ ist von der Liste gestrichen."
    assert steps(jf) == ["1. Räume buchen"]
    jf.say("vogt", "JF", "!schritt 1 erledigt")
    assert jf.ask("yilmaz", "JF", "!schritte").startswith("Es sind keine nächsten Schritte notiert.")


@pytest.mark.parametrize(
    ("who", "typed", "answer"),
    [
        ("yilmaz", "!schritt 1 C", "Das kann ich nicht ausführen"),
        ("yilmaz", "!schritt 1 auf 2", "Das kann ich nicht ausführen"),
        ("vogt", "!schritt 9 A", "Einen Schritt 9 gibt es nicht, notiert sind 3."),
        ("vogt", "!schritt 1 auf 7", "Einen Schritt 7 gibt es nicht, notiert sind 3."),
        ("vogt", "!schritt 1 vor 1", "„Einladung STG versenden“ kann nicht neben sich selbst stehen."),
        ("vogt", "!schritt 2", "Was soll mit „Datenblatt abstimmen“ geschehen?"),
        ("vogt", "!schritt", "Es fehlt der Schritt."),
        ("vogt", "!schritt erledigt", "Es fehlt die Nummer des Schritts."),
    ],
)
def test_what_cannot_be_done_is_said_so(jf: World, who: str, typed: str, answer: str) -> None:
    """And changes nothing."""
    before = rows(jf, "next_step")
    assert jf.ask(who, "JF", typed).startswith(answer)
    assert rows(jf, "next_step") == before


def test_an_edit_changes_the_step_that_the_message_made(jf: World) -> None:
    """Title, priority and day; what the new text does not say stays."""
    event = jf.say("yilmaz", "JF", "!schritt Protokol versenden C bis 19.2.")
    jf.heard("JF")
    jf.edit("yilmaz", "JF", event, "!schritt Protokoll versenden A")
    assert jf.answer("JF") == "Schritt 2 ist jetzt: Protokoll versenden (A, bis Fr 19.02.2027)"


def test_the_steps_stand_in_the_call_and_in_the_agenda_of_the_morning(jf: World) -> None:
    """In their order, and the living post follows a change."""
    jf.until("2027-01-11 08:05")
    call = jf.last("JF")
    assert "Nächste Schritte:\n1. Einladung STG versenden (A, fällig am Fr 15.01.2027)\n2. Datenblatt" in call.text
    jf.say("vogt", "JF", "!schritt 1 erledigt")
    assert "Nächste Schritte:\n1. Datenblatt abstimmen (B, bis Fr 05.02.2027)\n2. Räume buchen" in call.text
    jf.until("2027-01-12 08:45")
    assert "Nächste Schritte:\n1. Datenblatt abstimmen" in next(
        text for text in jf.texts("JF") if text.startswith("Heute 09:00 Uhr")
    )


def test_no_more_than_eight_steps_stand_in_a_post(jf: World) -> None:
    """The rest is a number; the list itself shows all."""
    for number in range(7):
        jf.say("vogt", "JF", f"!schritt Vorhaben {number} C")
    jf.until("2027-01-11 08:05")
    text = next(text for text in jf.texts("JF") if "Welche Themen" in text)
    assert "8. Vorhaben 5 (C)" in text and "9." not in text and "und 2 weitere" in text
    assert len(steps(jf)) == 10


def test_a_redacted_step_is_gone_everywhere(jf: World) -> None:
    """From the table, the answers and the living post; also one that is done."""
    first = jf.say("vogt", "JF", "!schritt Familie Hassan anrufen A")
    jf.until("2027-01-11 08:05")
    assert "Hassan" in jf.last("JF").text
    second = jf.say("vogt", "JF", "!schritt 3 umbenennen in Familie Hassan besuchen")
    jf.say("vogt", "JF", "!schritt 3 erledigt")
    for event in (first, second):
        jf.redact("vogt", "JF", event)
    assert holding(jf, "Hassan") == []
    assert [text for text in jf.texts("JF") if "Hassan" in text] == []


def step(number: int, priority: Priority | None) -> NextStep:
    return NextStep(number, 1, number, f"Schritt {number}", priority, None, False, datetime(2027, 1, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    ("which", "place", "order"),
    [
        (3, 1, "3A 1A 2B 4-"),
        (1, 4, "2B 3C 4- 1-"),
        (1, 2, "2B 1B 3C 4-"),
        (2, 2, "1A 2B 3C 4-"),
        (4, 3, "1A 2B 4C 3C"),
        (4, 99, "1A 2B 3C 4-"),
    ],
)
def test_a_moved_step_keeps_the_order_by_priority(which: int, place: int, order: str) -> None:
    """Whatever is moved where, the order by priority and position is the one that was asked for."""
    every = [step(1, Priority.A), step(2, Priority.B), step(3, Priority.C), step(4, None)]
    moved = rules.moved(every, every[which - 1], place)
    assert rules.ordered(moved) == moved
    assert " ".join(f"{one.id}{one.priority or '-'}" for one in moved) == order


def test_due_is_what_has_a_day_within_a_week() -> None:
    """Or had it before."""
    one = NextStep(1, 1, 1, "Eins", None, date(2027, 1, 18), False, datetime(2027, 1, 11, tzinfo=UTC))
    assert rules.is_soon(one, date(2027, 1, 11)) and rules.is_soon(one, date(2027, 2, 1))
    assert not rules.is_soon(one, date(2027, 1, 10))
