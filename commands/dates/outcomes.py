"""What the rules found, as the readings that are handed out."""

from collections.abc import Iterable

from commands.dates.clock import ABOUT
from commands.dates.moments import Timed, as_days, moment
from commands.dates.readings import Ambiguous, Found, Impossible, Moment, Note, Reading, T
from commands.dates.senses import Failed, Frame
from commands.dates.tokens import Phrase

Values = Iterable[tuple[T, Note | None]]


def reading(p: Phrase, begin: int, end: int, values: "Values[T] | Failed") -> Reading[T]:
    """The values that the tokens from `begin` to `end` may mean, with their place in the text."""
    start, stop = p.starts[begin], p.ends[end - 1]
    if isinstance(values, Failed):
        return Impossible(values.key, values.data, start, stop)
    found = tuple(Found(value, start, stop, note) for value, note in values)
    return found[0] if len(found) == 1 else Ambiguous(found)


def moments(p: Phrase, begin: int, one: Timed, at: Frame) -> "Values[Moment] | Failed":
    """The moments a `Timed` may mean, with what has to be told about each."""
    if isinstance(one.sense, Failed):
        return one.sense
    near = about(p, begin, one.end) if one.minutes is not None else None
    return [(moment(day, one.minutes, one.part), note or near) for day, note in as_days(one.sense, at)]


def about(p: Phrase, begin: int, end: int) -> Note | None:
    """The note that a time is only near what was said: „gegen 9“, „kurz vor 9“."""
    return Note("time.about") if any(p[k] in ABOUT for k in range(begin, end)) else None
