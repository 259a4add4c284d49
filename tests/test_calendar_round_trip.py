"""Calendar files through readers that are not ours: what they see is what we and dateutil mean."""

import warnings
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import vobject
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from commands.dates.expansion import occurrences
from commands.documents.calendar_file import Entry, Series, write
from commands.rules.times import instant

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
FIRST, LAST = date(2027, 1, 1), date(2036, 12, 31)
NINE = time(9)


def entry(day: date, begins: time = NINE, minutes: int = 30, **more: Any) -> Entry:
    return Entry("a1@brakenfeld.example", 3, NOW, day, begins, minutes, "Jour fixe", **more)


def seen_by_icalendar(data: bytes, last: date = LAST) -> list[datetime]:
    query = recurring_ical_events.of(Calendar.from_ical(data))
    return sorted(one.start for one in query.between(FIRST, last + timedelta(days=1)))


def seen_by_vobject(data: bytes, last: date = LAST) -> list[datetime]:
    """vobject expands rules by itself and reads the zone from the file; dates that replace others are told apart."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(vobject|dateutil)\.")
        calendar = vobject.readOne(data.decode())
        replaced = {one.recurrence_id.value for one in calendar.vevent_list if hasattr(one, "recurrence_id")}
        found = []
        for one in calendar.vevent_list:
            starts = one.rruleset if hasattr(one, "rrule") else [one.dtstart.value]
            for start in starts or ():
                if start.date() > last:
                    break
                if hasattr(one, "recurrence_id") or start not in replaced:
                    found.append(start)
    return sorted(found)


def local(days: list[date], begins: time = NINE) -> list[datetime]:
    return [datetime.combine(day, begins, ZONE) for day in days]


def same(found: list[datetime], meant: list[datetime]) -> bool:
    """The same instants, at the same time by the clock."""
    return [(one.timestamp(), f"{one:%F %R}") for one in found] == [(one.timestamp(), f"{one:%F %R}") for one in meant]


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")
RULES = st.one_of(
    st.builds(
        lambda every, days: f"FREQ=WEEKLY;INTERVAL={every};BYDAY={','.join(sorted(days, key=WEEKDAYS.index))};WKST=MO",
        st.integers(1, 6),
        st.sets(st.sampled_from(WEEKDAYS), min_size=1, max_size=3),
    ),
    st.builds(
        lambda every, nth, day: f"FREQ=MONTHLY;INTERVAL={every};BYDAY={nth}{day};WKST=MO",
        st.integers(1, 3),
        st.sampled_from([1, 2, 3, 4, 5, -1]),
        st.sampled_from(WEEKDAYS),
    ),
    st.builds(lambda day: f"FREQ=MONTHLY;BYMONTHDAY={day};WKST=MO", st.sampled_from([1, 15, 29, 30, 31, -1])),
    st.builds(
        lambda nth, day: f"FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY={nth}{day};WKST=MO",
        st.sampled_from([1, -1]),
        st.sampled_from(WEEKDAYS),
    ),
    st.just("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;WKST=MO"),
    st.just("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;WKST=MO"),
    st.just("FREQ=YEARLY;BYMONTH=12;BYDAY=-1TH;WKST=MO"),
)


@settings(max_examples=60)
@given(RULES, st.dates(FIRST, date(2028, 12, 31)), st.sampled_from([time(1), NINE, time(14, 30), time(23, 15)]))
def test_ten_years_of_a_rule_are_the_same_for_all_readers(rule: str, start: date, begins: time) -> None:
    """For our expansion, dateutil and two foreign readers, by the clock and by the instant."""
    meant = occurrences(rule, start, start, LAST)
    assume(meant)
    by_dateutil = rrulestr(rule, dtstart=datetime.combine(meant[0], begins, ZONE)).between(
        datetime.combine(FIRST, time.min, ZONE), datetime.combine(LAST, time.max, ZONE), inc=True
    )
    series = Series(entry(meant[0], begins), rule, None, (), (), ())
    data = write([series], ZONE)
    assert same(by_dateutil, local(meant, begins))
    assert same(seen_by_icalendar(data), local(meant, begins))
    assert same(seen_by_vobject(data), local(meant, begins))


@settings(max_examples=40)
@given(st.data())
def test_a_year_with_moves_and_cancellations_comes_back_as_it_is(data: st.DataObject) -> None:
    """Any of its dates may be off, or on another day and time; the first one too, if another stays."""
    rule = data.draw(RULES)
    days = occurrences(rule, FIRST, FIRST, date(2029, 12, 31))
    assume(len(days) > 1)
    fate = data.draw(st.lists(st.sampled_from(["stays", "stays", "off", "moved"]), min_size=1, max_size=len(days)))
    fates = dict(zip(days, fate, strict=False))
    held = [day for day in days if fates.get(day) != "off"]
    assume(held)
    moved = {day: day + timedelta(days=data.draw(st.integers(0, 3))) for day in held if fates.get(day) == "moved"}
    instead = tuple(entry(new, time(11, 30), 45, instead_of=(old, NINE)) for old, new in moved.items())
    without = tuple(day for day in days if day not in held and day > held[0])
    written = write([Series(entry(held[0]), rule, days[-1], without, (), instead)], ZONE)
    meant = sorted(
        [datetime.combine(day, NINE, ZONE) for day in held if day not in moved]
        + [datetime.combine(new, time(11, 30), ZONE) for new in moved.values()]
    )
    assert same(seen_by_icalendar(written, date(2030, 12, 31)), meant)
    assert same(seen_by_vobject(written, date(2030, 12, 31)), meant)


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29)])
@pytest.mark.parametrize("begins", [time(0, 30), time(1, 59), time(3), time(3, 1), time(9)])
def test_on_the_days_of_the_switch_the_readers_see_the_instant_that_we_mean(day: date, begins: time) -> None:
    """From the zone as it stands in the file, before and after the switch."""
    data = write([entry(day, begins)], ZONE)
    for seen in (seen_by_icalendar(data), seen_by_vobject(data)):
        assert [one.timestamp() for one in seen] == [instant(day, begins, ZONE).timestamp()]


def test_the_zone_in_the_file_is_right_on_every_day_of_fourteen_years() -> None:
    """vobject knows nothing of Berlin but what the file says."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(14 * 365)]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(vobject|dateutil)\.")
        read = vobject.readOne(write([entry(days[0])], ZONE).decode())
        zone = read.vevent.dtstart.value.tzinfo
        for day in days:
            at = datetime.combine(day, NINE)
            assert at.replace(tzinfo=zone).utcoffset() == at.replace(tzinfo=ZONE).utcoffset(), day


