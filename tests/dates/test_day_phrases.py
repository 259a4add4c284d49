"""What days and periods are called, family by family: the table `day_phrases.tsv`.

Each row is a phrase, a tab and its sense, said on Monday 18 January 2027 when the next meeting is on
16 February and days gone by are readings: a day, „a..b“ for a period („@c“ its own day), „|“ and
„or“ between what people disagree about, „!key“ for what cannot be, „-“ for what is no day at all.
"""

from datetime import date
from pathlib import Path

import pytest

from commands.dates.days import days
from commands.dates.senses import Failed, Point, Sense, frame
from commands.dates.tokens import Phrase
from tests.dates.town import NOW, NRW

TABLE = Path(__file__).with_name("day_phrases.tsv")
ROWS = [tuple(row.split("\t")) for row in TABLE.read_text("utf-8").splitlines() if "\t" in row]


def sense_of(text: str) -> Sense | None:
    """The sense that covers the whole text."""
    p, at = Phrase(text), frame(NOW, NRW, past=True, meeting=date(2027, 2, 16))
    return next((sense for sense, end in days(p, p.begin(), at) if p.is_end(end)), None)


def said(sense: Sense | None) -> str:
    """A sense as the table writes it."""
    if sense is None:
        return "-"
    if isinstance(sense, Failed):
        return f"!{sense.key}"
    if isinstance(sense, Point):
        return "|".join(map(str, sense.days))
    own = f" @{sense.day}" if sense.day != sense.first else ""
    return " or ".join([f"{one.first}..{one.last}" for one in (sense, *sense.alternatives)]) + own


@pytest.mark.parametrize(("text", "meant"), ROWS)
def test_a_day_or_period_is_read_as_the_table_says(text: str, meant: str) -> None:
    assert said(sense_of(text)) == meant


def test_no_phrase_stands_twice_in_the_table() -> None:
    texts = [text for text, _ in ROWS]
    assert len(texts) == len(set(texts)) > 500
