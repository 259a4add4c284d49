"""What a clock shows, as it is written or spoken and before anybody has settled which half of the day.

„9 Uhr 30“, „9.30 Uhr“, „9h30“, „0930 Uhr“, „9 pm“ are written, „halb zehn“, „viertel drei“ and „zehn
nach neun“ spoken. „9.30“ can only be a clock time, „9.10“ is a date first of all, unless „Uhr“ or a
date in front of it says otherwise. Of four figures alone only those with a leading zero count.
"""

from dataclasses import dataclass

from commands.dates.parts import WORDS
from commands.dates.senses import Failed
from commands.dates.tokens import Phrase
from commands.dates.words import ARTICLES, CARDINALS, MINUTE_UNITS, MONTHS, SHORT_WEEKDAYS, bag
from commands.dates.written import count_at

_HOUR_SIGNS = bag("uhr h hrs")
_BEFORE = bag("vor to before of")
_PAST = bag("nach past after ueber")


@dataclass(frozen=True, slots=True)
class Face:
    """What a clock shows: `minutes` as said; `loose` if it may be meant twelve hours later."""

    minutes: int
    loose: bool = True

    def settled(self) -> int:
        """The minutes since midnight, by the convention for hours that say nothing else."""
        return self.minutes + 720 if self.loose and self.minutes < 420 else self.minutes


Shown = tuple[Face | Failed, int]
"""A face or a failure, and the index after it."""


def written_face(p: Phrase, i: int, bare: bool, dotted: bool) -> list[Shown]:
    """„9 Uhr“, „9:30“, „9.30 Uhr“, „9h30“, „0930“, „9am“, „neun Uhr dreißig“."""
    if len(p[i]) > 2 and p[i].isdecimal():
        return _unseparated(p, i, bare or dotted)
    hour, j = count_at(p, i) or (0, i)
    zero = p[i].startswith("0") and len(p[i]) == 2
    found: list[Shown] = []
    if p[j] in (":", ".", "h", ",") and p.glued(j) and p.glued(j + 1) and len(p[j + 1]) == 2:
        minute = p.number(j + 1)
        if minute is not None:
            found += _with_minute(p, j, hour, minute, zero, dotted)
    if p[j] in _HOUR_SIGNS and not (found and p[j] == "h"):
        extra = count_at(p, p.skip(j + 1, "und"))
        if (
            extra
            and (p[j] == "uhr" or hour > 6)
            and len(p[extra[1] - 1]) > 1
            and extra[0] < 60
            and p[extra[1]] not in (".", ":")
        ):
            found.append((_time(hour, extra[0], zero), p.skip(extra[1], *MINUTE_UNITS)))
        found.append((_time(hour, 0, zero), j + 1))
    elif p[j] == "." and p[j + 1] == "uhr":
        found.append((_time(hour, 0, zero), j + 2))
    elif p[j] == "o" and p[j + 1] in ("'", "’", "‘") and p[j + 2] == "clock":
        found.append((_time(hour, 0, zero), j + 3))
    elif meridian := _meridian(p, j):
        found.append((_english(hour, 0, meridian[0]), meridian[1]))
    elif (
        bare
        and (p[j] != ":" or not p[j + 1].isdecimal())
        and not (p[j] == "." and p.glued(j + 1))
        and p[j] not in MONTHS
    ):
        found.append((_time(hour, 0, zero), j))
    return found


def _with_minute(p: Phrase, j: int, hour: int, minute: int, zero: bool, dotted: bool) -> list[Shown]:
    """After the hour comes „:30“ at j."""
    end = j + 2
    if p[j] == ":" and p[end] == ":":
        seconds = p.number(end + 1)
        if seconds is None or seconds > 59 or not p.glued(end + 1):
            return []
        end += 2
    if meridian := _meridian(p, end):
        return [(_english(hour, minute, meridian[0]), meridian[1])]
    signed = p[end] in _HOUR_SIGNS
    if p[j] == "," and not signed:
        return []
    if p[j] == "." and not signed and (1 <= minute <= 12 or p[end] == ".") and (not dotted or p[end] == "."):
        # „9.30“ can only be a clock time, but „9.10“ is a date first of all.
        return []
    if p[j] == "." and not signed and p[end] in ("€", "%", "eur", "euro"):
        return []
    # „6:45“ is how a timetable writes the early morning; nobody writes the evening so.
    return [(_time(hour, minute, zero or hour in (5, 6)), end + signed)]


