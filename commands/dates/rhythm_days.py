"""On which days: „dienstags und donnerstags“, „jeden ersten Montag im Monat“, „am 15. und 30.“."""

from dataclasses import replace

from commands.dates.days import days
from commands.dates.rhythm_draft import AND, Draft, Step, told
from commands.dates.rhythm_units import (
    FIRST_MONTHS,
    LAST_MONTHS,
    counted_unit,
    month_list,
    ordinals,
    part_of_day,
    period_named,
    weekday_said,
)
from commands.dates.senses import Failed, Frame, Point
from commands.dates.tokens import Phrase
from commands.dates.words import EVERY, MONTHS, bag

_LEADS = bag("am an den dem der die das the on zum zu jeweils immer")
_EDGES = {
    **dict.fromkeys(("monatsende", "monatsletzten", "monatsletzter", "ultimo", "monatsultimo"), ("month", -1)),
    **dict.fromkeys(("monatsersten", "monatserster", "monatsanfang", "monatsbeginn"), ("month", 1)),
    "monatsmitte": ("month", 15),
    **dict.fromkeys(("quartalsende", "quartalsultimo"), ("quarter", -1)),
    **dict.fromkeys(("quartalsanfang", "quartalsbeginn", "quartalsersten"), ("quarter", 1)),
    **dict.fromkeys(("jahresende",), ("year", -1)),
    **dict.fromkeys(("jahresanfang", "jahresbeginn"), ("year", 1)),
    **dict.fromkeys(("halbjahresende",), ("half", -1)),
    **dict.fromkeys(("halbjahresanfang", "halbjahresbeginn"), ("half", 1)),
}
_BEGINNINGS = {"anfang": 1, "beginn": 1, "beginning": 1, "start": 1, "ende": -1, "end": -1, "mitte": 15}


