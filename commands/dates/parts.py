"""Parts of the day: „heute Abend“, „Dienstag Vormittag“, „am späten Nachmittag“, "tomorrow morning".

Conventions: the hours of each part are in `HOURS`, once and for all. „früh“ is the early morning.
„morgen“ is the morning only behind a day („Dienstag morgen“) or behind „am“, „diesen“ and the like;
alone it is tomorrow. The night belongs to the day on which it begins: „in der Nacht auf Mittwoch“
is the night of Tuesday. A clock time beside a part is moved into it: „abends um 8“ is 20:00.
"""

from commands.dates.readings import Part
from commands.dates.tokens import Phrase
from commands.dates.words import bag

HOURS: dict[Part, tuple[int, int]] = {
    "early_morning": (300, 540),
    "morning": (360, 720),
    "forenoon": (540, 720),
    "late_forenoon": (600, 720),
    "noon": (660, 840),
    "early_afternoon": (720, 900),
    "afternoon": (720, 1080),
    "late_afternoon": (960, 1080),
    "early_evening": (1080, 1200),
    "evening": (1080, 1320),
    "late_evening": (1200, 1440),
    "night": (1320, 1800),
    "daytime": (480, 1080),
}
"""From when to when, in minutes since midnight of the day; the night ends on the day after."""

_EARLY: dict[Part, Part] = {
    "morning": "early_morning",
    "afternoon": "early_afternoon",
    "evening": "early_evening",
    "forenoon": "forenoon",
}
_LATE: dict[Part, Part] = {
    "morning": "late_forenoon",
    "forenoon": "late_forenoon",
    "afternoon": "late_afternoon",
    "evening": "late_evening",
    "night": "night",
}


def _words() -> dict[str, Part]:
    table: dict[Part, str] = {
        "early_morning": "frueh fruehs fruehe fruehmorgens morgenfrueh morgengrauen",
        "morning": "morgens morning mornings morgenstunden",
        "forenoon": "vormittag vormittags vormittage vormittagsstunden forenoon vorm",
        "late_forenoon": "spaetvormittag",
        "noon": "mittag mittags mittagszeit mittagsstunden midday lunchtime",
        "early_afternoon": "fruehnachmittag",
        "afternoon": "nachmittag nachmittags nachmittage nachmittagsstunden afternoon afternoons nachm",
        "late_afternoon": "spaetnachmittag spaetnachmittags",
        "early_evening": "vorabend fruehabend vorabends",
        "evening": "abend abends abende abendstunden evening evenings",
        "late_evening": "spaetabend spaetabends",
        "night": "nacht nachts nachtstunden night",
        "daytime": "tagsueber daytime",
    }
    return {word: part for part, words in table.items() for word in words.split()}


WORDS = _words()
SHORT: dict[str, Part] = {"vm": "forenoon", "nm": "afternoon"}
_PREPOSITIONS = bag("am im in gegen zur zum den der diesen dieser heutigen this at the ueber on during zu waehrend vom")
_EARLY_WORDS = bag("frueh fruehe frueher fruehen fruehem fruehes early")
_LATE_WORDS = bag("spaet spaete spaeter spaeten spaetem spaetes late later")
_OWN_WORD = bag("vorabend vormittage nachmittage abende nacht night")
MORNING = "morgen"

Parts = list[tuple[Part, int]]


def parts(p: Phrase, i: int, after_day: bool = False) -> Parts:
    """Every part of the day named at i, the longest first, with the index after it."""
    j, led = i, False
    if (p[i], p[i + 1]) in (("im", "laufe"), ("im", "verlauf")) and p[i + 2] in ("des", "der"):
        i, j, led = i + 3, i + 3, True
    while p[j] in _PREPOSITIONS and j < i + 2:
        j, led = j + 1, True
    if led and p[j] == "aller" and p[j + 1] in ("frueh", "fruehe"):
        return [("early_morning", j + 2)]
    if p[j] == "mittagspause" and p[i] == "in":
        return [("noon", j + 1)]
    found = _named(p, j, led, after_day)
    if found and p[found[0][1]] == "." and p[found[0][1] - 1] in ("vorm", "nachm"):
        found = [(found[0][0], found[0][1] + 1)]
    return found


def _named(p: Phrase, j: int, led: bool, after_day: bool) -> Parts:
    word = p[j]
    if after_day and not led and word in SHORT:
        return [(SHORT[word], j + 1)]
    if word in _EARLY_WORDS | _LATE_WORDS:
        return _graded(p, j, led, after_day)
    if word == MORNING:
        if led and p[j + 1] == "frueh":
            return [("early_morning", j + 2)]
        return [("morning", j + 1)] if led or after_day else []
    into = word == "nacht" and night_into(p, j + 1) is not None
    if word not in WORDS or (word in _OWN_WORD and not (led or after_day or into)):
        return []
    part = WORDS[word]
    if word in ("morgens", "abends", "nachmittags", "vormittags") and p[j + 1] in ("frueh", "spaet"):
        return [((_EARLY if p[j + 1] == "frueh" else _LATE).get(part, part), j + 2)]
    return [(part, j + 1)]


def _graded(p: Phrase, j: int, led: bool, after_day: bool) -> Parts:
    """„früh“ and „spät“ with or without a part behind them."""
    early = p[j] in _EARLY_WORDS
    k = p.skip(p.skip(j + 1, "am", "in"), "the")
    named = WORDS.get(p[k]) or ("morning" if p[k] == MORNING else None)
    table = _EARLY if early else _LATE
    if named in table:
        return [(table[named], k + 1)]
    if p[j] == "frueh" or (p[j] == "fruehe" and led):
        return [("early_morning", j + 1)]
    if p[j] == "spaet" and (after_day or p[j + 1] in ("am", "heute")):
        return [("late_evening", j + 1)]
    if p[j] in ("early", "late") and (after_day or p[j + 1] == "on"):
        return [("early_morning" if early else "late_evening", j + 1)]
    return []


def refined(part: Part, said: Part) -> bool:
    """Whether `said` is the early or late side of `part`."""
    return said != part and said in (_EARLY.get(part), _LATE.get(part))


def placed(part: Part, minutes: int) -> int:
    """A clock time as it was said, moved into the part of the day said beside it.

    „12 Uhr nachts“ is the end of the day; what cannot be moved („20 Uhr morgens“) stays.
    """
    if part in ("early_morning", "morning", "forenoon", "late_forenoon", "daytime"):
        return minutes
    if part == "noon":
        return minutes + 720 if minutes < 300 else minutes
    if part == "night":
        return minutes + 720 if 480 <= minutes <= 720 else minutes
    if "evening" in part and minutes >= 720 and minutes < 780:
        return minutes + 720
    if "evening" in part and minutes < 180:
        return minutes
    return minutes + 720 if minutes < 720 else minutes


def night_into(p: Phrase, i: int) -> int | None:
    """The index behind „auf“ or „zum“ in „in der Nacht (vom Dienstag) auf Mittwoch“; None without it."""
    if p[i] in ("vom", "von"):
        for j in range(i + 1, i + 6):
            if p[j] in ("auf", "zum", "zu"):
                i = j
                break
    if p[i] in ("auf", "zum", "zu"):
        return p.skip(i + 1, "den", "dem")
    return None
