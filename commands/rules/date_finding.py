"""Finding a date together: what counts, when it ends, and which slots the bot proposes itself."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commands.rules import times
from commands.rules.refusal import Refused
from storage.planning_records import Choice, Vote

FEWEST, MOST = 2, 10
"""So many proposals make a finding."""

SLOTS = 5
"""So many the bot proposes itself."""

_NOON = time(12, 0)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_USUAL_DAYS = 3
_WISHES = (time(10), time(14), time(9), time(13), time(11), time(15), time(8))
"""When a meeting begins best, the best first."""

Taken = Mapping[date, Collection[tuple[time, time]]]
"""Day -> what is planned on it, from and to."""


# -- counting ---------------------------------------------------------------------------------------------------------


def chosen_in_poll(answers: Sequence[str], known: Mapping[str, int | None], most: int) -> tuple[int, ...] | None:
    """The choices that a poll response selects, None for a spoiled or empty one.

    MSC3381, `m.poll.response`: the array is cut to `max_selections`, a repeated answer counts once, and one unknown
    answer spoils the whole. `known` maps an answer's id to its choice; the answer „none of them“ has no choice.
    """
    if not answers or any(answer not in known for answer in answers):
        return None
    picked = (known[answer] for answer in dict.fromkeys(answers[:most]))
    return tuple(choice for choice in picked if choice is not None)


def counts(choices: Iterable[Choice], votes: Sequence[Vote]) -> dict[int, int]:
    """How many each choice suits, by its id."""
    return {choice.id: sum(choice.id in vote.chosen for vote in votes) for choice in choices}


def best_first(choices: Iterable[Choice], count: Mapping[int, int], most: int) -> list[Choice]:
    """What suits anybody, the most suitable first: all that share the first place, and others up to `most` in all."""
    suiting = sorted((one for one in choices if count[one.id]), key=lambda one: (-count[one.id], one.number))
    if not suiting:
        return []
    ties = sum(count[one.id] == count[suiting[0].id] for one in suiting)
    return suiting[: max(most, ties)]


# -- the end ----------------------------------------------------------------------------------------------------------


def closing_time(day: date, hours: times.OfficeHours) -> time:
    """When a finding ends on a day for which no time was said: at noon, or an hour before an early end of work."""
    opens, closes = hours[day.weekday()]
    return max(opens, min(_NOON, (datetime.combine(day, closes) - _HOUR).time()))


def usual_closing(
    now: datetime, first: datetime | None, hours: times.OfficeHours, zone: ZoneInfo, works: Callable[[date], bool]
) -> datetime:
    """Three working days ahead, or as many as there are before the first proposal. Raises Refused for less than an
    hour. `now` and `first` are instants; a rhythm has no first date that would press."""
    day = now.astimezone(zone).date()
    ends: list[datetime] = []
    while len(ends) <= _USUAL_DAYS:
        day = times.first_open_day(day, hours, works)
        ends.append(times.instant(day, closing_time(day, hours), zone))
        day += _DAY
    for end in reversed(ends[: _USUAL_DAYS + 1]):
        if now + _HOUR <= end and (first is None or end < first):
            return end
    if first is not None and first - _HOUR >= now + _HOUR and times.is_open(first - _HOUR, hours, zone, works):
        return first - _HOUR
    raise Refused("finding.too_soon")


def check_closing(closes_at: datetime, now: datetime, first: datetime | None, zone: ZoneInfo) -> None:
    """Refuse an end that has passed, or that comes when the first proposal has begun."""
    day = closes_at.astimezone(zone).date()
    if closes_at <= now:
        raise Refused("date.past", day=day)
    if first is not None and closes_at >= first:
        raise Refused("finding.closes_late", closes=day, first=first.astimezone(zone).date())


def reminder(
    now: datetime, closes_at: datetime, hours: times.OfficeHours, zone: ZoneInfo, works: Callable[[date], bool]
) -> datetime | None:
    """One working day before the end at the same time of day; None if that is not at least an hour ahead."""
    local = closes_at.astimezone(zone)
    day = times.last_open_day(local.date() - _DAY, hours, works)
    at = times.instant(day, times.within(day, local.time(), hours), zone)
    return at if at >= now + _HOUR else None


# -- slots ------------------------------------------------------------------------------------------------------------


def slots(days: Sequence[date], minutes: int, hours: times.OfficeHours, taken: Taken) -> list[tuple[date, time]]:
    """Up to five free slots in office hours, spread over the days and over morning and afternoon; in order.

    `days` are those on which the town works; `taken` is what hinders the body or those who sit in it.
    """
    free = {day: _free(day, minutes, hours, taken.get(day, ())) for day in days if day.weekday() in hours}
    usable = [day for day in sorted(free) if free[day]]
    if len(usable) > SLOTS:
        usable = [usable[place * (len(usable) - 1) // (SLOTS - 1)] for place in range(SLOTS)]
    found: list[tuple[date, time]] = []
    for turn in range(SLOTS):
        for place, day in enumerate(usable):
            begins = _next_slot(free[day], [at for other, at in found if other == day], minutes, afternoon=place % 2)
            if begins is not None and len(found) < SLOTS and turn * len(usable) < SLOTS:
                found.append((day, begins))
    return sorted(found)


def _next_slot(free: Sequence[time], used: Sequence[time], minutes: int, *, afternoon: int) -> time | None:
    wishes = [at for at in free if (at >= _NOON) == bool((afternoon + len(used)) % 2)] or list(free)
    clear = (at for at in wishes if not any(overlap(at, minutes, other, minutes) for other in used))
    return next(clear, None)


def _free(day: date, minutes: int, hours: times.OfficeHours, taken: Collection[tuple[time, time]]) -> list[time]:
    opens, closes = hours[day.weekday()]
    length = timedelta(minutes=minutes)
    return [
        at
        for at in _WISHES
        if at >= opens
        and datetime.combine(day, at) + length <= datetime.combine(day, closes)
        and all(_end(at, length) <= begins or at >= ends for begins, ends in taken)
    ]


def overlap(begins: time, minutes: int, other_begins: time, other_minutes: int) -> bool:
    """Whether two meetings of the same day are at the same time."""
    own_end, other_end = _end(begins, timedelta(minutes=minutes)), _end(other_begins, timedelta(minutes=other_minutes))
    return begins < other_end and other_begins < own_end


def _end(begins: time, length: timedelta) -> time:
    """The end on the same day; what would run past midnight ends with the day."""
    end = datetime.combine(date.min, begins) + length
    return end.time() if end.date() == date.min else time.max
