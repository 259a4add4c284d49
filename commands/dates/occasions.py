"""Days and periods that have a name: feasts, public holidays, school breaks, school years, meetings.

Conventions:
- „Ostern“ runs from Good Friday to Easter Monday, „Weihnachten“ from the 24th to the 26th.
- „die Ferien“ is the next school break that is not over. A school year runs from 1 August to 31
  July, but its beginning and end are the days after and before the summer break.
- „Brückentag“ is the next working day that alone parts a public holiday from a weekend.
- „die nächste Sitzung“ is known only to who asks; see `Frame.meeting`.
"""

from datetime import date, timedelta

from commands.dates import feasts
from commands.dates.feast_names import feast_at
from commands.dates.senses import FIRST_YEAR, LAST_YEAR, Failed, Frame, Matches, Point, Sense, Stretch, checked
from commands.dates.tokens import Phrase
from commands.dates.words import ARTICLES, COMING, NEXT, THIS, WORK_DAY_UNITS, bag
from commands.dates.years import shift_of, year_said

_BREAKS = {
    **dict.fromkeys(("osterferien", "osterpause"), ("Osterferien",)),
    **dict.fromkeys(("sommerferien", "sommerpause"), ("Sommerferien",)),
    "herbstferien": ("Herbstferien",),
    **dict.fromkeys(("weihnachtsferien", "weihnachtspause"), ("Weihnachtsferien",)),
    "pfingstferien": ("Pfingstferien",),
    "himmelfahrtsferien": ("Himmelfahrtsferien",),
    **dict.fromkeys(
        ("winterferien", "fruehjahrsferien", "faschingsferien", "zeugnisferien"), ("Winterferien", "Frühjahrsferien")
    ),
}
_ENGLISH_BREAKS = {
    "easter": "osterferien",
    "summer": "sommerferien",
    "autumn": "herbstferien",
    "christmas": "weihnachtsferien",
    "winter": "winterferien",
}
_ANY_BREAK = bag("ferien schulferien")
_PERIODS = frozenset(("zwischen den jahren", "adventszeit", "karneval", "karwoche"))
_MEETING = bag("sitzung termin gremiensitzung ausschusssitzung treffen meeting jf besprechung gremientermin")
_TOGETHER = bag("der die das den dem zur zum naechster the our unserer unsere unser unserem unseren")
_DAY = timedelta(1)
SCHOOL_YEAR = "Schuljahr"


def feast(p: Phrase, i: int, at: Frame) -> Matches:
    """„Ostern“, „Karfreitag 2027“, „nächstes Weihnachten“, „zweiter Advent“, „zwischen den Jahren“."""
    shift = shift_of(p[i])
    if p[i] == "zeitumstellung":
        both = [_next_feast(name, at) for name in ("sommerzeit", "winterzeit")]
        return [(min((one for one in both if isinstance(one, Point)), key=lambda one: one.days), i + 1)]
    named = feast_at(p, i if shift is None else i + 1)
    if not named:
        return []
    name, j = named
    if shift is not None:
        return [(_shifted_feast(name, p[i], shift, at), j)]
    found: Matches = [(_next_feast(name, at), j)]
    if (year := year_said(p, j + (p[j] in ("/", "-")), at)) and (len(p[year[1] - 1]) != 2 or p.is_end(year[1])):
        found.insert(0, (feast_in(name, year[0], at), year[1]))
    return found


