"""`!termine`: the next dates, those of a span with what should be known about it, and the same as a file."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from tests.prepared import scene
from tests.scene import File
from tests.world import World


@scene
def town(w: World) -> None:
    """The jour fixe on Tuesdays, two dates of the working group, one of the steering group; it is Fri 23.04.2027."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("demir", "AK", "!termin 12.5. 10 Uhr 90 Minuten")
    w.say("demir", "AK", "!termin 2.6. 10 Uhr")
    w.say("vogt", "STG", "!termin 8.6. 14 Uhr 2 Stunden")
    w.until("2027-04-23 10:00")
    for room in ("JF", "AK", "STG"):
        w.heard(room)
        w.files(room)


def entries(file: File) -> list[Any]:
    return sorted(Calendar.from_ical(file.text).events, key=lambda one: one.start)


def test_without_the_sign_nobody_is_answered(town: World) -> None:
    """Talk is talk."""
    town.say("petersen", "STG", "Bitte die Termine für Mai als Outlook-Datei")
    assert town.heard("STG") == [] and town.files("STG") == []


def test_may_as_a_file_with_what_should_be_known_about_it(town: World) -> None:
    """Domain story 4: the dates of the tree, holidays, the school break, and a question about the one on it."""
    assert town.ask("vogt", "JF", "!termine mai datei").split("\n") == [
        "5 Termine von Sa 01.05.2027 bis Mo 31.05.2027:",
        "– JF: Di 04.05.2027, 09:00 Uhr",
        "– JF: Di 11.05.2027, 09:00 Uhr",
        "– AK-FM: Mi 12.05.2027, 10:00 Uhr",
        "– JF: Di 18.05.2027, 09:00 Uhr",
        "– JF: Di 25.05.2027, 09:00 Uhr",
        "Hinweise: Do 06.05.2027 Christi Himmelfahrt, Mo 17.05.2027 Pfingstmontag, Di 18.05.2027 Pfingstferien, "
        "Do 27.05.2027 Fronleichnam",
        "– JF am Di 18.05.2027 liegt in den Schulferien (Pfingstferien).",
        "Findet der Termin am Di 18.05.2027, 09:00 Uhr statt (Pfingstferien)? 1 = ja, 2 = entfällt",
    ]
    (file,) = town.files("JF")
    assert file.name == "JF_Termine_2027-05.ics"
    assert [one.start.date() for one in entries(file)] == [date(2027, 5, day) for day in (4, 11, 12, 18, 25)]
    assert town.ask("vogt", "JF", "2").startswith("Jour fixe am Di 18.05.2027, 09:00 Uhr entfällt.")


def test_a_date_of_a_series_keeps_its_identity_in_the_file_of_a_span(town: World) -> None:
    """So it falls together with the series in a calendar that has both."""
    town.say("vogt", "JF", "!termine mai datei")
    town.say("vogt", "JF", "!termine datei")
    month, whole = (entries(one) for one in town.files("JF"))
    series = next(one for one in whole if "RRULE" in one)
    of_month = [one for one in month if one["UID"] == series["UID"]]
    assert len(of_month) == 4 and all("RECURRENCE-ID" in one and "RRULE" not in one for one in of_month)
    assert [one["SUMMARY"] for one in whole if "RRULE" not in one] == [
        "AK Flucht & Migration (1/2027)",
        "AK Flucht & Migration (2/2027)",
        "Steuerungsgruppe Bildung (1/2027)",
    ]


def test_a_span_beyond_what_is_planned_shows_what_the_series_will_give(town: World) -> None:
    """October is more than twenty weeks away."""
    lines = town.ask("vogt", "JF", "!termine Oktober").split("\n")
    assert lines[0] == "4 Termine von Fr 01.10.2027 bis So 31.10.2027:"
    assert lines[1] == "– JF: Di 05.10.2027, 09:00 Uhr"
    assert town.files("JF") == []


def test_beyond_the_school_data_the_bot_says_so(town: World) -> None:
    """Instead of pretending that there are no school breaks."""
    said = town.ask("vogt", "JF", "!termine 2029")
    assert said.split("\n")[-1].endswith("Für die Zeit danach liegen mir keine Feriendaten vor.")


def test_only_who_may_call_a_date_off_is_asked(town: World) -> None:
    """Others see the remark."""
    assert "Findet der Termin" not in town.ask("yilmaz", "JF", "!termine mai")
    assert town.ask("reuter", "AK", "!termine KW 1").split("\n")[0].startswith("Von Mo 03.01.2028 bis")


def test_what_is_no_span_is_refused(town: World) -> None:
    """With the usage line; nothing is attached."""
    assert "So geht es: !termine [<Tag oder Zeitraum>] [datei]" in town.ask("vogt", "JF", "!termine quark datei")
    assert town.files("JF") == []


@pytest.mark.parametrize(
    "typed",
    [
        "mai als Outlook-Datei",
        "im Mai datei.",
        "datei Mai",
        "als Datei für Mai 2027",
        "Mai ics",
        "mai als kalenderdatei",
    ],
)
def test_the_word_for_a_file_stands_where_people_put_it(town: World, typed: str) -> None:
    """Ahead or behind."""
    town.say("vogt", "JF", f"!termine {typed}")
    assert [file.name for file in town.files("JF")] == ["JF_Termine_2027-05.ics"]


def test_a_long_list_with_a_file_is_short(town: World) -> None:
    """The rest stands in the file."""
    lines = town.ask("vogt", "JF", "!termine 2028 datei").split("\n")
    assert lines[0].startswith("52 Termine von") and lines[11] == "und 42 weitere"
    (file,) = town.files("JF")
    assert file.name == "JF_Termine_2028.ics" and len(entries(file)) == 52


@pytest.mark.parametrize("typed", ["!termine 1.1.0001", "!feiertage 1.1.0001", "!termine 1.1.1066 bis 3.1.1066"])
def test_of_times_before_the_calendar_nothing_is_known(town: World, typed: str) -> None:
    """And it says so, instead of failing."""
    assert "ist schon vorbei." in town.ask("vogt", "JF", typed)
