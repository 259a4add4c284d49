"""A span said twice („KW 5 (1.2.-5.2.)“, „Mo-Mi, 9.-11.11.“), or with its ends named („Anreise 9.11., Abreise 11.11.“).

Conventions: said twice, the narrower one counts, if it lies within the first or runs over the same weekdays;
otherwise nothing is read. What ends on the day after a night („Abflug 22:10, Ankunft 06:35“) is over the next day.
"""

from commands.dates.ends import between
from commands.dates.moments import behind_label, timed
from commands.dates.ranges import Spanned, closed, days_to_days, numbers_to_days
from commands.dates.readings import Span
from commands.dates.senses import Failed, Frame
from commands.dates.tokens import Phrase
from commands.dates.weekdays import weekday_at
from commands.dates.words import bag

_BEGINNINGS = bag("anreise abflug abfahrt beginn start hinflug hinfahrt einlass checkin check boarding departure begin")
_ENDINGS = bag("abreise ankunft ende rueckflug rueckfahrt checkout check landung arrival end")


def named_ends(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """„Beginn 9 Uhr, Ende 17 Uhr“, „Abflug: 9.11. 22:10, Ankunft: 10.11. 06:35“."""
    j = behind_label(p, i)
    if p[i] not in _BEGINNINGS or j == i:
        return []
    found = []
    for left in timed(p, j, at):
        k = p.skip(left.end, ",", ";", "/", "-", "|", "und")
        last = behind_label(p, k)
        if p[k] in _ENDINGS and last > k:
            found += [Spanned(between(left, right, at), right.end) for right in timed(p, last, at)]
    return found


def said_twice(p: Phrase, i: int, at: Frame) -> list[Spanned]:
    """A span of whole days, and behind it the same one in other words."""
    found = []
    for one in closed(p, i, at):
        j = p.skip(p.skip(one.end, ","), "(", ":")
        if isinstance(one.spans, Failed) or len(one.spans) != 1 or not (p[j][:1].isdecimal() or weekday_at(p, j)):
            continue
        for other in (*numbers_to_days(p, j, False, at), *days_to_days(p, j, False, at)):
            if not isinstance(other.spans, Failed) and _agree(one.spans[0], other.spans[0]):
                found.append(Spanned(other.spans, p.skip(other.end, ")")))
    return found


def _agree(one: Span, other: Span) -> bool:
    if not (one.first and one.last and other.first and other.last) or one.first.time or other.first.time:
        return False
    within = one.first.day <= other.first.day and other.last.day <= one.last.day
    weekdays = [
        (span.first.day.weekday(), span.last.day.weekday()) for span in (one, other) if span.first and span.last
    ]
    return within or (one.first.day != one.last.day and weekdays[0] == weekdays[1])
