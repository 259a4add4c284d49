"""What is meant for one body only: it stands in full in its room, and elsewhere as a number."""

import pytest

from commands.confidentiality import split
from tests.seen import holding, rows
from tests.world import World


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Personal nur für dieses Gremium", "Personal"),
        ("Personal, nur für dieses Gremium.", "Personal"),
        ("Personal (nur für dieses Gremium)", "Personal"),
        ("personal nur fuer dieses gremium", "personal"),
        ("Personal – nur für diesen Arbeitskreis", "Personal"),
        ("Personal nur für diese Gruppe", "Personal"),
        ("Personal, vertraulich", "Personal"),
        ("Staff only for this body", "Staff"),
        ("Unterlagen vertraulich", None),
        ("Räume nur für dieses Gremium suchen", None),
        ("Nurfür dieses Gremium", None),
    ],
)
def test_it_is_said_at_the_end(typed: str, title: str | None) -> None:
    """Only there, and not by a word that belongs to a title."""
    assert split(typed) == ((typed, False) if title is None else (title, True))


def test_above_it_is_a_number(w: World) -> None:
    """In the digest, in the list of the jour fixe, and nowhere by its text."""
    w.say("demir", "AK", "!auftrag an FB 51: Beschwerden prüfen bis 14.1. nur für dieses Gremium")
    w.say("demir", "AK", "!auftrag an FB 40: Räume melden bis 5.2.")
    assert not any("Beschwerden" in text for text in w.texts("STG"))
    assert w.ask("hollweg", "STG", "!bericht").split("\n") == [
        "Bericht an Steuerungsgruppe Bildung, Stand Mo 11.01.2027",
        "IM PLAN (1)",
        "1 weiterer Auftrag nur für AK-FM",
        "Einzelheiten: !offen · Liste als Datei: !bericht datei",
    ]
    jour_fixe = w.ask("petersen", "JF", "!offen")
    assert "Beschwerden" not in jour_fixe
    assert jour_fixe.split("\n")[-1] == "1 weiterer Auftrag ist nur für die beteiligten Gremien."
    assert "finde ich hier nicht" in w.ask("petersen", "JF", "!details AK-FM A1")
    assert "Beschwerden prüfen" in w.ask("reuter", "AK", "!offen")
    w.until("2027-01-18 12:00")
    assert not any("Beschwerden" in text for room in ("STG", "JF") for text in w.texts(room))


