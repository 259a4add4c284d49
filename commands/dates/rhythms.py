"""Series: „alle zwei Wochen dienstags 9:30“, „jeden ersten Montag im Monat“, „every Tuesday at 9“.

A rhythm is read piece by piece, in any order, and every word has to belong to a piece. Conventions:
- „jeden zweiten Dienstag“ without „im Monat“ is every other Tuesday, or the second of a month.
- Without „ab“ a series begins with its first occurrence from now on; with „ab“ that day fixes
  which weeks are meant, even if it is up to 60 days ago and its year was not said.
- „alle zwei Wochen“ without a weekday takes that of „ab“, or of the next working day.
- „monatlich“ without a day needs „ab“. „werktags“ is Monday to Friday; holidays are not left out.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from commands.dates.moments import clock_time
from commands.dates.readings import Rhythm
from commands.dates.recurrence import WORKWEEK, Frequency, Rule
from commands.dates.rhythm_draft import Draft
from commands.dates.rhythm_pieces import PIECES
from commands.dates.senses import Failed, Frame, Point, Sense, month_length
from commands.dates.tokens import Phrase

_MOST_PIECES = 40
_ANCHOR_DAYS = 60


@dataclass(frozen=True, slots=True)
class _Anchor:
    day: date
    said: bool


def rhythms(p: Phrase, i: int, at: Frame) -> tuple[Rhythm, ...] | Failed | None:
    """The series the whole phrase from i on may mean, the likeliest first."""
    draft: Draft | None = Draft()
    for _ in range(_MOST_PIECES):
        if p.is_end(i) or draft is None:
            break
        draft, i = _next_piece(p, i, at, draft)
    if draft is None or not p.is_end(i) or not draft.recurring:
        return None
    for part in (draft.start, draft.minutes, draft.until):
        if isinstance(part, Failed):
            return part
    return _series(draft, at)


def _next_piece(p: Phrase, i: int, at: Frame, draft: Draft) -> tuple[Draft | None, int]:
    for piece in PIECES:
        if found := piece(p, i, at, draft):
            return found
    return None, i


def _series(draft: Draft, at: Frame) -> tuple[Rhythm, ...] | Failed | None:
    found: list[Rhythm] = []
    for rule in _rules(draft):
        for anchor in _anchors(draft.start, at):
            complete = _completed(rule, anchor)
            one = _started(complete, anchor, draft, at) if complete else None
            if isinstance(one, Failed):
                return one
            if one and one not in found:
                found.append(one)
    return tuple(found) or None


def _rules(draft: Draft) -> list[Rule | None]:
    """The rules the pieces add up to; None where they contradict each other."""
    frequency: Frequency = draft.frequency or ("MONTHLY" if draft.monthly else "WEEKLY")
    rule = Rule(frequency, draft.interval or 1, tuple(sorted(draft.weekdays)))
    if draft.every_other:
        fortnight = replace(rule, frequency="WEEKLY", interval=draft.every_other)
        monthly = replace(rule, frequency="MONTHLY", nths=(draft.every_other,))
        return [monthly] if draft.monthly else [fortnight, monthly]
    if draft.months and frequency != "YEARLY":
        rule = replace(rule, frequency="MONTHLY")
    rule = replace(rule, months=draft.months, month_days=draft.month_days)
    if draft.nths and draft.working:
        rule = replace(rule, weekdays=WORKWEEK, set_positions=draft.nths)
    elif draft.nths:
        rule = replace(rule, nths=draft.nths)
    in_month = bool(draft.nths or draft.month_days)
    if in_month and not draft.frequency:
        rule = replace(rule, frequency="MONTHLY")
    if (rule.frequency in ("DAILY", "WEEKLY") and in_month) or (
        rule.frequency in ("DAILY", "MONTHLY", "YEARLY") and rule.weekdays and not draft.nths
    ):
        return [None]
    return [rule]


def _anchors(start: Sense | Failed | None, at: Frame) -> list[_Anchor]:
    if start is None or isinstance(start, Failed):
        return [_Anchor(at.today, False)]
    if not isinstance(start, Point):
        return [_Anchor(start.first, True)]
    day = start.days[0]
    if start.yearless:
        said, month = start.yearless
        past = date(day.year - 1, month, min(said, month_length(day.year - 1, month)))
        if (at.today - past).days <= _ANCHOR_DAYS:
            return [_Anchor(past, True)]
    return [_Anchor(day, True) for day in start.days]


def _completed(rule: Rule | None, anchor: _Anchor) -> Rule | None:
    """A rule that says which day, taken from the anchor if need be; None if it stays open."""
    if rule is None or rule.weekdays or rule.month_days or rule.frequency == "DAILY":
        return rule
    if rule.frequency == "WEEKLY":
        day = anchor.day
        while not anchor.said and day.weekday() > 4:
            day += timedelta(1)
        return replace(rule, weekdays=(day.weekday(),))
    if not anchor.said:
        return None
    months = (anchor.day.month,) if rule.frequency == "YEARLY" else ()
    return replace(rule, month_days=(anchor.day.day,), months=months)


def _started(rule: Rule, anchor: _Anchor, draft: Draft, at: Frame) -> Rhythm | Failed | None:
    minutes = draft.minutes if isinstance(draft.minutes, int) else None
    over = minutes is not None and minutes <= at.now.hour * 60 + at.now.minute
    earliest = at.today + timedelta(over)
    start = rule.first(anchor.day if anchor.said else earliest, earliest)
    if start is None:
        return None
    if start > at.latest:
        return Failed("date.too_far", {"latest": at.latest})
    ends_on = draft.until if isinstance(draft.until, date) else None
    if ends_on and ends_on < start:
        return Failed("span.backwards", {"first": start, "last": ends_on})
    if minutes == 1440:
        return Failed("time.does_not_exist", {"hour": "24", "minute": "00"})
    clock = None if minutes is None else clock_time(minutes)
    return Rhythm(rule.text(), start, clock, draft.length, ends_on)
