"""How often: „wöchentlich“, „alle zwei Wochen“, „viermal im Jahr“, „in geraden Kalenderwochen“."""

from dataclasses import replace

from commands.dates.recurrence import WORKWEEK, Frequency
from commands.dates.rhythm_draft import Draft, Step, Unit, told
from commands.dates.rhythm_units import number_at, unit_of, weekday_said
from commands.dates.senses import Frame
from commands.dates.tokens import Phrase
from commands.dates.weekdays import ordinal_at
from commands.dates.words import CARDINALS, EVERY, WEEK_UNITS, WORK_DAY_UNITS, bag

_EVERY = EVERY | bag("alle aller allen")
_STEPS: dict[Unit, tuple[Frequency, int]] = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "half": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
}
_WORDS: dict[str, tuple[int, Unit]] = {
    **dict.fromkeys(("taeglich", "daily", "tagtaeglich"), (1, "day")),
    **dict.fromkeys(("woechentlich", "weekly", "allwoechentlich"), (1, "week")),
    **dict.fromkeys(("biweekly", "fortnightly"), (2, "week")),
    **dict.fromkeys(("monatlich", "monthly", "allmonatlich"), (1, "month")),
    "bimonthly": (2, "month"),
    **dict.fromkeys(("vierteljaehrlich", "vierteljaehrig", "quartalsweise", "quarterly"), (1, "quarter")),
    **dict.fromkeys(("quartalsmaessig", "quartalsmaessige"), (1, "quarter")),
    **dict.fromkeys(("halbjaehrlich", "halbjaehrig", "biannually", "semiannually"), (1, "half")),
    **dict.fromkeys(("jaehrlich", "yearly", "annually", "annual", "alljaehrlich"), (1, "year")),
}
_SUFFIXES: dict[str, Unit] = {
    "woechentlich": "week",
    "woechig": "week",
    "taegig": "day",
    "taeglich": "day",
    "monatlich": "month",
    "monatig": "month",
    "jaehrlich": "year",
    "jaehrig": "year",
    "weekly": "week",
    "monthly": "month",
}
_CUT_SHORT = ("entl", "natl", "aehrl", "aegl")
"""„wöchentl.“, „monatl.“, „vierteljährl.“, „tägl.“."""

_RHYTHMS = ("rhythmus", "takt", "turnus", "abstand", "intervall", "zyklus", "modus")
_WORKDAYS = bag("werktags werktaeglich wochentags arbeitstaeglich arbeitstags weekdays workdays")
_SCHOOL_DAYS = bag("schultag schultags schultage schultagen")
_WEEKENDS = bag("wochenende wochenenden wochenends weekend weekends")
_EVEN = bag("gerade geraden gerader gerades geradzahligen geradzahlige even")
_ODD = bag("ungerade ungeraden ungerader ungerades ungeradzahligen ungeradzahlige odd")
_WEEKS = WEEK_UNITS | bag("kw kws kalenderwoche kalenderwochen numbered")
_TIMES_WORDS = {"once": 1, "twice": 2, "thrice": 3}
_PER = bag("im in pro je a an per each every der dem die the jede jedes jeder jeden einem einer")


def often(draft: Draft, end: int, number: int, unit: Unit, *, calendar: bool = True) -> list[Step]:
    """Every so many units; days are weeks where that comes out even („14-tägig“).

    `calendar`: a quarter is one of the calendar („jedes Quartal“), not any three months („vierteljährlich“).
    """
    frequency, factor = _STEPS[unit]
    if not 1 <= number <= 60:
        return []
    if unit == "day" and number % 7 == 0:
        frequency, number = "WEEKLY", number // 7
    quarterly = unit == "quarter" and number == 1 and calendar
    return told(
        draft,
        end,
        recurring=True,
        frequency=frequency,
        interval=number * factor,
        quarterly=quarterly or draft.quarterly,
    )


