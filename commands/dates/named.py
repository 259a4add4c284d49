"""Days named by their distance, their feast or their school break.

Conventions:
- „in 8 Tagen“ is eight days, „in 14 Tagen“ fourteen; „heute in acht Tagen“ is the idiom for a week.
- Working days are counted from the day after today.
- „nach“ a feast, break or day is the next working day after it, „vor“ the last one before it.
- „Ostern“ runs from Good Friday to Easter Monday, „Weihnachten“ from the 24th to the 26th.
"""

from datetime import date, timedelta

from commands.dates import feasts
from commands.dates.senses import (
    Failed,
    Frame,
    Matches,
    Point,
    Sense,
    Stretch,
    add_months,
    after,
    checked,
    week_start,
)
from commands.dates.tokens import Phrase
from commands.dates.weekdays import weeks_later
from commands.dates.words import (
    ARTICLES,
    DAY_UNITS,
    MONTH_UNITS,
    WEEK_UNITS,
    WORK_DAY_UNITS,
    YEAR_UNITS,
)
from commands.dates.written import count_at, year_at

_FROM_TODAY = {
    "heute": 0,
    "today": 0,
    "morgen": 1,
    "tomorrow": 1,
    "uebermorgen": 2,
    "gestern": -1,
    "yesterday": -1,
    "vorgestern": -2,
}
_BREAKS = {
    "osterferien": ("Osterferien",),
    "sommerferien": ("Sommerferien",),
    "herbstferien": ("Herbstferien",),
    "weihnachtsferien": ("Weihnachtsferien",),
    "pfingstferien": ("Pfingstferien",),
    "himmelfahrtsferien": ("Himmelfahrtsferien",),
    **dict.fromkeys(("winterferien", "fruehjahrsferien", "faschingsferien"), ("Winterferien", "Frühjahrsferien")),
}
_ENGLISH_BREAKS = {
    "easter": "osterferien",
    "summer": "sommerferien",
    "autumn": "herbstferien",
    "christmas": "weihnachtsferien",
    "winter": "winterferien",
}
_PHRASED_FEASTS = (
    (("tag", "der", "arbeit"), "maifeiertag"),
    (("christi", "himmelfahrt"), "himmelfahrt"),
    (("ascension", "day"), "himmelfahrt"),
    (("good", "friday"), "karfreitag"),
    (("easter", "monday"), "ostermontag"),
    (("new", "year"), "neujahr"),
)
MOST_DAYS = 4000
"""Counting further than this is a slip of the finger."""


def relative(p: Phrase, i: int, at: Frame) -> Matches:
    """„heute“, „morgen in einer Woche“, „the day after tomorrow“, „in zwei Wochen“."""
    shift = _FROM_TODAY.get(p[i])
    if shift is not None:
        day = at.today + timedelta(shift)
        found: Matches = [(checked(day, at), i + 1)]
        if later := weeks_later(p, i + 1):
            found.insert(0, (after(day, 7 * later[0], at), later[1]))
        return found
    j = p.skip(i, "the")
    if (p[j], p[j + 1], p[j + 2]) == ("day", "after", "tomorrow"):
        return [(checked(at.today + timedelta(2), at), j + 3)]
    if p[i] in ("in", "heute") and (counted := distance(p, i + 1, at)):
        return [counted]
    return []


def distance(p: Phrase, i: int, at: Frame) -> tuple[Sense, int] | None:
    """„zwei Wochen“, „zehn Arbeitstagen“ from today, whatever led to it."""
    count = count_at(p, i)
    if not count:
        return None
    n, j = count
    sense = _so_many(n, p, j, at)
    if not sense:
        return None
    return sense, j + 2 if p[j] in ("working", "business") else j + 1


