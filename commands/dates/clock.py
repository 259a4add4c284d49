"""Clock times and lengths of time, in whole minutes.

Conventions: committees do not meet at night. An hour from 1 to 6 said without „nachts“, „früh“ or
„am“ is the afternoon („um 3“ = 15:00, „halb sieben“ = 18:30), unless it is written with a leading
zero („03:00“) - that is the 24-hour clock. „viertel drei“ is a quarter past two, „drei Viertel
drei“ a quarter to three. 24 Uhr is the end of the day. „mittags“ is 12:00.
"""

from commands.dates.senses import Failed
from commands.dates.tokens import Phrase
from commands.dates.words import ARTICLES, CARDINALS, HOUR_UNITS, MINUTE_UNITS, SHORT_WEEKDAYS
from commands.dates.written import count_at

Clock = tuple[int | Failed, int]
"""Minutes since midnight (0 to 1440) or a failure, and the index after it."""

_LEADING = frozenset(("um", "ab", "gegen", "at", "ca", "circa", "etwa", "so", "von", "from"))
_WORDS = {"mittag": 720, "mittags": 720, "noon": 720, "mitternacht": 1440, "midnight": 1440}
_EARLY = frozenset(("frueh", "morgens", "vormittags", "nachts"))
_LATE = frozenset(("nachmittags", "abends", "mittags"))
_HOUR_SIGNS = frozenset(("uhr", "h"))
_BEFORE = frozenset(("vor", "to", "before"))
_PAST = frozenset(("nach", "past", "after"))


def clock(p: Phrase, i: int) -> list[Clock]:
    """Every clock time that begins at i, the longest first; a bare number needs „um“ before it."""
    j = i
    while p[j] in _LEADING and j < i + 2:
        j = p.skip(j + 1, ".")
    found = _spoken(p, j) + _written(p, j, bare=p[j - 1] in ("um", "at", "gegen") and j > i)
    if p[j] in _WORDS:
        found.append((_WORDS[p[j]], j + 1))
    if p[i] in _EARLY | _LATE:
        # „abends um 8“
        k = p.skip(i + 1, "um", "gegen")
        found += [(_daypart(p[i], value), end) for value, end in _written(p, k, bare=k > i + 1)]
    return sorted(found, key=lambda one: (isinstance(one[0], Failed), -one[1]))


def bare_hour(p: Phrase, i: int) -> list[Clock]:
    """An hour that may be a mere number, as on the left of „9 bis 10:30 Uhr“."""
    return sorted(_written(p, i, bare=True) + _spoken(p, i), key=lambda one: -one[1])


