"""Clock times, in whole minutes since midnight.

Conventions: committees do not meet at night. An hour from 1 to 6 said without „nachts“, „früh“ or
„am“ is the afternoon („um 3“ = 15:00, „halb sieben“ = 18:30), unless it is written with a leading
zero („03:00“) or, from five on, with its minutes in figures („6:45“) - that is the 24-hour clock.
From 7 to 12 it is the morning and noon: nobody is asked whether „um 7“ is the evening. „viertel
drei“ is a quarter past two, „drei Viertel drei“ a quarter to three. 24 Uhr is the end of the day.
„mittags“ as a clock time is 12:00. „10 Uhr c. t.“ is 10:15, „s. t.“ is on the dot. „gegen“, „ca.“
and „kurz vor 9“ give the hour that was named, with a note that it is only near it. Seconds are
read and dropped.
"""

from commands.dates.faces import Face, Shown, spoken_face, written_face
from commands.dates.parts import WORDS, placed
from commands.dates.senses import Failed
from commands.dates.tokens import Phrase
from commands.dates.words import CARDINALS, bag

Clock = tuple[int | Failed, int]
"""Minutes since midnight (0 to 1440) or a failure, and the index after it."""


_AT = bag(
    "um gegen at around zirka circa ca etwa ungefaehr cirka rund about approx punkt puenktlich exakt genau schlag so @"
)
_BARE_AFTER = bag("um gegen at around punkt schlag @")
_FROM = bag("ab von from")
_MARKED = {"mittag": 720, "mittags": 720, "noon": 720, "mitternacht": 1440, "midnight": 1440}
_ZONES = bag("mez mesz cet cest ortszeit")
_OTHER_ZONES = bag("utc gmt est edt pst pdt cst bst wet eet msk")
_PARTS_BEHIND = {word: part for word, part in WORDS.items() if word.endswith("s") or part == "early_morning"}
_SHORTLY = {(word, side) for word in ("kurz", "shortly", "just") for side in ("vor", "nach", "before", "after")}
_LEADS = (("in", "der"), ("in", "the"), ("at",))
ABOUT = bag("gegen ca circa zirka cirka etwa ungefaehr rund kurz about around approx")
"""Words that make a time approximate."""


def clock(p: Phrase, i: int) -> list[Clock]:
    """Every clock time that begins at i, the longest first; a bare number needs „um“ before it."""
    j = p.skip(i, *_FROM)
    found = _settled(faces(p, j, bare=p[i] in ("von", "from") and j > i and p[j + 1] == "uhr"))
    k = _behind_at(p, j)
    if p[k] in _MARKED:
        found.append((_MARKED[p[k]], k + 1))
    if p[i] in _PARTS_BEHIND:
        k = p.skip(i + 1, "um", "gegen")
        part = _PARTS_BEHIND[p[i]]
        for face, end in faces(p, k, bare=k > i + 1):
            found.append((face if isinstance(face, Failed) else placed(part, face.minutes), end))
    return sorted(found, key=lambda one: (isinstance(one[0], Failed), -one[1]))


def bare_hour(p: Phrase, i: int) -> list[Clock]:
    """An hour that may be a mere number, as on the left of „9 bis 10:30 Uhr“."""
    return _settled(faces(p, i, bare=True))


def faces(p: Phrase, i: int, bare: bool = False, dotted: bool = False) -> list[Shown]:
    """Every clock time at i, the longest first, as it was said and not yet settled.

    `bare`: a mere number will do. `dotted`: „19.06“ is a clock time because a date came before it.
    """
    begin = i
    if p[i] in ("c", "s", "ct", "st") and (academic := _academic(p, i)):
        quarter, j = academic
        return [(_later(face, quarter), end) for face, end in faces_at(p, j, True, dotted)]
    j = _behind_at(p, i)
    if j > begin:
        bare, dotted = bare or p[j - 1] in _BARE_AFTER or p[j - 1] == "die", dotted or p[j - 1] in ("um", "at")
        if p[j - 2] in _BARE_AFTER | {"kurz"}:
            bare = True
    return sorted(faces_at(p, j, bare, dotted), key=lambda one: (isinstance(one[0], Failed), -one[1]))


def faces_at(p: Phrase, i: int, bare: bool, dotted: bool) -> list[Shown]:
    """The same without „um“ and the like in front."""
    if p[i] in ("mitternacht", "midnight"):
        return [(Face(1440, False), i + 1)]
    if p[i] == "noon":
        return [(Face(720, False), i + 1)]
    found = spoken_face(p, i)
    if p[i][:1].isdecimal() or p[i] in CARDINALS:
        company = p[i + 1] in _PARTS_BEHIND or (p[i + 1] in ("c", "s") and _academic(p, i + 1) is not None)
        company = company or ((p[i + 1], p[i + 2]) in (("in", "der"), ("in", "the")) and p[i + 3] in WORDS)
        found += written_face(p, i, bare or company, dotted)
    return [each for one in found for each in _with_suffix(p, *one)]


def _settled(shown: list[Shown]) -> list[Clock]:
    return [(face if isinstance(face, Failed) else face.settled(), end) for face, end in shown]


def _behind_at(p: Phrase, i: int) -> int:
    """The index behind „um“, „so gegen ca.“, „kurz vor“."""
    j = i
    while p[j] in _AT and j < i + 3 and (p[j] != "so" or p[j + 1] in _AT):
        j = p.skip(j + 1, ".") if p[j] in ("ca", "approx") else j + 1
    if (p[j], p[j + 1]) in _SHORTLY:
        j += 2
    if p[j] == "die" and p[j - 1] in ("um", "gegen") and j > i:
        j += 1
    return j


def _academic(p: Phrase, i: int) -> tuple[int, int] | None:
    """„c. t.“ and „s. t.“ at i: the minutes it adds, and what follows."""
    if p[i] in ("ct", "st") and not p.glued(i):
        return 15 * (p[i] == "ct"), i + 1
    if p[i] in ("c", "s"):
        j = p.skip(i + 1, ".")
        if p[j] == "t":
            return 15 * (p[i] == "c"), p.skip(j + 1, ".")
    return None


def _later(face: Face | Failed, minutes: int) -> Face | Failed:
    return face if isinstance(face, Failed) else Face(face.minutes + minutes, face.loose)


def _with_suffix(p: Phrase, face: Face | Failed, end: int) -> list[Shown]:
    """The face, with what may stand behind it: „c. t.“, „MEZ“, „abends“, „genau“."""
    if isinstance(face, Failed):
        return [(face, end)]
    found: list[Shown] = [(face, end)]
    j = p.skip(end, "(") if p[p.skip(end, "(")] in _ZONES | _OTHER_ZONES else end
    if p[j] in _ZONES:
        end = p.skip(j + 1, ")") if j > end else j + 1
        found.insert(0, (face, end))
    elif p[j] in _OTHER_ZONES:
        return [(Failed("time.other_zone", {"zone": p[j].upper()}), j + 1)]
    if academic := _academic(p, end):
        found.insert(0, (_later(face, academic[0]), academic[1]))
    for lead in _LEADS:
        if all(p[end + k] == word for k, word in enumerate(lead)) and p[end + len(lead)] in WORDS:
            end += len(lead)
            found.insert(0, (Face(placed(WORDS[p[end]], face.minutes), False), end + 1))
            return found
    part = _PARTS_BEHIND.get(p[end])
    if part:
        found.insert(0, (Face(placed(part, face.minutes), False), end + 1))
    return found
