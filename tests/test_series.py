"""Series in a dialogue: set up, asked about, shown, changed, ended."""

import pytest

from tests.scene import NEW_FILE
from tests.seen import rows
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    return w


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("jeden Dienstag 9 Uhr", "jeden Dienstag um 09:00 Uhr, 30 Minuten. Erster Termin: Di 12.01.2027, 09:00 Uhr"),
        (
            "alle zwei Wochen mittwochs 10 Uhr",
            "alle 2 Wochen mittwochs um 10:00 Uhr, 30 Minuten. Erster Termin: Mi 13.01.",
        ),
        (
            "jeden ersten Montag im Monat 14 Uhr",
            "jeden ersten Montag im Monat um 14:00 Uhr, 30 Minuten. Erster Termin: Mo 01.02.",
        ),
        ("jeden Montag 7 Uhr", "jeden Montag um 07:00 Uhr, 30 Minuten. Erster Termin: Mo 18.01.2027"),
    ],
)
def test_a_series_is_said_back_with_its_first_date(w: World, typed: str, answer: str) -> None:
    """A date that has passed today is not the first one."""
    assert w.ask("vogt", "JF", f"!reihe {typed}").startswith(f"Reihe eingerichtet: {answer}")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!reihe", "Hier läuft keine Reihe. Einrichten: !reihe jeden Dienstag 9 Uhr"),
        ("!reihe ändern jeden Dienstag 9 Uhr", "Hier läuft keine Reihe. Einrichten: !reihe jeden Dienstag 9 Uhr"),
        ("!rhythmus", "Hier läuft keine Reihe. Einrichten: !reihe jeden Dienstag 9 Uhr"),
        ("!reihe monatlich 9 Uhr", "Es fehlt der Tag."),
        ("!reihe zweimal pro Woche 9 Uhr", "Es fehlt, an welchen 2 Tagen."),
        ("!reihe fünfmal im Jahr 9 Uhr", "5-mal ergibt keinen gleichmäßigen Abstand."),
        (
            "!reihe dienstags 9 Uhr ab 1.9.2029 außer in den Ferien",
            "Für die Zeit nach Di 14.08.2029 liegen mir keine Feriendaten vor.",
        ),
        ("!reihe manchmal", "„manchmal“ verstehe ich nicht als Rhythmus."),
        ("!reihe beenden", "Hier läuft keine Reihe."),
    ],
)
def test_a_series_needs_rhythm_and_time(w: World, typed: str, answer: str) -> None:
    """Otherwise nothing is planned."""
    assert w.ask("vogt", "JF", typed).startswith(answer)
    assert rows(w, "meeting") == []


def test_the_end_of_a_series_puts_its_topics_into_the_backlog_once(jf: World) -> None:
    """Topics do not move from date to date until the last one; nobody is asked about them."""
    jf.say("petersen", "JF", "!top Raumplanung")
    jf.heard("JF")
    jf.say("vogt", "JF", "!reihe beenden")
    assert jf.heard("JF") == [
        "Die Reihe ist beendet. Ihre Termine entfallen, offene Themen liegen im Themenspeicher.\n"
        "Kalenderdatei anbei, sie nimmt heraus, was entfällt."
    ]
    assert jf.ask("vogt", "JF", "!speicher") == "Themenspeicher:\n1. Raumplanung"
    assert [row["postponed"] for row in rows(jf, "item")] == [1]
    assert jf.ask("vogt", "JF", "!termine").startswith("Es ist kein Termin geplant.")
    jf.until("2027-01-12 10:00")
    assert jf.heard("JF") == []


def test_a_series_is_said_back_with_its_next_dates_and_what_falls_away(w: World) -> None:
    """Holidays and school breaks are named with their reason."""
    assert w.ask("vogt", "JF", "!reihe jeden Donnerstag 9-10 Uhr ab 18.3. außer an Feiertagen und in den Ferien") == (
        "Reihe eingerichtet: jeden Donnerstag um 09:00 Uhr, 60 Minuten, nicht in den Schulferien und an Feiertagen. "
        "Erster Termin: Do 18.03.2027, 09:00 Uhr\n"
        "Danach: Do 08.04.2027, Do 15.04.2027\n"
        "Es entfallen: Do 25.03.2027 (Osterferien), Do 01.04.2027 (Osterferien), Do 06.05.2027 (Christi Himmelfahrt) "
        "und 1 weitere"
    )
    assert "2027-03-25" not in [str(row["held_on"]) for row in rows(w, "meeting")]


