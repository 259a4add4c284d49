"""A calendar file dropped in a room: said what is in it, asked, and taken over; hostile ones are one sentence."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import vRecur

from commands.documents.calendar_reading import Contents, Unreadable, contents
from commands.documents.calendar_rules import Effort, Unusual, days
from tests.seen import rows
from tests.world import World

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 1, 11, 7, tzinfo=UTC)
UNTIL = date(2028, 1, 12)


def event(uid: str, *lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


def single(uid: str, day: str, begins: str = "100000", summary: str = "AK Sitzung") -> str:
    return event(uid, f"DTSTART;TZID=Europe/Berlin:{day}T{begins}", "DURATION:PT90M", f"SUMMARY:{summary}")


MIXED = calendar(
    single("a", "20270303", summary="AK Flucht\\, 1. Sitzung"),
    single("b", "20270414"),
    single("c", "20261202"),
    event("d", "DTSTART;VALUE=DATE:20270505", "SUMMARY:Betriebsausflug"),
    event("e", "DTSTART:20270101T080000Z", "DTEND:20270101T083000Z", "RRULE:FREQ=DAILY"),
    event("f", "DTSTART:20270610T080000Z", "DTEND:20270612T083000Z"),
    event("g", "DTSTART:quark"),
)


def test_the_bot_says_what_is_in_a_file_and_changes_nothing_before_the_answer(w: World) -> None:
    """New ones with weekday and time, the rest as numbers."""
    w.drop("demir", "AK", "termine.ics", MIXED)
    assert w.answer("AK").split("\n") == [
        "In der Kalenderdatei sind 2 neue Termine:",
        "– Mi 03.03.2027, 10:00 Uhr, 90 Minuten: AK Flucht, 1. Sitzung",
        "– Mi 14.04.2027, 10:00 Uhr, 90 Minuten: AK Sitzung",
        "Außerdem: 1 schon vorbei, 1 ohne Uhrzeit (ganztägig), 1 mit einer Wiederholung, die ich nicht übernehme, "
        "1 kürzer als 5 Minuten oder länger als 8 Stunden, 1 nicht lesbar.",
        "Als Termine von AK Flucht & Migration eintragen? 1 = ja, 2 = nein",
    ]
    assert rows(w, "meeting") == []
    assert w.ask("demir", "AK", "1") == "2 Termine von AK Flucht & Migration eingetragen."
    assert [(row["held_on"], row["begins"], row["minutes"]) for row in rows(w, "meeting")] == [
        (date(2027, 3, 3), time(10), 90),
        (date(2027, 4, 14), time(10), 90),
    ]
    assert [file.name for file in w.files("AK")] == ["AK-FM_Termine_2027.ics"]
    assert rows(w, "calendar_draft") == []


def test_a_file_dropped_again_is_known_and_what_was_moved_in_it_is_said(w: World) -> None:
    """By its identifier, with the line to type."""
    w.drop("demir", "AK", "a.ics", calendar(single("a", "20270303"), single("b", "20270414")))
    w.say("demir", "AK", "ja")
    w.heard("AK")
    w.drop("demir", "AK", "b.ics", calendar(single("a", "20270303"), single("b", "20270421", "110000")))
    assert w.answer("AK").split("\n") == [
        "In der Kalenderdatei ist kein Termin, den ich übernehmen könnte.",
        "Außerdem: 1 schon eingetragen.",
        "Mi 14.04.2027, 10:00 Uhr steht in der Datei am Mi 21.04.2027, 11:00 Uhr. "
        "Verschieben: !verschieben 14.4.2027 auf 21.4.2027 11:00",
    ]
    assert w.ask("demir", "AK", "!verschieben 14.4.2027 auf 21.4.2027 11:00").startswith("Verschoben:")


def test_our_own_file_brings_nothing_new(w: World) -> None:
    """What the bot has posted, dropped in its room again."""
    w.say("demir", "AK", "!reihe alle zwei Wochen mittwochs 10 Uhr bis 30.6.")
    (file,) = w.files("AK")
    w.heard("AK")
    w.drop("demir", "AK", file.name, file.text)
    said = w.answer("AK")
    assert said.startswith("In der Kalenderdatei ist kein Termin") and "schon eingetragen" in said


def test_no_leaves_everything_as_it_is(w: World) -> None:
    """And an old question finds nothing any more."""
    w.drop("demir", "AK", "a.ics", calendar(single("a", "20270303")))
    w.heard("AK")
    assert w.ask("demir", "AK", "2") == "In Ordnung, es bleibt wie es ist."
    assert rows(w, "meeting") == []
    assert w.ask("demir", "AK", "!termine übernehmen 99").startswith("Diese Kalenderdatei habe ich nicht mehr.")


def test_who_may_not_plan_is_not_answered_unless_the_file_was_meant_for_the_bot(w: World) -> None:
    """People share files in a room for each other."""
    w.drop("reuter", "AK", "a.ics", MIXED)
    assert w.heard("AK") == []
    w.drop("reuter", "AK", "a.ics", MIXED, mentions_bot=True)
    assert w.answer("AK").startswith("Termine aus einer Kalenderdatei übernimmt hier nur die Leitung")
    assert rows(w, "calendar_draft") == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (None, "Die Kalenderdatei konnte ich nicht lesen."),
        ("Einladung", "In der Datei ist kein Kalender"),
        ("BEGIN:VCALENDAR" + " " * 300_000, "Die Kalenderdatei ist zu groß."),
        (calendar(*[single(f"u{n}", "20270303") for n in range(201)]), "Die Kalenderdatei enthält zu viele Einträge."),
        (calendar(), "In der Kalenderdatei ist kein Termin"),
        ("BEGIN:VCALENDAR\n" * 20_000, "Die Kalenderdatei ist zu groß."),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 15_000, "In der Kalenderdatei ist kein Termin"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_sentence(w: World, text: str | None, answer: str) -> None:
    """Whatever is wrong with it."""
    w.drop("demir", "AK", "a.ics", text)
    assert w.answer("AK").startswith(answer)
    assert [row for row in rows(w, "audit") if row["outcome"] == "failed"] == []


def found(*lines: str) -> list[tuple[date, str, int]]:
    read = contents("\ufeff" + calendar(event("u", *lines)), ZONE, NOW, UNTIL)
    return [(one.day, f"{one.begins:%H:%M}", one.minutes) for one in read.dates]


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("DTSTART:20270303T090000Z", "DURATION:PT1H"), (date(2027, 3, 3), "10:00", 60)),
        (("DTSTART:20270703T090000Z", "DTEND:20270703T093000Z"), (date(2027, 7, 3), "11:00", 30)),
        (("DTSTART:20270303T090000",), (date(2027, 3, 3), "09:00", 60)),
        (("DTSTART;TZID=W. Europe Standard Time:20270303T090000",), (date(2027, 3, 3), "09:00", 60)),
        (('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern":20270303T090000',), (date(2027, 3, 3), "09:00", 60)),
        (("DTSTART;TZID=America/New_York:20270303T090000",), (date(2027, 3, 3), "15:00", 60)),
        (("DTSTART;TZID=Nirgendwo/Stadt:20270303T090000",), (date(2027, 3, 3), "09:00", 60)),
        (("dtstart:20270303T090000", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"), (date(2027, 3, 3), "09:00", 60)),
        (("DTSTART:20270303", " T090000", "ATTENDEE:mailto:x@y"), (date(2027, 3, 3), "09:00", 60)),
    ],
)
def test_other_zones_and_times_without_one_become_the_towns(lines: tuple[str, ...], meant: Any) -> None:
    """A zone that nobody knows is taken for the town's."""
    assert found(*lines) == [meant]


