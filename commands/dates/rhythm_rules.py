"""What the pieces of a rhythm add up to: rules, or what is missing for one.

A rule that does not say its day takes it from the day on which the series begins.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from commands.dates.recurrence import EVEN_WEEKS, ODD_WEEKS, WORKWEEK, Rule
from commands.dates.rhythm_draft import Draft
from commands.dates.rhythm_units import FIRST_MONTHS, LAST_MONTHS
from commands.dates.senses import Failed, month_length

_YEAR = frozenset(range(1, 13))
_IN_ONE = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def rules(draft: Draft, anchor: date, said: bool) -> list[Rule] | Failed:
    """The rules that may be meant, the likeliest first; none where the pieces contradict each other.

    `anchor` is the day from which the series counts, and `said` whether somebody named it.
    """
    found = _by_kind(_settled(draft), anchor, said)
    if isinstance(found, Failed):
        return found
    limits = draft.within or _YEAR
    limits -= draft.not_months
    limited = [_limited(rule, limits) for rule in found]
    return [rule for rule in limited if rule]


def _settled(draft: Draft) -> Draft:
    """„täglich außer am Wochenende“ is said of days of the week; so is „täglich von Montag bis Freitag“."""
    if draft.frequency == "DAILY" and draft.interval == 1 and len(draft.weekdays) > 1:
        draft = replace(draft, frequency="WEEKLY")
    if not draft.not_weekdays:
        return draft
    if draft.frequency == "DAILY" and draft.interval == 1 and not draft.weekdays:
        return replace(draft, frequency="WEEKLY", weekdays=frozenset(range(7)) - draft.not_weekdays)
    return replace(draft, weekdays=draft.weekdays - draft.not_weekdays)


def _limited(rule: Rule, months: frozenset[int]) -> Rule | None:
    if months == _YEAR:
        return rule
    kept = months & set(rule.months) if rule.months else months
    return replace(rule, months=tuple(sorted(kept))) if kept else None


def _by_kind(draft: Draft, anchor: date, said: bool) -> list[Rule] | Failed:
    if draft.parity is not None:
        return _by_parity(draft, anchor)
    if draft.per:
        return _so_often(draft, anchor, said)
    if draft.every:
        return _every_nth(draft)
    if draft.nths or draft.month_days:
        return _in_month(draft, said)
    if draft.frequency in (None, "WEEKLY"):
        return _weekly(draft, anchor, said)
    if draft.frequency == "DAILY":
        return [] if draft.weekdays else [Rule("DAILY", draft.interval or 1)]
    return _day_open(draft, anchor, said)


def _by_parity(draft: Draft, anchor: date) -> list[Rule] | Failed:
    """Weeks are counted as in ISO 8601: after week 53 comes 1, and both are odd."""
    if draft.frequency not in (None, "WEEKLY") or draft.interval > 2 or draft.nths or draft.month_days:
        return []
    if draft.every not in (0, 2):
        return []
    if not draft.weekdays:
        return Failed("rhythm.open_days", {"count": 1})
    weeks = ODD_WEEKS if draft.parity else EVEN_WEEKS
    return [Rule("YEARLY", weekdays=tuple(sorted(draft.weekdays)), weeks=weeks)]


def _so_often(draft: Draft, anchor: date, said: bool) -> list[Rule] | Failed:
    """„zweimal pro Woche“, „viermal im Jahr“: even distances, or the days that were said with it."""
    times, unit = draft.times, draft.per
    assert unit is not None
    if unit == "week":
        if len(draft.weekdays) == times and not draft.nths:
            return _weekly(draft, anchor, said)
        return Failed("rhythm.open_days", {"count": times})
    days = len(draft.nths) * max(1, len(draft.weekdays)) or len(draft.month_days)
    if unit == "month":
        if days == times:
            return _in_month(replace(draft, frequency="MONTHLY"), said)
        if times == 2 and len(draft.weekdays) == 1 and not days:
            weekday = tuple(draft.weekdays)
            monthly = [Rule("MONTHLY", weekdays=weekday, nths=nths) for nths in ((1, 3), (2, 4))]
            return [*monthly, Rule("WEEKLY", 2, weekday)]
        return Failed("rhythm.open_days", {"count": times})
    months = _IN_ONE[unit]
    if len(draft.months) == times and days == 1:
        return _in_month(draft, said)
    if months % times:
        return Failed("rhythm.uneven", {"count": times})
    evenly = replace(draft, per=None, times=0, frequency="MONTHLY", interval=months // times)
    return _by_kind(evenly, anchor, said)


def _every_nth(draft: Draft) -> list[Rule] | Failed:
    """„jeden zweiten Dienstag“: every other one, or the second of a month."""
    weekdays = tuple(sorted(draft.weekdays))
    monthly = Rule("MONTHLY", max(1, draft.interval), weekdays, (draft.every,), months=draft.months)
    weekly = Rule("WEEKLY", draft.every, weekdays)
    if draft.frequency == "WEEKLY":
        return [weekly] if draft.interval in (1, draft.every) else []
    if draft.frequency in ("MONTHLY", "YEARLY") or draft.monthly or draft.months:
        return [monthly] if draft.every <= 5 else []
    return [weekly, monthly] if draft.every <= 5 else [weekly]


def _in_month(draft: Draft, said: bool) -> list[Rule] | Failed:
    """Days counted in a month; a quarter's are those of the calendar unless a beginning was named."""
    if draft.frequency in ("WEEKLY", "DAILY") or (draft.month_days and (draft.nths or draft.weekdays)):
        return []
    if any(abs(n) > (5 if not draft.working else 20) for n in draft.nths):
        return []
    months, interval = draft.months, draft.interval or 1
    frequency = draft.frequency or "MONTHLY"
    if frequency == "YEARLY" and not months:
        return Failed("rhythm.open_month", {})
    if draft.quarterly and not months and draft.start is None and interval == 3:
        numbers = draft.nths or draft.month_days
        if min(numbers) * max(numbers) < 0:
            return []
        months = (FIRST_MONTHS if numbers[0] > 0 else LAST_MONTHS)["quarter"]
    if frequency == "MONTHLY" and len(months) == 4 and interval == 3:
        interval = 1
    if frequency == "YEARLY" and len(months) > 1:
        if interval > 1:
            return []
        frequency = "MONTHLY"
    if frequency == "MONTHLY" and len(months) == 1 and interval == 1:
        frequency = "YEARLY"
    if months and not _exist(draft.month_days, months):
        return Failed("date.does_not_exist", {"day": str(draft.month_days[0]), "month": str(months[0]), "year": ""})
    rule = Rule(frequency, interval, tuple(sorted(draft.weekdays)), draft.nths, draft.month_days, months)
    if draft.working:
        rule = replace(rule, weekdays=WORKWEEK, nths=(), set_positions=draft.nths)
    return [rule]


