"""Whatever is typed: a reading comes out, quickly, and points into the text."""

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.dates.calendar import Calendar
from commands.dates.fallback import guessed
from commands.dates.read import (
    find_deadline,
    find_moment_prefix,
    read_day,
    read_deadline,
    read_minutes,
    read_moment,
    read_rhythm,
    read_span,
    read_time,
)
from commands.dates.readings import Ambiguous, Found, Impossible
from commands.dates.sentences import find_times, read_choices, read_expression
from commands.dates.tokens import Phrase
from commands.dates.words import CARDINALS, MONTHS, ORDINALS, SHORT_WEEKDAYS, WEEKDAYS, row
from tests.dates.town import NOW, NRW, Reader

READERS: list[Reader[object]] = [
    read_expression,
    read_day,
    read_moment,
    read_time,
    read_deadline,
    read_span,
    read_rhythm,
    find_deadline,
    find_moment_prefix,
]
PIECES = [
    *random.Random(7).sample(sorted(CARDINALS), 12),
    *random.Random(7).sample(sorted(ORDINALS), 12),
    *MONTHS,
    *WEEKDAYS,
    *SHORT_WEEKDAYS,
    *row("bis ab vor nach um am im in der den des zum von vom und oder jeden alle every next"),
    *row("nächste kommenden diesen letzten Woche Wochen Tage Tagen Monat Monats Jahr Quartal"),
    *row("KW Q1 Uhr h am pm halb Viertel Ende Mitte Anfang Ostern Sommerferien heute morgen"),
    *row("spätestens binnen innerhalb Arbeitstagen täglich wöchentlich werktags Minuten"),
    *row("0 1 6 9 12 15 24 25 29 31 53 99 2027 2028 99999 1.1. 29.2. 30.2. 9:30 9.30 24:00"),
    *row("0001 9999 1.1.0001 31.12.9999"),
    *row(". , : - – / ' ( ) „ “ % €"),
    "\u00a0",
]
PHRASES = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
GLUED = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def check(text: str) -> None:
    for read in READERS:
        reading = read(text, NOW, NRW)
        assert reading is None or isinstance(reading, Found | Ambiguous | Impossible)
        parts = reading.options if isinstance(reading, Ambiguous) else (reading,)
        assert not isinstance(reading, Ambiguous) or len(parts) > 1
        for part in parts:
            assert part is None or 0 <= part.start < part.end <= len(text)
    read_minutes(text)
    read_choices(text, NOW, NRW)
    end = 0
    for one in find_times(text, NOW, NRW):
        first = one.options[0] if isinstance(one, Ambiguous) else one
        assert end <= first.start < first.end <= len(text)
        end = first.end


@given(st.text(max_size=2000))
def test_any_text_gets_a_reading(text: str) -> None:
    check(text)


@given(PHRASES | GLUED)
@settings(max_examples=600)
def test_any_heap_of_our_own_words_gets_a_reading(text: str) -> None:
    check(text)


@given(PHRASES, st.datetimes(datetime(2024, 1, 1), datetime(2040, 12, 31)))
def test_any_day_is_a_good_day_to_read(text: str, now: datetime) -> None:
    aware = now.replace(tzinfo=NOW.tzinfo)
    for read in READERS:
        read(text, aware, NRW)


@given(PHRASES, st.sampled_from(["BW", "BY", "SN", "HH", "Augsburg"]))
def test_any_state_is_a_good_place_to_read(text: str, state: str) -> None:
    for read in READERS:
        read(text, NOW, Calendar(state, catholic=True))


@pytest.mark.parametrize("read", READERS[:6])
def test_a_phrase_of_more_than_200_characters_is_not_read(read: Reader[object]) -> None:
    assert read("Dienstag" + " " * 200, NOW, NRW) is None


@pytest.mark.parametrize("piece", ["1.1. ", "Di ", "bis ", "vor ", "3 nach ", "erster ", "um um "])
def test_repetition_costs_no_more_than_its_length(piece: str) -> None:
    """Counted in tokens looked at, not in seconds: the sum grows with the text, not with powers."""

    def looks(times: int) -> int:
        count = 0
        plain = Phrase.__getitem__

        def counted(self: Phrase, i: int) -> str:
            nonlocal count
            count += 1
            return plain(self, i)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Phrase, "__getitem__", counted)
            for read in READERS:
                read((piece * times)[:190], NOW, NRW)
            find_times((piece * times)[:190], NOW, NRW)
        return count

    assert looks(20) <= 4 * looks(10) + 2000


@given(st.text(max_size=80))
def test_the_fallback_never_raises(text: str) -> None:
    guessed(text, NOW)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027/May/21", (2027, 5, 21)),
        ("18 Uhr", None),
        ("12.06.", None),
        ("30 Tage", None),
        ("so", None),
        ("1", None),
        ("Raum 5 Mai 3", None),
        ("TOP 3 Mai", None),
        ("2020/May/21", None),
        ("2099 May 21", None),
        ("2027 May 21 at 9:30", None),
    ],
)
def test_the_fallback_is_fenced(text: str, day: tuple[int, int, int] | None) -> None:
    guess = guessed(text, NOW)
    assert (guess and (guess.year, guess.month, guess.day)) == day


def test_what_the_fallback_read_is_marked_as_a_guess() -> None:
    reading = read_day("2027/May/21", NOW, NRW)
    assert isinstance(reading, Found) and reading.note and reading.note.key == "day.guessed"
    assert reading.value - NOW.date() == timedelta(123)


@pytest.mark.parametrize("year", ["0000", "0001", "1582", "9000", "9999", "10000"])
@pytest.mark.parametrize(
    "before", ["", "bis ", "ab ", "zwei Wochen nach dem ", "Freitag vor dem ", "jeden Dienstag ab "]
)
def test_years_at_the_ends_of_time_are_answered_too(year: str, before: str) -> None:
    for said in (f"1.1.{year}", f"31.12.{year}", f"Dezember {year}", f"Schuljahr {year}", f"KW 52 {year}"):
        check(before + said)
