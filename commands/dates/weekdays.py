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

from commands.dates.completion import next_day_of_month
from commands.dates.parts import MORNING, SHORT, WORDS
from commands.dates.senses import (
    Failed,
    Frame,
    Matches,
    Point,
    Sense,
    Stretch,
    after,
    checked,
    first_not_over,
    month_length,
    week_start,
)
from commands.dates.tokens import Phrase
from commands.dates.weekends import week_of
from commands.dates.weeks import Period, named_week, week_away
from commands.dates.words import (
    COMING,
    DAY_UNITS,
    LAST,
    NEXT,
    ORDINALS,
    OVERNEXT,
    PENULTIMATE,
    SHORT_WEEKDAYS,
    THIS,
    WEEK_UNITS,
    WEEKDAYS,
    WORK_DAY_UNITS,
    bag,
)
from commands.dates.written import count_at, day_of_month, written

_WEEK = timedelta(7)
_RECENT = 120
"""A date with its weekday but without a year may be so many days ago; longer ago it is a slip."""
_MODIFIERS = NEXT | COMING | THIS | OVERNEXT | LAST | PENULTIMATE
_COMPANY = bag("um am gegen ca nach vor bis frueh den der dem kw in im ab at von vom halb viertel dreiviertel")
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
        or follows in _MODIFIERS
        or (follows == ")" and p[i - 1] == "(")
        or (p[i + 1] == "," and (follows in SHORT_WEEKDAYS or follows in WEEKDAYS))
        or (follows == "d" and p[i + 3] == ".")
        or (follows in PARTS_OF_DAY and p[i + 1] != ",")
        or (p[i + 1] in _JOINING and (p[i + 2] in SHORT_WEEKDAYS or p[i + 2] in WEEKDAYS))
    )
    return (day, i + 1) if believed else None


def weekday(p: Phrase, i: int, at: Frame) -> Matches:
    """A weekday with whatever places it: a modifier, a week, a date or a distance."""
    if p[i][:1].isdecimal():
        return _date_then_weekday(p, i, at)
    modifier = p[i] if p[i] in _MODIFIERS else ""
    j = i + bool(modifier)
    if modifier and p[j] in _MODIFIERS:
        # „this coming Friday“, „diesen kommenden Freitag“
        modifier, j = p[j], j + 1
    named = weekday_at(p, j)
    if not named:
        return _week_then_day(p, i, at)
    day, j = named
    if modifier:
        found = [(_modified(day, modifier, at), j)]
        found += [match for match in _dated(p, j, day, at) if modifier not in LAST]
        return found
    coming = coming_weekday(day, at.today)
    return [*_placed(p, j, day, coming, at), (Point((coming,), weekly=True), j)]


def _date_then_weekday(p: Phrase, i: int, at: Frame) -> Matches:
    """„19.1. (Di)“, „19.01.2027, Dienstag“; also „2027-W06 Dienstag“ and what else names its week first."""
    found: Matches = []
    for sense, end in written(p, i, at):
        j = p.skip(p.skip(end, ","), "(")
        if j > end and (named := weekday_at(p, j)):
            found.append((_agreed(sense, named[0], at), p.skip(named[1], ")")))
    return found + _week_then_day(p, i, at)


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


def coming_weekday(day: int, today: date) -> date:
    """The next such weekday strictly after today."""
    return today + timedelta((day - today.weekday() - 1) % 7 + 1)


def _modified(day: int, modifier: str, at: Frame) -> Sense:
    coming = coming_weekday(day, at.today)
    if modifier in COMING:
        return Point((coming,))
    if modifier in PENULTIMATE:
        return checked(coming - (3 if day == at.today.weekday() else 2) * _WEEK, at)
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
    found = _dated(p, j, day, at)
    k = p.skip(p.skip(j, ","), "von", "vom", "of", "-")
    if week := named_week(p, k, at):
        found.append((_in_week(week, day, at), week.end))
    for sense, end in week_of(p, p.skip(p.skip(k, "in"), "der", "the"), at):
        if isinstance(sense, Stretch):
            sense = checked(week_start(sense.first) + timedelta(day), at)
        found.append((sense, end))
    if weeks := weeks_later(p, j):
        found.append((after(coming, 7 * weeks[0], at), weeks[1]))
    if p[j] == "vor" and (count := count_at(p, j + 1)) and p[count[1]] in WEEK_UNITS:
        there = week_start(at.today) + timedelta(day - 7 * min(count[0], 500))
        found.append((checked(there, at), count[1] + 1))
    return found