def school_break(p: Phrase, i: int, at: Frame) -> Matches:
    """„Osterferien“, „Sommerferien 2027“, „große Ferien“, „die Ferien“, „summer holidays“."""
    word, j = p[i], i + 1
    if p[j] in ("holidays", "break", "holiday") and word in _ENGLISH_BREAKS:
        word, j = _ENGLISH_BREAKS[word], j + 1
    elif word in ("grosse", "grossen") and p[j] == "ferien":
        word, j = "sommerferien", j + 1
    elif (shift := shift_of(word)) is not None and p[j] in _BREAKS:
        word, j = p[j], j + 1
        if shift < 0:
            return [(_last_break(word, at), j)]
    if word in _ANY_BREAK or (word in NEXT | COMING | THIS and p[i + 1] in _ANY_BREAK):
        return _next_break(i + 1 + (word not in _ANY_BREAK), at)
    if word not in _BREAKS:
        return []
    year = year_said(p, j, at)
    if year:
        return [(_break_after(word, date(year[0], 1, 8), at, year[0]), year[1])]
    return [(_break_after(word, at.today, at), j)]


def schooling(p: Phrase, i: int, at: Frame) -> Matches:
    """A school break or a school year, where its beginning or end is asked for."""
    i = p.skip(i, *ARTICLES)
    found = school_break(p, i, at)
    shift = shift_of(p[i])
    j = i + (shift is not None)
    if p[j] in ("schuljahr", "schuljahres", "schuljahrs") or (p[j], p[j + 1]) == ("school", "year"):
        end = j + 1 + (p[j] == "school")
        year = p.number(end)
        if year and FIRST_YEAR <= year <= LAST_YEAR:
            end += 1 if p[end + 1] not in ("/", "-") or not p[end + 2].isdecimal() else 3
            return [(_school_year(year), end)]
        running = at.today.year - (at.today.month < 8)
        return [(_school_year(running + (shift or 0)), end)]
    return found


def coming_school_year(year: Stretch, at: Frame) -> Stretch:
    """The school year itself if it has not begun, otherwise the next one."""
    begun = school_days(year, at)
    over = isinstance(begun, Stretch) and begun.first < at.today
    return _school_year(year.first.year + 1) if over else year


def school_ends(p: Phrase, i: int, at: Frame) -> Matches:
    """„Schuljahresende“, „Schulbeginn“, „Ferienbeginn“, „Ferienende“."""
    word = p[i]
    ends = next((end for end in ("ende", "beginn", "anfang", "schluss", "start") if word.endswith(end)), "")
    stem = word.removesuffix(ends)
    if not ends or stem not in ("schuljahres", "schuljahrs", "schul", "ferien"):
        return []
    running = school_days(_school_year(at.today.year - (at.today.month < 8)), at)
    if stem == "ferien":
        running = _next_break(i, at)[0][0]
    if not isinstance(running, Stretch):
        return [(running, i + 1)]
    day = running.last if ends in ("ende", "schluss") else running.first
    if stem != "ferien" and day < at.today:
        following = school_days(_school_year(running.first.year + 1), at)
        day = following.first if isinstance(following, Stretch) else day
    return [(checked(day, at), i + 1)]


def holiday(p: Phrase, i: int, at: Frame) -> Matches:
    """„Brückentag“, „nächster Feiertag“, „nächster Werktag“."""
    j = i + (p[i] in NEXT | COMING | THIS)
    if j > i and (p[j] in WORK_DAY_UNITS or (p[j] in ("working", "business") and p[j + 1] == "day")):
        end = j + 1 + (p[j + 1] == "day")
        return [(Point((at.calendar.next_working_day(at.today + _DAY),)), end)]
    if p[j] not in ("brueckentag", "feiertag") or (p[j] == "feiertag" and j == i and p[i - 1] not in ARTICLES | {"am"}):
        return []
    bridging = p[j] == "brueckentag"
    for n in range(1, 400):
        day = at.today + n * _DAY
        if bridges(day, at) if bridging else at.calendar.holiday(day):
            return [(Point((day,)), j + 1)]
    return []


def meeting(p: Phrase, i: int, at: Frame) -> Matches:
    """„der Sitzung“, „dem nächsten Termin“, „the next meeting“: with its article or „nächste“."""
    j = p.skip(i, *NEXT, *COMING)
    if j == i and p[i - 1] not in _TOGETHER:
        return []
    if (p[j], p[j + 1]) == ("jour", "fixe"):
        j += 1
    elif p[j] not in _MEETING:
        return []
    if p[j + 1][:1].isdecimal():
        return []
    return [(checked(at.meeting, at) if at.meeting else Failed("meeting.unknown", {}), j + 1)]


