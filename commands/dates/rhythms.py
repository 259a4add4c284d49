"""Series: „alle zwei Wochen dienstags 9:30“, „jeden ersten Montag im Monat“, „every Tuesday at 9“.

A rhythm is read piece by piece, in any order, and every word has to belong to a piece. Conventions:
- „jeden zweiten Dienstag“ without „im Monat“ is every other Tuesday, or the second of a month.
- Without „ab“ a series begins with its first occurrence from now on; with „ab“ that day fixes
  which weeks are meant, even if it is up to 60 days ago and its year was not said.
- „alle zwei Wochen“ without a weekday takes that of „ab“, or of the next working day.
- „monatlich“ without a day guesses one, which is noted; „monatlich dienstags“ asks for the which one.
- „viermal im Jahr“ is every three months, „zweimal im Jahr“ every six; a number that does not go
  evenly into twelve months is no rule. „zweimal im Monat dienstags“ asks which ones.
- „werktags“ is Monday to Friday; holidays are not left out unless it is said.
- Even and odd weeks are those of ISO 8601, week 53 and the 1 after it both being odd.
- „10 mal“ becomes the day of the tenth date that is not left out, and so does „acht Wochen lang“:
  a series ends on a day, whatever becomes of single dates.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from commands.dates.expansion import expansion, needs_school_data
from commands.dates.moments import clock_time
from commands.dates.readings import Note, Rhythm
from commands.dates.recurrence import Rule
from commands.dates.rhythm_bounds import again, lasts_until
from commands.dates.rhythm_draft import Draft, Step
from commands.dates.rhythm_pieces import PIECES
from commands.dates.rhythm_rules import rules
from commands.dates.rhythm_skips import in_order
from commands.dates.senses import Failed, Frame, Point, Stretch, month_length
from commands.dates.tokens import Phrase

_MOST_STEPS = 80
_MOST_PIECES = 20
"""The longest series that anybody has written here has fewer, its „am“ and „und“ included."""
_ANCHOR_DAYS = 60
_LONGEST = timedelta(366 * 8)

Outcome = tuple[tuple[Rhythm, Note | None], ...] | Failed | None


@dataclass(frozen=True, slots=True)
class _Anchor:
    day: date
    said: bool
    of_day: bool
    """Whether a single day was named, which can lend its weekday or its date to the rule."""


def rhythms(p: Phrase, i: int, at: Frame, expected: bool = False) -> Outcome:
    """The series the whole phrase from i on may mean, the likeliest first.

    `expected`: it is known to be one, so that a weekday alone is every week.
    """
    failed: Failed | None = None
    for draft in _drafts(p, i, at, Draft(recurring=expected)):
        found = _failure(draft) or _series(draft, p, at)
        if isinstance(found, Failed) and found.key == "rhythm.open_month":
            failed = failed or found  # „jährlich am 15.5.“: read as a date it has one
        elif found:
            return found
    return failed


def _drafts(p: Phrase, i: int, at: Frame, empty: Draft) -> Iterator[Draft]:
    """Every way to divide the phrase into pieces, as far as a bounded search finds them."""
    paths = [_steps(p, i, at, empty)]
    for _ in range(_MOST_STEPS):
        step = next(paths[-1], None)
        if step is None:
            paths.pop()
            if not paths:
                return
            continue
        draft, end = step
        if p.is_end(end):
            if draft.recurring and draft != empty:
                yield draft
        elif len(paths) == _MOST_PIECES:
            return
        else:
            paths.append(_steps(p, end, at, draft))


def _steps(p: Phrase, i: int, at: Frame, draft: Draft) -> Iterator[Step]:
    for piece in PIECES:
        yield from piece(p, i, at, draft)


def _failure(draft: Draft) -> Failed | None:
    parts = (draft.minutes, draft.start, draft.until.last if draft.until else None, draft.dated)
    return next((part for part in parts if isinstance(part, Failed)), None)


def _series(draft: Draft, p: Phrase, at: Frame) -> Outcome:
    found: list[tuple[Rhythm, Note | None]] = []
    draft = _placed(draft)
    for anchor in _anchors(draft, at):
        possible = rules(draft, anchor.day, anchor.of_day)
        if isinstance(possible, Failed):
            return possible
        for rule in possible:
            one = _started(rule, anchor, draft, p, at)
            if isinstance(one, Failed):
                return one
            if one and one not in [rhythm for rhythm, _ in found]:
                found.append((one, _note(draft, anchor)))
    return tuple(found) or None


def _placed(draft: Draft) -> Draft:
    """A date beside a yearly rhythm is its day; beside any other it is where the series begins."""
    if not isinstance(draft.dated, Point):
        return draft
    day = draft.dated.days[0]
    if draft.frequency == "YEARLY" and not (draft.month_days or draft.nths or draft.months):
        return replace(draft, month_days=(day.day,), months=(day.month,), dated=None)
    return replace(draft, start=draft.start or draft.dated, dated=None)


def _anchors(draft: Draft, at: Frame) -> list[_Anchor]:
    start = draft.start
    if isinstance(start, Stretch):
        return [_Anchor(start.first, True, False)]
    if not isinstance(start, Point):
        return [_Anchor(at.today, False, False)]
    if start.yearless:
        said, month = start.yearless
        year = start.days[0].year - 1
        past = date(year, month, min(said, month_length(year, month)))
        if (at.today - past).days <= _ANCHOR_DAYS:
            return [_Anchor(past, True, True)]
    return [_Anchor(day, True, True) for day in start.days]


def _note(draft: Draft, anchor: _Anchor) -> Note | None:
    """What was guessed: the day, or only that the series begins at once."""
    plain = not (draft.weekdays or draft.nths or draft.month_days)
    if plain and draft.frequency != "DAILY" and not anchor.of_day:
        key = "rhythm.weekday_guessed" if draft.frequency == "WEEKLY" else "rhythm.day_guessed"
        return Note(key, from_=anchor.day if anchor.said else None)
    return None if anchor.said else Note("rhythm.start_open")


def _started(rule: Rule, anchor: _Anchor, draft: Draft, p: Phrase, at: Frame) -> Rhythm | Failed | None:
    minutes = _minutes(draft)
    if minutes == 1440:
        return Failed("time.does_not_exist", {"hour": "24", "minute": "00"})
    over = minutes is not None and minutes <= at.now.hour * 60 + at.now.minute
    earliest = at.today + timedelta(over)
    start = rule.first(anchor.day if anchor.said else earliest, earliest)
    if start is None:
        return None
    if start > at.latest:
        return Failed("date.too_far", {"latest": at.latest})
    clock = None if minutes is None else clock_time(minutes)
    whole = Rhythm(rule.text(), start, clock, draft.length, None, in_order(draft.skips))
    return _bounded(whole, draft, p, at)


def _minutes(draft: Draft) -> int | None:
    if not isinstance(draft.minutes, int):
        return None
    return draft.minutes + 720 if draft.late and 60 <= draft.minutes < 720 else draft.minutes


def _bounded(rhythm: Rhythm, draft: Draft, p: Phrase, at: Frame) -> Rhythm | Failed:
    """The series with its end, beginning on the first day that it does not leave out."""
    ends_on = _end(draft, rhythm.starts_on, p, at)
    if isinstance(ends_on, Failed):
        return ends_on
    if ends_on and ends_on < rhythm.starts_on:
        return Failed("span.backwards", {"first": rhythm.starts_on, "last": ends_on})
    if not rhythm.skips and not draft.count:
        return replace(rhythm, ends_on=ends_on)
    until = min(ends_on or date.max, at.latest, rhythm.starts_on + _LONGEST)
    days = expansion(rhythm, rhythm.starts_on, until, at.calendar)
    enough = max(1, draft.count)
    if len(days.held) < enough and days.unknown_from and needs_school_data(rhythm.skips):
        return Failed("rhythm.no_school_data", {"until": at.calendar.school_data_until()})
    if not days.held:
        return Failed("rhythm.nothing_left", {})
    if draft.count:
        if len(days.held) < enough and not ends_on:
            return Failed("date.too_far", {"latest": at.latest})
        ends_on = days.held[min(enough, len(days.held)) - 1]
    return replace(rhythm, starts_on=days.held[0], ends_on=ends_on)


def _end(draft: Draft, starts_on: date, p: Phrase, at: Frame) -> date | Failed | None:
    if draft.lasting:
        return lasts_until(starts_on, draft.lasting)
    if draft.until is None:
        return None
    last = draft.until.last
    if isinstance(last, date) and last < starts_on and draft.until.index >= 0:
        # „ab September bis Ende Juni“: the June after that September.
        now = datetime.combine(starts_on, time(), at.now.tzinfo)
        last = again(p, draft.until.index, replace(at, now=now, today=starts_on)) or last
    return last
