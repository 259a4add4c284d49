"""When the clock speaks up before a meeting."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.dates.calendar import Calendar
from commands.dates.expansion import occurrences
from commands.rules import meetings as rules
from commands.rules import times
from commands.rules.lead_times import DEFAULTS
from commands.rules.refusal import Refused
from storage.records import BodyKind, Meeting, MeetingState

ZONE = ZoneInfo("Europe/Berlin")
HOURS = {day: (time(8), time(16)) for day in range(4)} | {4: (time(8), time(12))}
CALENDAR = Calendar("NW", closed={date(2027, 2, 8): "Rosenmontag"})
JF, AK, STG = BodyKind.EXCHANGE, BodyKind.OPERATIVE, BodyKind.STRATEGIC


def meeting(day: date, begins: time = time(9), minutes: int = 30) -> Meeting:
    return Meeting(
        1, 1, None, day, day, begins, minutes, MeetingState.PLANNED, "u", 0, datetime(2027, 1, 1, tzinfo=UTC)
    )


def prompts(day: date, kind: BodyKind, begins: time = time(9)) -> rules.Prompts:
    return rules.prompts(meeting(day, begins), kind, DEFAULTS[kind], HOURS, ZONE, CALENDAR.is_working_day)


def local(at: datetime | None) -> str:
    return f"{at.astimezone(ZONE):%a %d.%m. %H:%M}" if at else "-"


@pytest.mark.parametrize(
    ("day", "kind", "call", "deadline", "morning", "ask", "close"),
    [
        # an ordinary Tuesday, the Tuesday after Rosenmontag, and the first Tuesday after Easter and the switched clocks
        (
            date(2027, 1, 19),
            JF,
            "Fri 15.01. 10:00",
            "Mon 18.01. 12:00",
            "Tue 19.01. 08:30",
            "Mon 18.01. 12:00",
            "Wed 20.01. 08:00",
        ),
        (
            date(2027, 2, 9),
            JF,
            "Fri 05.02. 10:00",
            "Fri 05.02. 12:00",
            "Tue 09.02. 08:30",
            "Fri 05.02. 11:45",
            "Wed 10.02. 08:00",
        ),
        (
            date(2027, 3, 30),
            JF,
            "Thu 25.03. 10:00",
            "Thu 25.03. 12:00",
            "Tue 30.03. 08:30",
            "Thu 25.03. 12:00",
            "Wed 31.03. 08:00",
        ),
        (
            date(2027, 1, 22),
            JF,
            "Wed 20.01. 10:00",
            "Thu 21.01. 12:00",
            "Fri 22.01. 08:30",
            "Thu 21.01. 12:00",
            "Mon 25.01. 08:00",
        ),
        (date(2027, 3, 3), AK, "Wed 17.02. 09:00", "Fri 19.02. 12:00", "Wed 03.03. 08:30", "-", "Thu 04.03. 08:00"),
        (date(2027, 3, 2), STG, "Tue 02.02. 09:00", "Tue 09.02. 12:00", "Tue 02.03. 08:30", "-", "Wed 03.03. 08:00"),
    ],
)
def test_each_kind_of_body_has_its_prompts(
    day: date, kind: BodyKind, call: str, deadline: str, morning: str, ask: str, close: str
) -> None:
    """What falls on a day off moves to the day before."""
    at = prompts(day, kind)
    assert [local(one) for one in (at.call_at, at.deadline_at, at.morning_at, at.ask_at, at.close_at)] == [
        call,
        deadline,
        morning,
        ask,
        close,
    ]


@pytest.mark.parametrize(
    ("begins", "morning"),
    [
        (time(8, 45), "Tue 19.01. 08:15"),
        (time(8, 15), "Tue 19.01. 08:00"),
        (time(8), "Mon 18.01. 15:30"),
        (time(7), "Mon 18.01. 15:30"),
        (time(0, 10), "Mon 18.01. 15:30"),
        (time(18), "Tue 19.01. 08:30"),
    ],
)
def test_the_agenda_of_an_early_meeting_comes_before_it(begins: time, morning: str) -> None:
    """On the day before if the office opens too late."""
    assert local(prompts(date(2027, 1, 19), JF, begins).morning_at) == morning


@pytest.mark.parametrize(
    ("rule", "first", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=TU;WKST=MO", date(2027, 3, 16), ["16.03.", "23.03.", "30.03.", "06.04.", "13.04."]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO", date(2027, 3, 16), ["16.03.", "30.03.", "13.04."]),
        ("FREQ=MONTHLY;BYDAY=1TU;WKST=MO", date(2027, 3, 2), ["06.04."]),
        ("FREQ=MONTHLY;BYDAY=-1TU;WKST=MO", date(2027, 3, 30), ["30.03."]),
    ],
)
def test_a_series_stays_at_nine_when_the_clocks_are_switched(rule: str, first: date, days: list[str]) -> None:
    """28.03.2027: weekly, every two weeks, monthly."""
    found = occurrences(rule, first, date(2027, 3, 15), date(2027, 4, 15))
    assert [f"{day:%d.%m.}" for day in found] == days
    starts = [rules.starts_at(meeting(day), ZONE) for day in found]
    assert {f"{at.astimezone(ZONE):%H:%M}" for at in starts} == {"09:00"}
    assert {at.hour for at in starts} <= {7, 8}, "UTC moves, not the meeting"


DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))


@given(DAYS, st.sampled_from(BodyKind), st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_prompt_lies_in_office_hours_on_a_working_day_and_in_order(
    day: date, kind: BodyKind, begins: time
) -> None:
    """Any day of seventeen years, any hour of the day."""
    check(day, kind, begins)


@pytest.mark.parametrize("kind", list(BodyKind))
def test_no_day_of_seventeen_years_breaks_the_prompts(kind: BodyKind) -> None:
    """Each day from 2024 to 2040, as the day of a meeting at nine."""
    first, last = date(2024, 1, 1), date(2040, 12, 31)
    for offset in range((last - first).days + 1):
        check(first + timedelta(days=offset), kind, time(9))


def check(day: date, kind: BodyKind, begins: time) -> None:
    at = prompts(day, kind, begins)
    spoken = [at.call_at, at.morning_at, at.close_at, *([at.ask_at] if at.ask_at else [])]
    assert all(times.is_open(one, HOURS, ZONE, CALENDAR.is_working_day) for one in spoken)
    start = rules.starts_at(meeting(day, begins), ZONE)
    assert at.call_at < at.deadline_at
    assert max(at.call_at, at.morning_at) < start < at.close_at
    assert CALENDAR.is_working_day(at.deadline_at.astimezone(ZONE).date())
    assert at.deadline_at.tzinfo is UTC and at.deadline_at.astimezone(ZONE).date() < day


def test_a_date_must_be_to_come_and_the_only_one_of_its_day() -> None:
    """A minute decides."""
    now = datetime(2027, 1, 19, 9, 0, tzinfo=ZONE)
    rules.check_new_date(date(2027, 1, 19), time(9, 1), now, ZONE, [])
    with pytest.raises(Refused, match=r"meeting\.past"):
        rules.check_new_date(date(2027, 1, 19), time(9), now, ZONE, [])
    with pytest.raises(Refused, match=r"meeting\.same_day"):
        rules.check_new_date(date(2027, 1, 20), time(9), now, ZONE, [meeting(date(2027, 1, 20))])


@pytest.mark.parametrize(
    ("minutes", "fine"), [(4, False), (5, True), (480, True), (481, False), (0, False), (-30, False)]
)
def test_a_meeting_lasts_between_five_minutes_and_a_day(minutes: int, fine: bool) -> None:
    """A working day, that is."""
    if fine:
        rules.check_minutes(minutes)
    else:
        with pytest.raises(Refused):
            rules.check_minutes(minutes)


def test_a_meeting_ends_after_its_length() -> None:
    """Across the switch of clocks too."""
    night = meeting(date(2027, 3, 28), time(1, 30), 60)
    assert rules.ends_at(night, ZONE) - rules.starts_at(night, ZONE) == timedelta(hours=1)
