"""What is said of an assignment beside its text: source, reference, priority, goals, and what an edit changes."""

import pytest
from sqlalchemy import insert

from storage.assignment_tables import goal
from tests.seen import holding
from tests.world import World


@pytest.fixture
def goals(w: World) -> World:
    """The steering group has two fields of action; the first has two goals."""
    with w.store.transaction() as tx:
        for goal_id, parent, position, title in (
            (1, None, 1, "Übergänge"),
            (2, None, 2, "Sprache"),
            (3, 1, 1, "Kita und Schule"),
            (4, 1, 2, "Schule und Beruf"),
            (5, 2, 1, "Sprachmittlung"),
        ):
            values = {"id": goal_id, "body_id": 1, "parent_id": parent, "position": position, "title": title}
            tx.execute(insert(goal).values(**values, priority=None, active=True))
    return w


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "Bedarf prüfen bis 5.2., Quelle: Schulausschuss 23.02.2027, TOP 5",
            ["Quelle: Politik (Schulausschuss 23.02.2027, TOP 5)"],
        ),
        ("Bedarf prüfen, Fundstelle: Schulausschuss 23.02.2027 bis 5.2.", ["Quelle: Politik (Schulausschuss 23.02."]),
        ("Bedarf prüfen, quelle: verwaltungsleitung, prio b bis 5.2.", ["Quelle: Verwaltungsleitung", "Priorität: B"]),
        ("Bedarf prüfen bis 5.2. Prio A", ["Priorität: A"]),
        ("Bedarf prüfen Prio A bis 5.2.", ["Priorität: A"]),
        ("Bedarf prüfen bis 5.2., Priorität: C", ["Priorität: C"]),
        ("Bedarf prüfen (Prio A) bis 5.2.", ["Priorität: A"]),
        ("Bedarf prüfen bis 5.2. Ziel 1.2", ["Ziele: 1.2 Schule und Beruf"]),
        ("Bedarf prüfen bis 5.2., Ziele 1.2, 2.1", ["Ziele: 1.2 Schule und Beruf, 2.1 Sprachmittlung"]),
        ("Bedarf prüfen, Ziele 1 und 2.1, bis 5.2.", ["Ziele: 1 Übergänge, 2.1 Sprachmittlung"]),
        (
            "Bedarf prüfen, Ergebnis: Liste mit Kosten, Quelle: Kreistag 3.3.2027, Prio A, Ziel 2.1 bis 5.2.",
            ["Quelle: Politik (Kreistag 3.3.2027)", "Priorität: A", "Ziele: 2.1 Sprachmittlung"],
        ),
        (
            "Bedarf prüfen bis 5.2., Quelle: Landrätin, Ergebnis: Liste, Prio A, Ziel 2.1",
            ["Quelle: Verwaltungsleitung (Landrätin)", "Priorität: A", "Ziele: 2.1 Sprachmittlung"],
        ),
    ],
)
def test_source_priority_and_goals_may_follow_in_any_order(goals: World, typed: str, said: list[str]) -> None:
    """Before or behind the date; the title stays what it is."""
    answer = goals.ask("vogt", "STG", f"!auftrag an AK-FM: {typed}")
    assert answer.startswith("STG-A-2027-001: „Bedarf prüfen“. Zuständig: AK-FM. Frist: Fr 05.02.2027."), answer
    details = goals.ask("vogt", "STG", "!details A1")
    for words in said:
        assert words in answer
        assert words in details


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Bericht zu Ziel 1 bis 5.2.", "Bericht zu Ziel 1"),
        ("Bericht zum Ziel 1.2 schreiben bis 5.2.", "Bericht zum Ziel 1.2 schreiben"),
        ("Quellen prüfen bis 5.2.", "Quellen prüfen"),
        ("Prioritäten A bis C festlegen bis 5.2.", "Prioritäten A bis C festlegen"),
    ],
)
def test_a_title_may_speak_of_goals_and_priorities(goals: World, typed: str, title: str) -> None:
    """They are tags only where they stand for themselves."""
    assert f"„{title}“. Zuständig" in goals.ask("vogt", "STG", f"!auftrag an FB 40: {typed}")


def test_what_was_said_survives_the_questions_for_receiver_and_date(goals: World) -> None:
    """Each answer completes the order with all of it."""
    typed = "!auftrag Bedarf prüfen, Ergebnis: Liste, Quelle: Schulausschuss 23.02.2027, TOP 5, Prio A, Ziel 1.2"
    assert goals.ask("vogt", "STG", typed).startswith("Wer ist zuständig?")
    assert goals.ask("vogt", "STG", "ak fm").startswith("Es fehlt die Frist.")
    answer = goals.ask("vogt", "STG", "5.2.")
    assert answer.startswith("STG-A-2027-001: „Bedarf prüfen“. Zuständig: AK-FM. Frist: Fr 05.02.2027.")
    assert "Quelle: Politik (Schulausschuss 23.02.2027, TOP 5), Priorität: A, Ziele: 1.2 Schule und Beruf" in answer


def test_an_unknown_goal_is_refused_with_those_that_there_are(goals: World) -> None:
    """Nothing is given without it; a body below uses the goals of the steering group."""
    answer = goals.ask("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2., Ziel 3.1")
    assert answer == "Ein Ziel „3.1“ gibt es hier nicht. Vorhanden sind: 1, 2, 1.1, 1.2, 2.1"
    assert goals.ask("vogt", "STG", "!offen") == "Es sind keine Aufträge offen."
    assert "Ziele: 1.2 Schule und Beruf" in goals.ask("demir", "AK", "!auftrag an FB 51: Melden bis 5.2., Ziel 1.2")


