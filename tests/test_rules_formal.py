"""The rules of formal meetings: notice, quorum, votes, mandate, working days left."""

from datetime import UTC, date, datetime

import pytest

from commands.formal.votes import votes_at_end
from commands.rules import formal as rules
from commands.rules.formal import Ballot
from commands.rules.lead_times import LeadTimes
from commands.rules.refusal import Refused
from storage.formal_records import Attendance, DecisionKind, Vote
from storage.records import Body, BodyKind, BodyState, Mandate

MEETING = date(2027, 6, 8)


@pytest.mark.parametrize(
    ("sent", "full_days", "short"),
    [
        (date(2027, 5, 25), False, 0),
        (date(2027, 5, 26), False, 1),
        (date(2027, 5, 24), True, 0),
        (date(2027, 5, 25), True, 1),
        (date(2027, 6, 8), False, 14),
        (date(2027, 1, 4), True, 0),
    ],
)
def test_neither_the_day_of_sending_nor_with_full_days_that_of_the_meeting_counts(
    sent: date, full_days: bool, short: int
) -> None:
    """14 full days before Tue 08.06.2027 are kept by Mon 24.05., 14 plain ones by Tue 25.05. (T19)."""
    assert rules.days_short(sent, MEETING, LeadTimes(28, 21, 14, full_days=full_days)) == short


@pytest.mark.parametrize(
    ("present", "total", "quorate"),
    [
        (5, 9, True),
        (4, 9, False),
        (2, 2, False),
        (3, 3, True),
        (3, 5, True),
        (3, 6, False),
        (4, 8, False),
        (0, 9, False),
    ],
)
def test_more_than_half_and_at_least_three_are_a_quorum(present: int, total: int, quorate: bool) -> None:
    """After the model of § 90 VwVfG (T16)."""
    assert rules.is_quorate(present, total) is quorate