def _unseparated(p: Phrase, i: int, led: bool) -> list[Shown]:
    """„0930“, „930 Uhr“, „um 1430“; four figures alone only if they cannot be a year."""
    text = p[i]
    number = p.number(i)
    if number is None or len(text) > 4:
        return []
    signed = p[i + 1] in _HOUR_SIGNS
    ranged = p[i + 1] in ("-", "bis") and len(p[i + 2]) == 4 and p[i + 3] in _HOUR_SIGNS
    led = (
        led
        and len(text) == 4
        and (number < 1900 or number >= 2200 or p[i - 1] in ("um", "at", "gegen"))
        and (ranged or p[i + 1] not in (".", "-", ":", ","))
    )
    hour, minute = divmod(number, 100)
    if not (signed or (len(text) == 4 and (text[0] == "0" or led))) or hour > 24 or minute > 59:
        return []
    return [(_time(hour, minute, True), i + 1 + signed)]


def spoken_face(p: Phrase, i: int) -> list[Shown]:
    """„halb zehn“, „Viertel vor drei“, „drei Viertel acht“, „zehn nach neun“, „half past nine“."""
    word = p[i]
    if word == "1" and p[i + 1] == "/" and p[i + 2] in ("2", "4") and p.glued(i + 1) and p.glued(i + 2):
        quarter = p[i + 2] == "4"
        if quarter and p[i + 3] in _BEFORE | _PAST:
            return _relative_to_hour(p, i + 4, -15 if p[i + 3] in _BEFORE else 15)
        return _relative_to_hour(p, i + 3, -45 if quarter else -30)
    if word == "halb":
        return _relative_to_hour(p, i + 1, -30)
    if word == "half":
        return _relative_to_hour(p, p.skip(i + 1, "past"), 30)
    i = p.skip(i, "a")
    if p[i] in ("viertel", "quarter"):
        if p[i + 1] in _BEFORE | _PAST:
            return _relative_to_hour(p, i + 2, -15 if p[i + 1] in _BEFORE else 15)
        return _relative_to_hour(p, i + 1, -45) if p[i] == "viertel" else []
    if word == "dreiviertel":
        return _relative_to_hour(p, i + 1, -15)
    if word in ("drei", "3") and p[i + 1] == "viertel":
        return _relative_to_hour(p, i + 2, -15)
    if word == "3" and (p[i + 1], p[i + 2]) == ("/", "4"):
        return _relative_to_hour(p, i + 3, -15)
    count = count_at(p, i)
    if not count or not 0 < count[0] < 30:
        return []
    j = p.skip(count[1], *MINUTE_UNITS)
    if p[j] not in _BEFORE | _PAST:
        return []
    shift = -count[0] if p[j] in _BEFORE else count[0]
    if p[j + 1] == "halb":
        return _relative_to_hour(p, j + 2, shift - 30)
    if p[j + 1] == "dreiviertel":
        return _relative_to_hour(p, j + 2, shift - 15)
    if p[j + 1] in ("mitternacht", "midnight"):
        return [(Face((1440 + shift) % 1440, False), j + 2)]
    return _relative_to_hour(p, j + 1, shift)


def _relative_to_hour(p: Phrase, i: int, shift: int) -> list[Shown]:
    hour = p.number(i) if p[i].isdecimal() else CARDINALS.get(p[i])
    if hour is None or not 1 <= hour <= 24 or p[i] in ("a", "an", "eine", "einen", "einem", "einer"):
        return []
    # The hour must not go on to be something else: „nach 9.2.“ is a date.
    if p.glued(i + 1) and p[i + 1] in (".", ":", ",", "/", "-") and not p.is_end(i + 1):
        return []
    minutes = hour * 60 + shift
    face = Face(minutes) if hour <= 12 else Face(minutes % 1440, False)
    return [(face, p.skip(i + 1, "uhr", "h"))]


def _time(hour: int, minute: int, exact: bool) -> Face | Failed:
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return Failed("time.does_not_exist", {"hour": str(hour), "minute": f"{minute:02}"})
    return Face(hour * 60 + minute, not exact and 0 < hour < 13)


def _meridian(p: Phrase, j: int) -> tuple[bool, int] | None:
    """English am/pm at j (True = pm) and the index after it.

    A German „am“ has the same letters: apart from the number and before a day it is that one.
    """
    if p[j] == "am" and not p.glued(j):
        german = p[j + 1][:1].isdecimal() or p[j + 1] in ARTICLES or p[j + 1] in WORDS
        if german or p[j + 1].endswith(("tag", "woch", "abend")) or p[j + 1] in SHORT_WEEKDAYS:
            return None
    if p[j] in ("am", "pm"):
        return p[j] == "pm", j + 1
    if p[j] in ("a", "p") and p[j + 1] == "." and p[j + 2] == "m":
        return p[j] == "p", p.skip(j + 3, ".")
    return None


def _english(hour: int, minute: int, afternoon: bool) -> Face | Failed:
    if not 1 <= hour <= 12 or minute > 59:
        return Failed("time.does_not_exist", {"hour": str(hour), "minute": f"{minute:02}"})
    return Face(hour % 12 * 60 + minute + 720 * afternoon, False)