def test_week_53_and_the_turn_of_the_year_keep_the_fortnight() -> None:
    """2026 has 53 weeks; the fortnight does not notice."""
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO"
    data = write([Series(entry(date(2026, 12, 15)), rule, None, (), (), ())], ZONE)
    assert same(seen_by_icalendar(data, date(2027, 1, 31)), local([date(2027, 1, 12), date(2027, 1, 26)]))


HARD = "Sitzung; Ämter, Stäbe \\ „Übergänge“ – ß 🏛️\nzweite Zeile: Größe" * 4


def test_texts_come_back_as_they_were_and_no_line_is_too_long() -> None:
    """75 octets without tearing a character apart, CRLF everywhere (RFC 5545, 3.1)."""
    one = Entry("u@x", 0, NOW, date(2027, 1, 12), NINE, 30, HARD.replace("\n", " "), HARD, "AK-FM")
    data = write([one], ZONE)
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() is not None for line in lines)
    (event,) = Calendar.from_ical(data).events
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (one.summary, HARD)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(vobject|dateutil)\.")
        assert vobject.readOne(data.decode()).vevent.description.value == HARD


def test_the_same_values_give_the_same_bytes() -> None:
    """No clock and no chance is in a file."""
    one = Series(entry(date(2027, 1, 12)), "FREQ=WEEKLY;BYDAY=TU;WKST=MO", None, (date(2027, 1, 19),), (), ())
    assert write([one], ZONE, feed_name="x") == write([one], ZONE, feed_name="x")


@pytest.mark.parametrize("name", ["America/New_York", "Asia/Tokyo"])
def test_a_zone_without_the_rule_of_the_union_is_written_too(name: str) -> None:
    """As the library does it."""
    data = write([entry(date(2027, 7, 6))], ZoneInfo(name))
    assert f"TZID:{name}".encode() in data
    assert [one.timestamp() for one in seen_by_icalendar(data)] == [
        datetime(2027, 7, 6, 9, tzinfo=ZoneInfo(name)).timestamp()
    ]
