"""Periods: what goes when, what is asked before, and that nothing is left that points to what is gone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.config import Retention
from commands.context import Context
from commands.privacy import retention
from commands.rules import retention as rules
from commands.rules.retention import PERIODS, Periods
from commands.texts.voice import LANGUAGES
from storage import backups
from tests.seen import rows
from tests.world import World

ZONE = ZoneInfo("Europe/Berlin")


# -- the rules --------------------------------------------------------------------------------------------------------


def test_the_configuration_has_the_defaults_of_the_rules() -> None:
    assert Retention().periods() == Periods()
    assert all(f"retention.period.{name}" in texts for name in PERIODS for texts in LANGUAGES.values())


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2029, 1, 11), 24, date(2027, 1, 11)),
        (date(2027, 1, 31), -1, date(2027, 2, 28)),
    ],
)
def test_months_go_back_to_the_same_day_or_to_the_last_one(day: date, months: int, before: date) -> None:
    assert rules.back(day, months) == before


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.sampled_from(PERIODS))
def test_a_period_begins_at_midnight_in_the_town_and_never_goes_back(today: date, period: str) -> None:
    """Whatever the clocks do in between; a day later never keeps more."""
    cut = rules.cut(period, Periods(), today, ZONE)
    assert cut.astimezone(ZONE).timetz().replace(tzinfo=None) == time(0)
    assert rules.cut(period, Periods(), date.fromordinal(today.toordinal() + 1), ZONE) >= cut


def test_work_goes_only_when_its_period_is_over_and_it_is_on_file() -> None:
    kept_from, closed = date(2027, 3, 1), date(2027, 2, 28)
    assert rules.may_go(closed, closed, kept_from)
    assert not rules.may_go(kept_from, kept_from, kept_from), "the first day that is kept"
    assert not rules.may_go(closed, date(2027, 2, 27), kept_from), "not on file"
    assert not rules.may_go(closed, None, kept_from)


# -- the house --------------------------------------------------------------------------------------------------------


def _play(w: World) -> None:
    """A meeting with a result, an assignment with a part, both finished on 12.01.2027; and some that are not."""
    for who, room, line in (
        ("vogt", "STG", "!termin 12.1. 9 Uhr 60 Minuten"),
        ("demir", "STG", "!top Sprachmittlung in Kitas"),
        ("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2."),
        ("vogt", "STG", "!auftrag an AK-FM: Räume suchen bis 5.2."),
        ("demir", "AK", "!annehmen A1"),
        ("demir", "AK", "!teilauftrag zu A1 an FB 40: Räume melden bis 29.1."),
    ):
        w.say(who, room, line)
    w.until("2027-01-12 10:30")
    for who, room, line in (
        ("vogt", "STG", "!ergebnis 1 Vier Räume"),
        ("vogt", "STG", "!schluss"),
        ("demir", "AK", "!gegenstandslos A1/1"),
        ("vogt", "STG", "!gegenstandslos A1"),
        ("vogt", "STG", "ja"),
    ):
        w.say(who, room, line)


def _clear(w: World, day: str) -> None:
    """The daily duty on a day, with the days between left out."""
    w.sleep_until(f"{day} 13:30")
    with w.store.transaction() as tx:
        retention.clear(Context(tx, w.utc, w.house), 0)
        w._deliver(tx)
    with w.store.transaction() as tx:
        assert tx.execute(text("PRAGMA foreign_key_check")).all() == []
    _nothing_dangles(w)


def _nothing_dangles(w: World) -> None:
    """No message has made, no letter speaks of, and no row points to what is gone."""
    there = {
        name: {row["id"] for row in rows(w, name)} for name in ("assignment", "item", "outcome", "entry", "meeting")
    }
    for row in rows(w, "source"):
        assert row["kind"] not in there or row["thing_id"] in there[row["kind"]], row
    for row in rows(w, "letter"):
        kind, _, thing = (row["about"] or "").partition(":")
        kind = "meeting" if kind == "agenda" else kind
        assert kind not in there or int(thing) in there[kind], row["about"]
    for row in rows(w, "assignment"):
        assert row["parent_id"] is None or row["parent_id"] in there["assignment"]
    for row in rows(w, "item"):
        assert row["assignment_id"] is None or row["assignment_id"] in there["assignment"]


def _titles(w: World) -> set[str]:
    return {row["title"] for row in rows(w, "assignment")}


def test_finished_work_goes_a_day_after_its_period_once_it_is_on_file(w: World) -> None:
    _play(w)
    assert "Vermerkt" in w.ask("vogt", "STG", "!abgelegt bis 12.01.2027")
    _clear(w, "2029-01-12")
    assert "Bedarf prüfen" in _titles(w)
    assert any(row["held_on"] == date(2027, 1, 12) for row in rows(w, "meeting"))
    _clear(w, "2029-01-13")
    assert _titles(w) == {"Räume suchen"}, "with its part; what is open stays"
    assert all(row["held_on"] != date(2027, 1, 12) for row in rows(w, "meeting"))
    assert rows(w, "outcome") == []
    noted = {(row["kind"], row["rule"]): row["number"] for row in rows(w, "deletion")}
    assert noted["assignment", "work_months=24"] == noted["meeting", "work_months=24"] == 1
    answer = w.ask("vogt", "STG", "!löschprotokoll")
    assert "1 × Auftrag mit Teilen, Frist 24 Monate" in answer and "Bedarf" not in answer


def test_without_the_word_of_the_office_everything_stays(w: World) -> None:
    _play(w)
    _clear(w, "2031-01-13")
    assert "Bedarf prüfen" in _titles(w)


def test_the_office_is_asked_once_and_weeks_ahead(w: World) -> None:
    """With numbers and days, never with titles; „ja“ notes that all is on file."""
    _play(w)
    w.heard("STG")
    _clear(w, "2028-12-20")
    _clear(w, "2028-12-27")
    (asked,) = [one for one in w.heard("STG") if "E-Akte" in one]
    assert "STG-A-2027-001" in asked and "Sitzung" in asked and "Bedarf" not in asked and "31.01.2027" in asked
    w.say("vogt", "STG", "ja", reply_to=w.last("STG").event_id)
    assert rows(w, "body")[0]["filed_until"] == date(2027, 1, 31)
    assert "Vermerkt" in w.heard("STG")[-1]
    _clear(w, "2029-01-13")
    assert "Bedarf prüfen" not in _titles(w)


def test_only_the_office_says_that_something_is_on_file(w: World) -> None:
    assert "entscheidet das die Geschäftsführung" in w.ask("petersen", "STG", "!abgelegt bis 01.01.2027")
    assert "noch nicht vorbei" in w.ask("vogt", "STG", "!abgelegt bis 01.01.2028")
    assert "gibt es nicht" in w.ask("vogt", "STG", "!abgelegt bis 31.02.2026")


def test_topics_that_nobody_touches_are_asked_about_and_stay(w: World) -> None:
    w.say("petersen", "JF", "!speichern Mensa")
    w.heard("JF")
    _clear(w, "2029-01-11")
    assert not [one for one in w.heard("JF") if "Themenspeicher" in one]
    _clear(w, "2029-01-12")
    _clear(w, "2029-01-15")
    (asked,) = [one for one in w.heard("JF") if "Themenspeicher" in one]
    assert "Nummer 1" in asked and "Mensa" not in asked
    assert [row["title"] for row in rows(w, "item") if row["state"] == "parked"] == ["Mensa"]


def test_a_role_names_nobody_a_year_after_it_ended(w: World) -> None:
    w.join("AK", "reuter")
    w.say("demir", "AK", "!leitung ab 1.2.2027 Thomas Reuter")
    ended = [row["id"] for row in rows(w, "body_role") if row["until_on"] == date(2027, 1, 31)]
    assert len(ended) == 1
    _clear(w, "2028-01-31")
    assert all(row["user_id"].startswith("@") for row in rows(w, "body_role"))
    _clear(w, "2028-02-01")
    (former,) = [row for row in rows(w, "body_role") if not row["user_id"].startswith("@")]
    assert former["id"] == ended[0] and former["name"] == "ehemaliges Mitglied (Leitung)"


def test_who_recorded_what_is_reduced_to_the_function_after_a_year(w: World) -> None:
    _play(w)
    _clear(w, "2028-01-11")
    assert _named_on_the_first_day(w)
    _clear(w, "2028-01-12")
    assert not _named_on_the_first_day(w)


def _named_on_the_first_day(w: World) -> list[str]:
    """Who stands in the audit of the first day."""
    first = [row["actor"] for row in rows(w, "audit") if row["at"].date() == date(2027, 1, 11)]
    return [one for one in first if one.startswith("@")]


def test_letters_events_and_questions_go_in_their_time(w: World) -> None:
    """Ids of messages that have made something stay as long as it does."""
    _play(w)
    _clear(w, "2027-03-01")
    assert rows(w, "question") == []
    before = len(rows(w, "letter"))
    _clear(w, "2028-02-17")
    left = {row["event_id"] for row in rows(w, "inbox") if row["received_at"] < datetime(2027, 1, 13, tzinfo=UTC)}
    assert left == {row["event_id"] for row in rows(w, "source")} & left
    assert len(rows(w, "letter")) >= before
    _clear(w, "2029-01-20")
    assert all(row["not_before"] >= datetime(2027, 1, 19, tzinfo=UTC) for row in rows(w, "letter"))


def test_what_the_clock_has_done_goes_with_the_ids_of_messages(w: World) -> None:
    """Nothing is done twice for that, and what is still to come stays."""
    _play(w)
    done = {row["id"] for row in rows(w, "duty") if row["state"] != "pending"}
    _clear(w, "2028-02-10")
    assert done <= {row["id"] for row in rows(w, "duty")}
    _clear(w, "2028-03-01")
    left = rows(w, "duty")
    assert done.isdisjoint(row["id"] for row in left)
    assert any(row["state"] == "pending" for row in left)


def test_posts_of_before_a_restore_are_remembered_as_long_as_letters(w: World) -> None:
    """They are looked up by what is written once more, and that has long been written by then."""
    with w.store.transaction() as tx:
        backups.note_restoration(tx, w.utc, w.utc)
        backups.note_posted(tx, {"letter": "$event:brakenfeld.example"}, w.utc)
    _clear(w, "2028-12-20")
    assert len(rows(w, "posted")) == 1
    _clear(w, "2029-02-01")
    assert rows(w, "posted") == []


def test_the_bot_still_works_after_years_of_deleting(w: World) -> None:
    """Numbers go on where they were, and no list stumbles."""
    _play(w)
    w.say("vogt", "STG", "!abgelegt bis 12.01.2027")
    _clear(w, "2029-02-01")
    w.say("vogt", "STG", "!auftrag an AK-FM: Neues bis 28.2.2029")
    assert [row["number"] for row in rows(w, "assignment")] == ["STG-A-2027-002", "STG-A-2029-001"]
    for line in ("!to", "!offen", "!bericht", "!termine", "!beschlüsse 2027", "!zielliste 2027"):
        assert "Referenz" not in w.ask("vogt", "STG", line)
