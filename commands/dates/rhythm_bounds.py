"""From when, until when, for how long, how many times."""

from datetime import date, timedelta

from commands.dates.days import days
from commands.dates.rhythm_draft import Draft, Step, Unit, Until, told
from commands.dates.rhythm_often import times_said
from commands.dates.rhythm_units import number_at, unit_of, weekday_said
from commands.dates.senses import Failed, Frame, Point, Sense, Stretch, add_months
from commands.dates.spans import spans
from commands.dates.tokens import Phrase
from commands.dates.words import MONTHS, bag
from commands.dates.years import year_at

_START = bag(
    "ab beginnend beginn beginnt start startet startend erstmals erstmalig seit nach anfangend los "
    "from starting beginning begins starts since after commencing"
)
_START_MORE = bag("am ab mit dem der den on from in im zum : ist termin first erster erste ersten")
_FIRST = bag("erster erste erstes ersten first")
_DATES = bag(
    "termine terminen termin sitzungen treffen einheiten wiederholungen veranstaltungen "
    "sessions meetings occurrences dates appointments"
)
_UNTIL = bag("bis until till through ending endet endend ends letztmals letztmalig")
_COUNT_LEADS = bag("insgesamt fuer for noch nur genau total only in")
_LASTING_LEADS = bag("fuer for ueber over")
_LASTING_MORE = bag("die den dauer von zeitraum naechsten kommenden ganzes ganze the period of next coming")
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def start(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„ab 12.1.“, „beginnend am 1. März“, „erstmals nächste Woche“, „nach den Osterferien“, „ab sofort“."""
    j = i
    if p[i] in _FIRST and p[i + 1] in ("termin", "sitzung", "meeting", "mal", "time", "treffen", "date"):
        j = i + 2
    elif p[i] == "zum" and p[i + 1] in _FIRST and p[i + 2] == "mal":
        j = i + 3
    elif p[i] == "as" and p[i + 1] == "of":
        j = i + 2
    elif p[i] in _START:
        j = i + (p[i] not in ("nach", "after"))
    else:
        return []
    while p[j] in _START_MORE and p[j + 1] and j < i + 5:
        j += 1
    if p[j] in ("sofort", "jetzt", "now"):
        return told(draft, j + 1, start=Point((at.today,)))
    found = [step for sense, end in days(p, j, at) if not _cuts(p, end) for step in told(draft, end, start=sense)]
    if not found and (year := year_at(p, j)) and len(p[year[1] - 1]) == 4 and year[0] >= at.today.year:
        first = date(year[0], 1, 1)
        found = told(draft, year[1], start=Stretch(first, date(year[0], 12, 31), "period", first))
    return found


def _cuts(p: Phrase, end: int) -> bool:
    """Whether a date would take the hour away from a time: „ab März 14-16 Uhr“, „ab Mai 9:30“."""
    return p[end - 1].isdecimal() and p[end] in ("-", "bis", ":") and p[end + 1].isdecimal()


def until(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„bis Ende Juni“, „bis zu den Sommerferien“, „letztmals am 30.6.“, „until Christmas“."""
    j = i
    ending = (p[i] in ("letzter", "letzte", "last") and p[i + 1] in ("termin", "sitzung", "meeting", "date")) or (
        p[i] in ("laengstens", "hoechstens") and p[i + 1] == "bis"
    )
    if ending:
        j = i + 2
    elif p[i] in _UNTIL:
        j = i + 1
    else:
        return []
    if p[j] == "auf" and p[j + 1] == "weiteres":
        return [(draft, j + 2)]
    while p[j] in ("einschliesslich", "inklusive", "inkl", "einschl", "including", "zum", "zur", "zu", ".", ":"):
        j += 1
    return [step for last, end in _ends(p, j, at) for step in told(draft, end, until=Until(j, last))]


def again(p: Phrase, index: int, at: Frame) -> date | Failed | None:
    """The end that stands at an index, as somebody in this frame means it."""
    return next((last for last, _ in _ends(p, index, at)), None)


def _ends(p: Phrase, j: int, at: Frame) -> list[tuple[date | Failed, int]]:
    found = [(_last_day(sense), end) for sense, end in days(p, j, at) if not _cuts(p, end)]
    year = year_at(p, j)
    if year and len(p[year[1] - 1]) == 4 and year[0] >= at.today.year:
        found.append((date(year[0], 12, 31), year[1]))
    return found


def _last_day(sense: Sense) -> date | Failed:
    if isinstance(sense, Stretch):
        outside = sense.kind in ("break", "feast")
        return sense.first - timedelta(1) if outside else sense.last
    return sense.days[0] if isinstance(sense, Point) else sense


def between(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„vom 1.2. bis 30.6.“, „von März bis Oktober“, „im ersten Halbjahr“, „im Jahr 2027“."""
    j = p.skip(p.skip(i, "im", "in"), "jahr", "year")
    if len(p[j]) == 4 and p[j].isdecimal():
        year = year_at(p, j)
        if year and len(p[year[1] - 1]) == 4 and year[0] >= at.today.year:
            return _from_to(draft, date(year[0], 1, 1), date(year[0], 12, 31), year[1], i)
    if p[i] in ("im", "in", "waehrend", "during") and draft.frequency != "YEARLY":
        found: list[Step] = []
        for sense, end in days(p, i + 1, at):
            if isinstance(sense, Stretch) and sense.kind in ("month", "period"):
                found += _from_to(draft, sense.first, sense.last, end, i)
        return found
    named = p[i] in MONTHS and p[i + 1] in ("bis", "-", "to")
    led = p[i] in ("von", "vom", "zwischen", "from", "between") and not weekday_said(p, i + 1)
    if not (named or led):
        return []
    steps: list[Step] = []
    for one in spans(p, i, at)[:6]:
        if isinstance(one.spans, Failed):
            steps += told(draft, one.end, start=one.spans)
            continue
        first, last = one.spans[0].first, one.spans[0].last
        if first and last and first.time is None and last.time is None and first.day < last.day:
            steps += _from_to(draft, first.day, last.day, one.end, i)
    return steps


def _from_to(draft: Draft, first: date, last: date, end: int, index: int) -> list[Step]:
    return told(draft, end, start=Stretch(first, last, "period", first), until=Until(-1, last))


def lasting(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„für ein halbes Jahr“, „drei Monate lang“, „for the next 6 months“, „for 8 weeks“."""
    led = p[i] in _LASTING_LEADS
    j = i + led
    while p[j] in (
        "die",
        "den",
        "dauer",
        "von",
        "period",
        "of",
        "a",
        "zeitraum",
        "naechsten",
        "kommenden",
        "the",
        "next",
        "coming",
        "ganzes",
        "ganze",
    ):
        j += 1
    led = led or p[j - 1] in ("naechsten", "kommenden", "next")
    number, k = number_at(p, j) or (1, p.skip(j, "a", "an"))
    half = p[k] in ("halbes", "halbe", "half")
    k = p.skip(p.skip(k + half, "a"), "ganzes")
    unit = unit_of(p[k])
    if unit is None or (not led and p[k + 1] not in ("lang", "hindurch", "long")) or not 0 < number <= 120:
        return []
    if half:
        if unit != "year" or number != 1:
            return []
        unit = "half"
    return told(draft, p.skip(k + 1, "lang", "hindurch", "long"), lasting=(number, unit))


def lasts_until(first: date, lasting: tuple[int, Unit]) -> date:
    """The last day of so many units that begin on `first`."""
    number, unit = lasting
    if unit in _MONTHS:
        return add_months(first, number * _MONTHS[unit]) - timedelta(1)
    return first + timedelta(number * (7 if unit == "week" else 1) - 1)


def count(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„10 mal“, „insgesamt zehn Termine“, „noch fünfmal“, „for 10 meetings“, „10 times“."""
    j = i
    while p[j] in _COUNT_LEADS and j < i + 2:
        j += 1
    counted = times_said(p, j)
    if counted:
        number, end = counted
    else:
        counted = number_at(p, j)
        if not counted or p[counted[1]] not in _DATES:
            return []
        number, end = counted[0], counted[1] + 1
    return told(draft, end, count=number) if 0 < number <= 400 else []
