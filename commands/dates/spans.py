"""Every way to say from when to when: ranges, open bounds, and windows of a given length."""

from commands.dates.bounds import open_ended
from commands.dates.ranges import Spanned, closed
from commands.dates.restated import said_twice
from commands.dates.senses import Failed, Frame
from commands.dates.tokens import Phrase
from commands.dates.windows import windows


def spans(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """Every span that begins at i, the longest first; of equal covers what was said as a span comes first."""
    found = closed(p, i, at) + said_twice(p, i, at) + open_ended(p, i, at) + windows(p, i, at)
    return sorted(found, key=lambda one: (-one.end, isinstance(one.spans, Failed), one.single))
