"""The town's own calendar file."""

from datetime import date
from pathlib import Path

import pytest

from bot import town_calendar
from bot.config import BadConfiguration, load
from commands.dates.calendar import Calendar

ROOT = Path(__file__).parent.parent


def _load(folder: Path, text: str) -> Calendar:
    path = folder / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return town_calendar.load(path, "NW", catholic=False)


def test_the_example_is_read() -> None:
    calendar = town_calendar.load(ROOT / "calendar.example.toml", "NW", catholic=False)
    assert calendar.closing_reason(date(2027, 12, 24)) == ("closed", "Heiligabend")
    assert calendar.closing_reason(date(2028, 2, 28)) == ("closed", "Rosenmontag")
    assert calendar.closing_reason(date(2027, 12, 28)) == ("closed", "Betriebsruhe")
    assert calendar.is_working_day(date(2030, 12, 24)), "an exception from the rule of every year"
    assert calendar.recess(date(2027, 7, 14)) == "Sitzungspause"
    assert calendar.school_break(date(2027, 5, 7)) == "Beweglicher Ferientag"


def test_days_of_every_year_are_closed_in_every_year(tmp_path: Path) -> None:
    calendar = _load(
        tmp_path, '[[closed]]\nday = "24.12."\nname = "Heiligabend"\n[[closed]]\nday = "Weiberfastnacht"\n'
    )
    for year in range(town_calendar.FIRST_YEAR, town_calendar.LAST_YEAR + 1):
        assert calendar.closed[date(year, 12, 24)] == "Heiligabend"
    assert calendar.closing_reason(date(2027, 2, 4)) == ("closed", "Weiberfastnacht")


def test_school_breaks_beyond_the_data_move_the_horizon(tmp_path: Path) -> None:
    text = '[[school_break]]\nname = "Herbstferien"\nfirst = 2031-10-13\nlast = 2031-10-25\n'
    calendar = _load(tmp_path, text)
    assert calendar.school_data_until() == date(2031, 10, 25)
    found = calendar.break_span("herbstferien", date(2031, 1, 1))
    assert found and found.first == date(2031, 10, 13)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[closed]]\nday = 2027-02-08\n", "closed, entry 1: name is missing"),
        ('[[closed]]\nday = "neulich"\n', "closed, entry 1: cannot read 'neulich'"),
        ('[[closed]]\nday = "30.2."\nname = "x"\n', "closed, entry 1: day is out of range"),
        ('[[closed]]\nname = "x"\n', "closed, entry 1: give either day, or first and last"),
        ('[[recess]]\nname = "x"\nfirst = 2027-02-08\nlast = 2027-02-01\n', "recess, entry 1: last lies before first"),
        ("[[opened]]\nday = 5\n", "opened, entry 1:"),
        ("[[shut]]\n", "shut: Extra inputs"),
        ("closed = ", "is not TOML"),
    ],
)
def test_every_mistake_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(town_calendar.BadCalendar, match=complaint.replace("(", r"\(")):
        _load(tmp_path, text)


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8").replace("# calendar_file", "calendar_file")
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadConfiguration, match=r"calendar\.toml: cannot be read"):
        load(tmp_path / "config.toml")
    (tmp_path / "calendar.toml").write_text('[[closed]]\nday = "24.12."\n', encoding="utf-8")
    assert load(tmp_path / "config.toml").town.calendar().closing_reason(date(2027, 12, 24)) == ("closed", "24.12.")
