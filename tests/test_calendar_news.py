"""The calendar file that follows a change: what it holds, what it replaces, and that it comes once."""

from datetime import date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar

from storage import bodies, meetings
from tests.scene import NEW_FILE, File
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday; its first file has been seen."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    return w


def events(file: File) -> list[Any]:
    return list(Calendar.from_ical(file.text).events)


def the_file(w: World, room: str) -> File:
    (file,) = w.files(room)
    return file


def test_a_new_series_comes_as_one_file_without_a_word_more(jf: World) -> None:
    """The rule goes on; nobody is named; weekly dates need no exceptions."""
    assert jf.heard("JF")[-1].endswith("Danach: Di 19.01.2027, Di 26.01.2027")
    file = the_file(jf, "JF")
    assert (file.name, file.mimetype) == ("JF_Termine_2027.ics", "text/calendar")
    (event,) = events(file)
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=TU;WKST=MO"
    assert event.start == datetime(2027, 1, 12, 9, tzinfo=jf.house.zone)
    assert event["SUMMARY"] == "Jour fixe" and event["SEQUENCE"] == 0
    assert not {"EXDATE", "ORGANIZER", "ATTENDEE", "DESCRIPTION"} & set(event)
    assert event["UID"].endswith("@brakenfeld.example") and "vogt" not in file.text


def test_a_moved_date_is_a_component_of_the_same_series(jf: World) -> None:
    """Old date as RECURRENCE-ID, higher SEQUENCE, same UID; cancelled ones are left out."""
    (before,) = events(the_file(jf, "JF"))
    assert jf.ask("vogt", "JF", "!verschieben 19.1. auf 20.1. 10 Uhr").endswith(NEW_FILE)
    jf.say("vogt", "JF", "!absagen 26.1.")
    _, file = jf.files("JF")
    master, moved = events(file)
    assert master["UID"] == moved["UID"] == before["UID"]
    assert master["SEQUENCE"] == moved["SEQUENCE"] == 2
    assert moved["RECURRENCE-ID"].dt == datetime(2027, 1, 19, 9, tzinfo=jf.house.zone)
    assert moved.start == datetime(2027, 1, 20, 10, tzinfo=jf.house.zone)
    assert [one.dt.date() for one in master["EXDATE"].dts] == [date(2027, 1, 26)]
    assert Calendar.from_ical(file.text)["METHOD"] == "PUBLISH"


def test_several_changes_in_one_message_make_one_file(jf: World) -> None:
    """Whatever they change, and in whichever order."""
    jf.files("JF")
    jf.heard("JF")
    jf.say("vogt", "JF", "!absagen 19.1.\n!verschieben 26.1. auf 27.1.\n!termin 4.2. 14 Uhr")
    assert jf.answer("JF").count(NEW_FILE) == 1
    assert len(events(the_file(jf, "JF"))) == 3


def test_a_single_meeting_has_its_number_in_the_year_and_a_cancelled_one_is_taken_back(w: World) -> None:
    """A file that cancels holds that one event only (RFC 5546, 3.2.5)."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr 2 Stunden")
    w.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    first, second = w.files("STG")
    assert (first.name, second.name) == ("2027-03-02_STG.ics", "2027-06-08_STG.ics")
    assert [events(one)[0]["SUMMARY"] for one in (first, second)] == [
        "Steuerungsgruppe Bildung (1/2027)",
        "Steuerungsgruppe Bildung (2/2027)",
    ]
    assert w.ask("vogt", "STG", "!absagen 8.6.").endswith("\nKalenderdatei anbei, sie nimmt heraus, was entfällt.")
    gone = the_file(w, "STG")
    (event,) = events(gone)
    assert Calendar.from_ical(gone.text)["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"], event["TRANSP"]) == ("CANCELLED", 1, "TRANSPARENT")
    assert event["UID"] == events(second)[0]["UID"]
    assert event["SUMMARY"] == "Abgesagt: Steuerungsgruppe Bildung"


def test_an_ended_series_keeps_its_uid_and_ends_with_its_last_date(jf: World) -> None:
    """One that never met is taken back as a whole."""
    (before,) = events(the_file(jf, "JF"))
    jf.until("2027-01-20 10:00")
    jf.heard("JF")
    jf.say("vogt", "JF", "!reihe beenden")
    (event,) = events(the_file(jf, "JF"))
    assert event["UID"] == before["UID"] and event["SEQUENCE"] > 0
    assert event["RRULE"]["UNTIL"][0].isoformat() == "2027-01-19T08:00:00+00:00"
    jf.say("vogt", "STG", "!reihe jeden ersten Montag im Monat 14 Uhr")
    jf.say("vogt", "STG", "!reihe beenden")
    _, gone = jf.files("STG")
    assert Calendar.from_ical(gone.text)["METHOD"] == "CANCEL"
    assert [one["STATUS"] for one in events(gone)] == ["CANCELLED"]


def test_what_a_series_leaves_out_is_named_day_by_day_as_far_as_it_is_known(w: World) -> None:
    """No rule of RFC 5545 says „not in the school breaks“, so the entry ends with the school data."""
    with w.store.transaction() as tx:
        (body,) = (one for one in bodies.every(tx) if one.sign == "STG")
        rule, first = "FREQ=WEEKLY;BYDAY=TU;WKST=MO", date(2027, 1, 12)
        meetings.add_series(tx, body.id, rule, first, time(14), 60, None, skips="school", now=w.utc)
    w.say("vogt", "STG", "!to")
    (event,) = events(the_file(w, "STG"))
    without = {one.dt.date() for one in event["EXDATE"].dts}
    assert {date(2027, 3, 23), date(2027, 7, 20), date(2028, 7, 18)} <= without
    assert event["RRULE"]["UNTIL"][0].year == 2029
    assert all(day.year < 2030 for day in without)


def test_what_is_not_shown_in_a_calendar_makes_no_file(jf: World) -> None:
    """Neither topics nor that a meeting was held, nor the dates that the clock adds to a series."""
    jf.files("JF")
    jf.say("petersen", "JF", "!top Ganztag")
    jf.until("2027-02-20 10:00")
    assert jf.files("JF") == []
