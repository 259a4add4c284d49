"""Any time expression at all: which of moment, span, length and series a phrase is.

Precedence: the longest cover wins. Of equal covers a series comes before a span, a span before a
moment and a moment before a length, with these rules: what names a period („KW 6“, „Mai“, „nächste
Woche“, „Wochenende“, „Ende März“) is a span, what names a day („Dienstag“, „Ostern“) or a time is a moment, „vor
Ostern“ and „nach Ostern“ are spans with one open end, „2 h“ with a space and „5h“ are lengths, „9h“ is a
clock time. Alternatives („Di oder Mi 10 Uhr“) are Ambiguous: in the order in which they were said.
"""

from dataclasses import dataclass

from commands.dates.bounds import OPENING_WORDS
from commands.dates.choices import choices
from commands.dates.hours import FROM
from commands.dates.lengths import lengths
from commands.dates.moments import timed
from commands.dates.outcomes import Values, about, moments
from commands.dates.ranges import several_days
from commands.dates.readings import Length, Moment, Note, Rhythm, Span
from commands.dates.restated import named_ends
from commands.dates.senses import Failed, Frame
from commands.dates.spans import spans
from commands.dates.tokens import Phrase
from commands.dates.words import ARTICLES, CARDINALS, HOUR_UNITS, bag

TimeExpression = Moment | Span | Length | Rhythm


_LEADING = (
    FROM
    | OPENING_WORDS
    | ARTICLES
    | CARDINALS.keys()
    | bag(
        "im in jeweils waehrend during throughout innerhalb binnen within um at gegen ca circa etwa so ueber fuer "
        "for over"
    )
    | bag(
        "naechste naechsten naechster letzte letzten letzter kommende kommenden vergangene vergangenen next last past "
        "entweder either anfang mitte ende early mid late"
    )
)


@dataclass(frozen=True, slots=True)
class Expression:
    """What may be meant, or why it cannot be; `end` is what follows, `rank` the place among equal covers."""

    values: Values[TimeExpression] | Failed
    end: int
    rank: int


def expressions(p: Phrase, i: int, at: Frame) -> list[Expression]:
    """Every moment, span, length and group of alternatives that begins at i, the longest first."""
    moments_said, measured = timed(p, i, at), lengths(p, i)
    if not moments_said and not measured and p[i].isalpha() and p[i] not in _LEADING:
        return []
    found: list[Expression] = []
    for one in moments_said:
        if not several_days(one):
            found.append(Expression(moments(p, i, one, at), one.end, 3))
    for spanned in spans(p, i, at):
        if isinstance(spanned.spans, Failed):
            found.append(Expression(spanned.spans, spanned.end, 4))
        elif not spanned.single:
            note = about(p, i, spanned.end)
            found.append(Expression([(span, note) for span in spanned.spans], spanned.end, 1))
    if measured:
        spaced = p[i + 1] in HOUR_UNITS and (not p.glued(i + 1) or p[i] in ("24", "1", "2", "3", "4", "5", "6"))
        note = Note("time.about") if measured[2] else None
        end = p.skip(measured[1], "lang", "long")
        found.append(Expression([(measured[0], note)], end, 1 if spaced else 4))
    for several, end in choices(p, i, at):
        found.append(Expression([(value, None) for value in several], end, 2))
    return sorted(found, key=lambda one: (-one.end, isinstance(one.values, Failed), one.rank))


def labelled(p: Phrase, i: int, at: Frame) -> list[Expression]:
    """A span whose ends are named; in a sentence („Beginn: 18:30 Uhr, Ende: 20 Uhr“) these are two times."""
    return [
        Expression(one.spans if isinstance(one.spans, Failed) else [(span, None) for span in one.spans], one.end, 1)
        for one in named_ends(p, i, at)
    ]
