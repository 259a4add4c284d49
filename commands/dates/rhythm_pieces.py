"""The pieces a rhythm is made of. Each reads one and adds it to the draft, or declines.

A piece that is said twice makes the draft contradictory: then nothing is read at all.
"""

from dataclasses import replace
from datetime import date, timedelta

from commands.dates.clock import clock, length
from commands.dates.days import days
from commands.dates.recurrence import WORKWEEK, Frequency
from commands.dates.rhythm_draft import (
    AND,
    Draft,
    Piece,
    Step,
    by_month,
    every_days,
    frequency_of,
    months_named,
    often,
    ordinals,
    repeated_weekday,
)
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch
from commands.dates.spans import hours
from commands.dates.tokens import Phrase
from commands.dates.weekdays import ordinal_at, unit_at, weekday_at
from commands.dates.words import (
    DAY_UNITS,
    EVERY,
    MONTHS,
    QUARTER_UNITS,
    WORK_DAY_UNITS,
    bag,
)
from commands.dates.written import count_at

_FILLERS = bag("immer jeweils am im on always , der den the und and in")
_FREQUENCY_WORDS: dict[str, tuple[Frequency, int]] = {
    **dict.fromkeys(("taeglich", "daily"), ("DAILY", 1)),
    **dict.fromkeys(("woechentlich", "weekly"), ("WEEKLY", 1)),
    **dict.fromkeys(("zweiwoechentlich", "vierzehntaegig", "vierzehntaeglich"), ("WEEKLY", 2)),
    **dict.fromkeys(("zweiwoechig", "fortnightly"), ("WEEKLY", 2)),
    "dreiwoechentlich": ("WEEKLY", 3),
    "vierwoechentlich": ("WEEKLY", 4),
    **dict.fromkeys(("monatlich", "monthly"), ("MONTHLY", 1)),
    **dict.fromkeys(("zweimonatlich", "zweimonatig"), ("MONTHLY", 2)),
    **dict.fromkeys(("vierteljaehrlich", "quartalsweise", "quarterly"), ("MONTHLY", 3)),
    "halbjaehrlich": ("MONTHLY", 6),
    **dict.fromkeys(("jaehrlich", "yearly", "annually"), ("YEARLY", 1)),
}
_WORKDAYS = frozenset(("werktags", "werktaeglich", "wochentags", "arbeitstaeglich"))
_START = frozenset(("ab", "beginnend", "starting", "from", "erstmals", "beginning"))


