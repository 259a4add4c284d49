"""Inquiries: one question to several bodies and units, answers in one list, by body and unit."""

from datetime import UTC, datetime

import pytest

from commands.rules import inquiries as rules
from storage.assignment_records import Addressee
from tests.seen import holding, rows
from tests.world import World

QUESTION = "Wie viele Kitas haben Sprachmittler"


@pytest.fixture
def town(w: World) -> World:
    """The working group, the school group beside it, and an assignment to the first."""
    w.room("SB", "petersen", "reuter", moderators=("vogt",))
    w.say("vogt", "SB", "!gremium neu AK-SB AK Sprachbildung operativ unter STG")
    w.say("vogt", "SB", "ja")
    w.say("vogt", "SB", "!rolle Sabine Petersen Leitung")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    for room in ("STG", "AK", "JF", "SB"):
        w.heard(room)
    return w


@pytest.fixture
def asked(town: World) -> World:
    """AK-FM has asked AK-SB and two units, by Friday 29.01.2027."""
    town.say("demir", "AK", f"!abfrage an AK-SB, FB 51, FB 20: {QUESTION} bis 29.1.")
    return town


def question(w: World) -> str:
    return next(one.event_id for one in w.rooms["!SB"].posts if "Abfrage 1 von" in one.text)


def listed(w: World) -> str:
    """The living list in the room that asks."""
    return next(one.text for one in w.rooms["!AK"].posts if "haben geantwortet" in one.text)


def test_a_question_goes_to_all_who_are_asked(asked: World) -> None:
    """Units have no room; their answers are typed in where it is asked."""
    assert sorted(asked.heard("AK")) == [
        "Abfrage 1 an AK-SB, FB 51, FB 20. Frist: Fr 29.01.2027.\n"
        "Ohne Raum: FB 51, FB 20. Antworten tragen Sie hier ein: !antwort 1 FB 51: …",
        f"Abfrage 1, bis Fr 29.01.2027: {QUESTION}\n0 von 3 haben geantwortet.\n"
        "– AK-SB: noch keine Antwort\n– FB 51: noch keine Antwort\n– FB 20: noch keine Antwort",
    ]
    assert asked.answer("SB") == (
        f"Abfrage 1 von AK Flucht & Migration, bis Fr 29.01.2027: {QUESTION}\n"
        "Antworten: !antwort AK-FM 1 …, oder mit Text oder Datei auf diesen Beitrag antworten."
    )


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("an AK-SB, FB 51: Wie viele bis 29.1.", "AK-SB, FB 51"),
        ("an ak sb und fb 51: wie viele bis 29.1.?", "AK-SB, fb 51"),
        ("an AK-SB; FB 51 sowie das Jugendamt: Wie viele bis Ende Januar", "AK-SB, FB 51, das Jugendamt"),
        ("an AK Sprachbildung: Wie viele bis 29.1.", "AK-SB"),
        ("an AK-SB Wie viele bis 29.1.", "AK-SB"),
        ("an AK-SB u. FB 51: Wie viele bis 29.1.", "AK-SB, FB 51"),
        ("an alle: Wie viele bis 29.1.", "STG, AK-SB"),
        ("an AK-SB, AK-SB: Wie viele bis 29.1.", "AK-SB"),
        ("neu AK-SB: Wie viele bis 29.1. zu A1", "AK-SB"),
        ("an AK-SB: Wie viele zu A1 bis 29.1.", "AK-SB"),
    ],
)
def test_who_is_asked_is_read_as_it_is_typed(town: World, typed: str, names: str) -> None:
    town.say("demir", "AK", f"!abfrage {typed}")
    assert f"Abfrage 1 an {names}. Frist: Fr 29.01.2027." in "\n".join(town.texts("AK"))
    assert "wie viele" in rows(town, "inquiry")[0]["text"].lower()
    assert "A1" not in rows(town, "inquiry")[0]["text"]


def test_what_reads_like_a_new_inquiry_is_offered_as_one(town: World) -> None:
    assert "neue Abfrage an AK-SB, FB 51" in town.ask("demir", "AK", "!abfrage AK-SB, FB 51: Wie viele bis 29.1.")
    town.say("demir", "AK", "ja")
    assert len(rows(town, "addressee")) == 2


