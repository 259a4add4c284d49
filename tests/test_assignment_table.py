"""The list behind the digest as a file: read back as the meeting folder will show it."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from commands.documents.assignment_table import MIMETYPE, Column, Sheet, workbook
from commands.documents.searching import text_of
from storage import assignments
from storage.assignment_records import EntryKind
from storage.assignment_tables import assignment, assignment_goal, goal, involvement
from storage.attachments import of_letter
from tests.seen import holding, rows
from tests.world import World

NOW = datetime(2027, 5, 31, 7, 0, tzinfo=UTC)


def read(data: bytes) -> list[Worksheet]:
    book = openpyxl.load_workbook(BytesIO(data))
    return [book[name] for name in book.sheetnames]


def table(w: World, order: str = "!bericht datei", who: str = "hollweg", room: str = "STG") -> list[dict[str, Any]]:
    """The rows of the first sheet by their headings."""
    w.files(room)
    w.say(who, room, order)
    (file,) = w.files(room)
    head, *lines = read(file.data)[0].iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


# -- the file itself --------------------------------------------------------------------------------------------------


@pytest.fixture
def page() -> Worksheet:
    rows = (
        ("=1+1", date(2027, 6, 30), time(14, 0)),
        ("@SUM(A1)", None, None),
        ("+49 2", None, None),
        ("-x", None, None),
    )
    data = workbook("Bericht", [Sheet("Liste", (Column("Text", 40), Column("Tag", 12), Column("Zeit", 9)), rows)], NOW)
    return read(data)[0]


def test_a_text_that_begins_like_a_formula_stays_a_text(page: Worksheet) -> None:
    """Whoever names an assignment does not compute in somebody's folder."""
    cells = [page.cell(line, 1) for line in range(2, 6)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=1+1", "s"),
        ("@SUM(A1)", "s"),
        ("+49 2", "s"),
        ("-x", "s"),
    ]


def test_days_are_days(page: Worksheet) -> None:
    """They can be sorted and filtered, and show as they are written here."""
    assert page["B2"].value == datetime(2027, 6, 30)
    assert page["B2"].number_format == "dd.mm.yyyy"
    assert page["C2"].value == time(14, 0)
    assert page["B3"].value is None


def test_the_header_stays_in_sight(page: Worksheet) -> None:
    """Fixed on the screen, repeated on paper, with filters; landscape, wrapped, wide enough."""
    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"
    assert page.auto_filter.ref == "A1:C5"
    assert page.page_setup.orientation == "landscape"
    assert page["A2"].alignment.wrap_text
    assert page.column_dimensions["A"].width >= 40
    assert page["A1"].font.b


def test_the_file_has_a_title_and_no_other_time_than_the_one_it_was_made_at() -> None:
    """The same list made twice is the same file."""
    sheets = [Sheet("Liste", (Column("Text", 40),), (("Ganztag",),))]
    data = workbook("Bericht an die Steuerungsgruppe", sheets, NOW)
    properties = openpyxl.load_workbook(BytesIO(data)).properties
    assert (properties.title, properties.created) == ("Bericht an die Steuerungsgruppe", datetime(2027, 5, 31, 7, 0))
    assert workbook("Bericht an die Steuerungsgruppe", sheets, NOW) == data


def test_an_empty_table_has_its_header() -> None:
    """And can be opened."""
    (page,) = read(workbook("Leer", [Sheet("Liste", (Column("Text", 40),), ())], NOW))
    assert [cell.value for cell in page[1]] == ["Text"]


# -- what stands in it ------------------------------------------------------------------------------------------------


