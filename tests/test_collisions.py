"""Dates of a series that fall on a day off (domain 2.6)."""

import pytest

from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """A jour fixe on Thursdays; Thursday 06.05.2027 is Ascension Day."""
    w.sleep_until("2027-04-26 08:00")
    w.say("vogt", "JF", "!reihe donnerstags 9 Uhr")
    w.say("yilmaz", "JF", "!top Zensus am 6.5.")
    w.until("2027-04-29 07:00")
    w.say("vogt", "JF", "!schluss")
    w.heard("JF")
    return w


ASKED = (
    "Jour fixe am Do 06.05.2027, 09:00 Uhr fällt auf einen freien Tag (Christi Himmelfahrt). Was soll geschehen? "
    "Ohne Antwort bis Mi 05.05.2027, 12:00 Uhr fällt der Termin aus.\n"
    "1. fällt aus, Themen gehen auf den nächsten Termin\n"
    "2. stattdessen Mi 05.05.2027, 09:00 Uhr\n"
    "3. stattdessen Fr 07.05.2027, 09:00 Uhr"
)


def test_five_working_days_ahead_the_bot_asks(jf: World) -> None:
    jf.until("2027-04-29 09:59")
    assert ASKED not in jf.heard("JF")
    jf.until("2027-04-29 10:00")
    assert ASKED in jf.heard("JF")


def test_without_an_answer_the_date_falls_away_and_its_items_move_on(jf: World) -> None:
    jf.until("2027-05-05 11:59")
    jf.heard("JF")
    jf.until("2027-05-05 12:00")
    (post,) = jf.heard("JF")
    assert post.split("\n") == [
        "Jour fixe am Do 06.05.2027, 09:00 Uhr fällt aus (Christi Himmelfahrt).",
        "1 TOP wandert auf Do 13.05.2027, 09:00 Uhr.",
    ]
    jf.until("2027-05-10 09:00")
    assert jf.heard("JF") == [], "nobody is asked for topics of a day off"


def test_the_day_beside_it_is_one_answer_away(jf: World) -> None:
    jf.until("2027-05-03 09:00")
    jf.heard("JF")
    assert jf.ask("petersen", "JF", "3").startswith(
        "Verschoben: Jour fixe von Do 06.05.2027, 09:00 Uhr auf Fr 07.05.2027, 09:00 Uhr."
    )
    jf.until("2027-05-06 18:00")
    calls = jf.heard("JF")
    assert any(text.startswith("Jour fixe am Fr 07.05.2027, 09:00 Uhr. Welche Themen") for text in calls)
    assert not any("fällt auf" in text or "fällt aus" in text for text in calls)


def test_calling_it_off_at_once_needs_no_more_words(jf: World) -> None:
    jf.until("2027-05-03 09:00")
    assert jf.ask("petersen", "JF", "1").startswith("Jour fixe am Do 06.05.2027, 09:00 Uhr entfällt.")
    jf.until("2027-05-07 09:00")
    assert not any("06.05." in text for text in jf.heard("JF"))


def test_a_closing_day_entered_late_is_asked_about_at_once(jf: World) -> None:
    jf.until("2027-05-11 09:00")
    jf.heard("JF")
    jf.say("vogt", "JF", "!schließtag 13.5. Betriebsausflug")
    jf.move(minutes=1)
    assert any("13.05.2027, 09:00 Uhr fällt auf einen freien Tag (Betriebsausflug)" in text for text in jf.heard("JF"))
    jf.say("vogt", "JF", "!schließtag löschen 13.5.")
    jf.until("2027-05-12 18:00")
    assert not any("fällt aus" in text for text in jf.heard("JF")), "the day is worked after all"


def test_a_date_that_somebody_chose_on_a_holiday_is_only_remarked(jf: World) -> None:
    assert "ist frei (Pfingstmontag)" in jf.ask("vogt", "JF", "!verschieben 20.5. auf 17.5. 14 Uhr")
    jf.until("2027-05-17 18:00")
    assert not any("17.05.2027, 14:00 Uhr fällt" in text for text in jf.heard("JF"))


def test_the_recess_concerns_formal_bodies_only(w: World) -> None:
    w.sleep_until("2027-06-14 08:00")
    w.say("demir", "AK", "!reihe mittwochs 10 Uhr")
    w.say("vogt", "JF", "!reihe dienstags 9 Uhr")
    w.until("2027-07-22 09:00")
    assert any("Mi 21.07.2027, 10:00 Uhr fällt auf einen freien Tag (Sommerferien)" in one for one in w.heard("AK"))
    calls = w.heard("JF")
    assert not any("fällt auf" in one for one in calls)
    assert any("Hinweis: Sommerferien." in one for one in calls), "the jour fixe goes on and says so"