def test_everything_can_be_said_later_as_well(goals: World) -> None:
    """By the giver only; what concerns the receiver is told there."""
    goals.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    goals.heard("AK")
    assert goals.ask("vogt", "STG", "!prioritaet a1 b") == "STG-A-2027-001 geändert. Priorität: B"
    assert goals.answer("AK").endswith("„Bedarf prüfen“ geändert. Priorität: B")
    assert goals.ask("vogt", "STG", "!quelle A1 Schulausschuss 23.02.2027, TOP 5") == (
        "Quelle von STG-A-2027-001: Politik (Schulausschuss 23.02.2027, TOP 5)"
    )
    assert goals.ask("vogt", "STG", "!zielbezug a1 1.2 und 2") == (
        "STG-A-2027-001 gehört zu: 2 Sprache, 1.2 Schule und Beruf"
    )
    assert goals.ask("vogt", "STG", "!zielbezug a1 2 entfällt").endswith("gehört zu: 1.2 Schule und Beruf")
    assert goals.ask("vogt", "STG", "!erwartung A1 Handlungsempfehlung mit Kosten").endswith(
        "Erwartetes Ergebnis: Handlungsempfehlung mit Kosten"
    )
    assert goals.answer("AK").endswith("geändert. Erwartetes Ergebnis: Handlungsempfehlung mit Kosten")
    assert goals.ask("vogt", "STG", "!details a1").split("\n")[3:7] == [
        "– Erwartetes Ergebnis: Handlungsempfehlung mit Kosten",
        "– Quelle: Politik (Schulausschuss 23.02.2027, TOP 5)",
        "– Priorität: B",
        "– Ziele: 1.2 Schule und Beruf",
    ]
    assert goals.ask("demir", "AK", "!erwartung A1 Weniger").startswith("Über STG-A-2027-001 entscheidet ")


def test_an_item_has_a_priority_as_well(w: World) -> None:
    """„3“ is an item, „A3“ an assignment."""
    w.say("vogt", "STG", "!termin 16.2. 9 Uhr")
    w.say("vogt", "STG", "!top Ganztag")
    assert w.ask("vogt", "STG", "!prio 1 A") == "TOP 1 „Ganztag“ hat Priorität A."


def test_an_edit_changes_an_assignment_that_nobody_has_answered(w: World) -> None:
    """Title, expected result and date; both rooms are told what is new."""
    event = w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    w.heard("STG"), w.heard("AK")
    w.edit("vogt", "STG", event, "!auftrag an AK-FM: Bedarf klären, Ergebnis: Liste bis 12.2.")
    assert w.answer("STG") == (
        "STG-A-2027-001 geändert. Titel: „Bedarf klären“, Erwartetes Ergebnis: Liste, Frist: Fr 12.02.2027"
    )
    assert w.answer("AK") == (
        "Steuerungsgruppe Bildung hat STG-A-2027-001 „Bedarf klären“ geändert. "
        "Titel: „Bedarf klären“, Erwartetes Ergebnis: Liste, Frist: Fr 12.02.2027"
    )
    w.edit("vogt", "STG", event, "!auftrag an FB 40: Bedarf klären, Ergebnis: Liste bis 12.2.")
    assert w.answer("STG").startswith("Den Empfänger ändert eine Bearbeitung nicht: STG-A-2027-001 liegt bei AK-FM.")


def test_an_edit_comes_too_late_once_the_assignment_is_accepted(w: World) -> None:
    """What others rely on is not changed behind their back."""
    event = w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    w.say("demir", "AK", "!annehmen A1")
    w.heard("STG")
    w.edit("vogt", "STG", event, "!auftrag an AK-FM: Etwas anderes bis 5.2.")
    assert w.answer("STG").startswith("Ihre Änderung kam nach der Ausführung")
    assert w.ask("vogt", "STG", "!details A1").startswith("STG-A-2027-001 „Bedarf prüfen“")


@pytest.mark.parametrize(
    "text",
    [
        "!auftrag an AK-FM: Prüfen, Quelle: Familie Hassan, Stadtrat, bis 5.2.",
        "!quelle A1 Schulausschuss zu Familie Hassan",
        "!erwartung A1 Bericht zu Familie Hassan",
    ],
)
def test_a_redacted_attribute_is_gone_everywhere(w: World, text: str) -> None:
    """From the tables and from the rooms."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    event = w.say("vogt", "STG", text)
    assert holding(w, "Hassan")
    w.redact("vogt", "STG", event)
    assert holding(w, "Hassan") == []
    assert [text for name in ("AK", "STG") for text in w.texts(name) if "Hassan" in text] == []


def test_what_an_edit_replaced_is_gone_as_well_when_the_message_is_removed(w: World) -> None:
    """The former title stays in the history until then, and in the post that told of it."""
    event = w.say("vogt", "STG", "!auftrag an AK-FM: Familie Hassan besuchen bis 5.2.")
    w.edit("vogt", "STG", event, "!auftrag an AK-FM: Eine Familie besuchen bis 5.2.")
    assert "geändert, vorher: Familie Hassan besuchen" in w.ask("vogt", "STG", "!details A1")
    w.redact("vogt", "STG", event)
    assert holding(w, "Hassan") == []
    assert [text for name in ("AK", "STG") for text in w.texts(name) if "Hassan" in text] == []


def test_the_removal_of_an_attribute_leaves_the_title(w: World) -> None:
    """Each message stands for its own words."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    for text in ("!erwartung A1 Bericht zu Familie Hassan", "!quelle A1 Stadtrat zu Familie Hassan"):
        event = w.say("vogt", "STG", text)
        w.redact("vogt", "STG", event)
    details = w.ask("vogt", "STG", "!details A1")
    assert details.startswith("STG-A-2027-001 „Bedarf prüfen“")
    assert "Hassan" not in details and "entfernt" not in details