def _exist(month_days: Iterable[int], months: Iterable[int]) -> bool:
    return all(abs(day) <= max(month_length(2024, month) for month in months) for day in month_days)


def _weekly(draft: Draft, anchor: date, said: bool) -> list[Rule] | Failed:
    """Without a weekday that of the first day, or of the next working day."""
    if draft.month_days or draft.months or draft.nths:
        return []
    weekdays = draft.weekdays
    if not weekdays:
        if draft.not_weekdays:
            return []
        day = anchor
        while not said and day.weekday() > 4:
            day += timedelta(1)
        weekdays = frozenset((day.weekday(),))
    return [Rule("WEEKLY", draft.interval or 1, tuple(sorted(weekdays)))]


def _day_open(draft: Draft, anchor: date, said: bool) -> list[Rule] | Failed:
    """Every so many months or years without a day: the first day has to say it."""
    interval = draft.interval or 1
    assert draft.frequency is not None
    day = anchor if said else _ordinary(anchor)
    months = draft.months or ((day.month,) if draft.frequency == "YEARLY" else ())
    bare = Rule(draft.frequency, interval, months=months)
    if draft.weekdays:
        if len(draft.weekdays) > 1 or (draft.frequency == "YEARLY" and not draft.months and not said):
            return Failed("rhythm.open_day", {})
        weekly = replace(bare, weekdays=tuple(draft.weekdays))
        return [replace(weekly, nths=(nth,)) for nth in (_which(anchor) if said else (1, 2, 3, 4, -1))]
    day = anchor if said else _ordinary(anchor)
    return [
        replace(bare, month_days=(day.day,), months=(day.month,) if bare.months and not draft.months else bare.months)
    ]


def _ordinary(day: date) -> date:
    """The next day from Monday to Friday with a number that every month has: a guess, and noted as one."""
    while day.weekday() > 4 or day.day > 28:
        day += timedelta(1)
    return day


def _which(day: date) -> tuple[int, ...]:
    """The which one of its month a day is; two answers where it is the last one as well."""
    nth, last = (day.day + 6) // 7, day.day > month_length(day.year, day.month) - 7
    if nth == 5:
        return (-1,)
    return (nth, -1) if last else (nth,)
