"""Beginning, middle and end of a period, and its halves.

Conventions:
- „Anfang, Mitte, Ende <month>“ are the first, the 15th and the last day (§ 192 BGB); as a span they
  are its thirds (1st to 10th, 11th to 20th, the rest), of a year four months each. „Monatsende“ and
  „Jahresende“ are the last day always. Of other periods „Mitte“ is the middle day.
- A week begins on Monday (as a span with Tuesday), its middle is Wednesday, it ends on Friday (with
  Thursday).
- „erste Hälfte März“ ends on the 15th; the halves of other periods meet in their middle.
- „Jahreswechsel“ is the last day of the year, „Monatserster“ the first of the next month.
"""

from dataclasses import replace
from datetime import date, timedelta

from commands.dates.occasions import SCHOOL_YEAR, coming_school_year, school_days, school_ends, schooling
from commands.dates.periods import block, blocks, periods, stretch, which_part
from commands.dates.senses import Failed, Frame, Matches, Point, Stretch, add_months, checked, first_not_over
from commands.dates.tokens import Phrase
from commands.dates.weeks import YEARS_TRIED, Days, Kind, Period, named_week, week_away
from commands.dates.words import ARTICLES, MONTHS, bag
from commands.dates.years import year_at, year_said

_BEGINNING = bag("anfang anfangs beginn beginning start early")
_MIDDLE = bag("mitte middle mid")
_END = bag("ende end schluss late ultimo")
_EDGES = _BEGINNING | _MIDDLE | _END
_LINKS = frozenset(("von", "vom", "of", "im", "in", "-", *ARTICLES))
_GLUED = {
    unit + edge: (months, meaning)
    for unit, months in (("wochen", 0), ("monats", 1), ("quartals", 3), ("halbjahres", 6), ("jahres", 12))
    for edge, meaning in (
        ("anfang", "anfang"),
        ("beginn", "anfang"),
        ("mitte", "mitte"),
        ("ende", "ende"),
        ("schluss", "ende"),
        ("wechsel", "ende"),
    )
    if unit + edge != "wochenende"
} | {"eow": (0, "ende"), "eom": (1, "ende"), "eoq": (3, "ende"), "eoy": (12, "ende"), "monatsultimo": (1, "ende")}
_HALF = frozenset(("haelfte", "half"))


def edge(p: Phrase, i: int, at: Frame) -> Matches:
    """„Ende Januar“, „Mitte nächster Woche“, „Monatsende“, „mid-March“, „Ende der Osterferien“."""
    word = p[i]
    if word in _GLUED:
        return _glued(p, i, at)
    if school := school_ends(p, i, at):
        return school
    if word in ("monatserster", "monatsersten", "monatserste"):
        return [(checked(blocks(1, at)[1][0], at), i + 1)]
    if word not in _EDGES:
        return []
    j = i + 1
    while p[j] in _LINKS and j < i + 4:
        j += 1
    found: Matches = [(one.failed or _edge_of(one, word, at), one.end) for one in _whole(p, j, at)]
    for sense, end in schooling(p, j, at):
        if isinstance(sense, Stretch) and sense.name == SCHOOL_YEAR:
            sense = school_days(sense if word not in _BEGINNING else coming_school_year(sense, at), at)
        day = _edge_day(sense.first, sense.last, word, "period") if isinstance(sense, Stretch) else None
        found.append((checked(day, at) if day else sense, end))
    if word == "ultimo" and not found:
        found.append((checked(blocks(1, at)[0][1], at), i + 1))
    return found


def half(p: Phrase, i: int, at: Frame) -> Matches:
    """„erste Hälfte März“, „zweite Märzhälfte“, „1. Hälfte 2027“, „first half of June“."""
    part = which_part(p, i)
    if not part or part[0] > 2:
        return []
    nth, j = part
    stem = p[j].removesuffix("haelfte")
    if stem != p[j] and stem in MONTHS:
        named = [_compound(p, MONTHS[stem], j + 1, at)]
    elif p[j] in _HALF:
        j += 1
        while p[j] in _LINKS:
            j += 1
        named = _whole(p, j, at)
    else:
        return []
    halved = (Period(one.kind, tuple(_half(*days, nth, one.kind) for days in one.candidates), one.end) for one in named)
    return [(stretch(one, at), one.end) for one in halved]


