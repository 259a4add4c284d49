"""The feasts, against knowledge that is not ours."""

from datetime import date, timedelta

import holidays
import pytest
from dateutil.easter import easter as dateutil_easter

from commands.dates.feast_names import _CALLED, feast_at
from commands.dates.feasts import NAMES, advent, easter, feast
from commands.dates.tokens import Phrase

YEARS = range(1990, 2100)
GERMAN = {
    "Neujahr": "neujahr",
    "Heilige Drei Könige": "dreikoenig",
    "Frauentag": "weltfrauentag",
    "Karfreitag": "karfreitag",
    "Ostersonntag": "ostersonntag",
    "Ostermontag": "ostermontag",
    "Erster Mai": "maifeiertag",
    "Christi Himmelfahrt": "himmelfahrt",
    "Pfingstsonntag": "pfingstsonntag",
    "Pfingstmontag": "pfingstmontag",
    "Fronleichnam": "fronleichnam",
    "Mariä Himmelfahrt": "mariae himmelfahrt",
    "Weltkindertag": "weltkindertag",
    "Tag der Deutschen Einheit": "tag der einheit",
    "Allerheiligen": "allerheiligen",
    "Buß- und Bettag": "busstag",
    "Erster Weihnachtstag": "erster weihnachtstag",
    "Zweiter Weihnachtstag": "zweiter weihnachtstag",
}
AMERICAN = {
    "Martin Luther King Jr. Day": "martin luther king day",
    "Washington's Birthday": "presidents day",
    "Memorial Day": "memorial day",
    "Independence Day": "independence day",
    "Labor Day": "labor day",
    "Columbus Day": "columbus day",
    "Thanksgiving Day": "thanksgiving",
}


@pytest.mark.parametrize("year", YEARS)
def test_easter_is_the_one_of_dateutil(year: int) -> None:
    assert easter(year) == dateutil_easter(year)


def test_public_holidays_are_those_of_the_states() -> None:
    seen = set()
    for state in ("BE", "BB", "BY", "SN", "TH", "NW"):
        days = holidays.country_holidays(
            "DE", subdiv=state, years=range(2020, 2041), language="de", categories=("public", "catholic")
        )
        for day, name in days.items():
            for one in str(name).split("; "):
                if one in GERMAN:
                    seen.add(one)
                    assert feast(GERMAN[one], day.year).day == day, one
    assert seen == GERMAN.keys()


def test_american_holidays_are_those_of_the_united_states() -> None:
    seen = set()
    for day, name in holidays.country_holidays("US", years=range(2022, 2041), observed=False).items():
        if name in AMERICAN:
            seen.add(name)
            assert feast(AMERICAN[name], day.year).day == day, name
    assert seen == AMERICAN.keys()


@pytest.mark.parametrize("year", YEARS)
def test_the_fourth_advent_is_the_last_sunday_before_christmas(year: int) -> None:
    last = advent(year, 4)
    assert last.weekday() == 6 and timedelta(1) <= date(year, 12, 25) - last <= timedelta(7)
    assert feast("totensonntag", year).day == last - timedelta(28)
    assert feast("busstag", year).day.weekday() == 2


def test_every_feast_has_a_name_and_every_name_is_found() -> None:
    assert _CALLED.keys() == NAMES
    for called, names in _CALLED.items():
        for name in names.split("|"):
            p = Phrase(name)
            assert feast_at(p, 0) == (called, p.size), name
        assert feast(called, 2027).first <= feast(called, 2027).day <= feast(called, 2027).last