def test_a_series_is_expanded_with_its_exceptions() -> None:
    """EXDATE, RECURRENCE-ID and COUNT; at nine by the clock through both switches."""
    rule = event(
        "s",
        "DTSTART;TZID=Europe/Berlin:20270105T090000",
        "DTEND;TZID=Europe/Berlin:20270105T100000",
        "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=6",
        "EXDATE;TZID=Europe/Berlin:20270202T090000",
    )
    moved = event(
        "s",
        "RECURRENCE-ID;TZID=Europe/Berlin:20270302T090000",
        "DTSTART;TZID=Europe/Berlin:20270303T140000",
        "DTEND;TZID=Europe/Berlin:20270303T150000",
    )
    read = contents(calendar(rule, moved), ZONE, NOW, UNTIL)
    assert [(one.day, one.begins.hour) for one in read.dates] == [
        (date(2027, 3, 3), 14),
        (date(2027, 4, 6), 9),
        (date(2027, 5, 4), 9),
        (date(2027, 6, 1), 9),
    ]
    assert len({one.mark for one in read.dates}) == 4


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;COUNT=3",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYDAY=WE;BYHOUR=1,2,3",
        "FREQ=YEARLY;BYWEEKNO=53",
        "FREQ=WEEKLY;INTERVAL=99999999999",
    ],
)
def test_rules_that_no_body_meets_by_are_left_out(rule: str) -> None:
    """Before anything is expanded; some of them would run for minutes and give nothing."""
    read = contents(calendar(event("u", "DTSTART:20270303T090000", f"RRULE:{rule}")), ZONE, NOW, UNTIL)
    assert read.dates == [] and sum(read.left_out.values()) == 1


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SOME_DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(",".join)
RULES = st.one_of(
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.integers(1, 5), SOME_DAYS),
    st.builds("FREQ=WEEKLY;INTERVAL={}".format, st.integers(1, 5)),
    st.builds(
        "FREQ=MONTHLY;INTERVAL={};BYDAY={}{}".format,
        st.integers(1, 3),
        st.sampled_from([1, 4, 5, -1]),
        st.sampled_from(WEEKDAYS),
    ),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.sampled_from([1, 15, 30, 31, -1])),
    st.just("FREQ=MONTHLY"),
    st.just("FREQ=YEARLY"),
    st.just("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    st.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}TU".format, st.integers(1, 12), st.sampled_from([1, 2, -1])),
)
ENDS = st.one_of(st.just(""), st.builds(";COUNT={}".format, st.integers(1, 20)), st.just(";UNTIL=20271231T080000Z"))