def _whole(p: Phrase, j: int, at: Frame) -> list[Period]:
    """The period at j; a year may be a mere number here, and „der Woche“ is this one."""
    if len(p[j]) == 4 and (year := year_at(p, j)):
        found = [Period("period", (block(date(year[0], 1, 1), 12),), year[1])]
        return periods(p, j, at) + found
    return periods(p, j, at)


def _compound(p: Phrase, month: int, j: int, at: Frame) -> Period:
    """A month that is part of a compound word, with the year behind it."""
    year = year_said(p, j, at)
    years = [year[0]] if year else [at.today.year + n for n in range(YEARS_TRIED)]
    return Period("month", tuple(block(date(one, month, 1), 1) for one in years), year[1] if year else j)


def _glued(p: Phrase, i: int, at: Frame) -> Matches:
    months, word = _GLUED[p[i]]
    if not months:
        one = named_week(p, i + 1, at) or week_away(0, at, i + 1)
        return [(one.failed or _edge_of(one, word, at), one.end)]
    found = [Period("month" if months == 1 else "period", blocks(months, at), i + 1)]
    j = i + 1
    while p[j] in _LINKS:
        j += 1
    if months < 12:
        found += [one for one in periods(p, j, at) if one.kind != "week"]
    elif year := year_said(p, j, at):
        found.append(Period("period", (block(date(year[0], 1, 1), 12),), year[1]))
    edges: Matches = [(_edge_of(one, word, at), one.end) for one in found]
    if word == "ende":
        # „Monatsende“ is a day, „Ende des Monats“ may be its last third.
        edges = [(replace(sense, around=None) if isinstance(sense, Point) else sense, end) for sense, end in edges]
    return edges


def _edge_of(one: Period, word: str, at: Frame) -> Point | Failed:
    chosen = {_edge_day(*days, word, one.kind): days for days in one.candidates}
    outcome = first_not_over(chosen, at) or Failed("date.too_far", {"latest": at.latest})
    if isinstance(outcome, Failed):
        return outcome
    around = [_around(*days, word, one.kind) for days in one.candidates]
    coming = (days for days in around if days and days[1] >= at.today)
    return Point(outcome.days, around=next(coming, _around(*chosen[outcome.days[0]], word, one.kind)))


def _edge_day(first: date, last: date, word: str, kind: Kind) -> date:
    if kind == "week":
        last -= timedelta(2)
    if word in _BEGINNING:
        return first
    if word in _END:
        return last
    return first + timedelta(14) if kind == "month" else first + (last - first) / 2


def _around(first: date, last: date, word: str, kind: Kind) -> Days | None:
    """The part of a week, a month or a year that is meant where a span is asked for."""
    if kind == "period":
        thirds = [add_months(first, months) for months in (0, 4, 8, 12)]
        if thirds[3] != last + timedelta(1):
            return None
        nth = 0 if word in _BEGINNING else 2 if word in _END else 1
        return thirds[nth], thirds[nth + 1] - timedelta(1)
    bounds = (10, 20) if kind == "month" else (2, 3)
    middle, late = (first + timedelta(n) for n in bounds)
    if word in _END:
        return late, last if kind == "month" else last - timedelta(2)
    return (first, middle - timedelta(1)) if word in _BEGINNING else (middle, late - timedelta(1))


def _half(first: date, last: date, nth: int, kind: Kind) -> Days:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if kind == "month":
        middle = first + timedelta(14)
    elif kind == "period" and months % 2 == 0 and first.day == 1:
        middle = add_months(first, months // 2) - timedelta(1)
    else:
        middle = first + (last - first) / 2
    return (first, middle) if nth == 1 else (middle + timedelta(1), last)