def frequency_word(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„wöchentlich“, „14-tägig“, „dreiwöchig“, „werktags“, „im Zwei-Wochen-Rhythmus“."""
    if p[i] in _SCHOOL_DAYS or (p[i] in EVERY and p[i + 1] in _SCHOOL_DAYS):
        said = replace(draft, skips=draft.skips | {"school", "holidays"})
        return told(said, i + 1 + (p[i] in EVERY), recurring=True, weekdays=frozenset(WORKWEEK))
    if p[i] in _WORKDAYS or (p[i] in EVERY and p[i + 1] in WORK_DAY_UNITS | {"weekday", "workday"}):
        end = i + 1 + (p[i] in EVERY)
        return told(draft, end, recurring=True, weekdays=frozenset(WORKWEEK))
    if p[i] in EVERY and p[i + 1] in ("working", "business", "week") and p[i + 2] == "day":
        return told(draft, i + 3, recurring=True, weekdays=frozenset(WORKWEEK))
    j = p.skip(i + 1, "allen", "all")
    if p[i] in ("an", "on") and p[j] in WORK_DAY_UNITS | {"weekdays", "workdays"}:
        return told(draft, j + 1, recurring=True, weekdays=frozenset(WORKWEEK))
    found = _adverb(p, i) or _in_a_rhythm(p, i)
    quarter = not p[i].startswith("vierteljaehr")
    return often(draft, found[2], found[0], found[1], calendar=quarter) if found else []


def _adverb(p: Phrase, i: int) -> tuple[int, Unit, int] | None:
    word, start = p[i], i
    number: int | None = None
    if (counted := number_at(p, i)) or (word == "bi" and p[i + 1] == "-"):
        number, i = counted or (2, i + 1)
        i = p.skip(i, "-")
        word = p[i]
    if word.endswith(_CUT_SHORT):
        word, i = f"{word}ich", p.skip(i + 1, ".") - 1
    for ending in ("", "en", "er", "em", "es", "e"):
        stem = word.removesuffix(ending) if ending and word.endswith(ending) else word
        if number is None and stem in _WORDS:
            return (*_WORDS[stem], i + 1)
        for suffix, unit in _SUFFIXES.items():
            head = stem.removesuffix(suffix)
            if head == stem:
                continue
            if not head and number is not None and i > start:
                return number, unit, i + 1
            if number is None and head in CARDINALS:
                return CARDINALS[head], unit, i + 1
    return None


def _in_a_rhythm(p: Phrase, i: int) -> tuple[int, Unit, int] | None:
    """„im Zwei-Wochen-Rhythmus“, „im Wochentakt“, „im Abstand von zwei Wochen“, „mit 14 Tagen Abstand“."""
    j = p.skip(i, "im", "in", "mit", "einem", "at")
    if p[j] in (*_RHYTHMS, "intervals", "abstaenden", "interval") and p[j + 1] in ("von", "of"):
        counted = number_at(p, j + 2)
        unit = unit_of(p[counted[1]]) if counted else None
        return (counted[0], unit, counted[1] + 1) if counted and unit else None
    if counted := number_at(p, j):
        k = p.skip(counted[1], "-")
        unit = unit_of(p[k])
        k = p.skip(k + 1, "-")
        return (counted[0], unit, k + 1) if unit and p[k] in _RHYTHMS else None
    for rhythm in _RHYTHMS:
        head = p[j].removesuffix(rhythm)
        if head != p[j]:
            return _glued(head, j + 1)
    return None


def _glued(head: str, end: int) -> tuple[int, Unit, int] | None:
    """„zweiwochen“, „wochen“, „monats“, before „rhythmus“."""
    for word in ("wochen", "monats", "monate", "quartals", "jahres", "tages", "tage"):
        unit = unit_of(word) or unit_of(word.removesuffix("s")) or unit_of(word.removesuffix("es"))
        number = head.removesuffix(word)
        if number != head and unit and (not number or number in CARDINALS):
            return CARDINALS.get(number, 1), unit, end
    return None


def every_so_many(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„alle zwei Wochen“, „every 3 weeks“, „jede zweite Woche“, „jedes halbe Jahr“, „every other month“."""
    if p[i] not in _EVERY:
        return []
    j, number = i + 1, 1
    if p[j] in ("other", "andere"):
        number, j = 2, j + 1
    elif p[j] in ("halbe", "halben", "halbes", "half") and unit_of(p[j + 1]) == "year":
        return often(draft, j + 2, 1, "half")
    elif p[j] in ("fortnight", "fortnights"):
        return often(draft, j + 1, 2, "week")
    elif p[i] in _EVERY and (counted := ordinal_at(p, j) or number_at(p, j)):
        number, j = counted
        if p[j] == "bis" or (p[j] == "." and not ordinal_at(p, i + 1)):
            return []
    unit = unit_of(p[p.skip(j, "-")])
    return often(draft, p.skip(j, "-") + 1, number, unit) if unit and number > 0 else []


def times_per(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„viermal im Jahr“, „2x pro Woche“, „einmal im Monat“, „zweimal jährlich“, „three times a year“."""
    counted = _times(p, i)
    if not counted:
        return []
    times, j = counted
    if times == 1 and (p[j] in _EVERY or _adverb(p, j)):
        return [(draft, j)] if p[j] in _EVERY - {"jede", "jedes", "jeder", "jeden", "each"} else _per(draft, p, j, 1)
    return _per(draft, p, j, times)


def _per(draft: Draft, p: Phrase, j: int, times: int) -> list[Step]:
    adverb = _adverb(p, j)
    k = j
    while p[k] in _PER and k < j + 3:
        k += 1
    unit = unit_of(p[k]) if k > j else None
    if p[k] in ("woche", "week") and k > j:
        unit = "week"
    if adverb and adverb[0] == 1:
        unit, k = adverb[1], adverb[2] - 1
    if unit is None or unit == "day" or not 1 <= times <= 60:
        return []
    if times == 1:
        return often(draft, k + 1, 1, unit)
    return told(draft, k + 1, recurring=True, times=times, per=unit)


def _times(p: Phrase, i: int) -> tuple[int, int] | None:
    """„viermal“, „4 mal“, „4x“, „twice“, „three times“ at i."""
    if p[i] in _TIMES_WORDS:
        return _TIMES_WORDS[p[i]], i + 1
    if p[i].endswith("mal") and p[i].removesuffix("mal") in CARDINALS:
        return CARDINALS[p[i].removesuffix("mal")], i + 1
    counted = number_at(p, i)
    if counted and p[p.skip(counted[1], "-")] in ("mal", "x", "times", "×"):
        return counted[0], p.skip(counted[1], "-") + 1
    return None


def times_said(p: Phrase, i: int) -> tuple[int, int] | None:
    """How many times, for the number of dates of a series."""
    return _times(p, i)


def parity(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„in geraden Kalenderwochen“, „ungerade KW“, „jede gerade Woche“, „in odd weeks“."""
    j = i
    while (
        p[j] in EVERY or p[j] in ("in", "an", "den", "der", "nur", "on", "the", "bei", "alle", "only")
    ) and j < i + 3:
        j += 1
    if p[j] not in _EVEN | _ODD:
        return []
    k = p.skip(p.skip(j + 1, "iso", "calendar", "-"), "numbered")
    if p[k] not in _WEEKS:
        return []
    end = p.skip(p.skip(k + 1, "week", "weeks"), ".")
    return told(draft, end, recurring=True, parity=1 if p[j] in _ODD else 0)


def weekends(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„jedes Wochenende“, „an Wochenenden“."""
    j = i
    while (p[j] in EVERY or p[j] in ("am", "an", "den", "on", "at", "the")) and j < i + 2:
        j += 1
    if p[j] not in _WEEKENDS or j == i:
        return []
    return told(draft, j + 1, recurring=True, weekdays=frozenset((5, 6)))


def every_nth_weekday(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„every other Tuesday“, „jeden anderen Dienstag“, „alternate Tuesdays“."""
    j = i + 1
    if p[i] in EVERY and p[j] in ("other", "anderen", "andere"):
        named = weekday_said(p, j + 1)
    else:
        named = weekday_said(p, j) if p[i] in ("alternate", "alternating") else None
    if not named:
        return []
    said = replace(draft, late=draft.late if named[3] is None else named[3])
    return told(said, named[1], recurring=True, frequency="WEEKLY", interval=2, weekdays=frozenset((named[0],)))
