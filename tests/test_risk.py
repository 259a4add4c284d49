"""The traffic light in words: on track, at risk with reason and need, overdue, resting."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from commands.rules.traffic_light import Light, light, reason_and_need
from storage.assignment_records import AssignmentState
from tests.seen import holding, rows
from tests.test_rules_assignments import ONE
from tests.world import World

SECRET = "Familie Hassan & <Söhne"


@pytest.fixture
def given(w: World) -> World:
    """A1 for the working group, A2 for a unit without a room."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 21.5.")
    w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 30.4.")
    w.say("demir", "AK", "!annehmen A1")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


def first(w: World) -> dict[str, Any]:
    return rows(w, "assignment")[0]


# -- the rule ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "at_risk", "today", "expected"),
    [
        (AssignmentState.ACCEPTED, False, date(2027, 2, 5), Light.ON_TRACK),
        (AssignmentState.ACCEPTED, True, date(2027, 2, 5), Light.AT_RISK),
        (AssignmentState.ACCEPTED, False, date(2027, 2, 6), Light.OVERDUE),
        (AssignmentState.ACCEPTED, True, date(2027, 2, 6), Light.OVERDUE),
        (AssignmentState.CLARIFYING, False, date(2027, 2, 6), Light.OVERDUE),
        (AssignmentState.HANDED_IN, False, date(2027, 2, 6), Light.ON_TRACK),
        (AssignmentState.RESTING, True, date(2027, 2, 6), Light.RESTING),
        (AssignmentState.CLOSED, False, date(2027, 2, 6), Light.ENDED),
    ],
)
def test_each_assignment_has_one_light(state: AssignmentState, at_risk: bool, today: date, expected: Light) -> None:
    """Due on 05.02.; a passed day outweighs what was reported, and what rests is neither."""
    assert light(replace(ONE, state=state, at_risk=at_risk), today) is expected


@pytest.mark.parametrize(
    ("text", "reason", "need"),
    [
        ("Zuarbeit FB 65 fehlt, Bedarf: Entscheidung der Leitung", "Zuarbeit FB 65 fehlt", "Entscheidung der Leitung"),
        ("Zuarbeit FB 65 fehlt. bedarf : zwei Stellen", "Zuarbeit FB 65 fehlt", "zwei Stellen"),
        ("Zuarbeit fehlt\nBedarf: Entscheidung", "Zuarbeit fehlt", "Entscheidung"),
        ("Der Bedarf ist nicht bekannt", "Der Bedarf ist nicht bekannt", None),
        ("Data is missing, need: a decision", "Data is missing", "a decision"),
        ("Bedarf: zwei Stellen", "", "zwei Stellen"),
    ],
)
def test_reason_and_need_are_read_apart(text: str, reason: str, need: str | None) -> None:
    assert reason_and_need(text) == (reason, need)


# -- reporting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["!gefährdet A1", "!gefaehrdet a1:", "!Gefährdet STG–A–27–1"])
def test_a_receiver_says_what_is_at_risk_and_what_it_needs(given: World, word: str) -> None:
    """The giver's room gets both; lists and details say the reason beside the state."""
    assert given.ask("demir", "AK", f"{word} Zuarbeit FB 65 fehlt, Bedarf: Entscheidung der Leitung") == (
        "STG-A-2027-001 ist als gefährdet gemeldet an Steuerungsgruppe Bildung. Wieder im Plan: !im plan STG-A-2027-001"
    )
    assert given.answer("STG") == (
        "STG-A-2027-001 „Bedarf prüfen“ ist gefährdet (AK-FM): Zuarbeit FB 65 fehlt, Bedarf: Entscheidung der Leitung"
    )
    assert "angenommen, gefährdet: Zuarbeit FB 65 fehlt" in given.ask("hollweg", "STG", "!offen")
    details = given.ask("reuter", "AK", "!details A1").split("\n")
    assert details[2] == "– Frist: Fr 21.05.2027. Stand: angenommen, gefährdet: Zuarbeit FB 65 fehlt"
    assert details[-1].endswith("gefährdet: Zuarbeit FB 65 fehlt, Bedarf: Entscheidung der Leitung")


def test_without_a_need_it_is_said_how_to_add_one(given: World) -> None:
    assert "!gefährdet STG-A-2027-001 …, Bedarf: …" in given.ask("demir", "AK", "!gefährdet A1 Zuarbeit fehlt")
    assert first(given)["at_risk"]


@pytest.mark.parametrize(
    ("who", "typed", "answer"),
    [
        ("demir", "!gefährdet A1", "Es fehlt der Text."),
        ("demir", "!gefährdet A1 Bedarf: zwei Stellen", "Es fehlt, was STG-A-2027-001 gefährdet."),
        ("demir", "!im plan A1", "STG-A-2027-001 ist nicht als gefährdet gemeldet."),
        ("demir", "!gefährdet Zuarbeit fehlt", "Es fehlt die Nummer des Auftrags"),
    ],
)
def test_what_makes_no_sense_is_refused(given: World, who: str, typed: str, answer: str) -> None:
    before = first(given)
    assert given.ask(who, "AK", typed).startswith(answer)
    assert first(given) == before


def test_only_the_lead_of_the_receiver_may(given: World) -> None:
    given.say("reuter", "AK", "!gefährdet A1 Zuarbeit fehlt")
    given.say("vogt", "STG", "!gefährdet A1 Zuarbeit fehlt")
    assert not first(given)["at_risk"]


def test_a_reply_needs_no_number(w: World) -> None:
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 21.5.")
    w.say("demir", "AK", "gefährdet Zuarbeit fehlt", reply_to=w.last("AK").event_id)
    assert w.last("STG").text.endswith("ist gefährdet (AK-FM): Zuarbeit fehlt")