@given(RULES, ENDS, st.dates(date(2024, 1, 1), date(2027, 12, 31)))
@example("FREQ=YEARLY", "", date(2024, 2, 29))
def test_what_is_expanded_is_what_dateutil_expands(rule: str, end: str, start: date) -> None:
    """A start that the rule does not give is refused."""
    naive = datetime.combine(start, time(9))
    first, last = date(2027, 1, 1), date(2029, 12, 31)
    ends = end.replace("T080000Z", "T090000")
    meant = [
        one.date()
        for one in rrulestr(rule + ends, dtstart=naive).between(
            datetime.combine(first, time.min), datetime.combine(last, time.max), inc=True
        )
    ]
    fits = next(iter(rrulestr(rule, dtstart=naive)), None) == naive
    try:
        assert days(vRecur.from_ical(rule + end), naive.replace(tzinfo=ZONE), first, last, Effort(100_000)) == meant
        assert fits
    except Unusual:
        assert not fits


LINES = st.one_of(
    st.sampled_from(
        [
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VALARM",
            "END:VALARM",
            "BEGIN:VCALENDAR",
            "END:VCALENDAR",
            "DTSTART:20270303T090000",
            "DTSTART;VALUE=DATE:20270303",
            "DTSTART:99991231T235959Z",
            "DTSTART:00010101T000000",
            "DTEND:20270303T100000Z",
            "DURATION:-PT1H",
            "DURATION:P9999999999D",
            "RRULE:FREQ=WEEKLY",
            "RRULE:FREQ=WEEKLY;UNTIL=0",
            "RRULE:;;=",
            "RRULE:FREQ=YEARLY;BYMONTH=13",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=0",
            "EXDATE:x",
            "EXDATE:20270303T090000,20270310",
            "RDATE:20270404T090000",
            "RDATE;VALUE=PERIOD:20270404T090000Z/PT1H",
            "RECURRENCE-ID:20270303T090000",
            "RECURRENCE-ID;VALUE=DATE:20270303",
            "UID:a",
            "UID:",
            "SUMMARY:\\",
            "SUMMARY;LANGUAGE=de:Ä\x07\u202e",
            "STATUS:CANCELLED",
            "DTSTART;TZID=../../etc/passwd:20270303T090000",
            "DTSTART;TZID=:20270303T090000",
            "DTSTART;TZID=�:20270303T090000",
            " gefaltet",
            "\t",
            ";:;",
            "=",
        ]
    ),
    st.text(max_size=30),
)


@settings(max_examples=300)
@given(st.lists(LINES, max_size=25), st.sampled_from(["\r\n", "\n", "\r"]), st.booleans())
def test_any_file_at_all_is_read_or_refused(lines: list[str], end: str, whole: bool) -> None:
    """It never raises anything else, and gives only dates that a body could have."""
    text = end.join(["BEGIN:VCALENDAR", *(["BEGIN:VEVENT", *lines, "END:VEVENT"] if whole else lines)])
    try:
        read = contents(text, ZONE, NOW, UNTIL)
    except Unreadable:
        return
    assert isinstance(read, Contents)
    for one in read.dates:
        assert date(2027, 1, 11) <= one.day <= UNTIL and 5 <= one.minutes <= 480
        assert one.summary.isprintable() and timedelta(0) < timedelta(minutes=one.minutes)


@pytest.mark.parametrize("start", ["00010101", "19700105", "20240104"])
def test_the_rules_of_a_hostile_file_are_not_followed_without_end(start: str) -> None:
    """However far back they begin and however many there are; the days looked at are counted for the whole file."""
    rule = "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=99999999"
    events = [event(f"u{n}", f"DTSTART:{start}T090000", rule) for n in range(200)]
    read = contents(calendar(*events), ZONE, NOW, UNTIL)
    assert len(read.dates) <= 200 and (read.more or read.left_out["unusual"] > 100)
