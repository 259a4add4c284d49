"""Where people disagree: each convention of docs/dates.md is held by phrases, and asked about where that matters."""

import re
from pathlib import Path

import pytest

from tests.dates.corpus.cases import Case, cases
from tests.dates.corpus.judge import ASKED, RIGHT, WRONG, judge
from tests.world import World

PAGE = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")
NAMES = re.findall(r"^\| \*\*(.+?)\*\* \|", PAGE, re.MULTILINE)

NOT_YET: set[str] = set()
"""Conventions that the grammar does not hold in every phrase yet. It only ever shrinks."""


def marked(name: str) -> list[Case]:
    """The phrases that show a convention."""
    return [case for case in cases() if case.convention == name]


@pytest.mark.parametrize("name", NAMES)
def test_the_convention_is_held(name: str) -> None:
    """No phrase that shows it is read otherwise, and several are read."""
    verdicts = [judge(one) for one in marked(name)]
    otherwise = [
        f"{one.case.name}: {one.case.meaning}, not {one.got}" for one in verdicts if one.outcome in (WRONG, ASKED)
    ]
    assert name in NOT_YET or otherwise == []
    assert name in NOT_YET or sum(one.outcome == RIGHT for one in verdicts) >= 2


def test_every_convention_that_phrases_name_stands_on_the_page() -> None:
    assert {case.convention for case in cases()} - {""} <= set(NAMES)
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize(
    ("room", "typed", "first", "second"),
    [
        ("JF", "!termin nächsten Dienstag 9 Uhr", "Di 19.01.2027, 09:00 Uhr", "Di 12.01.2027, 09:00 Uhr"),
        ("JF", "!termin naechsten Di um halb zehn", "Di 19.01.2027, 09:30 Uhr", "Di 12.01.2027, 09:30 Uhr"),
        ("JF", "!termin next Friday at 10", "Fr 22.01.2027, 10:00 Uhr", "Fr 15.01.2027, 10:00 Uhr"),
        ("STG", "!auftrag an AK-FM: Bedarf prüfen bis nächsten Freitag", "Fr 22.01.2027", "Fr 15.01.2027"),
        ("STG", "!auftrag an AK-FM: Bedarf prüfen bis Februar", "Fr 26.02.2027", "Fr 29.01.2027"),
        ("JF", "!schließtag nächsten Freitag Betriebsausflug", "Fr 22.01.2027", "Fr 15.01.2027"),
        (
            "JF",
            "!reihe jeden zweiten Dienstag 9 Uhr",
            "alle 2 Wochen dienstags um 09:00 Uhr, ab Di 12.01.2027",
            "jeden zweiten Dienstag im Monat um 09:00 Uhr, ab Di 12.01.2027",
        ),
    ],
)
def test_the_bot_asks(w: World, room: str, typed: str, first: str, second: str) -> None:
    """Both readings are offered, the likelier first, and the number of the other one is enough."""
    answer = w.ask("vogt", room, typed)
    assert "ist nicht eindeutig. Was meinen Sie?" in answer
    assert f"1. {first}\n2. {second}\n" in answer
    assert second.split(", ab ")[0] in w.ask("vogt", room, "2")


@pytest.mark.parametrize(
    ("room", "typed", "said"),
    [
        ("JF", "!termin Montag 14 Uhr", "Mo 18.01.2027, 14:00 Uhr"),
        ("JF", "!termin kommenden Freitag 9 Uhr", "Fr 15.01.2027, 09:00 Uhr"),
        ("JF", "!termin Freitag um 3", "Fr 15.01.2027, 15:00 Uhr"),
        ("JF", "!termin Freitag viertel drei", "Fr 15.01.2027, 14:15 Uhr"),
        ("JF", "!termin heute in acht Tagen 9 Uhr", "Mo 18.01.2027, 09:00 Uhr"),
        ("JF", "!termin in acht Tagen 9 Uhr", "Di 19.01.2027, 09:00 Uhr"),
        ("JF", "!termin nächste Woche Dienstag 9 Uhr", "Di 19.01.2027, 09:00 Uhr"),
        ("JF", "!termin 10.1. 9 Uhr", "Mo 10.01.2028, 09:00 Uhr"),
        ("STG", "!auftrag an AK-FM: Bedarf prüfen bis 1.5.", "Fr 30.04.2027"),
        ("STG", "!auftrag an AK-FM: Bedarf prüfen bis Ostern", "Do 25.03.2027"),
        ("STG", "!auftrag an AK-FM: Bedarf prüfen bis Mitte März", "Mo 15.03.2027"),
        ("STG", "!auftrag an AK-FM: Bedarf prüfen bis KW 6", "Fr 12.02.2027"),
    ],
)
def test_the_bot_says_what_it_understood(w: World, room: str, typed: str, said: str) -> None:
    """Where a convention decides, the answer names weekday and date."""
    assert said in w.ask("vogt", room, typed)
