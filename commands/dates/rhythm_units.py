"""Small parts that several pieces of a rhythm share: which ones, of what, in which months."""

from commands.dates.rhythm_draft import AND, Unit
from commands.dates.tokens import Phrase
from commands.dates.weekdays import ordinal_at, weekday_at
from commands.dates.words import (
    CARDINALS,
    DAY_UNITS,
    EVERY,
    MONTH_UNITS,
    MONTHS,
    QUARTER_UNITS,
    SHORT_WEEKDAYS,
    WEEK_UNITS,
    WEEKDAY_ADVERBS,
    WEEKDAYS,
    WORK_DAY_UNITS,
    YEAR_UNITS,
    bag,
)
from commands.dates.written import after_month

FIRST_MONTHS = {"month": tuple(range(1, 13)), "quarter": (1, 4, 7, 10), "half": (1, 7), "year": (1,)}
LAST_MONTHS = {"month": tuple(range(1, 13)), "quarter": (3, 6, 9, 12), "half": (6, 12), "year": (12,)}

_ENDINGS = ("er", "e", "en", "es", "em")
_FROM_BEHIND = {
    **{stem + end: -2 for stem in ("vorletzt", "zweitletzt", "vorvorletzt"[3:]) for end in _ENDINGS},
    **{"drittletzt" + end: -3 for end in _ENDINGS},
    "penultimate": -2,
}
_ADVERB_ENDS = ("s", "")
_DAY_PARTS = {
    **dict.fromkeys(("frueh", "morgen", "morgens", "vormittag", "vormittags", "morning", "mornings"), False),
    **dict.fromkeys(("mittag", "mittags", "nachmittag", "nachmittags", "abend", "abends"), True),
    **dict.fromkeys(("afternoon", "afternoons", "evening", "evenings", "night", "nights"), True),
}
_WITHIN = bag("im in of des eines einem jedem the vom je pro per a an der dem zum zu am from")
_WEEK_WORDS = WEEK_UNITS | bag("wo wochenrhythmus kalenderwoche kalenderwochen")
_HALF_UNITS = bag("halbjahr halbjahre halbjahren halbjahrs halbjahres semester")
_SPELLINGS = {word: day for word, day in WEEKDAYS.items() if len(word) > 5}


def unit_of(word: str) -> Unit | None:
    """The unit of time that a word names."""
    if word in DAY_UNITS:
        return "day"
    if word in _WEEK_WORDS:
        return "week"
    if word in MONTH_UNITS:
        return "month"
    if word in QUARTER_UNITS or word in ("vierteljahr", "vierteljahre", "vierteljahren"):
        return "quarter"
    if word in _HALF_UNITS:
        return "half"
    return "year" if word in YEAR_UNITS else None


def number_at(p: Phrase, i: int) -> tuple[int, int] | None:
    """How many, in digits or as a word; no articles, for „a“ and „an“ are others."""
    if p[i].isdecimal():
        number = p.number(i)
        return (number, i + 1) if number is not None else None
    if p[i] in CARDINALS and p[i] not in ("a", "an"):
        return CARDINALS[p[i]], i + 1
    return None


def ordinals(p: Phrase, i: int) -> tuple[tuple[int, ...], int]:
    """„ersten und dritten“ at i, and what follows; () if there is none. In order, the last ones last."""
    found: list[int] = []
    while one := _ordinal(p, i, bool(found)):
        found.append(one[0])
        i = one[1]
        j = i
        while p[j] in AND and j < i + 2:
            j += 1
        j = p.skip(p.skip(j, "am", "an", "on"), "den", "der", "dem", "jeden", "the")
        if j == i or not _ordinal(p, j, True):
            break
        i = j
    return tuple(sorted(set(found), key=lambda n: (n < 0, n))), i


def _ordinal(p: Phrase, i: int, more: bool) -> tuple[int, int] | None:
    if p[i] in _FROM_BEHIND:
        return _FROM_BEHIND[p[i]], i + 1
    one = ordinal_at(p, i)
    if one is None and p.number(i) and p[i + 1] in ("te", "ter", "tes", "ste", "ster", "sten"):
        one = p.number(i) or 0, i + 2
    if one is None and p.number(i) and p[i + 1] == "/" and ordinal_at(p, i + 2):
        return p.number(i) or 0, i + 1  # „1./3.“ typed as „1/3.“
    if one and one[0] > 0:
        j = p.skip(one[1], "-")
        j = p.skip(p.skip(j, "to"), "-")
        if p[j] == "last" and (j > one[1] or one[0] in (2, 3)):
            return -one[0], j + 1
    return one