def test_the_list_of_dates_shows_what_falls_away(w: World) -> None:
    """Nothing is posted about it."""
    w.say("vogt", "JF", "!reihe jeden Donnerstag 9 Uhr ab 18.3. außer in den Ferien")
    assert w.ask("yilmaz", "JF", "!termine").split("\n")[1:5] == [
        "– JF: Do 18.03.2027, 09:00 Uhr",
        "– JF: entfällt Do 25.03.2027 (Osterferien)",
        "– JF: entfällt Do 01.04.2027 (Osterferien)",
        "– JF: Do 08.04.2027, 09:00 Uhr",
    ]
    w.until("2027-03-19 08:00")
    w.heard("JF")
    w.until("2027-04-02 08:00")
    assert w.heard("JF") == []


def test_a_missing_time_is_asked_for(w: World) -> None:
    """The answer completes the order; chat that is no time is not for the bot."""
    assert w.ask("vogt", "JF", "!reihe alle zwei Wochen dinstags").split("\n")[0] == (
        "Um wie viel Uhr soll die Reihe beginnen (alle 2 Wochen dienstags, ab Di 12.01.2027)?"
    )
    w.say("vogt", "JF", "gute Frage")
    assert w.heard("JF") == []
    assert w.ask("vogt", "JF", "14 bis 15.30 Uhr") == (
        "Reihe eingerichtet: alle 2 Wochen dienstags um 14:00 Uhr, 90 Minuten. "
        "Erster Termin: Di 12.01.2027, 14:00 Uhr\nDanach: Di 26.01.2027, Di 09.02.2027"
    )


def test_what_people_disagree_about_is_asked(w: World) -> None:
    """Each answer is a complete series."""
    assert w.ask("vogt", "JF", "!reihe jeden zweiten Dienstag 9 Uhr").split("\n")[1:3] == [
        "1. alle 2 Wochen dienstags um 09:00 Uhr, ab Di 12.01.2027",
        "2. jeden zweiten Dienstag im Monat um 09:00 Uhr, ab Di 12.01.2027",
    ]
    assert w.ask("vogt", "JF", "2").startswith("Reihe eingerichtet: jeden zweiten Dienstag im Monat um 09:00 Uhr")


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("alle 14 Tage 9 Uhr", "Der Wochentag war nicht genannt, er folgt dem ersten Termin. Anders: !reihe ändern …"),
        (
            "alle drei Wochen dienstags 9 Uhr",
            "Der Beginn war nicht genannt, es ist der nächste mögliche Tag. Anders: !reihe ändern … ab <Tag>",
        ),
        ("alle drei Wochen dienstags 9 Uhr ab 12.1.", "Danach: Di 02.02.2027, Di 23.02.2027"),
    ],
)
def test_what_was_guessed_is_said(w: World, typed: str, last: str) -> None:
    """With a way to say it otherwise."""
    assert w.ask("vogt", "JF", f"!reihe {typed}").split("\n")[-1] == last


def test_anybody_in_the_room_may_see_the_series(jf: World) -> None:
    """Whether they lead or not."""
    assert jf.ask("yilmaz", "JF", "!rhythmus") == (
        "Reihe: jeden Dienstag um 09:00 Uhr, 30 Minuten, ab Di 12.01.2027.\n"
        "Nächste Termine: Di 12.01.2027, Di 19.01.2027, Di 26.01.2027"
    )
    assert jf.ask("vogt", "JF", "!reihe").startswith("Reihe: jeden Dienstag um 09:00 Uhr")


def test_a_second_series_is_taken_for_a_change(jf: World) -> None:
    """A body has one; nothing changes before somebody says so."""
    assert jf.ask("vogt", "JF", "!reihe jeden Mittwoch 10 Uhr") == (
        "Es läuft schon eine Reihe: jeden Dienstag um 09:00 Uhr, 30 Minuten. Soll ich sie ändern? "
        "Antworten Sie mit „ja“."
    )
    assert jf.ask("yilmaz", "JF", "!rhythmus").startswith("Reihe: jeden Dienstag um 09:00 Uhr")
    assert jf.ask("vogt", "JF", "ja").startswith("Reihe geändert: jeden Mittwoch um 10:00 Uhr, 30 Minuten.")


