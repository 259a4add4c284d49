"""The second front door: any time expression, alternatives, and all times of a whole sentence.

The promises are those of read.py: no function raises, `now` is local and aware, work is linear.
"""

from datetime import date, datetime

from commands.dates.calendar import Calendar
from commands.dates.choices import choices
from commands.dates.expressions import Expression, TimeExpression, expressions, labelled
from commands.dates.fallback import guessed
from commands.dates.finding import believed
from commands.dates.moments import behind_label
from commands.dates.outcomes import reading
from commands.dates.readings import Ambiguous, Found, Impossible, Moment, Note, Reading, Span
from commands.dates.rhythms import rhythms
from commands.dates.senses import Failed, Frame, frame
from commands.dates.tokens import LONGEST_PHRASE, Phrase
from commands.dates.words import EVERY, WEEKDAY_ADVERBS, bag

LONGEST_TEXT = 4000
"""Of a longer text only so many characters are searched."""

_LONGEST_SERIES = 14
_SERIES = (
    EVERY
    | WEEKDAY_ADVERBS.keys()
    | bag(
        "alle taeglich woechentlich monatlich jaehrlich vierteljaehrlich halbjaehrlich werktags wochentags "
        "quartalsweise daily weekly monthly yearly quarterly fortnightly"
    )
)

FoundTime = Found[TimeExpression] | Ambiguous[TimeExpression] | Impossible


def read_expression(
    text: str, now: datetime, calendar: Calendar, *, past: bool = True, meeting: date | None = None
) -> Reading[TimeExpression]:
    """Whatever the WHOLE text means: a moment, a span, a length or a series (see expressions).

    A label before it („Abflug: 23.11., 20:27 Uhr“) is passed over.
    """
    p, at = (
        Phrase(text if len(text) <= LONGEST_PHRASE else ""),
        frame(now, calendar, past, written_past=True, meeting=meeting),
    )
    begin = p.begin()
    for start in dict.fromkeys((begin, behind_label(p, begin))):
        whole = [one for one in (*expressions(p, start, at), *labelled(p, start, at)) if p.is_end(one.end)]
        if whole and not isinstance(whole[0].values, Failed):
            return reading(p, start, whole[0].end, whole[0].values)
        series = rhythms(p, start, at)
        if series is not None and not isinstance(series, Failed):
            return reading(p, start, p.size, list(series))
        if whole:
            return reading(p, start, whole[0].end, whole[0].values)
        if isinstance(series, Failed):
            return reading(p, start, p.size, series)
    if guess := guessed(text, now):
        return Found(Moment(guess.date()), 0, len(text), Note("day.guessed"))
    return None


def read_choices(
    text: str, now: datetime, calendar: Calendar, *, past: bool = False, meeting: date | None = None
) -> tuple[Moment | Span, ...]:
    """All alternatives of a whole text, in the order said: „Di oder Mi 10 Uhr“, „3., 5. und 7. Mai“.

    Joined by „oder“, „und“, commas or slashes; one alone is one; () if anything stays unread.
    """
    p, at = Phrase(text if len(text) <= LONGEST_PHRASE else ""), frame(now, calendar, past, meeting=meeting)
    begin = p.begin()
    for values, end in choices(p, begin, at, listed=True):
        if p.is_end(end):
            return values
    one = read_expression(text, now, calendar, past=past, meeting=meeting)
    if isinstance(one, Found) and isinstance(one.value, Moment | Span):
        return (one.value,)
    return ()


def find_times(
    text: str, now: datetime, calendar: Calendar, *, past: bool = True, meeting: date | None = None
) -> tuple[FoundTime, ...]:
    """Every time expression in a text, from left to right, each the longest at its place, none overlapping."""
    p, at = Phrase(text[:LONGEST_TEXT]), frame(now, calendar, past, written_past=True, meeting=meeting)
    found: list[FoundTime] = []
    i = 0
    while i < p.size:
        one = _at(text, p, i, at)
        if one is None:
            i += 1
            continue
        outcome = reading(p, i, one.end, one.values)
        if outcome is not None:
            found.append(outcome)
        i = one.end
    return tuple(found)


def _at(text: str, p: Phrase, i: int, at: Frame) -> Expression | None:
    """The longest expression at i that is believed."""
    if not p[i][:1].isalnum():
        return None
    series = _series(text, p, i, at) if p[i] in _SERIES else None
    for one in expressions(p, i, at):
        if series and series.end >= one.end:
            break
        if not _torn(p, i) and believed(text, p, i, one):
            return one
    return series


def _torn(p: Phrase, i: int) -> bool:
    """Whether the token is the tail of a longer word or number."""
    return p.glued(i) and p[i - 1][-1:].isalnum() and p[i][:1].isalnum()


def _series(text: str, p: Phrase, i: int, at: Frame) -> Expression | None:
    if p[i + 1] == p[i]:
        return None  # nobody repeats the word; a text that does so forty times would be read forty times over
    for end in range(min(p.size, i + _LONGEST_SERIES), i + (p[i] not in WEEKDAY_ADVERBS), -1):
        part = p.cut(i, end)
        if part.is_end(part.size - 1):
            continue
        series = rhythms(part, 0, at)
        if series is not None and not isinstance(series, Failed):
            one = Expression(list(series), end, 0)
            return one if believed(text, p, i, one) else None
    return None