def weekday_said(p: Phrase, i: int) -> tuple[int, int, bool, bool | None] | None:
    """The weekday at i, what follows, whether the word itself says that it recurs, and whether it
    names a late part of the day („Dienstagabend“; None for no part)."""
    word, late, end = p[i], None, i + 1
    for part, is_late in _DAY_PARTS.items():
        if word.endswith(part) and word.removesuffix(part) in WEEKDAYS:
            word, late = word.removesuffix(part), is_late
            return WEEKDAYS[word], end, part.endswith("s"), late
    if word in WEEKDAY_ADVERBS:
        return WEEKDAY_ADVERBS[word], end, True, late
    if word in SHORT_WEEKDAYS or (word.endswith("s") and word[:-1] in SHORT_WEEKDAYS and len(word) == 3):
        adverb = word not in SHORT_WEEKDAYS
        return SHORT_WEEKDAYS[word[:-1] if adverb else word], p.skip(end, "."), adverb, late
    if named := weekday_at(p, i):
        return (*named, False, late)
    if word.endswith(("tagen", "mittwochen")) and (word[:-2] in WEEKDAYS):
        return WEEKDAYS[word[:-2]], end, True, late
    return _misspelt(word, end)


def _misspelt(word: str, end: int) -> tuple[int, int, bool, bool | None] | None:
    """A weekday with one slip in it: a letter too many, too few, wrong, or two in the wrong order."""
    if not 5 <= len(word) <= 12 or word in ("montage", "sonntags", "feiertag", "feiertags", "months", "monats"):
        return None
    for adverb in ("", "s"):
        near = {day for name, day in _SPELLINGS.items() if one_slip(word, name + adverb) and name[0] == word[0]}
        if len(near) == 1:
            return near.pop(), end, bool(adverb), None
    return None


def one_slip(typed: str, meant: str) -> bool:
    """Whether a single slip of the finger turns `meant` into `typed`."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return typed == meant
    same = 0
    while same < min(len(typed), len(meant)) and typed[same] == meant[same]:
        same += 1
    left, right = typed[same:], meant[same:]
    if left[1:] == right or left == right[1:] or left[1:] == right[1:]:
        return True
    return left[2:] == right[2:] and left[:2] == right[1::-1]


def counted_unit(p: Phrase, j: int) -> tuple[int | str, int, bool | None] | None:
    """What is counted in a month: a weekday (0 to 6), "work" days or "day"s; and the part of the day."""
    if p[j] in WORK_DAY_UNITS or p[j] == "weekday":
        return "work", j + 1, None
    if p[j] in ("working", "business", "week") and p[j + 1] in DAY_UNITS:
        return "work", j + 2, None
    if p[j] in DAY_UNITS:
        return "day", j + 1, None
    if named := weekday_said(p, j):
        k = named[1]
        if p[k] in _DAY_PARTS and not (p[k] == "morgen" and p[k + 1] == "in"):
            return named[0], k + 1, _DAY_PARTS[p[k]]
        return named[0], k, named[3]
    return None


def period_named(p: Phrase, j: int) -> tuple[Unit | tuple[int, ...], int] | None:
    """„im Monat“, „jeden Quartals“, „of the month“, „pro Halbjahr“, or months by name: „im Juni“."""
    k = j
    while (p[k] in _WITHIN or p[k] in EVERY) and k < j + 3:
        k += 1
    if k > j and p[k] == "half" and p[p.skip(k + 1, "-")] == "year":
        return "half", p.skip(k + 1, "-") + 1
    unit = unit_of(p[k])
    if k > j and unit in ("month", "quarter", "half", "year"):
        return unit, k + 1
    if p[k] in MONTHS and (k > j or p[k] in ("jan", "feb")):
        return month_list(p, k)
    return None


def month_list(p: Phrase, k: int) -> tuple[tuple[int, ...], int] | None:
    """„März, Juni und September“ at k, „April bis Juni“ too, and what follows."""
    if p[k] not in MONTHS:
        return None
    found, end = {MONTHS[p[k]]}, after_month(p, k)
    while True:
        j = end
        while (p[j] in AND or p[j] in ("im", "in")) and j < end + 3:
            j += 1
        if j > end and p[j] in MONTHS:
            found.add(MONTHS[p[j]])
            end = after_month(p, j)
        elif p[end] in ("bis", "-", "to", "through") and p[end + 1] in MONTHS:
            first, last = MONTHS[p[end - 1 if p[end - 1] != "." else end - 2]], MONTHS[p[end + 1]]
            found |= {n % 12 + 1 for n in range(first - 1, last + (12 if last < first else 0))}
            end = after_month(p, end + 1)
        else:
            return tuple(sorted(found)), end


def part_of_day(p: Phrase, i: int) -> bool | None:
    """Whether the word at i names a late part of the day; None if it names none."""
    return _DAY_PARTS.get(p[i])
