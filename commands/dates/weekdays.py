"""Weekdays: „am Dienstag“, „nächsten Freitag“, „Dienstag KW 6“, „ersten Montag im Juni“.

Conventions:
- A bare weekday and „kommenden“ mean the next one strictly after today.
- „diesen“ means the one in this ISO week, today included, or the next one if it is over.
- „nächsten“ is clear when the next such day lies in the next ISO week. When it still comes in this
  week, people disagree: the one in the next week is likelier (the near one would be „diesen“ or
  „am“), the near one is the second option. „übernächsten“ is one week later than „nächsten“.
- „Dienstag in einer Woche“ and „in acht Tagen“ are seven days after the coming Tuesday.
- A weekday beside a date must agree with it; if it does not, that is said and nothing is chosen.
- „Mo“, „Di“, „Do“, „So“ count only with a full stop, before a number or time, or at the end.
"""

from datetime import date, timedelta

from commands.dates.parts import MORNING, SHORT, WORDS
from commands.dates.senses import (
    Failed,
    Frame,
    Matches,
    Point,
    Sense,
    after,
    checked,
    first_not_over,
    month_length,
    week_start,
)
from commands.dates.tokens import Phrase
from commands.dates.weeks import Period, named_week
from commands.dates.words import (
    COMING,
    DAY_UNITS,
    LAST,
    MONTH_UNITS,
    MONTHS,
    NEXT,
    ORDINALS,
    OVERNEXT,
    SHORT_WEEKDAYS,
    THIS,
    WEEK_UNITS,
    WEEKDAYS,
    WORK_DAY_UNITS,
)
from commands.dates.written import (
    after_month,
    count_at,
    day_of_month,
    next_day_of_month,
    written,
    year_at,
)

_WEEK = timedelta(7)
_MODIFIERS = NEXT | COMING | THIS | OVERNEXT | LAST
_COMPANY = frozenset(
    (
        "um",
        "am",
        "gegen",
        "ca",
        "nach",
        "vor",
        "bis",
        "frueh",
        "den",
        "der",
        "dem",
        "kw",
        "in",
        "ab",
        "at",
        "gegen",
        "von",
        "vom",
    )
)
PARTS_OF_DAY = {*WORDS, *SHORT, MORNING}
_JOINING = frozenset(("-", "/", "+", "&", "u", "bis", "und", "oder", "to", "and", "until"))
_WITHIN = frozenset(("im", "in", "of", "des", "vom", "dem", "der", "the"))


def weekday_at(p: Phrase, i: int) -> tuple[int, int] | None:
    """The weekday named at i (0 = Monday) and the index after it."""
    text = p[i]
    if text in WEEKDAYS:
        return WEEKDAYS[text], p.skip(i + 1, ".") if len(text) < 6 and p.glued(i + 1) else i + 1
    day = SHORT_WEEKDAYS.get(text)
    if day is None:
        return None
    if p[i + 1] == "." and p.glued(i + 1):
        return day, i + 2
    follows = p[i + 2] if p[i + 1] == "," else p[i + 1]
    believed = (
        p.is_end(i + 1)
        or follows[:1].isdecimal()
        or follows in _COMPANY
        or (follows in PARTS_OF_DAY and p[i + 1] != ",")
        or (p[i + 1] in _JOINING and (p[i + 2] in SHORT_WEEKDAYS or p[i + 2] in WEEKDAYS))
    )
    return (day, i + 1) if believed else None


def weekday(p: Phrase, i: int, at: Frame) -> Matches:
    """A weekday with whatever places it: a modifier, a week, a date or a distance."""
    modifier = p[i] if p[i] in _MODIFIERS else ""
    named = weekday_at(p, i + bool(modifier))
    if not named:
        return _week_then_day(p, i, at)
    day, j = named
    if modifier:
        return [(_modified(day, modifier, at), j)]
    coming = Point((_coming(day, at.today),), weekly=True)
    return [*_placed(p, j, day, coming.days[0], at), (coming, j)]


def nth_weekday(p: Phrase, i: int, at: Frame) -> Matches:
    """„ersten Montag im Juni“, „letzter Werktag im Monat“, „2. Dienstag im Februar 2027“."""
    ordinal = ordinal_at(p, i)
    if not ordinal:
        return []
    nth, j = ordinal
    unit = unit_at(p, j)
    if not unit:
        return []
    kind, j = unit
    while p[j] in _WITHIN:
        j += 1
    months, j = _months_named(p, j, at)
    if not months:
        return []
    candidates = (nth_in_month(nth, kind, year, month, at) for year, month in months)
    outcome = first_not_over((day for day in candidates if day), at)
    said = {"day": f"{nth}.", "month": str(months[0][1]), "year": str(months[0][0])}
    return [(outcome or Failed("date.does_not_exist", {**said}), j)]


def ordinal_at(p: Phrase, i: int) -> tuple[int, int] | None:
    """Which one (-1 = the last) and the index after it."""
    if p[i] in LAST:
        return -1, i + 1
    if p[i] in ORDINALS:
        return ORDINALS[p[i]], i + 1
    number = p.number(i)
    if number and number < 32 and (p[i + 1] == "." or p[i + 1] in ("st", "nd", "rd", "th", "ten")):
        return number, i + 2
    return None


