"""Goals of a steering group: fields and goals, priorities, and what was given, done and used for each."""

import pytest
from sqlalchemy import insert

from commands.rules import goals as rules
from storage import assignments
from storage.assignment_records import Goal
from storage.assignment_tables import assignment_goal
from tests.seen import holding, rows
from tests.world import World


@pytest.fixture
def stg(w: World) -> World:
    """Two fields of action, the first with two goals."""
    for typed in ("handlungsfeld Übergang Schule–Beruf", "ziel neu Handlungsfeld Sprachbildung"):
        w.say("vogt", "STG", f"!{typed}")
    w.say("vogt", "STG", "!ziel 1 Mehr Ausbildungsverträge bis 2030")
    w.say("vogt", "STG", "!ziel 1 Weniger Abbrüche")
    w.heard("STG")
    return w


def tag(w: World, assignment_id: int, goal_id: int) -> None:
    """The assignment carries the goal."""
    with w.store.transaction() as tx:
        tx.execute(insert(assignment_goal), {"assignment_id": assignment_id, "goal_id": goal_id})


def test_fields_are_numbered_and_goals_within_them(w: World) -> None:
    """The number is said with what was added."""
    assert w.ask("vogt", "STG", "!ziele").startswith("Steuerungsgruppe Bildung hat noch keine Ziele.")
    assert w.ask("vogt", "STG", "!handlungsfeld Sprachbildung") == (
        "Handlungsfeld 1 „Sprachbildung“ angelegt. Ziel darin: !ziel 1 …"
    )
    assert w.ask("vogt", "STG", "!Ziel 1: „Jedes Kind wird verstanden“") == (
        "Ziel 1.1 „Jedes Kind wird verstanden“ angelegt."
    )
    assert w.ask("vogt", "STG", "!ziel 1 Mehr Sprachmittlung") == "Ziel 1.2 „Mehr Sprachmittlung“ angelegt."


@pytest.mark.parametrize(
    "typed",
    [
        "!ziel 1.2 priorität A",
        "!ziel priorität 1.2 a",
        "!Ziel 1.2 Prioritaet: hoch",
        "!ziel 1.2 A",
        "!goal 1.2 priority A",
    ],
)
def test_a_priority_changes_the_order(stg: World, typed: str) -> None:
    """A before B before none; the numbers stay."""
    assert stg.ask("vogt", "STG", typed) == "1.2 „Weniger Abbrüche“ hat jetzt Priorität A."
    stg.say("vogt", "STG", "!ziel 2 priorität B")
    assert stg.ask("vogt", "STG", "!ziele").split("\n") == [
        "Ziele von Steuerungsgruppe Bildung:",
        "– 2 Sprachbildung (Priorität B)",
        "– 1 Übergang Schule–Beruf",
        "– 1.2 Weniger Abbrüche (Priorität A)",
        "– 1.1 Mehr Ausbildungsverträge bis 2030",
    ]


def test_a_goal_is_renamed_by_order_and_by_edit(stg: World) -> None:
    """An edit of the message changes what it made."""
    assert stg.ask("vogt", "STG", "!ziel 1.2 umbenennen in Halb so viele Abbrüche") == (
        "1.2 heißt jetzt „Halb so viele Abbrüche“."
    )
    event = stg.say("vogt", "STG", "!ziel 2 Mer Sprachmittlung")
    stg.heard("STG")
    stg.edit("vogt", "STG", event, "!ziel 2 Mehr Sprachmittlung")
    assert stg.answer("STG") == "2.1 heißt jetzt „Mehr Sprachmittlung“."