def _shifted_feast(name: str, word: str, shift: int, at: Frame) -> Sense:
    """„nächstes Ostern“ is the next one, „letztes“ the last one that is over."""
    if shift >= 0:
        coming = _next_feast(name, at)
        if word in NEXT | COMING | THIS or isinstance(coming, Failed):
            return coming
        first = coming.days[0] if isinstance(coming, Point) else coming.day
        return feast_in(name, first.year + 1, at)
    this_year = feasts.feast(name, at.today.year)
    return feast_in(name, at.today.year - (this_year.last >= at.today), at)


def feast_in(name: str, year: int, at: Frame) -> Sense:
    """The feast of that name in a year."""
    one = feasts.feast(name, year)
    outcome = checked(one.last, at)
    if isinstance(outcome, Failed):
        return outcome
    if one.first == one.last:
        return Point((one.day,))
    return Stretch(one.first, one.last, "period" if name in _PERIODS else "feast", one.day, one.name)


def _next_feast(name: str, at: Frame) -> Sense:
    this_year = feasts.feast(name, at.today.year)
    return feast_in(name, at.today.year + (this_year.last < at.today), at)


def _break_after(word: str, day: date, at: Frame, year: int | None = None) -> Sense:
    earliest = day if at.past else max(day, at.today)
    for name in _BREAKS[word]:
        found = at.calendar.break_span(name, earliest)
        if found and (year is None or found.first.year == year):
            return Stretch(found.first, found.last, "break", found.first, name)
    if year is not None and day < at.today and not at.past:
        return Failed("date.past", {"day": date(year, 12, 31) if year < at.today.year else day})
    return Failed("school.unknown", {"name": _BREAKS[word][0], "until": at.calendar.school_data_until()})


def _last_break(word: str, at: Frame) -> Sense:
    for back in range(370, 740, 30):
        found = _break_after(word, at.today - timedelta(740 - back), at) if at.past else None
        if isinstance(found, Stretch) and found.last < at.today:
            return found
    return Failed("date.past", {"day": at.today - _DAY})


def _next_break(end: int, at: Frame) -> Matches:
    spans = [at.calendar.break_span(name, at.today) for names in _BREAKS.values() for name in names]
    known = [span for span in spans if span]
    if not known:
        return [(Failed("school.unknown", {"name": "Ferien", "until": at.calendar.school_data_until()}), end)]
    first = min(known, key=lambda span: span.first)
    return [(Stretch(first.first, first.last, "break", first.first, first.name), end)]


def school_days(year: Stretch, at: Frame) -> Sense:
    """A school year from the first working day after one summer break to the last before the next."""
    summers = [at.calendar.break_span("Sommerferien", date(one, 6, 1)) for one in (year.first.year, year.last.year)]
    if not summers[0] or not summers[1]:
        return Failed("school.unknown", {"name": "Sommerferien", "until": at.calendar.school_data_until()})
    first = at.calendar.next_working_day(summers[0].last + _DAY)
    last = at.calendar.previous_working_day(summers[1].first - _DAY)
    return Stretch(first, last, "period", first)


def _school_year(year: int) -> Stretch:
    return Stretch(date(year, 8, 1), date(year + 1, 7, 31), "period", date(year, 8, 1), SCHOOL_YEAR)


def bridges(day: date, at: Frame) -> bool:
    """Whether a working day alone parts a public holiday from a weekend."""
    calendar = at.calendar
    if day.weekday() == 4:
        return calendar.holiday(day) is None and calendar.holiday(day - _DAY) is not None
    return day.weekday() == 0 and calendar.holiday(day) is None and calendar.holiday(day + _DAY) is not None
