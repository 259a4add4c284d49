"""The rules of what goes upward, as tables."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commands.rules import confidentiality
from commands.rules import digest as rules
from storage.assignment_records import Assignment, AssignmentState, Entry, EntryKind
from storage.records import Body, BodyKind, BodyState, Mandate

NOW = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
TODAY = date(2027, 1, 11)


def body(body_id: int, **values: object) -> Body:
    known = Body(
        body_id,
        f"B{body_id}",
        "",
        BodyKind.OPERATIVE,
        Mandate.ADVISING,
        None,
        "!",
        BodyState.ACTIVE,
        "de",
        False,
        None,
        None,
    )
    return replace(known, **values)  # type: ignore[arg-type]


def given(**values: object) -> Assignment:
    """An assignment from body 2 to body 3."""
    known = Assignment(
        id=1,
        number="B2-A-2027-001",
        giver_id=2,
        receiver_id=3,
        receiver_unit=None,
        title="Zahlen",
        expected=None,
        due_on=TODAY,
        state=AssignmentState.IN_PROGRESS,
        item_id=None,
        issued_at=NOW,
        changed_at=NOW,
        version=0,
        use=None,
        year=2027,
        serial=1,
    )
    return replace(known, **values)  # type: ignore[arg-type]


READER, GIVER, RECEIVER = body(1), body(2), body(3)
AFTER, BEFORE = NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("giver", "one", "seen", "counted"),
    [
        (GIVER, given(), True, False),
        (GIVER, given(parent_id=9), False, False),
        (GIVER, given(confidential=True), False, True),
        (GIVER, given(confidential=True, state=AssignmentState.CLOSED), False, False),
        (GIVER, given(confidential=True, parent_id=9), False, False),
        (GIVER, given(confidential=True, receiver_id=1), True, False),
        (GIVER, given(giver_id=1, confidential=True, parent_id=9), True, False),
        (GIVER, given(giver_id=7), False, False),
        (body(2, release_required=True), given(), False, False),
        (body(2, release_required=True, released_at=BEFORE), given(), False, False),
        (body(2, release_required=True, released_at=NOW), given(), True, False),
        (body(2, release_required=True, released_at=AFTER), given(confidential=True), False, True),
        (body(2, held=True), given(), False, False),
        (body(2, held=True), given(confidential=True), False, False),
        (body(2, held=True, release_required=True, released_at=AFTER), given(), False, False),
        (body(2, held=True), given(giver_id=1), True, False),
    ],
)
def test_what_a_reader_sees(giver: Body, one: Assignment, seen: bool, counted: bool) -> None:
    """In full, as a number, or not at all."""
    shown = [giver, RECEIVER]
    gates = rules.gates_of(shown)
    assert rules.visible(one, READER, shown, gates) is seen
    assert rules.counted(one, READER, shown, gates) is counted


@pytest.mark.parametrize("state", list(AssignmentState))
def test_every_open_assignment_stands_in_exactly_one_place(state: AssignmentState) -> None:
    """None is forgotten and none counted twice, whatever its state."""
    one = given(giver_id=1, state=state, at_risk=True)
    summary = rules.summarise(READER, [one], {}, rules.Beside((), (), ()), None, None, TODAY)
    places = len({one.id for _, one in summary.decide}) + len(summary.overdue) + len(summary.at_risk)
    expected = state not in (AssignmentState.CLOSED, AssignmentState.WITHDRAWN, AssignmentState.MOOT)
    assert places + summary.on_track + summary.resting == expected


def test_the_words_of_who_holds_back_stay_below() -> None:
    """A reason goes up once it is released; one from a unit holds nothing back."""
    entry = Entry(1, 1, EntryKind.REPORT, "Grund", NOW)
    gates = rules.gates_of([body(3, release_required=True, released_at=BEFORE)])
    assert not rules.may_tell_reason(given(), entry, True, gates)
    assert not rules.may_tell_reason(given(), entry, False, {})
    assert rules.may_tell_reason(given(receiver_id=None, receiver_unit="FB 51"), entry, True, gates)


@pytest.mark.parametrize(("minutes", "waits"), [(0, True), (7 * 24 * 60 - 1, True), (7 * 24 * 60, False)])
def test_a_first_release_waits_seven_days(minutes: int, waits: bool) -> None:
    """Then it has lapsed."""
    first = body(2, first_release_at=NOW, first_release_by="@demir:town")
    assert (rules.first_release(first, NOW + timedelta(minutes=minutes)) is not None) is waits
    assert rules.first_release(body(2), NOW) is None


def test_confidential_ones_are_counted_by_the_bodies_they_are_for() -> None:
    """In the order of the signs."""
    ones = [given(), given(receiver_id=None, receiver_unit="FB 51"), given()]
    assert confidentiality.numbers(ones, {2: "AK", 3: "UAG"}) == [(("AK",), 1), (("AK", "UAG"), 2)]