def test_a_struck_goal_leaves_the_list_and_its_number_does_not_come_again(stg: World) -> None:
    """How many open assignments carry it is said; they keep it."""
    stg.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    tag(stg, 1, 4)
    assert stg.ask("vogt", "STG", "!ziel 1.2 streichen").split("\n") == [
        "1.2 „Weniger Abbrüche“ ist gestrichen.",
        "1 offener Auftrag trägt es noch.",
    ]
    assert stg.ask("vogt", "STG", "!ziel 1 Neues Ziel") == "Ziel 1.3 „Neues Ziel“ angelegt."
    assert "1.2" not in stg.ask("vogt", "STG", "!ziele")
    assert stg.ask("vogt", "STG", "!ziel 1.2 priorität A") == "1.2 „Weniger Abbrüche“ ist gestrichen."


def test_a_field_is_struck_with_its_goals(stg: World) -> None:
    """Nothing of it is listed any more."""
    stg.say("vogt", "STG", "!ziel 1 streichen")
    assert stg.ask("vogt", "STG", "!ziele").split("\n")[1:] == ["– 2 Sprachbildung"]


@pytest.mark.parametrize(
    ("who", "room", "typed", "answer"),
    [
        ("petersen", "STG", "!ziel 1 Etwas", "Das kann ich nicht ausführen"),
        ("petersen", "STG", "!handlungsfeld Etwas", "Das kann ich nicht ausführen"),
        ("demir", "AK", "!ziel 1 Etwas", "AK Flucht & Migration kann keine Ziele setzen."),
        ("demir", "AK", "!ziel 1.1 streichen", "AK Flucht & Migration kann keine Ziele setzen."),
        ("vogt", "STG", "!ziel Etwas", "Es fehlt das Handlungsfeld."),
        ("vogt", "STG", "!ziel 1.1 Etwas", "1.1 ist selbst ein Ziel."),
        ("vogt", "STG", "!ziel 7.1 priorität A", "Ein Ziel 7.1 gibt es nicht. Es gibt: 1, 1.1, 1.2, 2"),
        ("vogt", "STG", "!ziel 1.1 priorität X", "Es fehlt die Priorität: A, B oder C."),
        ("vogt", "STG", "!zielliste 1027", "Das Jahr 1027 kann ich nicht zeigen."),
    ],
)
def test_what_cannot_be_set_is_said_so(stg: World, who: str, room: str, typed: str, answer: str) -> None:
    """And changes nothing."""
    before = rows(stg, "goal")
    assert stg.ask(who, room, typed).startswith(answer)
    assert rows(stg, "goal") == before


@pytest.fixture
def worked(stg: World) -> World:
    """For 1.1 one assignment was done and used, one is running, one is the working group's own and confidential."""
    stg.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    stg.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 29.1.")
    stg.say("demir", "AK", "!auftrag an FB 51: Fallzahlen melden bis 29.1.")
    stg.say("demir", "AK", "!ergebnis STG A1 Zwölf Räume")
    stg.say("vogt", "STG", "!stand A2 läuft")
    stg.say("vogt", "STG", "!abnehmen A1")
    stg.say("vogt", "STG", "!erledigt A1 vollständig übernommen")
    for assignment_id in (1, 2, 3):
        tag(stg, assignment_id, 3)
    for room in ("STG", "AK", "JF"):
        stg.heard(room)
    return stg


def confide(w: World, assignment_id: int) -> None:
    """The assignment is for its own bodies only."""
    with w.store.transaction() as tx:
        assignments.change(tx, assignment_id, confidential=True)


def test_a_goal_shows_what_was_given_done_and_used(worked: World) -> None:
    """A confidential assignment of a body below counts and is not named."""
    confide(worked, 3)
    assert worked.ask("petersen", "STG", "!ziel 1.1").split("\n") == [
        "1.1 Mehr Ausbildungsverträge bis 2030",
        "3 erteilt, 1 vorgelegt, 1 erledigt (übernommen: 1)",
        "– STG-A-2027-002 Räume melden, FB 40, bis Fr 29.01.2027: in Arbeit",
        "– STG-A-2027-001 Bedarf prüfen, AK-FM, bis Fr 05.02.2027: erledigt (übernommen)",
        "Darin 1 Auftrag, den ich hier nicht nenne.",
    ]
    assert "Fallzahlen" in worked.ask("reuter", "AK", "!ziel 1.1"), "it is the working group's own"
    assert "Räume melden" not in worked.ask("reuter", "AK", "!ziel 1.1"), "that one is not its business"


