"""What has been understood of a rhythm so far, and what its pieces have in common."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from commands.dates.recurrence import Frequency
from commands.dates.senses import Failed, Frame, Sense
from commands.dates.tokens import Phrase
from commands.dates.words import bag

AND = bag(", und and & + / u sowie plus as well")
"""What may join two days, months or exceptions."""

Unit = Literal["day", "week", "month", "quarter", "half", "year"]


@dataclass(frozen=True, slots=True)
class Until:
    """The end that was said; `index` is where, to read it again from a later beginning on."""

    index: int
    last: date | Failed


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been said so far. `recurring` is set by any word that speaks of repetition.

    `interval` is 0 where none was said, `every` the n of „jeden n-ten Dienstag“, `times` and `per`
    those of „zweimal im Monat“, `months` where a day was counted in them, `within` to which months
    all of it is limited, `quarterly` whether a calendar quarter was named.
    """

    recurring: bool = False
    frequency: Frequency | None = None
    interval: int = 0
    quarterly: bool = False
    times: int = 0
    per: Unit | None = None
    parity: int | None = None
    monthly: bool = False
    every: int = 0
    weekdays: frozenset[int] = frozenset()
    nths: tuple[int, ...] = ()
    working: bool = False
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    within: frozenset[int] = frozenset()
    minutes: int | Failed | None = None
    late: bool | None = None
    length: int | None = None
    start: Sense | None = None
    dated: Sense | None = None
    until: Until | None = None
    lasting: tuple[int, Unit] | None = None
    count: int = 0
    skips: frozenset[str] = field(default=frozenset())
    not_weekdays: frozenset[int] = field(default=frozenset())
    not_months: frozenset[int] = field(default=frozenset())


EMPTY = Draft()

Step = tuple[Draft, int]
"""The draft with one piece more, and the index of what follows."""

Piece = Callable[[Phrase, int, Frame, Draft], Iterable[Step]]
"""Every way to read one piece at an index; none if there is none or if it contradicts the draft."""


def told(draft: Draft, end: int, *, recurring: bool = False, **said: Any) -> list[Step]:
    """The draft with more said; nothing if something else was said of the same before."""
    for name, value in said.items():
        before = getattr(draft, name)
        if before != getattr(EMPTY, name) and before != value:
            return []
    return [(replace(draft, recurring=draft.recurring or recurring, **said), end)]