def nth_of_month(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„jeden ersten (und dritten) Montag im Monat“, „letzter Werktag im Quartal“, „jeden zweiten Dienstag“."""
    j = i
    while (p[j] in _LEADS or p[j] in EVERY) and j < i + 3:
        j += 1
    every = any(p[k] in EVERY for k in range(i, j))
    numbers, j = ordinals(p, j)
    unit = counted_unit(p, j) if numbers else None
    if not unit or draft.nths or draft.weekdays or draft.month_days:
        return []
    kind, j, late = unit
    kinds = {kind}
    while isinstance(kind, int) and p[j] in AND and (more := weekday_said(p, j + 1)) and len(numbers) == 1:
        kinds.add(more[0])
        j = more[1]
    said = replace(draft, late=late if late is not None else draft.late)
    found: list[Step] = []
    if named := period_named(p, j):
        found += _counted(said, named[1], numbers, kinds, named[0])
    if isinstance(kind, int) and every and len(numbers) == 1 and numbers[0] > 1:
        found += told(said, j, recurring=True, every=numbers[0], weekdays=frozenset(kinds))
    elif not found or draft.frequency:
        found += _counted(said, j, numbers, kinds, "month" if every else None)
    return found


def _counted(draft: Draft, end: int, numbers: tuple[int, ...], kinds: set[int | str], within: object) -> list[Step]:
    months = _months(within, numbers)
    if months is None:
        return []
    said = replace(draft, monthly=draft.monthly or within == "month", quarterly=draft.quarterly or within == "quarter")
    recurring = within is not None
    named = isinstance(within, tuple) or within == "year"
    if named:
        said = replace(said, frequency=draft.frequency or "YEARLY")
        recurring = within == "year" or (isinstance(within, tuple) and len(within) > 1)
    months = months or draft.months
    if "day" in kinds:
        return told(said, end, recurring=recurring, month_days=numbers, months=months)
    if "work" in kinds:
        return told(said, end, recurring=recurring, nths=numbers, working=True, months=months)
    weekdays = frozenset(kind for kind in kinds if isinstance(kind, int))
    return told(said, end, recurring=recurring, nths=numbers, weekdays=weekdays, months=months)


def _months(within: object, numbers: tuple[int, ...]) -> tuple[int, ...] | None:
    """The months in which days are counted, () for all; None where two would be meant at once."""
    if isinstance(within, tuple):
        return within
    if within in (None, "month"):
        return ()
    if min(numbers) < 0 < max(numbers):
        return None
    return (FIRST_MONTHS if numbers[0] > 0 else LAST_MONTHS)[str(within)]


def day_of_month(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„am 15. jeden Monats“, „jeden 15.“, „am 1. und 15.“, „every 15th of the month“, „jeden 15. Mai“."""
    j = i
    while (p[j] in _LEADS or p[j] in EVERY) and j < i + 3:
        j += 1
    every = any(p[k] in EVERY for k in range(i, j))
    numbers, end = ordinals(p, j)
    if not numbers or not all(0 < n < 32 or n == -1 for n in numbers):
        return []
    if counted_unit(p, end):
        return []
    end = p.skip(end, "day")
    found: list[Step] = []
    months = month_list(p, p.skip(end, "of"))
    named = months or period_named(p, end)
    if named:
        within = named[0]
        fitting = None if within == "year" else _months(within, numbers)
        yearly = isinstance(within, tuple)
        said = replace(draft, frequency=draft.frequency or "YEARLY") if yearly else replace(draft, monthly=True)
        if fitting is not None:
            found += told(said, named[1], recurring=every or not yearly, month_days=numbers, months=fitting)
    return [*found, *told(draft, end, recurring=every, month_days=numbers)]


def edge_of_month(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„zum Monatsende“, „am Monatsersten“, „jedes Quartalsende“, „Anfang jeden Monats“, „end of each month“."""
    j = i
    while (p[j] in _LEADS or p[j] in EVERY or p[j] == "at") and j < i + 3:
        j += 1
    end, edge = j + 1, _EDGES.get(p[j])
    if edge is None and p[j] in _BEGINNINGS:
        named = period_named(p, j + 1)
        if not named or isinstance(named[0], tuple):
            return []
        edge, end = (named[0], _BEGINNINGS[p[j]]), named[1]
    if edge is None or (edge[1] == 15 and edge[0] != "month"):
        return []
    months = _months(edge[0], (edge[1],)) or ()
    return told(draft, end, recurring=True, monthly=True, month_days=(edge[1],), months=months)


def weekdays(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„dienstags“, „jeden Dienstag und Donnerstag“, „montags bis freitags“, „Mo, Mi und Fr“, „Tuesdays“."""
    j = i
    while (p[j] in _LEADS or p[j] in EVERY or p[j] in ("von", "from", "alle", "allen", "einem", "a")) and j < i + 3:
        j += 1
    repeating = any(p[k] in EVERY or p[k] in ("alle", "allen") for k in range(i, j))
    named = weekday_said(p, j)
    if not named or draft.weekdays or draft.nths:
        return []
    day, j, adverb, late = named
    found, repeating, count = {day}, repeating or adverb, 1
    while True:
        span = p[j] in ("bis", "-", "through") or (p[j] == "to" and bool(weekday_said(p, j + 1)))
        k = j
        while (p[k] in AND or p[k] in ("am", "on", "den", "an") or p[k] in EVERY) and k < j + 4:
            k += 1
        k = j + 1 if span else k
        more = weekday_said(p, k) if k > j else None
        if not more:
            break
        if span:
            found |= {n % 7 for n in range(day, more[0] + (7 if more[0] < day else 0) + 1)}
        found.add(more[0])
        count += 1 + span
        day, j, repeating = more[0], more[1], repeating or more[2]
        late = more[3] if late is None else late
    if (part := part_of_day(p, j)) is not None:
        j, late = j + 1, part if late is None else late
    said = replace(draft, late=late if late is not None else draft.late)
    return told(said, j, recurring=repeating or count > 1, weekdays=frozenset(found))


def day_part(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„abends“, „am Vormittag“, „in the morning“: it says which half of the day a clock time means."""
    if p[i] in EVERY and (part := part_of_day(p, i + 1)) is not None:
        return told(replace(draft, late=part), i + 2, recurring=True, frequency="DAILY", interval=1)
    j = i
    while p[j] in ("am", "in", "the", "jeweils") and j < i + 2:
        j += 1
    late = part_of_day(p, j)
    if late is None or (p[j] in ("morgen", "frueh") and j == i):
        return []
    return [(replace(draft, late=late), j + 1)]


def in_months(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„im März und September“, „nur von April bis Oktober“, „in the months of …“."""
    if p[i] in EVERY and (yearly := month_list(p, i + 1)):
        return told(draft, yearly[1], recurring=True, frequency="YEARLY", interval=1, months=yearly[0])
    only = p[i] in ("nur", "only")
    j = i + only
    lead = j
    while (
        p[j] in ("im", "in", "den", "monaten", "monat", "the", "months", "of", "von", "from", "jeweils")
        and j < lead + 5
    ):
        j += 1
    named = month_list(p, j) if j > lead or only else None
    if not named or (named[1] < p.size and p[named[1]].isdecimal() and len(p[named[1]]) == 4):
        return []
    months, end = named
    end = p.skip(end, "jedes", "eines") if unit_year(p, end) else end
    if unit_year(p, end - 1) or unit_year(p, end):
        end = end + 1
    found: list[Step] = []
    if not only:
        found += told(draft, end, recurring=len(months) > 1, months=months)
    if only or len(months) > 1:
        found += told(draft, end, within=frozenset(months))
    return found


def unit_year(p: Phrase, i: int) -> bool:
    """„jedes Jahres“ at i."""
    return p[i] in ("jedes", "jeden", "eines", "every", "each") and p[i + 1] in ("jahres", "jahr", "year")


def date_said(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """A day by its date: of a yearly series the day, of any other the first one."""
    found: list[Step] = []
    for sense, end in days(p, i, at)[:4]:
        numbers = sum(p[k].isdecimal() for k in range(i, end))
        dated = numbers > 1 or any(p[k] in MONTHS for k in range(i, end))
        if dated and (isinstance(sense, Failed) or (isinstance(sense, Point) and not sense.weekly)):
            found += told(draft, end, dated=sense)
    return found