def _dated(p: Phrase, j: int, day: int, at: Frame) -> Matches:
    """A date behind the weekday, which must agree with it."""
    k = p.skip(p.skip(p.skip(j, ",", ")"), "(", "-"), "den", "der", "dem", "the", "d")
    k = p.skip(k, ".") if p[k - 1] == "d" else k
    found: Matches = []
    for sense, end in written(p, k, at):
        found.append((_agreed(sense, day, at), end))
    if not found and (numbered := day_of_month(p, k, at)) and p[k].isdecimal():
        found.append((next_day_of_month(int(p[k]), at, day), numbered[0][1]))
    elif not found and p[k] in ORDINALS and k > j:
        found.append((next_day_of_month(ORDINALS[p[k]], at, day), k + 1))
    return found


def _agreed(sense: Sense, day: int, at: Frame) -> Sense:
    """The date, if it falls on that weekday. Without a year, one just past may have been meant."""
    if not isinstance(sense, Point) or sense.days[0].weekday() == day:
        return sense
    if sense.yearless:
        said, month = sense.yearless
        year = sense.days[0].year - 1
        longest = timedelta(366 if at.past else _RECENT)
        if said <= month_length(year, month) and _is_recent(date(year, month, said), day, at.today - longest):
            return checked(date(year, month, said), at)
    return Failed("date.weekday_mismatch", {"said": sense.days[0], "weekday": day})


def _is_recent(candidate: date, day: int, earliest: date) -> bool:
    return candidate.weekday() == day and candidate >= earliest


def _week_then_day(p: Phrase, i: int, at: Frame) -> Matches:
    """„KW 6 Dienstag“, „nächste Woche am Dienstag“, „in zwei Wochen dienstags“, each with a date behind it."""
    week = named_week(p, i, at) or _weeks_from_now(p, i, at)
    if not week:
        return []
    j = p.skip(week.end, ",", "-", ":")
    while p[j] in ("am", "on", "der", "den", "dem", "the"):
        j += 1
    named = weekday_at(p, j)
    if not named:
        return []
    return [*_dated(p, named[1], named[0], at), (_in_week(week, named[0], at), named[1])]


def _weeks_from_now(p: Phrase, i: int, at: Frame) -> Period | None:
    if p[i] not in ("in", "vor"):
        return None
    count = count_at(p, i + 1)
    if not count or p[count[1]] not in WEEK_UNITS or count[0] > 500:
        return None
    return week_away(count[0] if p[i] == "in" else -count[0], at, count[1] + 1)


def _in_week(week: Period, day: int, at: Frame) -> Sense:
    if week.failed:
        return week.failed
    candidates = (monday + timedelta(day) for monday, _ in week.candidates)
    return first_not_over(candidates, at) or Failed("date.too_far", {"latest": at.latest})


def weeks_later(p: Phrase, j: int, leads: tuple[str, ...] = ("in", "ueber")) -> tuple[int, int] | None:
    """The distance in weeks said behind a day („in zwei Wochen“, „in acht Tagen“ = 1, „Friday week“)."""
    if p[j] in ("week", "fortnight") and not p[j + 1].isdecimal():
        return (1 if p[j] == "week" else 2), j + 1
    if p[j] in ("after", "woche") and p[j + 1] in ("next", "drauf", "darauf", "spaeter"):
        return 1, j + 2
    count = count_at(p, p.skip(j + 1, "a")) if p[j] in leads else None
    if not count:
        return None
    number, k = count
    if p[k] in WEEK_UNITS:
        return number, k + 1
    if p[k] in DAY_UNITS and number in (7, 8, 14, 15):
        return number // 7, k + 1
    return None