@pytest.mark.parametrize("typed", ["!im plan A1", "!implan a1", "!wieder im Plan A1."])
def test_it_is_on_track_again(given: World, typed: str) -> None:
    given.say("demir", "AK", "!gefährdet A1 Zuarbeit fehlt")
    given.heard("STG")
    assert given.ask("demir", "AK", typed) == "STG-A-2027-001 ist wieder im Plan. Frist: Fr 21.05.2027."
    assert given.answer("STG") == "STG-A-2027-001 „Bedarf prüfen“ ist wieder im Plan (AK-FM)."
    assert "Stand: angenommen, im Plan" in given.ask("demir", "AK", "!details A1")


def test_a_result_settles_what_was_at_risk_and_what_was_asked(given: World) -> None:
    """Handed in, it is neither at risk nor in need of another day."""
    given.say("demir", "AK", "!gefährdet A1 Zuarbeit fehlt")
    given.say("demir", "AK", "!frist A1 28.5.")
    given.say("demir", "AK", "!ergebnis A1 Bedarf: 12")
    assert (first(given)["at_risk"], first(given)["asked_due_on"]) == (False, None)
    given.say("vogt", "STG", "!nachbessern A1 Kosten fehlen bis 4.6.")
    assert "Stand: zur Nachbesserung, im Plan" in given.ask("vogt", "STG", "!details A1")


def test_overdue_outweighs_at_risk(given: World) -> None:
    given.say("demir", "AK", "!gefährdet A1 Zuarbeit fehlt")
    given.sleep_until("2027-05-24 09:00")
    assert "Stand: überfällig seit Fr 21.05.2027" in given.ask("demir", "AK", "!details A1")


# -- the second time --------------------------------------------------------------------------------------------------


def twice(w: World) -> None:
    w.say("demir", "AK", "!gefährdet A1 Zuarbeit fehlt")
    w.say("demir", "AK", "!im plan A1")
    w.heard("AK"), w.heard("STG")
    w.say("demir", "AK", "!gefährdet A1 Zuarbeit fehlt immer noch, Bedarf: Entscheidung")


def test_the_second_time_the_giver_is_to_talk_about_it(given: World) -> None:
    """A proposal on its next agenda; both rooms are told."""
    given.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    twice(given)
    assert given.answer("AK").split("\n")[-1] == (
        "STG-A-2027-001 ist zum wiederholten Mal gefährdet und deshalb als TOP für Steuerungsgruppe Bildung "
        "am Di 08.06.2027 vorgeschlagen."
    )
    assert given.answer("STG").split("\n") == [
        "STG-A-2027-001 „Bedarf prüfen“ ist zum wiederholten Mal gefährdet (AK-FM): Zuarbeit fehlt immer noch, "
        "Bedarf: Entscheidung",
        "Der TOP dazu ist für Di 08.06.2027 vorgeschlagen.",
    ]
    (item,) = rows(given, "item")
    assert (item["title"], item["state"], item["assignment_id"]) == (
        "STG-A-2027-001 gefährdet: Bedarf prüfen",
        "proposed",
        first(given)["id"],
    )


def test_without_a_meeting_it_goes_into_the_backlog(given: World) -> None:
    twice(given)
    assert (
        given.answer("AK")
        .split("\n")[-1]
        .startswith("STG-A-2027-001 ist zum wiederholten Mal gefährdet und liegt deshalb im Themenspeicher")
    )
    assert "STG-A-2027-001 gefährdet: Bedarf prüfen" in given.ask("vogt", "STG", "!speicher")


def test_a_third_time_adds_nothing_while_it_waits(given: World) -> None:
    twice(given)
    given.say("demir", "AK", "!gefährdet A1 Zuarbeit fehlt weiterhin")
    assert len(rows(given, "item")) == 1


def test_for_a_unit_all_is_said_in_one_room(given: World) -> None:
    """The giver acts for it and is told once."""
    given.say("vogt", "STG", "!gefährdet A2 Umbau")
    given.heard("STG")
    given.say("vogt", "STG", "!gefährdet A2 Umbau dauert, Bedarf: Ausweichräume")
    assert given.answer("STG").split("\n")[0].startswith("STG-A-2027-002 ist als gefährdet gemeldet")
    assert len(rows(given, "item")) == 1


# -- privacy ----------------------------------------------------------------------------------------------------------


def test_a_redacted_reason_is_gone_everywhere(given: World) -> None:
    """Also from the lists in which it stood without the need."""
    event = given.say("demir", "AK", f"!gefährdet A1 {SECRET} ist umgezogen, Bedarf: {SECRET} besuchen")
    given.say("vogt", "STG", "!offen")
    given.say("reuter", "AK", "!details A1")
    assert holding(given, "Hassan")
    given.redact("demir", "AK", event)
    assert holding(given, "Hassan") == []
    assert [text for name in ("AK", "STG") for text in given.texts(name) if "Hassan" in text] == []


@pytest.mark.parametrize("planned", [True, False])
def test_a_redacted_title_is_gone_from_the_proposal_too(w: World, planned: bool) -> None:
    if planned:
        w.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    event = w.say("vogt", "STG", f"!auftrag an AK-FM: {SECRET} besuchen bis 21.5.")
    for text in ("!gefährdet A1 Zuarbeit fehlt", "!gefährdet A1 Zuarbeit fehlt noch"):
        w.say("demir", "AK", text)
    w.say("vogt", "STG", "!to")
    w.redact("vogt", "STG", event)
    assert holding(w, "Hassan") == []