@pytest.fixture
def busy(w: World) -> World:
    """One assignment with all that belongs to one, one that is late, one that is closed."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Sprachmittlung in Kitas bis 30.6.")
    w.say("vogt", "STG", "!auftrag an AK-FM: =Raumbedarf bis 14.1.")
    w.say("vogt", "STG", "!auftrag an AK-FM: Datenblatt bis 14.1.")
    w.say("demir", "AK", "!stand STG A1 Die Träger sind gefragt")
    w.say("demir", "AK", "!ergebnis STG A3 Das Blatt liegt vor. Es hat vier Seiten. Die Zahlen sind von 2025.")
    w.say("vogt", "STG", "!abnehmen A3")
    w.say("vogt", "STG", "!erledigt A3 übernommen in den Bildungsbericht")
    with w.store.transaction() as tx:
        values = {"priority": "A", "source": "politics", "reference": "Schulausschuss 23.02.2027, TOP 5"}
        tx.execute(assignment.update().where(assignment.c.id == 1).values(**values))
        tx.execute(involvement.insert().values(assignment_id=1, unit="FB 51"))
        tx.execute(goal.insert().values(id=1, body_id=1, position=1, title="Sprache", active=True))
        tx.execute(assignment_goal.insert().values(assignment_id=1, goal_id=1))
    w.until("2027-01-18 10:00")
    return w


def test_a_row_says_everything_about_an_assignment(busy: World) -> None:
    """In words, with real days, and without a name."""
    first, second, third = table(busy)
    assert first == {
        "Nr.": "STG-A-2027-001",
        "Auftrag": "Sprachmittlung in Kitas",
        "beauftragt von": "STG",
        "zuständig": "AK-FM",
        "Beteiligte": "FB 51",
        "Frist": datetime(2027, 6, 30),
        "Ampel": "im Plan",
        "Stand": "in Arbeit",
        "Priorität": "A",
        "Ziele": "Sprache",
        "Quelle": "Politik",
        "Fundstelle": "Schulausschuss 23.02.2027, TOP 5",
        "Ergebnis": None,
        "Verwendung": None,
        "letzter Sachstand": "Die Träger sind gefragt",
        "Sachstand vom": datetime(2027, 1, 11),
    }
    assert (second["Auftrag"], second["Ampel"]) == ("=Raumbedarf", "überfällig")
    assert third["Ampel"] == "beendet"
    assert third["Ergebnis"] == "Das Blatt liegt vor. Es hat vier Seiten."
    assert third["Verwendung"] == "übernommen: in den Bildungsbericht"


def test_the_file_has_its_name_and_the_next_dates(busy: World) -> None:
    """The day in the name comes first, so that folders sort by it."""
    busy.say("vogt", "STG", "!termin 26.1. 14 Uhr")
    busy.say("demir", "AK", "!termin 20.1. 10 Uhr")
    busy.say("vogt", "STG", "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.")
    busy.files("STG")
    answer = busy.ask("hollweg", "STG", "!bericht datei")
    assert answer == "Liste mit 3 Aufträgen: was offen ist und was seit Fr 01.01.2027 beendet wurde."
    (file,) = busy.files("STG")
    assert file.name == "2027-01-18_STG_Bericht.xlsx"
    assert list(read(file.data)[1].iter_rows(values_only=True)) == [
        ("Gremium", "Datum", "Uhrzeit"),
        ("AK Flucht & Migration", datetime(2027, 1, 20), time(10, 0)),
        ("Steuerungsgruppe Bildung", datetime(2027, 1, 26), time(14, 0)),
        ("Schulausschuss", datetime(2027, 6, 29), None),
    ]


def test_since_a_day_leaves_out_what_ended_before(busy: World) -> None:
    """In either order of the words."""
    for order in ("!bericht seit 15.1. datei", "!bericht Datei seit 15.1.", "!bericht seit 15.1. als Datei"):
        assert [row["Nr."] for row in table(busy, order)] == ["STG-A-2027-001", "STG-A-2027-002"]


def test_a_body_with_none_below_gets_its_own_list(busy: World) -> None:
    """What it gave and what it got, with the parts of it."""
    assert [row["Nr."] for row in table(busy, who="reuter", room="AK")] == [
        "STG-A-2027-001",
        "STG-A-2027-002",
        "STG-A-2027-003",
    ]


def test_what_is_confidential_has_a_number_and_no_text(busy: World) -> None:
    """In the list of the steering group and in that of the jour fixe; in its own body it stands in full."""
    busy.say("demir", "AK", "!auftrag an FB 51: Beschwerden prüfen bis 5.2. nur für dieses Gremium")
    for who, room in (("hollweg", "STG"), ("petersen", "JF")):
        last = table(busy, who=who, room=room)[-1]
        assert {name: value for name, value in last.items() if value} == {
            "Nr.": "AK-FM-A-2027-001",
            "Auftrag": "(nur für AK-FM)",
        }
    assert "Beschwerden prüfen" in [row["Auftrag"] for row in table(busy, who="demir", room="AK")]


def test_the_parts_of_others_are_a_number(busy: World) -> None:
    """As in the digest."""
    busy.say("demir", "AK", "!auftrag an FB 52: Zuarbeit bis 13.1.")
    busy.spoil()
    with busy.store.transaction() as tx:
        tx.execute(assignment.update().where(assignment.c.receiver_unit == "FB 52").values(parent_id=1))
    listed = table(busy)
    assert [row["Nr."] for row in listed][:1] == ["STG-A-2027-001"] and len(listed) == 3
    assert listed[0]["Stand"] == "in Arbeit. 1 Teil offen."


def test_two_sentences_for_the_level_above_come_before_the_result(busy: World) -> None:
    """Where the receiver has said them."""
    with busy.store.transaction() as tx:
        assignments.add_entry(tx, 3, EntryKind.SUMMARY, "Kurz gesagt: fertig.", busy.utc)
    assert table(busy)[2]["Ergebnis"] == "Kurz gesagt: fertig."


def test_no_column_is_about_people(busy: World) -> None:
    """Nobody is listed, and nobody can be filtered for."""
    for language in ("deutsch", "englisch"):
        busy.say("vogt", "STG", f"!gremium sprache {language}")
        order = "!bericht datei" if language == "deutsch" else "!digest file"
        (first, *_) = table(busy, order)
        assert not {"Person", "person", "Name", "name"} & set(first)
        assert not any(name in str(first) for name in ("Demir", "Vogt", "@"))


def test_a_public_room_gets_no_file(w: World) -> None:
    """Neither has it a digest."""
    w.room("MARKT", "petersen", moderators=("vogt",), public=True)
    w.say("vogt", "MARKT", "!gremium neu MA Marktplatz strategisch")
    w.say("vogt", "MARKT", "ja")
    assert w.ask("vogt", "MARKT", "!bericht datei") == "Dieser Raum ist öffentlich. Berichte schreibe ich hier nicht."


# -- redactions -------------------------------------------------------------------------------------------------------

SECRET = "Familie Hassan & <Söhne"


@pytest.mark.parametrize(
    "order", [f"!auftrag an FB 40: {SECRET} besuchen bis 5.2.", f"!stand A1 {SECRET} ist umgezogen"]
)
def test_a_redacted_text_does_not_go_out_in_a_file(busy: World, order: str) -> None:
    """A table that waits is set aside; one that is in its room is removed from it."""
    busy.say("demir", "AK", "!auftrag an FB 51: Zahlen liefern bis 14.1.")
    order = order.replace("A1", "AK-FM A1")
    event = busy.say("demir", "AK", order)
    busy.say("hollweg", "STG", "!bericht datei")
    busy.hold_back()
    busy.say("hollweg", "STG", "!bericht datei")
    (waiting,) = rows(busy, "attachment")
    with busy.store.transaction() as tx:
        file = of_letter(tx, waiting["letter_id"])
    assert file is not None and "Familie Hassan & <Söhne" in (text_of(file.data, MIMETYPE) or "")
    busy.redact("demir", "AK", event)
    assert rows(busy, "attachment") == []
    busy.release()
    assert busy.files("STG") == []
    assert holding(busy, "Hassan") == []


def test_what_has_nothing_to_do_with_it_stays(busy: World) -> None:
    """A removed topic is no reason to remove a list of assignments."""
    busy.say("hollweg", "STG", "!bericht datei")
    event = busy.say("vogt", "STG", "!top Sprachmittlung")
    busy.say("hollweg", "STG", "!bericht datei")
    busy.redact("vogt", "STG", event)
    assert len(busy.files("STG")) == 2
