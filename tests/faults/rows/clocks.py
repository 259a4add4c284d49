"""Row 18: days on which a clock is not what one thinks; what it orders happens once each, at the time of the town."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import text

from commands.context import Context
from commands.dates.expansion import occurrences
from commands.rules import times
from tests.faults.ground import Figures, Ground
from tests.world import World

NUMBERS = (18,)
TITLE = "clock changes, jumps of the clock, a suspended machine, leap day, turn of the year: each occurrence once"
AIMS = {"stories": 7, "occurrences": 100, "days": 6210}

_ZONE = ZoneInfo("Europe/Berlin")
_SET_UP = (
    "!gremium neu STG Steuerungsgruppe Bildung strategisch",
    "ja",
    "!rolle Vogt Leitung",
    "!reihe jeden Dienstag 9 Uhr",
)
_STORIES: dict[str, tuple[str, str, str, float]] = {
    "clocks go forward": ("2028-03-24T06:00", "2028-03-28T12:00", "", 0),
    "clocks go back": ("2028-10-27T06:00", "2028-10-31T12:00", "", 0),
    "leap day": ("2028-02-28T06:00", "2028-03-01T12:00", "", 0),
    "turn of the year": ("2027-12-29T06:00", "2028-01-04T12:00", "", 0),
    "two hours forwards": ("2027-01-11T06:00", "2027-01-12T12:00", "2027-01-12T07:55", 2),
    "two hours backwards": ("2027-01-11T06:00", "2027-01-12T12:00", "2027-01-12T09:20", -2),
    "three hours suspended": ("2027-01-11T06:00", "2027-01-12T12:00", "2027-01-12T06:50", 3),
}
"""From when to when, and at which moment the clock jumps by how many hours; a suspended machine sees the same jump."""

_FIRST, _LAST = date(2024, 1, 1), date(2040, 12, 31)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


async def run(ground: Ground) -> Figures:
    """A body with a weekly meeting lives through each story; then rules and clock times for every day until 2040."""
    counts, wrong, notes = Counter[str](), Counter[str](doubled=0, missed=0, wrong_day=0, wrong_time=0), list[str]()
    chosen = list(_STORIES)[: ground.share(len(_STORIES), least=2)]
    for name in chosen:
        folder = ground.folder / name.replace(" ", "-")
        folder.mkdir()
        for what, said in _live(World(folder, _STORIES[name][0]), name, counts):
            wrong[what] += 1
            notes.append(f"{name}, {what}: {said}")
        ground.tell(name)
    counts["stories"] = len(chosen)
    counts["days"] = (_LAST - _FIRST).days + 1
    wrong["wrong_day"] = sum(_by_rule(rule) != _by_hand(wanted) for rule, wanted in _rules().items())
    wrong["wrong_time"] = sum(_wrong_times(_FIRST + timedelta(days=n)) for n in range(int(counts["days"])))
    return Figures(counts, wrong, tuple(notes))


def _live(world: World, name: str, counts: Counter[str]) -> list[tuple[str, str]]:
    """What went wrong in a story."""
    begin, end, jump, hours = _STORIES[name]
    world.room("S", "vogt", "demir")
    for line in _SET_UP:
        world.say("vogt", "S", line)
    if jump:
        world.until(jump)
        world.sleep_until(f"{datetime.fromisoformat(jump) + timedelta(hours=hours):%Y-%m-%dT%H:%M}")
        world.wake_up()
    world.until(end)
    found = _wrong_duties(world, date.fromisoformat(begin[:10]), datetime.fromisoformat(end), counts)
    world.close()
    return found


def _wrong_duties(world: World, begin: date, end: datetime, counts: Counter[str]) -> list[tuple[str, str]]:
    wrong = []
    with world.store.transaction() as tx:
        ctx = Context(tx, world.utc, world.house)
        rows = tx.execute(
            text("SELECT name, subject_id, due_at FROM duty WHERE state IN ('done', 'failed', 'expired')")
        )
        ran = Counter((n, s, datetime.fromisoformat(at).replace(tzinfo=UTC)) for n, s, at in rows)
        posts = Counter(row[0] for row in tx.execute(text("SELECT reason FROM letter")))
        works, open_hours = ctx.calendar.is_working_day, world.house.office_hours
    by_day = Counter((n, s, at.astimezone(_ZONE).date()) for (n, s, at), k in ran.items() for _ in range(k) if not s)
    wrong += [("doubled", f"{what}") for what, times_ in (ran + posts).items() if times_ > 1]
    for n in range(1, (end.date() - begin).days + 1):
        day = begin + timedelta(days=n)
        if not works(day) or day.weekday() not in open_hours:
            continue
        for duty, at in world.dispatch._registry.dailies.items():
            due = times.instant(day, times.within(day, at, open_hours), _ZONE)
            if due > world.utc:
                continue
            counts["occurrences"] += 1
            if ran[duty, 0, due] != 1:
                wrong.append(("missed", f"{duty} on {day}"))
            if by_day[duty, 0, day] > 1:
                wrong.append(("doubled", f"{duty} on {day}"))
    return wrong


def _rules() -> dict[str, Callable[[date], bool]]:
    """RRULEs, and for each of them whether it falls on a day, by bare arithmetic."""
    found: dict[str, Callable[[date], bool]] = {"FREQ=DAILY": lambda _: True}
    for number, name in enumerate(_WEEKDAYS):
        found[f"FREQ=WEEKLY;BYDAY={name}"] = partial(_falls, number, lambda _: True)
        found[f"FREQ=MONTHLY;BYDAY=+2{name}"] = partial(_falls, number, lambda day: 8 <= day.day <= 14)
        found[f"FREQ=MONTHLY;BYDAY=-1{name}"] = partial(_falls, number, _in_last_week)
        found[f"FREQ=WEEKLY;INTERVAL=2;BYDAY={name}"] = partial(_falls, number, _in_even_week)
    return found


def _falls(weekday: int, also: Callable[[date], bool], day: date) -> bool:
    return day.weekday() == weekday and also(day)


def _in_last_week(day: date) -> bool:
    return (day + timedelta(days=7)).month != day.month


def _in_even_week(day: date) -> bool:
    return (day - _FIRST).days // 7 % 2 == 0


def _by_rule(rule: str) -> list[date]:
    """In pieces of a quarter, as a series is planned; a seam must neither lose a day nor give it twice."""
    seams = [*(_FIRST + timedelta(days=n) for n in range(0, (_LAST - _FIRST).days, 91)), _LAST + timedelta(days=1)]
    return [day for one, next_ in pairwise(seams) for day in occurrences(rule, _FIRST, one, next_ - timedelta(days=1))]


def _by_hand(wanted: Callable[[date], bool]) -> list[date]:
    days = (_FIRST + timedelta(days=n) for n in range((_LAST - _FIRST).days + 1))
    return [day for day in days if wanted(day)]


def _wrong_times(day: date) -> int:
    """A clock time stands on its day, and one that there is not (between two and three in spring) at three."""
    wrong = 0
    for at in (time(0), time(2, 30), time(9), time(23, 45)):
        local = times.instant(day, at, _ZONE).astimezone(_ZONE)
        skipped = day.month == 3 and day.weekday() == 6 and day.day > 24 and at == time(2, 30)
        wrong += (local.date(), local.time()) != (day, time(3) if skipped else at)
    return wrong
