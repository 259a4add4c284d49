"""Two people changing one thing within seconds: the second is told what the first did, and chooses."""

import pytest

from tests.seen import rows
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday; there are two topics and a date of its own."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Raumplanung\nZensus")
    w.say("vogt", "JF", "!termin 22.1. 10 Uhr")
    w.move(minutes=5)
    w.heard("JF")
    return w


def title(w: World) -> str:
    return str(rows(w, "item")[0]["title"])


def outcomes(w: World) -> list[str]:
    return [row["text"] for row in rows(w, "outcome")]


def date_of(w: World) -> tuple[str, str, int]:
    (row,) = [row for row in rows(w, "meeting") if row["series_id"] is None]
    return str(row["held_on"]), f"{row['begins']:%H:%M}", row["minutes"]


def test_a_second_title_is_offered_beside_the_first(jf: World) -> None:
    """Nothing is changed before somebody chooses, and nobody is named."""
    jf.say("vogt", "JF", "!umbenennen 1 in Räume 2027")
    jf.move(seconds=12)
    answer = jf.ask("petersen", "JF", "!umbenennen 1 in Raumplanung trotzdem")
    assert answer.split("\n") == [
        "Das hat jemand vor 12 Sekunden geändert: TOP 1 heißt jetzt „Räume 2027“. Was soll gelten?",
        "1. „Räume 2027“",
        "2. „Raumplanung trotzdem“",
    ]
    assert title(jf) == "Räume 2027"
    assert jf.ask("petersen", "JF", "2") == "TOP 1 heißt jetzt „Raumplanung trotzdem“."
    assert title(jf) == "Raumplanung trotzdem"


@pytest.mark.parametrize("typed", ["1", "nein", "Räume 2027"])
def test_the_first_version_may_stay(jf: World, typed: str) -> None:
    """By its number or with „nein“."""
    jf.say("vogt", "JF", "!umbenennen 1 in Räume 2027")
    jf.say("petersen", "JF", "!umbenennen 1 in Raumplanung neu")
    jf.heard("JF")
    jf.say("petersen", "JF", typed)
    assert title(jf) == "Räume 2027"


@pytest.mark.parametrize(
    ("who", "seconds", "typed"),
    [
        ("petersen", 61, "!umbenennen 1 in Ganztag"),
        ("vogt", 5, "!umbenennen 1 in Ganztag"),
        ("petersen", 5, "!umbenennen 2 in Ganztag"),
    ],
)
def test_later_oneself_or_another_thing_is_no_collision(jf: World, who: str, seconds: int, typed: str) -> None:
    """Then the order is carried out."""
    jf.say("vogt", "JF", "!umbenennen 1 in Räume 2027")
    jf.move(seconds=seconds)
    assert "heißt jetzt „Ganztag“" in jf.ask(who, "JF", typed)


def test_who_has_seen_the_others_change_and_changed_it_is_asked_no_more(jf: World) -> None:
    """The last change was their own."""
    jf.say("vogt", "JF", "!umbenennen 1 in Räume")
    jf.say("petersen", "JF", "!umbenennen 1 in Raumplanung 2")
    jf.say("petersen", "JF", "2")
    assert jf.ask("petersen", "JF", "!umbenennen 1 in Raumplanung 3") == "TOP 1 heißt jetzt „Raumplanung 3“."


def test_an_edit_meets_the_others_title(jf: World) -> None:
    """Its author chooses as well."""
    event = jf.say("yilmaz", "JF", "!top Hort")
    jf.say("vogt", "JF", "!umbenennen 3 in Hort 2027")
    jf.heard("JF")
    jf.edit("yilmaz", "JF", event, "!top Hort und Mensa")
    assert jf.answer("JF").endswith("1. „Hort 2027“\n2. „Hort und Mensa“")
    assert jf.ask("yilmaz", "JF", "2") == "TOP 3 heißt jetzt „Hort und Mensa“."


@pytest.mark.parametrize("typed", ["!verschieben 22.1. auf 27.1. 11 Uhr", "!verschieben 25.1. auf 27.1. 11 Uhr"])
def test_a_date_that_was_just_moved_is_not_moved_on_unseen(jf: World, typed: str) -> None:
    """Whether the second still names the old day or the new one."""
    jf.say("vogt", "JF", "!verschieben 22.1. auf 25.1. 10 Uhr")
    jf.move(seconds=20)
    assert jf.ask("petersen", "JF", typed).split("\n") == [
        "Das hat jemand vor 20 Sekunden geändert: Der Termin ist jetzt am Mo 25.01.2027, 10:00 Uhr. Was soll gelten?",
        "1. Mo 25.01.2027, 10:00 Uhr",
        "2. Mi 27.01.2027, 11:00 Uhr",
    ]
    assert date_of(jf)[:2] == ("2027-01-25", "10:00")
    jf.say("petersen", "JF", "2")
    assert date_of(jf)[:2] == ("2027-01-27", "11:00")


def test_a_length_is_offered_too(jf: World) -> None:
    """45 or 60 minutes."""
    jf.say("vogt", "JF", "!dauer 22.1. 45 min")
    assert jf.ask("petersen", "JF", "!dauer 22.1. 1 Stunde").endswith("1. 45 Minuten\n2. 60 Minuten")
    jf.say("petersen", "JF", "2")
    assert date_of(jf)[2] == 60


@pytest.mark.parametrize(
    ("choice", "left"),
    [("1", ["Vier Räume", "Fünf Räume"]), ("2", ["Fünf Räume"]), ("3", ["Vier Räume"]), ("beide", None)],
)
@pytest.mark.parametrize("later", [5, 120])
def test_two_results_for_one_item_are_both_offered(jf: World, choice: str, left: list[str] | None, later: int) -> None:
    """Two keep the minutes at once; the choice may take its time."""
    jf.say("vogt", "JF", "!ergebnis 1 Vier Räume")
    jf.move(seconds=8)
    assert jf.ask("petersen", "JF", "!ergebnis 1 Fünf Räume").split("\n") == [
        "Zu TOP 1 hat jemand vor 8 Sekunden ein Ergebnis festgehalten: „Vier Räume“. Was soll gelten?",
        "1. beide",
        "2. nur Ihres",
        "3. nur das andere",
    ]
    assert outcomes(jf) == ["Vier Räume"]
    jf.move(seconds=later)
    jf.say("petersen", "JF", choice)
    assert outcomes(jf) == (left or ["Vier Räume", "Fünf Räume"])