def length(p: Phrase, i: int) -> tuple[int, int] | None:
    """„90 Minuten“, „1,5 Stunden“, „anderthalb Stunden“, „2 h“ in minutes, and what follows."""
    if p[i] in ("anderthalb", "eineinhalb") and p[i + 1] in HOUR_UNITS:
        return 90, i + 2
    if p[i] == "eine" and p[i + 1] in ("halbe", "dreiviertel") and p[i + 2] in HOUR_UNITS:
        return (30 if p[i + 1] == "halbe" else 45), i + 3
    if p[i] in ("half", "dreiviertelstunde") or (p[i + 1] == "dreiviertelstunde"):
        return _odd_length(p, i)
    count = count_at(p, i)
    if not count:
        return None
    number, j = count
    if p[j] in (",", ".") and p[j + 1].isdecimal() and p.glued(j) and p.glued(j + 1):
        tenths = int(p[j + 1][:2].ljust(2, "0"))
        return (number * 60 + tenths * 60 // 100, j + 3) if p[j + 2] in HOUR_UNITS else None
    if p[j] in MINUTE_UNITS:
        return (number, p.skip(j + 1, ".")) if 0 < number <= 1440 else None
    if p[j] not in HOUR_UNITS or not 0 < number <= 24:
        return None
    rest = count_at(p, p.skip(j + 1, "und", "and"))
    if rest and p[rest[1]] in MINUTE_UNITS and rest[0] < 60:
        return number * 60 + rest[0], rest[1] + 1
    return number * 60, p.skip(j + 1, ".")


def _odd_length(p: Phrase, i: int) -> tuple[int, int] | None:
    if p[i] == "half":
        j = p.skip(i + 1, "an", "a")
        return (30, j + 1) if p[j] in HOUR_UNITS else None
    i = p.skip(i, "eine", "einer")
    return (45, i + 1) if p[i] == "dreiviertelstunde" else None


def _written(p: Phrase, i: int, bare: bool) -> list[Clock]:
    """„9 Uhr“, „9:30“, „9.30 Uhr“, „9h30“, „9am“, „neun Uhr dreißig“."""
    count = count_at(p, i)
    if not count or (len(p[i]) > 2 and p[i].isdecimal()):
        return []
    hour, j = count
    zero = p[i].startswith("0") and len(p[i]) == 2
    found: list[Clock] = []
    minute = p[j + 1] if p[j] in (":", ".", "h") and p.glued(j) and p.glued(j + 1) else ""
    if minute.isdecimal() and len(minute) == 2:
        found += _with_minute(p, j, hour, int(minute), zero)
    if p[j] in _HOUR_SIGNS and not (minute and p[j] == "h"):
        extra = count_at(p, j + 1)
        if extra and p[j] == "uhr" and len(p[j + 1]) > 1 and extra[0] < 60:
            found += _suffixed(p, extra[1], _time(hour, extra[0], zero))
        found += _suffixed(p, j + 1, _time(hour, 0, zero))
    elif p[j] == "o" and p[j + 1] in ("'", "’") and p[j + 2] == "clock":
        found += _suffixed(p, j + 3, _time(hour, 0, zero))
    elif meridian := _meridian(p, j):
        found.append((_english(hour, 0, meridian[0]), meridian[1]))
    elif bare and p[j] != ":":
        found += _suffixed(p, j, _time(hour, 0, zero))
    elif p[j] in _EARLY | _LATE:
        found += _suffixed(p, j, _time(hour, 0, zero))[:1]
    return found


def _with_minute(p: Phrase, j: int, hour: int, minute: int, zero: bool) -> list[Clock]:
    """After the hour comes „:30“ at j."""
    end = j + 2
    if meridian := _meridian(p, end):
        return [(_english(hour, minute, meridian[0]), meridian[1])]
    signed = p[end] in _HOUR_SIGNS
    if p[j] == "." and not signed and minute <= 12:
        # „9.30“ can only be a clock time, but „9.10“ is a date first of all.
        return []
    if p[j] == ":" and p[end] == ":":
        return []
    return _suffixed(p, end + signed, _time(hour, minute, zero))


def _suffixed(p: Phrase, end: int, value: int | Failed) -> list[Clock]:
    """The time, and with „abends“ behind it also the time in the evening."""
    found: list[Clock] = [(value, end)]
    if p[end] in _EARLY | _LATE:
        found.insert(0, (_daypart(p[end], value), end + 1))
    return found


def _spoken(p: Phrase, i: int) -> list[Clock]:
    """„halb zehn“, „Viertel vor drei“, „drei Viertel acht“, „zehn nach neun“, „half past nine“."""
    word = p[i]
    if word == "halb":
        return _relative_to_hour(p, i + 1, -30)
    if word == "half" and p[i + 1] == "past":
        return _relative_to_hour(p, i + 2, 30)
    i = p.skip(i, "a")
    if p[i] in ("viertel", "quarter"):
        if p[i + 1] in _BEFORE | _PAST:
            return _relative_to_hour(p, i + 2, -15 if p[i + 1] in _BEFORE else 15)
        return _relative_to_hour(p, i + 1, -45) if p[i] == "viertel" else []
    if word == "dreiviertel":
        return _relative_to_hour(p, i + 1, -15)
    if word in ("drei", "3") and p[i + 1] == "viertel":
        return _relative_to_hour(p, i + 2, -15)
    count = count_at(p, i)
    if not count or not 0 < count[0] < 30:
        return []
    j = p.skip(count[1], *MINUTE_UNITS)
    if p[j] not in _BEFORE | _PAST:
        return []
    shift = -count[0] if p[j] in _BEFORE else count[0]
    if p[j + 1] == "halb":
        return _relative_to_hour(p, j + 2, shift - 30)
    return _relative_to_hour(p, j + 1, shift)


def _relative_to_hour(p: Phrase, i: int, shift: int) -> list[Clock]:
    hour = p.number(i) if p[i].isdecimal() else CARDINALS.get(p[i])
    if hour is None or not 1 <= hour <= 24:
        return []
    # The hour must not go on to be something else: „nach 9.2.“ is a date.
    if p.glued(i + 1) and p[i + 1] in (".", ":", ",") and not p.is_end(i + 1):
        return []
    minutes = hour * 60 + shift
    end = p.skip(i + 1, "uhr")
    value = _daylight(minutes) if hour <= 12 else minutes
    return _suffixed(p, end, value)


def _time(hour: int, minute: int, exact: bool) -> int | Failed:
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return Failed("time.does_not_exist", {"hour": str(hour), "minute": f"{minute:02}"})
    minutes = hour * 60 + minute
    return minutes if exact or hour == 0 else _daylight(minutes)


def _daylight(minutes: int) -> int:
    return minutes + 720 if minutes < 420 else minutes


def _daypart(word: str, value: int | Failed) -> int | Failed:
    """The time with „früh“ or „abends“ said beside it."""
    if isinstance(value, Failed):
        return value
    if word in _EARLY and 780 <= value < 1140:
        return value - 720
    if word == "nachts" and 480 <= value <= 720:
        return value + 720
    if word in _LATE and value < (660 if word == "mittags" else 720):
        return value + 720
    return value


def _meridian(p: Phrase, j: int) -> tuple[bool, int] | None:
    """Whether „am“/„pm“ at j means after noon, and the index behind it.

    A German „am“ has the same letters: apart from the number and before a day it is that one.
    """
    if p[j] == "am" and not p.glued(j):
        german = p[j + 1][:1].isdecimal() or p[j + 1] in ARTICLES
        if german or p[j + 1].endswith(("tag", "woch")) or p[j + 1] in SHORT_WEEKDAYS:
            return None
    if p[j] in ("am", "pm"):
        return p[j] == "pm", j + 1
    if p[j] in ("a", "p") and p[j + 1] == "." and p[j + 2] == "m":
        return p[j] == "p", p.skip(j + 3, ".")
    return None


def _english(hour: int, minute: int, afternoon: bool) -> int | Failed:
    if not 1 <= hour <= 12 or minute > 59:
        return Failed("time.does_not_exist", {"hour": str(hour), "minute": f"{minute:02}"})
    return hour % 12 * 60 + minute + 720 * afternoon