def _filler(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    return (draft, i + 1) if p[i] in _FILLERS and not p.is_end(i + 1) else None


def _frequency_word(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    """„wöchentlich“, „14-tägig“, „3-wöchentlich“, „werktags“."""
    if p[i] in _WORKDAYS:
        return often(draft, "WEEKLY", 1, frozenset(WORKWEEK)), i + 1
    number, word, end = 1, p[i], i + 1
    if p.number(i) and p[p.skip(i + 1, "-")] in ("taegig", "taeglich", "woechentlich", "woechig"):
        number, j = p.number(i) or 1, p.skip(i + 1, "-")
        word, end = p[j], j + 1
        if word.startswith("taeg"):
            return every_days(draft, number), end
        word = "woechentlich"
    if word not in _FREQUENCY_WORDS:
        return None
    frequency, interval = _FREQUENCY_WORDS[word]
    return often(draft, frequency, interval * number), end


def _every_so_many(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    """„alle zwei Wochen“, „every 3 weeks“, „jede zweite Woche“, „every other month“."""
    if p[i] not in EVERY and p[i] != "alle":
        return None
    count = count_at(p, i + 1)
    if p[i] in EVERY and not count:
        if p[i + 1] == "other":
            count = 2, i + 2
        elif ordinal := ordinal_at(p, i + 1):
            count = ordinal
    number, j = count or (1, i + 1)
    frequency = frequency_of(p[j])
    if not frequency or not 1 <= number <= 60:
        return None
    if p[j] in DAY_UNITS:
        return every_days(draft, number), j + 1
    factor = 3 if p[j] in QUARTER_UNITS else 1
    return often(draft, frequency, number * factor), j + 1


def _nth_of_month(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    """„jeden ersten (und dritten) Montag im Monat“, „letzter Werktag im Quartal“."""
    every = p[i] in EVERY
    numbers, j = ordinals(p, i + every)
    unit = unit_at(p, j) if numbers else None
    if not unit or draft.nths or draft.weekdays or draft.month_days or draft.every_other:
        return None
    kind, j = unit
    month, end = months_named(p, j)
    if not month and every and numbers == (2,) and isinstance(kind, int):
        return replace(draft, recurring=True, every_other=2, weekdays=frozenset((kind,))), j
    if not (month or every or draft.frequency in ("MONTHLY", "YEARLY")):
        return None
    said = replace(draft, recurring=True, monthly=True, months=draft.months or by_month(month, numbers))
    if len(month) == 1:
        said = replace(said, frequency="YEARLY")
    if kind == "day":
        return replace(said, month_days=numbers), end
    if kind == "work":
        return replace(said, nths=numbers, working=True), end
    assert isinstance(kind, int)
    return replace(said, nths=numbers, weekdays=frozenset((kind,))), end


def _day_of_month(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    """„am 15. jeden Monats“, „jeden 15.“, „every 15th of the month“; „am 15. Mai“ if yearly."""
    every = p[i] in EVERY
    numbers, j = ordinals(p, i + every)
    if not numbers or draft.month_days or draft.nths or draft.weekdays:
        return None
    if draft.frequency == "YEARLY":
        j = p.skip(j, "of")
        if p[j] in MONTHS:
            return replace(draft, month_days=numbers, months=(MONTHS[p[j]],)), j + 1
        if month := p.number(j):
            return replace(draft, month_days=numbers, months=(month,)), p.skip(j + 1, ".")
    month_said, end = months_named(p, j)
    if unit_at(p, j) or not (month_said or every or draft.frequency == "MONTHLY"):
        return None
    months = by_month(month_said, numbers) if len(month_said) == 4 else draft.months
    said = replace(draft, recurring=True, monthly=True, month_days=numbers, months=months)
    return (said, end) if all(0 < n < 32 or n == -1 for n in numbers) else None


def _weekdays(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    """„dienstags“, „jeden Dienstag und Donnerstag“, „montags bis freitags“, „Tuesdays“."""
    every = p[i] in EVERY
    if every and p[i + 1] == "other" and (other := weekday_at(p, i + 2)):
        return often(draft, "WEEKLY", 2, frozenset((other[0],))), other[1]
    if every and p[i + 1] in WORK_DAY_UNITS | {"weekday", "working"}:
        end = i + 2 + (p[i + 1] == "working")
        return often(draft, "WEEKLY", 1, frozenset(WORKWEEK)), end
    named = repeated_weekday(p, i + every)
    if not named or draft.weekdays or draft.nths or draft.month_days:
        return None
    day, j, adverb = named
    found, repeating = {day}, adverb or every
    while p[j] in AND | {"bis", "-"} and (more := repeated_weekday(p, p.skip(j + 1, *EVERY))):
        if p[j] in ("bis", "-"):
            found |= {n % 7 for n in range(day, more[0] + (7 if more[0] < day else 0) + 1)}
        found.add(more[0])
        day, j, repeating = more[0], more[1], repeating or more[2]
    recurring = draft.recurring or repeating
    return replace(draft, recurring=recurring, weekdays=frozenset(found)), j


def _time(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    """„um 9“, „9:30“, „9 bis 10:30“."""
    for first, last, end in hours(p, i):
        if isinstance(first, Failed) or isinstance(last, Failed):
            return replace(draft, minutes=first if isinstance(first, Failed) else last), end
        if first < last and draft.minutes is None and draft.length is None:
            return replace(draft, minutes=first, length=last - first), end
    for minutes, end in clock(p, i)[:1]:
        return (replace(draft, minutes=minutes) if draft.minutes is None else None), end
    return None


def _length(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    j = p.skip(i, "fuer", "je", "for", "dauer")
    found = length(p, p.skip(j, ":"))
    if not found:
        return None
    return (replace(draft, length=found[0]) if draft.length is None else None), found[1]


def _start(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    if p[i] not in _START:
        return None
    j = p.skip(i + 1, "am", "ab", "mit", "dem", "on", "from")
    for sense, end in days(p, j, at):
        return (replace(draft, start=sense) if draft.start is None else None), end
    return None


def _until(p: Phrase, i: int, at: Frame, draft: Draft) -> Step | None:
    if p[i] not in ("bis", "until", "till"):
        return None
    for sense, end in days(p, p.skip(i + 1, "zum", "zur", "zu"), at):
        last = _last_day(sense)
        return (replace(draft, until=last) if draft.until is None else None), end
    return None


def _last_day(sense: Sense) -> date | Failed:
    if isinstance(sense, Stretch):
        outside = sense.kind in ("break", "feast")
        return sense.first - timedelta(1) if outside else sense.last
    return sense.days[0] if isinstance(sense, Point) else sense


PIECES: tuple[Piece, ...] = (
    _frequency_word,
    _every_so_many,
    _nth_of_month,
    _weekdays,
    _length,
    _start,
    _until,
    _time,
    _day_of_month,
    _filler,
)
"""In the order in which they are tried; what can be part of something longer comes later."""
