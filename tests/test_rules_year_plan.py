"""The proposal of a year's dates: never on a bad day, evenly spaced, the working groups in time."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import STATES
from commands.dates.calendar import Calendar
from commands.rules.lead_times import DEFAULTS, result_by
from commands.rules.refusal import Refused
from commands.rules.year_grid import Wish, check_wish, least_gap, step_of
from commands.rules.year_plan import Check, Hindrance, Proposal, Reason, propose
from storage.records import BodyKind

TUESDAY, WEDNESDAY = 1, 2
YEARS = range(2024, 2041)
LEADS = DEFAULTS[BodyKind.STRATEGIC]


@cache
def days_off(state: str) -> Check:
    """Days off and school breaks of a state."""
    calendar = Calendar(state)

    @cache
    def check(day: date) -> Reason | None:
        reason = calendar.closing_reason(day)
        if reason:
            return Reason(Hindrance(reason[0]), reason[1])
        name = calendar.school_break(day)
        return Reason(Hindrance.SCHOOL, name) if name else None

    return check


def nothing(_day: date) -> None:
    """No day is too late."""


def wish(year: int, weekday: int = TUESDAY, *, count: int | None = None, weeks: int | None = None) -> Wish:
    return Wish(date(year, 1, 1), date(year, 12, 31), (weekday,), count=count, weeks=weeks)


def said(proposal: Proposal) -> list[str]:
    return [
        f"{one.day:%a %d.%m.}" + (f" statt {one.ideal:%d.%m.}: {one.reason.name}" if one.reason else "")
        for one in proposal.dates
    ]


def test_a_steering_group_of_nrw_in_2027() -> None:
    """Four Tuesdays; the one in the summer break moves behind it."""
    assert said(propose(wish(2027, count=4), days_off("NW"), nothing)) == [
        "Tue 02.03.",
        "Tue 01.06.",
        "Tue 07.09. statt 31.08.: Sommerferien",
        "Tue 30.11.",
    ]


def test_a_working_group_of_nrw_in_2027() -> None:
    """Every six weeks."""
    assert said(propose(wish(2027, weeks=6), days_off("NW"), nothing)) == [
        "Tue 02.02.",
        "Tue 16.03.",
        "Tue 27.04.",
        "Tue 08.06.",
        "Tue 13.07. statt 20.07.: Sommerferien",
        "Tue 07.09. statt 31.08.: Sommerferien",
        "Tue 12.10.",
        "Tue 23.11.",
    ]


def test_a_point_in_a_long_break_is_left_out_with_the_reason() -> None:
    """Every two weeks there is no Wednesday of August left in the summer break."""
    proposal = propose(wish(2027, WEDNESDAY, weeks=2), days_off("NW"), nothing)
    names = {one.reason.name for one in proposal.dropped if one.reason}
    assert names == {"Osterferien", "Sommerferien", "Herbstferien", "Weihnachtsferien"}
    assert date(2027, 8, 11) in {one.ideal for one in proposal.dropped}


def test_dates_that_stand_take_the_place_of_the_nearest_points() -> None:
    """Two of four stand; two more are proposed, away from them."""
    fixed = [date(2027, 3, 2), date(2027, 9, 22)]
    proposal = propose(wish(2027, count=4), days_off("NW"), nothing, fixed)
    assert len(proposal.dates) == 2
    together = sorted([*fixed, *(one.day for one in proposal.dates)])
    assert all((b - a).days >= least_gap(wish(2027, count=4)) for a, b in pairwise(together))


def test_days_of_a_rhythm_of_its_own_stay_where_they_are_good() -> None:
    """First Mondays: New Year's break and a holiday move theirs, nothing else moves."""
    mondays = [date(2027, month, day) for month, day in ((1, 4), (2, 1), (3, 1), (4, 5), (11, 1), (12, 6))]
    proposal = propose(Wish(date(2027, 1, 1), date(2027, 12, 31), (0,), days=tuple(mondays)), days_off("NW"), nothing)
    assert said(proposal) == [
        "Mon 11.01. statt 04.01.: Weihnachtsferien",
        "Mon 01.02.",
        "Mon 01.03.",
        "Mon 05.04.",
        "Mon 08.11. statt 01.11.: Allerheiligen",
        "Mon 06.12.",
    ]


