"""The phrases as data: `de/` and `en/` hold one plain text file for each family.

    # a comment
    [day]                      what is asked, from here on; `[day past]` asks with `past=True`
    @ 2027-01-18 10:00         when the phrase is said, local time; a state and „catholic“ may follow
    nächsten Dienstag = 2027-01-19 | 2027-01-26 ; next weekday

Left of „ = “ stands the phrase („␣“ is a non-breaking blank), right of it the meaning: readings in order of
likelihood between „|“, `!key` for what cannot be, `-` for nothing. What follows „ ; “ names the convention of
docs/dates.md by which the meaning is right, where people disagree.

========  =================================================================================================
day       2027-01-19
deadline  2027-01-19
moment    2027-01-19, 2027-01-19 09:00, 2027-01-19 evening
span      2027-01-19 .. 2027-01-21, 2027-01-19 09:00 .. 2027-01-19 11:00, 2027-01-19 .. and .. 2027-01-21
minutes   90
rhythm    WEEKLY INTERVAL=2 BYDAY=TU, 2027-01-19, 09:00, 90 min, until 2027-06-30, not school
sentence  [am Dienstag] 2027-01-19 & [bis Freitag] .. 2027-01-22
task      [bis Freitag] 2027-01-22
opening   [Di 9 Uhr] 2027-01-19 09:00
expression  any of moment, span and rhythm, or a length as PT90M, P3D, P1M (ISO 8601)
========  =================================================================================================
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from commands.dates.calendar import Calendar

FOLDER = Path(__file__).parent
LANGUAGES = ("de", "en")
ASKED = ("day", "moment", "span", "deadline", "rhythm", "minutes", "sentence", "task", "opening", "expression")

_BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Case:
    """One phrase, when and where it is said, what is asked about it, and what it means (as written)."""

    language: str
    family: str
    line: int
    asked: str
    past: bool
    now: datetime
    place: str
    phrase: str
    meaning: str
    convention: str

    @property
    def name(self) -> str:
        return f"{self.language}/{self.family}:{self.line} {self.phrase!r}"

    @property
    def calendar(self) -> Calendar:
        return _calendar(self.place)


@cache
def _calendar(place: str) -> Calendar:
    state, _, catholic = place.partition(" ")
    closed = {datetime(2027, 2, 8).date(): "Rosenmontag"} if state == "NW" else {}
    return Calendar(state, catholic=bool(catholic), closed=closed)


@cache
def cases() -> tuple[Case, ...]:
    """All of them, in the order of the files."""
    paths = [path for language in LANGUAGES for path in sorted((FOLDER / language).glob("*.txt"))]
    return tuple(case for path in paths for case in _read(path))


def _read(path: Path) -> Iterator[Case]:
    asked, past, now, place = "", False, datetime(2027, 1, 18, 10, tzinfo=_BERLIN), "NW"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            asked, _, tense = line.strip("[]").partition(" ")
            assert asked in ASKED and tense in ("", "past"), line
            past = tense == "past"
        elif line.startswith("@ "):
            day, clock, *rest = line[1:].split()
            now = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=_BERLIN)
            place = " ".join(rest) or "NW"
        else:
            phrase, equals, meaning = line.partition(" = ")
            assert equals, f"{path.name}:{number}"
            meaning, _, convention = meaning.partition(" ; ")
            phrase = phrase.replace("␣", "\u00a0")
            language, family = path.parent.name, path.stem
            yield Case(language, family, number, asked, past, now, place, phrase, meaning.strip(), convention)