def _so_many(n: int, p: Phrase, j: int, at: Frame) -> Sense | None:
    too_far = Failed("date.too_far", {"latest": at.latest})
    unit = p[j]
    working = unit in WORK_DAY_UNITS or (unit in ("working", "business") and p[j + 1] in DAY_UNITS)
    if working:
        if n > MOST_DAYS:
            return too_far
        return checked(at.calendar.working_days_after(at.today, n), at)
    if unit in DAY_UNITS:
        return after(at.today, n, at)
    if unit in WEEK_UNITS:
        return after(at.today, 7 * n, at)
    months = 1 if unit in MONTH_UNITS else 12 if unit in YEAR_UNITS else 0
    if not months:
        return None
    return checked(add_months(at.today, n * months), at) if n * months < 1200 else too_far


def feast(p: Phrase, i: int, at: Frame) -> Matches:
    """„Ostern“, „Karfreitag 2027“, „zwischen den Jahren“, „Wochenende“."""
    name, j = p[i], i + 1
    if name not in feasts.NAMES:
        for words, meant in _PHRASED_FEASTS:
            if all(p[i + k] == word for k, word in enumerate(words)):
                name, j = meant, i + len(words)
    if name in feasts.NAMES:
        year = year_at(p, j)
        if year and len(p[year[1] - 1]) == 4:
            return [(_feast_in(name, year[0], at), year[1])]
        return [(_next_feast(name, at), j)]
    if (p[i], p[i + 1], p[i + 2]) == ("zwischen", "den", "jahren"):
        first, last = (date(at.today.year, 12, day) for day in (27, 31))
        return [(Stretch(first, last, "period", first), i + 3)]
    if name in ("wochenende", "weekend"):
        saturday = week_start(at.today) + timedelta(5)
        return [(Stretch(saturday, saturday + timedelta(1), "feast", saturday, "Wochenende"), j)]
    return []


def school_break(p: Phrase, i: int, at: Frame) -> Matches:
    """„Osterferien“, „Sommerferien 2027“, „summer holidays“."""
    word, j = p[i], i + 1
    if p[j] in ("holidays", "break", "holiday") and word in _ENGLISH_BREAKS:
        word, j = _ENGLISH_BREAKS[word], j + 1
    if word not in _BREAKS:
        return []
    year = year_at(p, j)
    first_day = at.today
    if year:
        j = year[1]
        first_day = max(first_day, date(year[0], 1, 8))
    for name in _BREAKS[word]:
        found = at.calendar.break_span(name, first_day)
        if found and (not year or found.first.year == year[0]):
            return [(Stretch(found.first, found.last, "break", found.first, name), j)]
    data: dict[str, object] = {
        "name": _BREAKS[word][0],
        "until": at.calendar.school_data_until(),
    }
    return [(Failed("school.unknown", data), j)]


def before_or_after(p: Phrase, i: int, inner: Matches, at: Frame) -> Matches:
    """„vor“ or „nach“ at i, applied to what was read behind it."""
    following = p[i] in ("nach", "after")
    return [(_beside(sense, following, at), end) for sense, end in inner]


def preposition(p: Phrase, i: int) -> int | None:
    """The index behind „vor den“, „nach“, „after the“; None if there is none."""
    if p[i] not in ("vor", "nach", "before", "after"):
        return None
    return p.skip(i + 1, *ARTICLES)


def _beside(sense: Sense, following: bool, at: Frame) -> Sense:
    if isinstance(sense, Failed):
        return sense
    days = sense.days if isinstance(sense, Point) else (sense.last if following else sense.first,)
    calendar = at.calendar
    if following:
        days = tuple(calendar.next_working_day(day + timedelta(1)) for day in days)
    else:
        days = tuple(calendar.previous_working_day(day - timedelta(1)) for day in days)
    outcomes = [checked(day, at) for day in days]
    return next((bad for bad in outcomes if isinstance(bad, Failed)), Point(days))


def _feast_in(name: str, year: int, at: Frame) -> Sense:
    one = feasts.feast(name, year)
    outcome = checked(one.last, at)
    if isinstance(outcome, Failed):
        return outcome
    if one.first == one.last:
        return Point((one.day,))
    return Stretch(one.first, one.last, "feast", one.day, one.name)


def _next_feast(name: str, at: Frame) -> Sense:
    this_year = feasts.feast(name, at.today.year)
    return _feast_in(name, at.today.year + (this_year.last < at.today), at)
