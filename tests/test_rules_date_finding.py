"""What counts as an answer, how answers are counted, when a finding ends, and which slots are free."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Town
from commands.rules import ballots
from commands.rules import date_finding as rules
from commands.rules.refusal import Refused
from storage.planning_records import Choice, Vote

HOURS = Town(name="Brakenfeld", state="NW").office_hours
ZONE = ZoneInfo("Europe/Berlin")
DAYS = {1: date(2027, 2, 2), 2: date(2027, 2, 3), 3: date(2027, 2, 4), 4: date(2027, 2, 9)}
"""Tuesday, Wednesday, Thursday, and a Tuesday again."""


def works(day: date) -> bool:
    return day.weekday() < 5


def choice(number: int) -> Choice:
    return Choice(number, 1, number, date(2027, 2, number), time(10), 60, None, None, "", None)


def vote(number: int, *chosen: int) -> Vote:
    return Vote(number, 1, f"@p{number}:x", datetime(2027, 1, 1, tzinfo=UTC), False, chosen)


# -- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1", {1}),
        ("1 3", {1, 3}),
        ("1,3", {1, 3}),
        ("1.,3.", {1, 3}),
        ("1, 2 und 4", {1, 2, 4}),
        ("nr. 1 + nr. 2", {1, 2}),
        ("#1 und #2", {1, 2}),
        ("2-4", {2, 3, 4}),
        ("2 bis 4", {2, 3, 4}),
        ("1-2, 4", {1, 2, 4}),
        ("alle", {1, 2, 3, 4}),
        ("passt alles", {1, 2, 3, 4}),
        ("alle ausser 2", {1, 3, 4}),
        ("alle bis auf 2 und 3", {1, 4}),
        ("alle, nicht 2", {1, 3, 4}),
        ("all but 2", {1, 3, 4}),
        ("keiner", set()),
        ("keine", set()),
        ("passt nicht", set()),
        ("none", set()),
        ("dienstag", {1, 4}),
        ("mi und do", {2, 3}),
        ("2.2.", {1}),
        ("2.2. und 9.2.2027", {1, 4}),
        ("mir passen 1 und 3 am besten", {1, 3}),
        ("1 geht", {1}),
        ("9", {9}),
        ("3-1", {1, 3}),
        ("1 nicht", None),
        ("nicht 2", None),
        ("keiner ausser 2", None),
        ("passt", None),
        ("", None),
        ("freitag", None),
        ("3.3.", None),
        ("um 10 uhr", None),
        ("1 oder mal sehen", None),
        ("1?", None),
        ("12345", None),
        ("1 " * 70, None),
    ],
)
def test_which_numbers_a_text_names(text: str, numbers: set[int] | None) -> None:
    """Folded text. Numbers that there are not come out, too; the caller says so."""
    assert ballots.read(text, DAYS) == (None if numbers is None else frozenset(numbers))


@given(st.text(max_size=130))
def test_any_text_is_an_answer_or_none(text: str) -> None:
    read = ballots.read(text, DAYS)
    assert read is None or all(isinstance(number, int) for number in read)


@given(st.sets(st.integers(1, 10)), st.sampled_from([" ", ",", ", ", " und ", "+", "; "]))
def test_numbers_said_are_read(numbers: set[int], between: str) -> None:
    text = between.join(str(number) for number in sorted(numbers)) or "keiner"
    assert ballots.read(text, DAYS) == frozenset(numbers)


# -- counting ---------------------------------------------------------------------------------------------------------


KNOWN = {"1.1": 1, "1.2": 2, "1.3": 3, "1.none": None}


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        (("1.1", "1.3"), (1, 3)),
        (("1.1", "1.1"), (1,)),
        (("1.none",), ()),
        (("1.none", "1.2"), (2,)),
        ((), None),
        (("1.1", "erfunden"), None),
        (("2.1",), None),
        (("1.1", "1.2", "1.3", "1.none", "1.1"), (1, 2, 3)),
    ],
)
def test_a_poll_response_after_the_proposal(answers: tuple[str, ...], chosen: tuple[int, ...] | None) -> None:
    assert rules.chosen_in_poll(answers, KNOWN, len(KNOWN)) == chosen


def test_what_is_over_the_most_is_cut_off() -> None:
    assert rules.chosen_in_poll(("1.1", "1.2", "1.3"), KNOWN, 2) == (1, 2)


@given(st.lists(st.sets(st.integers(1, 4)), max_size=12))
def test_counts_never_exceed_the_voters(chosen: list[set[int]]) -> None:
    """And they add up to what was chosen."""
    votes = [vote(number, *one) for number, one in enumerate(chosen)]
    counts = rules.counts([choice(number) for number in range(1, 5)], votes)
    assert all(0 <= count <= len(votes) for count in counts.values())
    assert sum(counts.values()) == sum(map(len, chosen))


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 5), min_size=1))
def test_the_best_come_first_and_no_tie_is_hidden(counts: dict[int, int]) -> None:
    best = rules.best_first([choice(number) for number in counts], counts, 3)
    shown = [counts[one.id] for one in best]
    assert shown == sorted(shown, reverse=True)
    assert all(shown)
    top = max(counts.values())
    assert not top or sum(count == top for count in shown) == sum(count == top for count in counts.values())


# -- the end ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "first", "closes"),
    [
        ("2027-01-11 08:00", "2027-02-02 10:00", "2027-01-14 12:00"),
        ("2027-01-12 08:00", "2027-02-02 10:00", "2027-01-15 11:00"),
        ("2027-01-14 15:00", "2027-02-02 10:00", "2027-01-19 12:00"),
        ("2027-01-11 08:00", "2027-01-13 10:00", "2027-01-12 12:00"),
        ("2027-01-11 08:00", "2027-01-12 09:00", "2027-01-11 12:00"),
        ("2027-01-11 14:00", "2027-01-12 11:00", "2027-01-12 10:00"),
        ("2027-01-11 08:00", None, "2027-01-14 12:00"),
    ],
)
def test_the_usual_end(now: str, first: str | None, closes: str) -> None:
    """Three working days ahead at noon, on Fridays at eleven, or as late as the first proposal lets it be."""
    found = rules.usual_closing(_at(now), _at(first) if first else None, HOURS, ZONE, works)
    assert found == _at(closes)


def test_no_time_to_answer() -> None:
    with pytest.raises(Refused, match=r"finding\.too_soon"):
        rules.usual_closing(_at("2027-01-11 08:00"), _at("2027-01-11 09:30"), HOURS, ZONE, works)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2040, 12, 31)), st.integers(1, 60 * 24 * 40))
def test_the_end_lies_between_now_and_the_first_proposal(now: datetime, ahead: int) -> None:
    at = now.replace(tzinfo=ZONE).astimezone(UTC)
    first = at + timedelta(minutes=ahead)
    try:
        closes = rules.usual_closing(at, first, HOURS, ZONE, works)
    except Refused:
        return
    assert at < closes < first


def _at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZONE)


# -- slots ------------------------------------------------------------------------------------------------------------


WEEK = [date(2027, 1, 18) + timedelta(days=n) for n in range(5)]


@given(
    st.sets(st.integers(0, 60), min_size=1),
    st.sampled_from([15, 30, 60, 90, 120, 240]),
    st.lists(st.tuples(st.integers(0, 60), st.integers(8, 15), st.integers(1, 4)), max_size=20),
)
def test_slots_are_free_in_office_hours_and_apart(
    days: set[int], minutes: int, busy: list[tuple[int, int, int]]
) -> None:
    dates = [day for n in sorted(days) if works(day := date(2027, 1, 18) + timedelta(days=n))]
    taken: dict[date, list[tuple[time, time]]] = {}
    for n, hour, hours in busy:
        taken.setdefault(date(2027, 1, 18) + timedelta(days=n), []).append((time(hour), time(hour + hours)))
    found = rules.slots(dates, minutes, HOURS, taken)
    assert len(found) <= rules.SLOTS
    assert found == sorted(set(found))
    for day, begins in found:
        ends = (datetime.combine(day, begins) + timedelta(minutes=minutes)).time()
        assert day in dates
        assert HOURS[day.weekday()][0] <= begins < ends <= HOURS[day.weekday()][1]
        assert all(ends <= other_begins or begins >= other_ends for other_begins, other_ends in taken.get(day, ()))
        assert not any(
            other == day and at != begins and rules.overlap(at, minutes, begins, minutes) for other, at in found
        )


def test_slots_spread_over_days_and_over_the_day() -> None:
    assert [f"{day:%d} {at:%H}" for day, at in rules.slots(WEEK, 60, HOURS, {})] == [
        "18 10", "19 14", "20 10", "21 14", "22 10",
    ]  # fmt: skip
    assert [f"{day:%d} {at:%H}" for day, at in rules.slots(WEEK[:2], 60, HOURS, {})] == [
        "18 09", "18 10", "18 14", "19 10", "19 14",
    ]  # fmt: skip
    month = [date(2027, 2, 1) + timedelta(days=n) for n in range(28)]
    spread = rules.slots([day for day in month if works(day)], 60, HOURS, {})
    assert [day.day for day, _ in spread] == [1, 5, 12, 19, 26]
