"""Rough drafts of papers: what is filled in, what is marked, and the way back from the committee's date."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from sqlalchemy import insert

from bot.config import Access, Town, house
from commands.documents.paper_draft import named
from commands.documents.searching import text_of
from commands.documents.word import MIMETYPE
from storage import rooms
from storage.assignment_tables import involvement
from tests.prepared import scene
from tests.seen import holding
from tests.world import World

RESULT = "Wir empfehlen einen Pool mit 12 Sprachmittlern, 38.000 € pro Jahr."


@scene
def result(w: World) -> None:
    """Tue 08.06.2027, 14:10: STG-A-2027-001 came from a decision, and its result was handed in."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr")
    w.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.")
    w.say("vogt", "STG", "!top Sprachmittlung in Kitas E")
    w.until("2027-03-02 14:10")
    w.say("vogt", "STG", "!beschluss TOP 1: Der AK prüft den Bedarf. ja 7")
    w.say("vogt", "STG", "!feststellen")
    w.say("vogt", "STG", "!auftrag an AK-FM: Sprachmittlung prüfen, Ergebnis: Empfehlung bis 21.5. zu TOP 1")
    w.say("vogt", "STG", "!auftrag an FB 40: Räume melden bis 21.5.")
    w.say("vogt", "STG", "!top Ergebnis Sprachmittlung E")
    w.until("2027-05-20 10:00")
    w.say("demir", "AK", f"!ergebnis A1 {RESULT}")
    w.until("2027-06-08 14:10")
    w.heard("STG")
    w.files("STG")


def paper(w: World) -> str:
    (file,) = w.files("STG")
    assert file.mimetype == MIMETYPE
    return text_of(file.data, file.mimetype) or ""


@pytest.mark.parametrize(
    "typed",
    [
        "!vorlage A1 für Schulausschuss 29.06.",
        "!Vorlage a1 fuer schulausschuss",
        "!vorlage STG-A-2027-001 für den 29.6.",
        "!vorlage A1 Schulausschuss am 29.6.",
    ],
)
def test_the_answer_plans_back_from_the_committee(result: World, typed: str) -> None:
    """Story 2: three working days are left; the document follows."""
    assert result.ask("vogt", "STG", typed) == (
        "Rohfassung Beschlussvorlage erstellt (DOCX). Rückwärtsplan: Mitzeichnung bis Do 10.06.2027 · Vorlagenschluss "
        "Ratsbüro Fr 11.06.2027 · Schulausschuss Di 29.06.2027. Das sind 3 Arbeitstage."
    )
    (file,) = result.files("STG")
    assert file.name == "2027-06-29_Schulausschuss_Beschlussvorlage_STG-A-2027-001_Rohfassung.docx"
    assert "Rohfassung der Vorlage: Schulausschuss am Di 29.06.2027" in result.ask("vogt", "STG", "!details A1")


def test_the_draft_fills_in_what_is_known_and_marks_the_rest(result: World) -> None:
    """Subject, occasion, facts, proposal, sequence; money and staff are left to people (domain 3.2)."""
    result.say("vogt", "STG", "!empfehlung TOP 1: Zu STG-A-2027-001: Ein Pool wird eingerichtet. einvernehmlich")
    result.say("vogt", "STG", "!vorlage A1 für Schulausschuss 29.06.")
    held = paper(result)
    for words in (
        "Rohfassung Beschlussvorlage · Kreisstadt Brakenfeld",
        "Sprachmittlung prüfen",
        "AK Flucht & Migration",
        "Beschluss STG-B-2027-001 vom Di 02.03.2027: Der AK prüft den Bedarf.",
        "Auftrag STG-A-2027-001 von Steuerungsgruppe Bildung vom Di 02.03.2027",
        RESULT,
        "Der Schulausschuss beschließt:",
        "Ein Pool wird eingerichtet.",
        "[Bitte ergänzen: ja oder nein, Haushaltsjahr, Produkt und Konto, Folgekosten, Deckung]",
        "[Bitte ergänzen: ja oder nein, Stellenanteile, Dauer]",
        "Maßgeblich ist das genehmigte Protokoll in der E-Akte.",
    ):
        assert words in held, words


def test_the_sequence_names_the_steering_group_and_the_committee(result: World) -> None:
    """With their dates, as a table with a head."""
    result.say("vogt", "STG", "!vorlage A1 für Schulausschuss 29.06.")
    (table,) = docx.Document(BytesIO(result.files("STG")[0].data)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Gremium", "Behandlung", "Termin"],
        ["Steuerungsgruppe Bildung", "Vorberatung", "Di 08.06.2027"],
        ["Schulausschuss", "Entscheidung", "Di 29.06.2027"],
    ]


def test_a_paper_may_be_for_information_only(result: World) -> None:
    """Then nothing is decided."""
    result.say("vogt", "STG", "!vorlage A1 für Schulausschuss 29.06. zur Kenntnis")
    held = paper(result)
    assert "Der Schulausschuss nimmt das Ergebnis „Sprachmittlung prüfen“ zur Kenntnis." in held
    assert "beschließt" not in held.replace("beschließt: Der AK", "")