def unit_at(p: Phrase, j: int) -> tuple[int | str, int] | None:
    """What is counted in a month: a weekday (0 to 6), "work" days or "day"s."""
    if named := weekday_at(p, j):
        return named
    if p[j] in WORK_DAY_UNITS:
        return "work", j + 1
    if p[j] in ("working", "business") and p[j + 1] == "day":
        return "work", j + 2
    return ("day", j + 1) if p[j] in DAY_UNITS else None


def nth_in_month(nth: int, unit: int | str, year: int, month: int, at: Frame) -> date | None:
    """The nth such day of a month, None if the month has too few of them."""
    days = [date(year, month, n + 1) for n in range(month_length(year, month))]
    if unit == "work":
        days = [day for day in days if at.calendar.is_working_day(day)]
    elif unit != "day":
        days = [day for day in days if day.weekday() == unit]
    index = nth - 1 if nth > 0 else nth
    return days[index] if index < len(days) else None


def _coming(day: int, today: date) -> date:
    return today + timedelta((day - today.weekday() - 1) % 7 + 1)


def _modified(day: int, modifier: str, at: Frame) -> Sense:
    coming = _coming(day, at.today)
    if modifier in COMING:
        return Point((coming,))
    if modifier in LAST:
        return checked(coming - (2 * _WEEK if day == at.today.weekday() else _WEEK), at)
    if modifier in THIS:
        return Point((at.today,)) if day == at.today.weekday() else Point((coming,))
    later = _WEEK if modifier in OVERNEXT else timedelta(0)
    if week_start(coming) == week_start(at.today):
        return Point((coming + _WEEK + later, coming + later))
    return Point((coming + later,))


def _placed(p: Phrase, j: int, day: int, coming: date, at: Frame) -> Matches:
    """What may stand behind a weekday and say which one: a date, a week, a distance."""
    k = p.skip(p.skip(j, ","), "den", "der", "dem", "the")
    found: Matches = []
    for sense, end in written(p, k, at):
        found.append((_agreed(sense, day, at), end))
    if not found and (numbered := day_of_month(p, k, at)) and p[k].isdecimal():
        found.append((next_day_of_month(int(p[k]), at, day), numbered[0][1]))
    if week := named_week(p, p.skip(j, ","), at):
        found.append((_in_week(week, day, at), week.end))
    if weeks := weeks_later(p, j):
        found.append((after(coming, 7 * weeks[0], at), weeks[1]))
    return found


def _agreed(sense: Sense, day: int, at: Frame) -> Sense:
    """The date, if it falls on that weekday. Without a year, one just past may have been meant."""
    if not isinstance(sense, Point) or sense.days[0].weekday() == day:
        return sense
    if sense.yearless:
        said, month = sense.yearless
        year = sense.days[0].year - 1
        if said <= month_length(year, month) and date(year, month, said).weekday() == day:
            return checked(date(year, month, said), at)
    return Failed("date.weekday_mismatch", {"said": sense.days[0], "weekday": day})


def _week_then_day(p: Phrase, i: int, at: Frame) -> Matches:
    week = named_week(p, i, at)
    if not week:
        return []
    named = weekday_at(p, p.skip(p.skip(week.end, ","), "am", "on"))
    return [(_in_week(week, named[0], at), named[1])] if named else []


def _in_week(week: Period, day: int, at: Frame) -> Sense:
    if week.failed:
        return week.failed
    candidates = (monday + timedelta(day) for monday, _ in week.candidates)
    return first_not_over(candidates, at) or Failed("date.too_far", {"latest": at.latest})


def weeks_later(p: Phrase, j: int) -> tuple[int, int] | None:
    """The distance in weeks said behind a day („in zwei Wochen“, „in acht Tagen“ = 1)."""
    count = count_at(p, j + 1) if p[j] in ("in", "ueber") else None
    if not count:
        return None
    number, k = count
    if p[k] in WEEK_UNITS:
        return number, k + 1
    if p[k] in DAY_UNITS and number in (7, 8, 14, 15):
        return number // 7, k + 1
    return None


def _months_named(p: Phrase, j: int, at: Frame) -> tuple[list[tuple[int, int]], int]:
    """The months meant, in order: „Juni“, „Juni 2027“, „Monat“, „nächsten Monat“."""
    this = (at.today.year, at.today.month)
    coming = [_plus(this, n) for n in range(13)]
    if p[j] in MONTHS:
        month, k = MONTHS[p[j]], after_month(p, j)
        if year := year_at(p, k):
            return [(year[0], month)], year[1]
        return [(at.today.year + n, month) for n in range(9)], k
    if p[j] in THIS | NEXT | COMING and p[j + 1] in MONTH_UNITS:
        return [coming[0 if p[j] in THIS else 1]], j + 2
    return (coming, j + 1) if p[j] in MONTH_UNITS else ([], j)


def _plus(month: tuple[int, int], n: int) -> tuple[int, int]:
    total = month[0] * 12 + month[1] - 1 + n
    return total // 12, total % 12 + 1
