"""The life of an assignment as a table: every event in every state is either allowed or refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.rules import assignments as rules
from commands.rules.assignments import Event, Side
from commands.rules.lead_times import LeadTimes
from commands.rules.refusal import Refused
from commands.texts.voice import LANGUAGES
from storage.assignment_records import Assignment
from storage.assignment_records import AssignmentState as S
from storage.records import Meeting, MeetingState, Role

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
    version=0,
    use=None,
    year=2027,
    serial=1,
)

NOT = None
WORKING = ((S.WITHDRAWN, S.MOOT, S.RESTING, NOT), True)
WAITING = ((S.WITHDRAWN, S.MOOT, S.RESTING, NOT), False)
IDLE = ((S.WITHDRAWN, S.MOOT, NOT, S.ACCEPTED), False)
OVER = ((NOT, NOT, NOT, NOT), False)

# The state after accept, ask, clarify, report, hand_in, send_back, approve, close. None: refused. Then the ways out
# (withdraw, moot, rest, resume), and whether it can be passed on, extended and endangered, which leave the state as it
# is. A resting one was accepted before.
TABLE: dict[S, tuple[tuple[S | None, ...], tuple[tuple[S | None, ...], bool]]] = {
    S.ISSUED: ((S.ACCEPTED, S.CLARIFYING, NOT, S.IN_PROGRESS, S.HANDED_IN, NOT, NOT, NOT), WORKING),
    S.CLARIFYING: ((NOT, NOT, S.ISSUED, S.CLARIFYING, S.HANDED_IN, NOT, NOT, NOT), WORKING),
    S.ACCEPTED: ((NOT, S.CLARIFYING, NOT, S.IN_PROGRESS, S.HANDED_IN, NOT, NOT, NOT), WORKING),
    S.IN_PROGRESS: ((NOT, S.CLARIFYING, NOT, S.IN_PROGRESS, S.HANDED_IN, NOT, NOT, NOT), WORKING),
    S.REWORK: ((NOT, S.CLARIFYING, NOT, S.REWORK, S.HANDED_IN, NOT, NOT, NOT), WORKING),
    S.HANDED_IN: ((NOT, NOT, NOT, NOT, NOT, S.REWORK, S.APPROVED, NOT), WAITING),
    S.APPROVED: ((NOT, NOT, NOT, NOT, NOT, NOT, NOT, S.CLOSED), WAITING),
    S.RESTING: ((NOT,) * 8, IDLE),
    S.CLOSED: ((NOT,) * 8, OVER),
    S.WITHDRAWN: ((NOT,) * 8, OVER),
    S.MOOT: ((NOT,) * 8, OVER),
}


def after(state: S, event: Event) -> S | None:
    """What the table says."""
    steps, (ways_out, at_work) = TABLE[state]
    place = list(Event).index(event)
    if place < len(steps) + len(ways_out):
        return (*steps, *ways_out)[place]
    return state if at_work else None


def test_the_table_is_complete() -> None:
    """No state and no event is left undefined."""
    assert set(TABLE) == set(S)
    assert set(rules.STEPS) == set(Event)
    assert {len(steps) + len(out) for steps, (out, _) in TABLE.values()} == {12}


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("state", list(S))
def test_an_event_leads_to_its_state_or_is_refused(state: S, event: Event) -> None:
    """The refusal has words in every language."""
    one = replace(ONE, state=state, rested_from=S.ACCEPTED if state is S.RESTING else None)
    expected = after(state, event)
    if expected is not None:
        assert rules.step(one, event) is expected
        return
    with pytest.raises(Refused) as refused:
        rules.step(one, event)
    assert refused.value.data == {"number": one.number, "state": state}
    assert all(refused.value.key in texts for texts in LANGUAGES.values())


BOTH_SIDES = {Event.PASS_ON}
OF_THE_RECEIVER = {
    *(Event.ACCEPT, Event.ASK, Event.REPORT, Event.HAND_IN, Event.ASK_EXTENSION, Event.ENDANGER, Event.RECOVER),
}


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("role", [None, *Role])
def test_who_leads_a_side_causes_its_events_and_a_member_only_reports(
    event: Event, side: Side, role: Role | None
) -> None:
    """Domain 1.4; chair, office and deputy are alike here."""
    own = event in BOTH_SIDES or (event in OF_THE_RECEIVER) == (side is Side.RECEIVER)
    leads = role in (Role.CHAIR, Role.OFFICE, Role.DEPUTY)
    expected = own and (leads or event is Event.REPORT)
    assert rules.may_cause(event, side, {role} if role else ()) is expected


@given(st.lists(st.sampled_from(list(Event)), max_size=40))
def test_from_wherever_it_has_come_an_assignment_can_be_ended_or_passed_on(events: list[Event]) -> None:
    """No dead end: it is over, or the giver can withdraw it, or its lead can change hands."""
    one = ONE
    for event in events:
        try:
            state = rules.step(one, event)
        except Refused:
            continue
        rested = one.state if event is Event.REST else None
        one = replace(one, state=state, rested_from=rested)
        ways = [way for way in (Event.CLOSE, Event.WITHDRAW, Event.PASS_ON) if one.state in rules.STEPS[way].before]
        assert one.state in rules.ENDED or ways


def test_once_accepted_an_answered_question_leads_back_to_work() -> None:
    """Nobody has to accept twice."""
    asked = replace(ONE, state=S.CLARIFYING)
    assert rules.step(asked, Event.CLARIFY, accepted_before=True) is S.IN_PROGRESS


def test_each_event_belongs_to_one_side() -> None:
    """A receiver never refuses: every event that ends an assignment is the giver's."""
    ending = {S.APPROVED, S.CLOSED, S.WITHDRAWN, S.MOOT, S.REWORK}
    assert {side for step in rules.STEPS.values() if step.after in ending for side in step.sides} == {Side.GIVER}


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
    assert rules.number(rules.NUMBER_PATTERN, sign, "A", year, serial) == number


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