def test_who_has_a_part_in_it_signs(result: World) -> None:
    """Units and bodies, each once."""
    with result.store.transaction() as tx:
        for unit in ("FB 20", "FB 51"):
            tx.execute(insert(involvement), {"assignment_id": 1, "body_id": None, "unit": unit})
    answer = result.ask("vogt", "STG", "!vorlage A1 für Schulausschuss 29.6.")
    assert "Rückwärtsplan: Mitzeichnung FB 20, FB 51 bis Do 10.06.2027 ·" in answer
    assert "FB 51" in paper(result)


@pytest.mark.parametrize(
    ("room", "typed", "answer"),
    [
        ("STG", "!vorlage A2 für Schulausschuss 29.6.", "Zu STG-A-2027-002 liegt noch kein Ergebnis vor"),
        ("STG", "!vorlage A1 für Rat 1.7.", "Für „Rat 1.7.“ ist kein Termin eingetragen. Eintragen: !ausschuss"),
        ("STG", "!vorlage A1 für 30.6.", "Für „30.6.“ ist kein Termin eingetragen."),
        ("STG", "!vorlage A1 für Schulausschuss 30.6.", "Für Schulausschuss ist am Mi 30.06.2027 kein Termin"),
        (
            "STG",
            "!vorlage A1 für Kulturausschuss 29.6.",
            "„Kulturausschuss“ kenne ich so nicht. Meinten Sie „Schulausschuss“",
        ),
        ("STG", "!vorlage A1", "Es fehlt der Ausschuss."),
        ("STG", "!vorlage", "Es fehlt die Nummer des Auftrags"),
        ("AK", "!vorlage A1 für Schulausschuss", "Eine Vorlage zu STG-A-2027-001 macht Steuerungsgruppe Bildung."),
    ],
)
def test_what_is_missing_is_said(result: World, room: str, typed: str, answer: str) -> None:
    """No result, no committee, the wrong room: no document."""
    who = "vogt" if room == "STG" else "demir"
    assert result.ask(who, room, typed).startswith(answer)
    assert result.files(room) == []


def test_a_paper_after_the_deadline_says_so(result: World) -> None:
    """It is made all the same; the council's office decides."""
    result.until("2027-06-14 09:00")
    answer = result.ask("vogt", "STG", "!vorlage A1 für Schulausschuss 29.6.")
    assert answer.endswith("Der Vorlagenschluss ist vorbei, bitte sprechen Sie mit dem Ratsbüro.")
    assert "Mitzeichnung" not in answer
    assert len(result.files("STG")) == 1


def test_the_town_names_its_papers(result: World) -> None:
    """`[town] paper_name`: Sitzungsvorlage here, Entscheidungsvorlage there."""
    town = Town(name="Kreisstadt Brakenfeld", state="NW", paper_name="Sitzungsvorlage")
    assert house(town, Access(operators=(), homeservers=()), "@bot:x").paper_name == "Sitzungsvorlage"
    assert result.house.paper_name == "Beschlussvorlage"


@pytest.mark.parametrize("confidential", ["", ", nur für dieses Gremium"])
def test_in_a_public_room_nothing_confidential_goes_into_a_paper(result: World, confidential: str) -> None:
    """A document cannot be masked word by word."""
    result.say("vogt", "STG", f"!top Pool beraten{confidential}")
    result.say("vogt", "STG", "!beschluss TOP 3: Der Pool nach STG-A-2027-001 kommt. ja 7")
    with result.store.transaction() as tx:
        room = rooms.get(tx, "!STG")
        assert room is not None
        rooms.put(tx, replace(room, public=True))
    answer = result.ask("vogt", "STG", "!vorlage A1 für Schulausschuss")
    refused = (
        "Dieser Raum ist öffentlich, und die Vorlage zu STG-A-2027-001 enthielte Vertrauliches. Ich erstelle sie hier "
        "nicht."
    )
    assert (answer == refused) == bool(confidential)
    assert bool(result.files("STG")) == (not confidential)


@pytest.mark.parametrize("redacted", ["assignment", "result"])
def test_a_redacted_text_leaves_no_paper_behind(w: World, redacted: str) -> None:
    """A document in a room cannot be edited: it goes."""
    w.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    w.say("vogt", "STG", "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.")
    events = {
        "assignment": w.say("vogt", "STG", "!auftrag an AK-FM: Familie Hassan helfen bis 5.2."),
        "result": w.say("demir", "AK", "!ergebnis A1 Familie Hassan erhält Hilfe."),
    }
    w.say("vogt", "STG", "!vorlage A1 für Schulausschuss")
    assert len([file for file in w.files("STG") if file.name.endswith("docx")]) == 1
    w.redact(*(("vogt", "STG") if redacted == "assignment" else ("demir", "AK")), events[redacted])
    assert [file for file in w.rooms["!STG"].files if file.name.endswith("docx")] == []
    if redacted == "assignment":
        w.redact("demir", "AK", events["result"])
        assert holding(w, "Hassan") == []


@pytest.mark.parametrize(
    ("committee", "said"),
    [
        ("Schulausschuss", "Der Schulausschuss"),
        ("Ausschuss für Schule", "Der Ausschuss für Schule"),
        ("Kreistag", "Der Kreistag"),
        ("Rat", "Der Rat"),
        ("Bildungskonferenz", "Die Bildungskonferenz"),
        ("ASK", "ASK"),
    ],
)
def test_a_committee_has_its_article(committee: str, said: str) -> None:
    """Where the name does not show it there is none."""
    assert named(committee) == said