def attendance(present: int, total: int, quorate: bool | None = None) -> Attendance:
    return Attendance(1, present, total, "", quorate, "", datetime(2027, 6, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("came", "can"),
    [
        (None, True),
        (attendance(5, 9), True),
        (attendance(4, 9), False),
        (attendance(4, 9, quorate=True), True),
        (attendance(7, 9, quorate=False), False),
    ],
)
def test_what_the_chair_establishes_counts_more_than_the_numbers(came: Attendance | None, can: bool) -> None:
    """Who was invited anew for the same matter may decide whatever the number."""
    assert rules.can_decide(came) is can


@pytest.mark.parametrize(
    ("ballot", "said", "vote"),
    [
        (Ballot(yes=7), None, Vote.UNANIMOUS),
        (Ballot(yes=7, no=0, abstained=2), None, Vote.UNANIMOUS),
        (Ballot(yes=5, no=4), None, Vote.MAJORITY),
        (Ballot(yes=2, no=1, abstained=6), None, Vote.MAJORITY),
        (Ballot(yes=4, no=4), None, Vote.REJECTED),
        (Ballot(yes=3, no=5), None, Vote.REJECTED),
        (Ballot(no=3), None, Vote.REJECTED),
        (Ballot(yes=7), Vote.CONSENSUAL, Vote.CONSENSUAL),
        (Ballot(yes=7), Vote.UNANIMOUS, Vote.UNANIMOUS),
        (Ballot(), Vote.CONSENSUAL, Vote.CONSENSUAL),
        (Ballot(abstained=2), Vote.UNANIMOUS, Vote.UNANIMOUS),
        (Ballot(), None, Vote.UNRECORDED),
    ],
)
def test_a_simple_majority_decides_and_a_tie_rejects(ballot: Ballot, said: Vote | None, vote: Vote) -> None:
    """Abstentions count for neither side; a word may stand for the counts (T15)."""
    assert rules.vote_of(ballot, said) is vote


@pytest.mark.parametrize(
    ("ballot", "said"),
    [
        (Ballot(yes=5, no=2), Vote.UNANIMOUS),
        (Ballot(yes=5, no=2), Vote.CONSENSUAL),
        (Ballot(yes=5), Vote.REJECTED),
        (Ballot(yes=2, no=5), Vote.MAJORITY),
    ],
)
def test_a_word_that_contradicts_the_counts_is_refused(ballot: Ballot, said: Vote) -> None:
    """One of the two is a slip, and the bot does not choose."""
    with pytest.raises(Refused, match=r"decision\.contradiction"):
        rules.vote_of(ballot, said)


@pytest.mark.parametrize(
    ("ballot", "key"),
    [(Ballot(yes=7, no=1), "decision.too_many"), (Ballot(yes=0, no=0), "decision.no_votes"), (Ballot(yes=7), None)],
)
def test_nobody_votes_who_is_not_there(ballot: Ballot, key: str | None) -> None:
    """Of 9 members 7 are present."""
    if key is None:
        rules.check_ballot(ballot, attendance(7, 9))
        return
    with pytest.raises(Refused, match=key):
        rules.check_ballot(ballot, attendance(7, 9))


@pytest.mark.parametrize(
    ("mandate", "kind", "may"),
    [
        (Mandate.DECIDING, DecisionKind.DECISION, True),
        (Mandate.DECIDING, DecisionKind.RECOMMENDATION, True),
        (Mandate.ADVISING, DecisionKind.DECISION, False),
        (Mandate.ADVISING, DecisionKind.RECOMMENDATION, True),
    ],
)
def test_an_advising_body_never_decides(mandate: Mandate, kind: DecisionKind, may: bool) -> None:
    """A deciding one may recommend as well, to the committee above it (T17)."""
    body = Body(1, "STG", "STG", BodyKind.STRATEGIC, mandate, None, "!s", BodyState.ACTIVE, "de", False, None, None)
    assert rules.may_take(kind, body) is may


@pytest.mark.parametrize(
    ("typed", "text", "ballot", "said", "dissent"),
    [
        ("Es wird geprüft. ja 7", "Es wird geprüft.", Ballot(yes=7), None, None),
        ("Es wird geprüft ja 7 nein 1 enthaltung 1 befangen 1", "Es wird geprüft", Ballot(7, 1, 1, 1), None, None),
        ("Text: 7 ja, 0 nein, 2 Enthaltungen – einstimmig.", "Text", Ballot(7, 0, 2), Vote.UNANIMOUS, None),
        ("Text (Ja: 5, Nein: 4)", "Text", Ballot(5, 4), None, None),
        ("Text Ja 5/Nein 2", "Text", Ballot(5, 2), None, None),
        ("Text bei 2 Enthaltungen einstimmig", "Text", Ballot(abstained=2), Vote.UNANIMOUS, None),
        ("Text mit 5 Ja-Stimmen und 1 Nein-Stimme", "Text", Ballot(5, 1), None, None),
        ("Pool einrichten, einvernehmlich", "Pool einrichten", Ballot(), Vote.CONSENSUAL, None),
        ("Pool Einvernehmlich. Abweichende Meinung: FB 51", "Pool", Ballot(), Vote.CONSENSUAL, "FB 51"),
        ("Pool, abweichende Meinung: FB 51, ja 6 nein 1", "Pool", Ballot(6, 1), None, "FB 51"),
        ("Pool einrichten by consensus", "Pool einrichten", Ballot(), Vote.CONSENSUAL, None),
        ("Wir sagen ja", "Wir sagen ja", Ballot(), None, None),
        ("Start im Jahr 2027", "Start im Jahr 2027", Ballot(), None, None),
        ("Anja 7", "Anja 7", Ballot(), None, None),
        ("ja 7", "", Ballot(yes=7), None, None),
    ],
)
def test_votes_are_read_from_the_end(
    typed: str, text: str, ballot: Ballot, said: Vote | None, dissent: str | None
) -> None:
    """In any order, with and without punctuation; what only looks like one stays text."""
    voted = votes_at_end(typed)
    assert (voted.text, voted.ballot, voted.said, voted.dissent) == (text, ballot, said, dissent)


@pytest.mark.parametrize(
    ("pattern", "used"),
    [("{sign}/{kind}/{serial}", "{sign}/{kind}/{serial}"), ("{sign}-{year}-{serial:03}", "usual")],
)
def test_a_pattern_without_a_letter_is_for_assignments_only(pattern: str, used: str) -> None:
    """B 1 and E 1 of a year would be one number."""
    assert rules.number_pattern(pattern, "usual") == used


def test_a_long_run_of_punctuation_is_read_at_once() -> None:
    """Two thousand dashes ahead of the votes are text."""
    voted = votes_at_end("-" * 1900 + "x abweichende " + "." * 60 + "y ja 7")
    assert voted.ballot == Ballot(yes=7)


def test_working_days_are_counted_after_today_up_to_the_deadline() -> None:
    """From Tue 08.06. to Fr 11.06.2027 there are three; all have signed by the day before."""
    works = lambda day: day.weekday() < 5  # noqa: E731
    assert rules.working_days_left(MEETING, date(2027, 6, 11), works) == 3
    assert rules.working_days_left(MEETING, date(2027, 6, 7), works) == 0
    assert rules.signing_by(date(2027, 6, 11), works) == date(2027, 6, 10)
    assert rules.signing_by(date(2027, 6, 14), works) == date(2027, 6, 11)