def test_a_missing_date_is_asked_for(town: World) -> None:
    assert town.ask("demir", "AK", f"!abfrage an AK-SB: {QUESTION}?") == "Bis wann brauchen Sie die Antworten?"
    town.say("demir", "AK", "29.1.")
    assert "Frist: Fr 29.01.2027" in "\n".join(town.heard("AK"))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("an AK-FM: Wie viele bis 29.1.", "fragt hier selbst"),
        ("an AK-XY: Wie viele bis 29.1.", "AK-XY"),
        ("an BR: Wie viele bis 29.1.", "gehört nicht zu diesem Gremienbaum"),
        ("an", "Es fehlt, wer gefragt wird"),
        ("an AK-SB:", "Es fehlt"),
    ],
)
def test_who_cannot_be_asked_is_not(town: World, typed: str, why: str) -> None:
    town.room("BR", moderators=("vogt",))
    town.say("vogt", "BR", "!gremium neu BR Beirat strategisch beratend")
    town.say("vogt", "BR", "ja")
    assert why in town.ask("demir", "AK", f"!abfrage {typed}")
    assert rows(town, "inquiry") == []


def test_nothing_is_asked_out_of_an_encrypted_room_in_an_open_one(town: World) -> None:
    town.room("OFFEN", moderators=("vogt",), encrypted=False)
    town.say("vogt", "OFFEN", "!gremium neu AK-O AK Offen operativ unter STG")
    town.say("vogt", "OFFEN", "ja")
    town.heard("OFFEN")
    assert "nicht verschlüsselt" in town.ask("demir", "AK", "!abfrage an AK-O: Wie viele bis 29.1.")
    assert town.heard("OFFEN") == []


@pytest.mark.parametrize(
    ("typed", "reply", "answer"),
    [
        ("!antwort 1 11 von 14", False, "11 von 14"),
        ("!antwort 11 von 14", False, "11 von 14"),
        ("!antwort elf von 14", False, "elf von 14"),
        ("!antwort AK-FM 1: 11 von 14", False, "11 von 14"),
        ("! Antworten ak fm 1 11 von 14", False, "11 von 14"),
        ("!antwort 11 von 14", True, "11 von 14"),
        ("!antwort 1 11 von 14", True, "11 von 14"),
        ("!antwort 1 von 14", True, "1 von 14"),
        ("antwort 1 11 von 14", True, "11 von 14"),
        ("11 von 14", True, "11 von 14"),
        ("Stand heute elf von 14.\nDavon zwei neu.", True, "Stand heute elf von 14.\nDavon zwei neu."),
    ],
)
def test_the_lead_of_who_was_asked_answers(asked: World, typed: str, reply: bool, answer: str) -> None:
    """By number, or in a reply with or without the word."""
    asked.say("petersen", "SB", typed, **({"reply_to": question(asked)} if reply else {}))
    assert rows(asked, "addressee")[0]["answer"] == answer
    assert f"– AK-SB: {answer}" in listed(asked) and "1 von 3 haben geantwortet." in listed(asked)


@pytest.mark.parametrize("typed", ["Wer weiß das?", "Danke", "ok", "!hilfe"])
def test_not_every_reply_is_an_answer(asked: World, typed: str) -> None:
    asked.say("petersen", "SB", typed, reply_to=question(asked))
    assert rows(asked, "addressee")[0]["answer"] is None


def test_chat_is_no_answer(asked: World) -> None:
    """Nor is it when it replies to something else."""
    event = asked.say("petersen", "SB", "11 von 14")
    assert event not in [row["event_id"] for row in rows(asked, "inbox")]


def test_a_member_s_answer_waits_for_the_lead(asked: World) -> None:
    asked.heard("SB")
    asked.say("reuter", "SB", "11 von 14", reply_to=question(asked))
    assert asked.answer("SB") == ("Als Vorschlag notiert. Die Antwort auf Abfrage 1 gibt die Leitung mit „ja“ frei.")
    asked.say("reuter", "SB", "ja")
    assert rows(asked, "addressee")[0]["answer"] is None
    asked.say("petersen", "SB", "ja")
    assert rows(asked, "addressee")[0]["answer"] == "11 von 14"


def test_the_asking_office_answers_for_units(asked: World) -> None:
    """However the unit is typed; when all have answered, the room is told."""
    asked.heard("AK")
    asked.say("demir", "AK", "!antwort 1 fb51: 3")
    assert "– FB 51: 3 (hier eingetragen)" in listed(asked)
    assert asked.ask("demir", "AK", "!antwort 1 drei") == (
        "Für wen ist die Antwort auf Abfrage 1? Gefragt sind hier: FB 51, FB 20. Zum Beispiel !antwort 1 FB 51: …"
    )
    asked.say("petersen", "SB", "!antwort 1 elf")
    asked.say("demir", "AK", "!antwort 1 FB 20 – keine")
    assert "Abfrage 1: Alle 3 haben geantwortet. Liste: !abfrage 1" in asked.heard("AK")


