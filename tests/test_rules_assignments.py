"""The life of an assignment as a table: every event in every state is either allowed or refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from commands.rules import assignments as rules
from commands.rules.assignments import Event, Side
from commands.rules.lead_times import LeadTimes
from commands.rules.refusal import Refused
from commands.texts.voice import LANGUAGES
from storage.records import Assignment, Meeting, MeetingState
from storage.records import AssignmentState as S

NOW = datetime(2027, 1, 11, 8, tzinfo=UTC)
ONE = Assignment(
    id=1,
    number="STG-A-2027-001",
    giver_id=1,
    receiver_id=2,
    receiver_unit=None,
    title="Bedarf prüfen",
    expected=None,
    due_on=date(2027, 2, 5),
    state=S.ISSUED,
    item_id=None,
    issued_at=NOW,
    changed_at=NOW,
    overdue_said=False,
    version=0,
    use=None,
)

# The state after each event, in the order of Event: accept, ask, clarify, report, hand_in, send_back, approve, close,
# withdraw. None: refused.
TABLE: dict[S, tuple[S | None, ...]] = {
    S.ISSUED: (S.ACCEPTED, S.CLARIFYING, None, S.IN_PROGRESS, S.HANDED_IN, None, None, None, S.WITHDRAWN),
    S.CLARIFYING: (None, None, S.ISSUED, S.CLARIFYING, S.HANDED_IN, None, None, None, S.WITHDRAWN),
    S.ACCEPTED: (None, S.CLARIFYING, None, S.IN_PROGRESS, S.HANDED_IN, None, None, None, S.WITHDRAWN),
    S.IN_PROGRESS: (None, S.CLARIFYING, None, S.IN_PROGRESS, S.HANDED_IN, None, None, None, S.WITHDRAWN),
    S.HANDED_IN: (None, None, None, None, None, S.REWORK, S.APPROVED, None, S.WITHDRAWN),
    S.REWORK: (None, S.CLARIFYING, None, S.REWORK, S.HANDED_IN, None, None, None, S.WITHDRAWN),
    S.APPROVED: (None, None, None, None, None, None, None, S.CLOSED, S.WITHDRAWN),
    S.CLOSED: (None,) * 9,
    S.WITHDRAWN: (None,) * 9,
}


def test_the_table_is_complete() -> None:
    """No state and no event is left undefined."""
    assert set(TABLE) == set(S)
    assert set(rules.STEPS) == set(Event)
    assert {len(row) for row in TABLE.values()} == {len(Event)}


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("state", list(S))
def test_an_event_leads_to_its_state_or_is_refused(state: S, event: Event) -> None:
    """The refusal has words in every language."""
    after = TABLE[state][list(Event).index(event)]
    one = replace(ONE, state=state)
    if after is not None:
        assert rules.step(one, event) is after
        return
    with pytest.raises(Refused) as refused:
        rules.step(one, event)
    assert refused.value.data == {"number": one.number, "state": state}
    assert all(refused.value.key in texts for texts in LANGUAGES.values())


def test_once_accepted_an_answered_question_leads_back_to_work() -> None:
    """Nobody has to accept twice."""
    asked = replace(ONE, state=S.CLARIFYING)
    assert rules.step(asked, Event.CLARIFY, accepted_before=True) is S.IN_PROGRESS


def test_each_event_belongs_to_one_side() -> None:
    """A receiver never refuses: every event that ends an assignment is the giver's."""
    ending = {S.APPROVED, S.CLOSED, S.WITHDRAWN, S.REWORK}
    assert {step.side for step in rules.STEPS.values() if step.after in ending} == {Side.GIVER}


@pytest.mark.parametrize("state", list(S))
def test_overdue_is_computed_and_ends_with_the_result(state: S) -> None:
    """Not on the day itself; not while the giver has to look."""
    one = replace(ONE, state=state)
    at_work = state in (S.ISSUED, S.CLARIFYING, S.ACCEPTED, S.IN_PROGRESS, S.REWORK)
    assert not rules.is_overdue(one, date(2027, 2, 5))
    assert rules.is_overdue(one, date(2027, 2, 6)) is at_work


@pytest.mark.parametrize(
    ("sign", "year", "serial", "number"),
    [
        ("STG", 2027, 3, "STG-A-2027-003"),
        ("AK-FM", 2028, 999, "AK-FM-A-2028-999"),
        ("JF", 2027, 1000, "JF-A-2027-1000"),
    ],
)
def test_numbers_follow_the_pattern_of_the_house(sign: str, year: int, serial: int, number: str) -> None:
    """Three digits at least (domain 1.5)."""
    assert rules.number(sign, year, serial) == number


def meeting(day: date) -> Meeting:
    return Meeting(1, 1, None, day, day, time(14), 120, MeetingState.PLANNED, "u", 0, datetime(2027, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("meetings", "notice", "due", "reached"),
    [
        ([], 14, date(2027, 2, 8), None),
        ([date(2027, 6, 8)], 14, date(2027, 5, 21), date(2027, 6, 8)),
        ([date(2027, 1, 26), date(2027, 3, 2)], 14, date(2027, 2, 12), date(2027, 3, 2)),
        ([date(2027, 1, 19), date(2027, 1, 26)], 0, date(2027, 1, 22), date(2027, 1, 26)),
        ([date(2027, 1, 20)], 0, date(2027, 2, 8), None),
    ],
)
def test_the_proposed_day_lets_the_result_reach_the_invitation(
    meetings: list[date], notice: int, due: date, reached: date | None
) -> None:
    """The Friday before the week of the invitation, a week away at least; four weeks where no meeting is far enough."""
    leads = LeadTimes(28, 21, notice)
    day, one = rules.suggested_due([meeting(day) for day in meetings], date(2027, 1, 11), leads, lambda day: day)
    assert (day, one.held_on if one else None) == (due, reached)


def test_the_proposed_day_is_a_working_day() -> None:
    """Good Friday becomes Thursday."""
    leads = LeadTimes(28, 21, 14)
    found, _ = rules.suggested_due(
        [meeting(date(2027, 4, 13))], date(2027, 1, 11), leads, lambda day: day - timedelta(days=1)
    )
    assert found == date(2027, 3, 25)