def test_both_sides_of_an_assignment_read_it(w: World) -> None:
    """This body means the one that gave it and the one that does it."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Stellen prüfen bis 5.2., nur für dieses Gremium")
    assert "Stellen prüfen" in w.texts("AK")[-1]
    assert "Stellen prüfen" in w.ask("reuter", "AK", "!offen")
    assert "IM PLAN (1)" in w.ask("hollweg", "STG", "!bericht")
    w.say("demir", "AK", "!ergebnis A1 Vier Stellen fehlen")
    assert "STG-A-2027-001 Stellen prüfen (AK-FM): Ergebnis liegt vor" in w.ask("hollweg", "STG", "!bericht")
    assert "Stellen" not in w.ask("petersen", "JF", "!offen")


def test_what_is_left_out_is_asked_for_and_it_stays_confidential(w: World) -> None:
    """The question carries it on."""
    w.say("vogt", "STG", "!auftrag Stellen prüfen nur für dieses Gremium")
    w.say("vogt", "STG", "AK-FM")
    w.say("vogt", "STG", "ja")
    (one,) = rows(w, "assignment")
    assert (one["title"], one["confidential"]) == ("Stellen prüfen", True)


def test_a_topic_says_it_with_the_rest(w: World) -> None:
    """Beside what it asks for and how long it takes; an edit does not lose it."""
    w.say("vogt", "STG", "!termin 21.1. 14 Uhr")
    event = w.say("vogt", "STG", "!top Personal E 20 Min nur für dieses Gremium\nMensa")
    assert "(Entscheidung, 20 Minuten, nur für dieses Gremium)" in w.texts("STG")[-1]
    w.edit("vogt", "STG", event, "!top Personal 2027 E 20 Min\nMensa")
    assert "Personal 2027 (Entscheidung, 20 Minuten, nur für dieses Gremium)" in w.ask("petersen", "STG", "!to")
    assert [(row["title"], row["minutes"], row["confidential"]) for row in rows(w, "item")] == [
        ("Personal 2027", 20, True),
        ("Mensa", None, False),
    ]


def test_work_out_of_a_confidential_item_is_confidential(w: World) -> None:
    """Nobody has to say it twice."""
    w.say("demir", "AK", "!termin 12.1. 10 Uhr")
    w.say("demir", "AK", "!top Personal nur für dieses Gremium")
    w.say("demir", "AK", "!auftrag an FB 51: Stellen melden bis 5.2. zu TOP 1")
    assert rows(w, "assignment")[0]["confidential"]


def test_it_is_marked_and_unmarked_later(w: World) -> None:
    """By number, by TOP, and by a reply; the switch may stand on either side."""
    w.say("demir", "AK", "!termin 12.1. 10 Uhr")
    w.say("demir", "AK", "!top Eins\nZwei")
    w.say("demir", "AK", "!auftrag an FB 51: Zahlen liefern bis 5.2.")
    assert w.ask("demir", "AK", "!vertraulich TOP 2").startswith("TOP 2 „Zwei“ ist nur für AK-FM.")
    assert w.ask("demir", "AK", "!vertraulich a1").startswith(
        "AK-FM-A-2027-001 „Zahlen liefern“ ist nur für AK-FM, FB 51."
    )
    assert "Zahlen" not in w.ask("petersen", "JF", "!offen")
    w.say("demir", "AK", "!vertraulich A1 aus")
    w.say("demir", "AK", "!Vertraulich aus TOP 2")
    assert "Zahlen liefern" in w.ask("petersen", "JF", "!offen")
    assert [row["confidential"] for row in rows(w, "item")] == [False, False]


def test_only_the_sides_mark_it_and_only_the_giver_unmarks_it(w: World) -> None:
    """The receiver may ask for silence, but not end it."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Stellen prüfen bis 5.2.")
    refusal = w.ask("petersen", "JF", "!vertraulich STG A1")
    assert "Steuerungsgruppe Bildung" in refusal
    w.say("demir", "AK", "!vertraulich STG A1")
    assert rows(w, "assignment")[0]["confidential"]
    assert "Steuerungsgruppe Bildung" in w.ask("demir", "AK", "!vertraulich aus STG A1")
    assert w.ask("reuter", "AK", "!vertraulich STG A1").startswith("Das kann ich nicht ausführen")
    w.say("vogt", "STG", "!vertraulich aus A1")
    assert not rows(w, "assignment")[0]["confidential"]


def test_it_says_what_is_missing(w: World) -> None:
    """Without a thing there is nothing to mark."""
    assert w.ask("demir", "AK", "!vertraulich").startswith("Bitte schreiben Sie dazu, was vertraulich sein soll")


def test_what_is_made_public_again_waits_for_a_release(w: World) -> None:
    """It is news above, and the office releases news."""
    w.say("demir", "AK", "!gremium freigabe an")
    w.say("demir", "AK", "!auftrag an FB 51: Beschwerden prüfen bis 5.2. nur für dieses Gremium")
    w.say("demir", "AK", "!freigeben")
    w.move(minutes=1)
    w.say("demir", "AK", "!vertraulich aus A1")
    digest = w.ask("hollweg", "STG", "!bericht")
    assert "IM PLAN" not in digest and "Noch nicht freigegeben: AK-FM" in digest


def test_to_redact_the_word_does_not_redact_the_thing(w: World) -> None:
    """The message held no text of the assignment."""
    w.say("demir", "AK", "!auftrag an FB 51: Zahlen liefern bis 5.2.")
    event = w.say("demir", "AK", "!vertraulich A1")
    w.redact("demir", "AK", event)
    assert rows(w, "assignment")[0]["title"] == "Zahlen liefern"
    event = w.say("demir", "AK", "!auftrag an FB 51: Hassan besuchen bis 5.2. nur für dieses Gremium")
    w.redact("demir", "AK", event)
    assert holding(w, "Hassan") == []