def test_an_edit_changes_the_answer_while_it_is_open(asked: World) -> None:
    """With the word, with the number, or bare."""
    bare = asked.say("petersen", "SB", "11 von 14", reply_to=question(asked))
    asked.heard("SB")
    asked.edit("petersen", "SB", bare, "12 von 14")
    assert asked.answer("SB") == "Die Antwort auf Abfrage 1 ist geändert."
    assert "– AK-SB: 12 von 14" in listed(asked)
    unit = asked.say("demir", "AK", "!antwort 1 FB 51: 3")
    asked.edit("demir", "AK", unit, "!antwort 1 FB 51: 4")
    assert "– FB 51: 4 (hier" in listed(asked)
    asked.say("demir", "AK", "!abfrage 1 schließen")
    asked.edit("petersen", "SB", bare, "13 von 14")
    assert "12 von 14" in listed(asked)


def test_each_sees_what_is_theirs(asked: World) -> None:
    """The list where it is asked; the question and the own answer where it was put."""
    asked.say("demir", "AK", "!antwort 1 FB 51: drei")
    asked.say("petersen", "SB", "!antwort 1 elf")
    assert asked.ask("petersen", "SB", "!abfrage 1") == (
        f"Abfrage 1 von AK Flucht & Migration, bis Fr 29.01.2027: {QUESTION}\nAntwort von hier: elf"
    )
    assert asked.ask("reuter", "AK", "!abfrage 1").split("\n")[1:] == [
        "2 von 3 haben geantwortet.",
        "– AK-SB: elf",
        "– FB 51: drei (hier eingetragen)",
        "– FB 20: noch keine Antwort",
    ]
    assert "beantwortet" in asked.ask("petersen", "SB", "!abfragen")
    assert f"Abfrage 1: {QUESTION}, bis Fr 29.01.2027, 2 von 3 haben geantwortet" in asked.ask(
        "demir", "AK", "!abfragen"
    )
    assert asked.ask("vogt", "STG", "!abfragen") == "Es sind keine Abfragen offen."


def test_who_has_not_answered_is_reminded_once(asked: World) -> None:
    """Two working days before, by body; units where it is asked. At the date the list is posted."""
    asked.say("demir", "AK", "!antwort 1 FB 51: 3")
    for room in ("AK", "SB"):
        asked.heard(room)
    asked.until("2027-01-27 08:59")
    assert not [text for text in asked.heard("SB") if "Abfrage" in text]
    asked.until("2027-01-27 12:00")
    assert [text for text in asked.heard("SB") if "Antwort fehlt noch" in text]
    assert "Abfrage 1 (bis Fr 29.01.2027): Es fehlen noch FB 20. Eintragen: !antwort 1 FB 20: …" in asked.heard("AK")
    asked.until("2027-01-29 17:00")
    assert not [text for text in asked.heard("SB") if "Abfrage" in text]
    (text,) = [text for text in asked.heard("AK") if "haben geantwortet" in text]
    assert "1 von 3 haben geantwortet." in text and text.endswith("schließen: !abfrage 1 schließen")
    asked.say("petersen", "SB", "!antwort 1 elf")
    assert "– AK-SB: elf" in listed(asked)


def test_a_new_date_is_told_and_reminded_of_anew(asked: World) -> None:
    assert asked.ask("demir", "AK", "!abfrage 1 bis 5.2.") == "Abfrage 1 läuft jetzt bis Fr 05.02.2027."
    assert asked.heard("SB")[-1].startswith("Abfrage 1 von AK Flucht & Migration läuft jetzt bis Fr 05.02.2027")
    asked.until("2027-02-02 18:00")
    assert not [text for text in asked.heard("SB") if "fehlt noch" in text]
    asked.until("2027-02-03 18:00")
    assert [text for text in asked.heard("SB") if "fehlt noch" in text]
    assert "schon vorbei" in asked.ask("demir", "AK", "!abfrage 1 bis 11.1.2027")


