"""dateparser behind a fence: only for a date with a written month that our own grammar left over.

Its known misreadings are silent (clock times become days, „21.05“ becomes 21:05, „so“ a Sunday, a
duration a date), so it never sees them: a text gets through only with a month by name and a day in
figures, with no clock sign, and without any short word. It is imported on first need, because it
costs 15 MB and a tenth of a second.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from commands.dates.tokens import Phrase
from commands.dates.words import DAY_UNITS, EVERY, HOUR_UNITS, MINUTE_UNITS, MONTHS, WEEK_UNITS, bag

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LONGEST_GUESS = 64
"""Longer texts are sentences, in characters."""
YEARS_AHEAD = 3

_REFUSED = (
    bag("uhr bis ab vor nach seit um am pm alle halb viertel und oder nicht")
    | DAY_UNITS
    | WEEK_UNITS
    | HOUR_UNITS
    | MINUTE_UNITS
    | EVERY
)


def guessed(text: str, now: datetime) -> datetime | None:
    """A future local day within three years, at 00:00 and without a zone; None if in any doubt."""
    if len(text) > LONGEST_GUESS or not _admitted(Phrase(text)):
        return None
    base = now.replace(tzinfo=None)
    try:
        day = _parser(base.date().toordinal()).get_date_data(text).date_obj
    except Exception:
        return None
    if day is None or not base.date() <= day.date() <= base.date() + timedelta(366 * YEARS_AHEAD):
        return None
    return day.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)


def _admitted(p: Phrase) -> bool:
    words = [p[i] for i in range(p.size)]
    months = sum(word in MONTHS and len(word) > 2 for word in words)
    figures = [word for word in words if word.isdecimal()]
    short = any(word.isalpha() and len(word) < 3 for word in words)
    clock = ":" in words or any(word in _REFUSED for word in words)
    return months == 1 and 1 <= len(figures) <= 2 and not short and not clock and p.size <= 8


@lru_cache(maxsize=2)
def _parser(today: int) -> "DateDataParser":
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["de", "en"],
        settings={
            "DATE_ORDER": "DMY",
            "RELATIVE_BASE": datetime.fromordinal(today),
            "PREFER_DATES_FROM": "future",
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
