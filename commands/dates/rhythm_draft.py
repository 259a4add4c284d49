"""What has been understood of a rhythm so far, and the small parts its pieces share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from commands.dates.recurrence import Frequency
from commands.dates.senses import Failed, Frame, Sense
from commands.dates.tokens import Phrase
from commands.dates.weekdays import ordinal_at, weekday_at
from commands.dates.words import (
    DAY_UNITS,
    EVERY,
    MONTH_UNITS,
    MONTHS,
    QUARTER_UNITS,
    WEEK_UNITS,
    WEEKDAY_ADVERBS,
    YEAR_UNITS,
)

AND = frozenset((",", "und", "and", "&", "+"))


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been said so far. `recurring` is set by any word that speaks of repetition."""

    recurring: bool = False
    frequency: Frequency | None = None
    interval: int | None = None
    monthly: bool = False
    every_other: int = 0
    weekdays: frozenset[int] = frozenset()
    nths: tuple[int, ...] = ()
    working: bool = False
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    minutes: int | Failed | None = None
    length: int | None = None
    start: Sense | None = None
    until: date | Failed | None = None


Step = tuple[Draft | None, int]
"""The draft with one piece more (None if it contradicts itself), and what follows."""

Piece = Callable[[Phrase, int, Frame, Draft], Step | None]


def often(draft: Draft, frequency: Frequency, interval: int, weekdays: frozenset[int] = frozenset()) -> Draft | None:
    """The draft with a frequency; None if it has one already."""
    if draft.frequency or (weekdays and draft.weekdays):
        return None
    return replace(
        draft,
        recurring=True,
        frequency=frequency,
        interval=interval,
        weekdays=weekdays or draft.weekdays,
    )


def every_days(draft: Draft, number: int) -> Draft | None:
    """Every so many days, in weeks where that comes out even („14-tägig“)."""
    if number % 7 == 0:
        return often(draft, "WEEKLY", number // 7)
    return often(draft, "DAILY", number)


def frequency_of(word: str) -> Frequency | None:
    """The frequency a unit of time stands for."""
    if word in DAY_UNITS:
        return "DAILY"
    if word in WEEK_UNITS:
        return "WEEKLY"
    if word in MONTH_UNITS or word in QUARTER_UNITS:
        return "MONTHLY"
    return "YEARLY" if word in YEAR_UNITS else None


def ordinals(p: Phrase, i: int) -> tuple[tuple[int, ...], int]:
    """„ersten und dritten“ at i, and what follows; () if there is none."""
    found: list[int] = []
    while one := ordinal_at(p, i):
        found.append(one[0])
        i = one[1]
        if p[i] not in AND or not ordinal_at(p, i + 1):
            break
        i += 1
    return tuple(found), i


def months_named(p: Phrase, j: int) -> tuple[tuple[int, ...], int]:
    """Which months „im Monat“, „im Quartal“, „jeden Monats“, „im Juni“ name; () if none."""
    k = j
    while p[k] in ("im", "in", "of", "des", "eines", "the", "vom", "im") or p[k] in EVERY:
        k += 1
    if k == j:
        return (), j
    if p[k] in MONTH_UNITS:
        return tuple(range(1, 13)), k + 1
    if p[k] in QUARTER_UNITS:
        return (1, 4, 7, 10), k + 1
    return ((MONTHS[p[k]],), k + 1) if p[k] in MONTHS else ((), j)


def by_month(named: tuple[int, ...], numbers: tuple[int, ...]) -> tuple[int, ...]:
    """What BYMONTH has to say: nothing for every month; the last of a quarter is in its end."""
    if len(named) == 12:
        return ()
    if len(named) == 4 and all(n < 0 for n in numbers):
        return (3, 6, 9, 12)
    return named


def repeated_weekday(p: Phrase, i: int) -> tuple[int, int, bool] | None:
    """Weekday at i, what follows, and whether the word itself says that it recurs."""
    if p[i] in WEEKDAY_ADVERBS:
        return WEEKDAY_ADVERBS[p[i]], i + 1, True
    named = weekday_at(p, i)
    return (*named, False) if named else None