@pytest.mark.parametrize("typed", ["!abfrage 1 schließen", "!abfrage schliessen 1", "!abfrage 1 zurückziehen"])
def test_a_closed_one_takes_no_answers(asked: World, typed: str) -> None:
    """Who has not answered is told; the clock is silent."""
    asked.heard("SB")
    asked.say("demir", "AK", typed)
    assert asked.answer("SB").endswith("eine Antwort ist nicht mehr nötig.")
    assert asked.ask("petersen", "SB", "!antwort 1 elf") == "Abfrage 1 ist geschlossen."
    assert asked.ask("petersen", "SB", "!abfrage 1 schließen").startswith("Abfrage 1 gehört AK Flucht & Migration.")
    asked.heard("AK")
    asked.until("2027-01-29 17:00")
    assert not [text for text in asked.heard("AK") + asked.heard("SB") if "Abfrage" in text]


@pytest.mark.parametrize("before", ["!abfrage 1 zu A1", None])
def test_an_inquiry_goes_into_the_result_with_a_reference(asked: World, before: str | None) -> None:
    """Named in the result, or said before."""
    if before:
        assert asked.ask("demir", "AK", before) == "Abfrage 1 gehört jetzt zu STG-A-2027-001."
    asked.say("petersen", "SB", "!antwort 1 elf")
    asked.heard("STG")
    asked.say("demir", "AK", f"!ergebnis A1 Ein Pool reicht{'' if before else ', siehe Abfrage 1'}")
    assert "\nAbfrage 1: 1 von 3 haben geantwortet\n" in asked.answer("STG")
    details = asked.ask("vogt", "STG", "!details A1").split("\n")
    assert [line for line in details if line.endswith("Abfrage: 1")]
    assert "– Abfrage 1: 1 von 3 haben geantwortet" in details


def test_a_file_is_an_answer(asked: World) -> None:
    """As a reply, by the lead; it is passed on to who asked."""
    asked.heard("SB")
    asked.post_file("reuter", "SB", "Kitas.xlsx", reply_to=question(asked))
    assert "nehme ich von der Leitung an" in asked.answer("SB")
    event = asked.post_file("petersen", "SB", "Hassan.xlsx", reply_to=question(asked), caption="11 von 14")
    assert "– AK-SB: 11 von 14, Hassan.xlsx (2 kB, " in listed(asked)
    assert [one.name for one in asked.files("AK")] == ["Hassan.xlsx"]
    asked.redact("petersen", "SB", event)
    assert "– AK-SB: noch keine Antwort" in listed(asked)
    assert asked.rooms["!AK"].files == [] and holding(asked, "Hassan") == []


SECRET = "Familie Hassan & <Söhne"


@pytest.mark.parametrize(
    ("who", "room", "text"),
    [
        ("demir", "AK", f"!abfrage an AK-SB: Wer kennt {SECRET} bis 29.1."),
        ("demir", "AK", f"!abfrage an AK-SB: Wer kennt {SECRET}"),
        ("petersen", "SB", f"!antwort 1 {SECRET}"),
        ("reuter", "SB", f"!antwort 1 {SECRET}"),
        ("demir", "AK", f"!antwort 1 FB 51: {SECRET}"),
    ],
)
def test_a_redaction_takes_question_and_answer_out_of_every_room(asked: World, who: str, room: str, text: str) -> None:
    event = asked.say(who, room, text)
    assert holding(asked, "Hassan")
    asked.redact("vogt", room, event)
    assert holding(asked, "Hassan") == []
    assert [text for name in ("AK", "SB") for text in asked.texts(name) if "Hassan" in text] == []


def test_two_bodies_may_count_alike(asked: World) -> None:
    """Then the bot asks whose inquiry is meant."""
    asked.say("petersen", "SB", "!abfrage an AK-FM: Und ihr bis 29.1.")
    asked.heard("SB")
    assert asked.ask("petersen", "SB", "!antwort 1 elf").split("\n")[:2] == [
        "„1“ ist nicht eindeutig. Was meinen Sie?",
        f"1. AK-FM 1: {QUESTION}",
    ]
    asked.say("petersen", "SB", "1")
    assert rows(asked, "addressee")[0]["answer"] == "elf"


def addressee(answered: bool) -> Addressee:
    at = datetime(2027, 1, 1, tzinfo=UTC) if answered else None
    return Addressee(1, 1, None, "FB 51", "x" if answered else None, at, True)


@pytest.mark.parametrize("answers", [[], [True], [True, False], [False, False, False]])
def test_the_tally_counts_who_has_answered(answers: list[bool]) -> None:
    every = [addressee(one) for one in answers]
    tally = rules.tally(every)
    assert (tally.asked, tally.answered) == (len(answers), sum(answers))
    assert len(rules.missing(every)) == answers.count(False)
    assert tally.complete == all(answers)