@pytest.mark.parametrize(
    ("asked", "fine"),
    [
        (wish(2027, count=4), True),
        (wish(2027, count=30), True),
        (wish(2027, weeks=2), True),
        (wish(2027, count=31), False),
        (wish(2027, weeks=1), False),
        (wish(2027, count=0), False),
        (Wish(date(2027, 12, 20), date(2027, 12, 31), (1,), count=4), False),
    ],
)
def test_a_plan_has_between_one_and_thirty_dates(asked: Wish, fine: bool) -> None:
    """More is a series."""
    if fine:
        check_wish(asked)
    else:
        with pytest.raises(Refused, match="plan"):
            check_wish(asked)


# -- every state, every year ------------------------------------------------------------------------------------------


def holds(proposal: Proposal, asked: Wish, hard: Check, fixed: Sequence[date] = ()) -> None:
    """No hard rule is broken, the order and the gaps are right, and every move and every gap is explained."""
    days = [one.day for one in proposal.dates]
    assert all(hard(day) is None and asked.first <= day <= asked.last for day in days)
    together = sorted([*days, *fixed])
    for a, b in pairwise(together):
        assert (b - a).days >= least_gap(asked) or {a, b} <= set(fixed)
    for one in proposal.dates:
        assert (one.reason is None) == (one.day == one.ideal)
        assert abs((one.day - one.ideal).days) <= step_of(asked) // 2
    assert all(one.reason for one in proposal.dropped)


@pytest.mark.parametrize("state", STATES)
def test_no_year_of_any_state_breaks_a_rule(state: str) -> None:
    """2024 to 2040, four times a year and every six weeks; of four dates none is lost."""
    hard = days_off(state)
    for year in YEARS:
        for asked in (wish(year, count=4), wish(year, WEDNESDAY, weeks=6)):
            proposal = propose(asked, hard, nothing)
            holds(proposal, asked, hard)
            if asked.count:
                assert len(proposal.dates) == 4
            gaps = [(b.day - a.day).days for a, b in pairwise(proposal.dates)]
            assert max(gaps) <= 2 * step_of(asked), (year, gaps)


@pytest.mark.parametrize("state", STATES)
def test_a_working_group_meets_in_time_for_each_invitation(state: str) -> None:
    """No date lies between the day by which results are due and the steering group's meeting, and each of its meetings
    has a date of the working group before that day."""
    hard = days_off(state)
    working = Calendar(state).previous_working_day
    for year in YEARS:
        steering = [one.day for one in propose(wish(year, count=4), hard, nothing).dates]
        due = [(result_by(day, LEADS, working), day) for day in steering]

        def late(day: date, due: Sequence[tuple[date, date]] = tuple(due)) -> Reason | None:
            return next((Reason(Hindrance.LATE) for by, on in due if by < day <= on), None)

        asked = wish(year, WEDNESDAY, weeks=6)
        proposal = propose(asked, hard, late)
        holds(proposal, asked, hard)
        dates = [one.day for one in proposal.dates]
        assert [day for day in dates if late(day)] == []
        for by, _ in due[1:]:
            assert any(by - timedelta(weeks=7) <= day <= by for day in dates), (year, by)


@given(
    st.integers(2024, 2040),
    st.sampled_from(STATES),
    st.sampled_from([{"count": n} for n in range(1, 13)] + [{"weeks": n} for n in range(2, 13)]),
    st.integers(0, 4),
    st.lists(st.dates(date(2024, 1, 1), date(2040, 12, 31)), max_size=4),
    st.integers(0, 364),
)
def test_any_wish_is_met_within_the_rules_and_always_alike(
    year: int, state: str, how: dict[str, int], weekday: int, stand: list[date], begin: int
) -> None:
    """Any part of a year, with any dates that stand already; the order in which these come does not matter."""
    first = date(year, 1, 1) + timedelta(days=begin)
    asked = Wish(first, date(year, 12, 31), (weekday,), count=how.get("count"), weeks=how.get("weeks"))
    fixed = [day.replace(year=year, day=min(day.day, 28)) for day in stand]
    fixed = [day for day in fixed if day >= first]
    propose_: Callable[[Sequence[date]], Proposal] = lambda days: propose(asked, days_off(state), nothing, days)  # noqa: E731
    proposal = propose_(fixed)
    holds(proposal, asked, days_off(state), fixed)
    assert proposal == propose_(fixed[::-1])
    assert not set(fixed) & {one.day for one in proposal.dates}