def test_topics_of_a_changed_series_move_to_the_nearest_new_date(jf: World) -> None:
    """That is not putting them off."""
    jf.say("petersen", "JF", "!top Raumplanung")
    jf.heard("JF")
    assert jf.ask("vogt", "JF", "!reihe ändern jeden Donnerstag 10 Uhr").split("\n") == [
        "Reihe geändert: jeden Donnerstag um 10:00 Uhr, 30 Minuten. Erster Termin: Do 14.01.2027, 10:00 Uhr",
        "Danach: Do 21.01.2027, Do 28.01.2027",
        "1 TOP zieht auf den nächstgelegenen neuen Termin um.",
        NEW_FILE,
    ]
    assert jf.ask("vogt", "JF", "!to").split("\n")[:2] == ["Jour fixe am Do 14.01.2027, 10:00 Uhr", "1. Raumplanung"]
    assert [row["postponed"] for row in rows(jf, "item")] == [0]
    assert {str(row["held_on"]) for row in rows(jf, "meeting") if row["state"] == "planned"}.isdisjoint({"2027-01-12"})


def test_a_date_that_fits_the_new_series_stays_with_its_agenda(jf: World) -> None:
    """Only its time is another."""
    jf.say("petersen", "JF", "!top Raumplanung")
    jf.say("vogt", "JF", "!reihe ändern alle zwei Wochen dienstags 10 Uhr")
    jf.heard("JF")
    assert jf.ask("vogt", "JF", "!termine").split("\n")[1:3] == [
        "– JF: Di 12.01.2027, 10:00 Uhr, 1 TOP",
        "– JF: Di 26.01.2027, 10:00 Uhr",
    ]
    jf.until("2027-01-12 08:30")
    assert jf.last("JF").text.startswith("Heute 10:00 Uhr: Jour fixe.")


def test_a_change_may_begin_later(jf: World) -> None:
    """Until then the old rhythm holds, and both are shown."""
    assert jf.ask("vogt", "JF", "!reihe ändern mittwochs 9 Uhr ab 3.2.").split("\n")[-2] == (
        "Bis Di 02.02.2027 gilt noch: jeden Dienstag um 09:00 Uhr, 30 Minuten."
    )
    assert jf.ask("vogt", "JF", "!termine").split("\n")[3:6] == [
        "– JF: Di 26.01.2027, 09:00 Uhr",
        "– JF: Di 02.02.2027, 09:00 Uhr",
        "– JF: Mi 03.02.2027, 09:00 Uhr",
    ]
    assert [line for line in jf.ask("vogt", "JF", "!rhythmus").split("\n") if line.startswith("Reihe")] == [
        "Reihe: jeden Dienstag um 09:00 Uhr, 30 Minuten, ab Di 12.01.2027, bis Di 02.02.2027.",
        "Reihe: jeden Mittwoch um 09:00 Uhr, 30 Minuten, ab Mi 03.02.2027.",
    ]
    jf.until("2027-02-03 07:00")
    shown = [line for line in jf.ask("vogt", "JF", "!rhythmus").split("\n") if line.startswith("Reihe")]
    assert shown == ["Reihe: jeden Mittwoch um 09:00 Uhr, 30 Minuten."]


def test_beyond_the_school_data_the_bot_plans_no_further(w: World) -> None:
    """It plans up to their end and says so."""
    w.sleep_until("2029-06-11 08:00")
    answer = w.ask("vogt", "JF", "!reihe jeden Dienstag 9 Uhr außer in den Ferien")
    assert answer.split("\n")[-1] == (
        "Für die Zeit nach Di 14.08.2029 liegen mir keine Feriendaten vor; so weit reicht die Planung."
    )
    assert max(str(row["held_on"]) for row in rows(w, "meeting")) <= "2029-08-14"


def test_a_series_far_ahead_is_noted(w: World) -> None:
    """Its dates come when they are near."""
    assert w.ask("vogt", "JF", "!reihe dienstags 9 Uhr ab 1.9.2028") == (
        "Reihe vorgemerkt: jeden Dienstag um 09:00 Uhr, 30 Minuten, ab Di 05.09.2028. "
        "Die Termine trage ich ein, wenn es so weit ist."
    )