def test_the_yearly_list_goes_by_goal(worked: World) -> None:
    """Counts and numbers of each goal, and what carries none; no year before has any."""
    confide(worked, 3)
    worked.say("vogt", "STG", "!auftrag an FB 10: Mittel anmelden bis 5.2.")
    assert worked.ask("petersen", "STG", "!zielliste 2027").split("\n") == [
        "Aufträge 2027 nach Zielen von Steuerungsgruppe Bildung:",
        "– 1 Übergang Schule–Beruf: kein Auftrag",
        "– 1.1 Mehr Ausbildungsverträge bis 2030: 3 erteilt, 1 vorgelegt, 1 erledigt (übernommen: 1). "
        "STG-A-2027-002, STG-A-2027-001, 1 nicht genannter",
        "– 1.2 Weniger Abbrüche: kein Auftrag",
        "– 2 Sprachbildung: kein Auftrag",
        "Ohne Ziel: 1 erteilt, 0 vorgelegt, 0 erledigt",
    ]
    assert worked.ask("yilmaz", "JF", "!zielliste").startswith("Aufträge 2027 nach Zielen")
    assert worked.ask("yilmaz", "JF", "!Zielliste 27").startswith("Aufträge 2027 nach Zielen")
    assert worked.ask("vogt", "STG", "!zielliste 2026") == (
        "2026 ist unter Steuerungsgruppe Bildung kein Auftrag erteilt."
    )


def test_who_stands_outside_or_in_an_unencrypted_room_does_not_read_goals(stg: World) -> None:
    """Only the strategic body and those below it, and no text leaves encryption."""
    stg.room("UAG", "reuter", moderators=("vogt",), encrypted=False)
    stg.say("vogt", "UAG", "!gremium neu UAG UAG Offen operativ unter STG")
    assert "nicht verschlüsselt" in stg.ask("vogt", "UAG", "!ziele")
    stg.room("LK", "reuter", moderators=("vogt",))
    stg.say("vogt", "LK", "!gremium neu LK Leitungskreis operativ")
    assert stg.ask("vogt", "LK", "!zielliste").startswith("Über Leitungskreis steht kein strategisches Gremium.")


def test_a_redacted_goal_keeps_its_number_only(stg: World) -> None:
    """The text is gone from the table and from the room."""
    event = stg.say("vogt", "STG", "!ziel 2 Familie Hassan unterstützen")
    stg.redact("vogt", "STG", event)
    assert holding(stg, "Hassan") == []
    assert "2.1 (entfernt am Mo 11.01.2027)" in stg.ask("vogt", "STG", "!ziele")


@pytest.mark.parametrize(
    ("typed", "title"),
    [("1", "Feld"), ("1.1", "Eins"), ("01.02", "Zwei"), ("1.2.", "Zwei"), ("1.3", None), ("2", None), ("eins", None)],
)
def test_a_number_means_one_goal(typed: str, title: str | None) -> None:
    """Struck ones keep theirs."""
    field = Goal(7, 1, None, 1, "Feld", None, True)
    every = [field, Goal(8, 1, 7, 1, "Eins", None, True), Goal(9, 1, 7, 2, "Zwei", None, False)]
    found = rules.numbered(typed, every)
    assert (found.title if found else None) == title
    assert (rules.next_position(field, every), rules.next_position(None, every)) == (3, 2)
    assert rules.ordered(every) == every[:2]


def test_what_is_only_shown_gets_no_receipt(w: World) -> None:
    """A tick says that something was recorded."""
    w.say("vogt", "STG", "!handlungsfeld Sprachbildung")
    before = len(w.rooms["!STG"].marks)
    w.say("vogt", "STG", "!ziel 1")
    assert len(w.rooms["!STG"].marks) == before
