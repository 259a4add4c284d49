"""Dates said back in words that the readers of this package read as the same thing again.

Every day carries its weekday and its year; clock times have 24 hours. Languages are "de" and "en";
any other is answered in German, the first language of the house.
"""

from datetime import date, time

from commands.dates.readings import Moment, Rhythm, Span
from commands.dates.recurrence import WORKWEEK, Rule, parsed
from commands.dates.words import row

_SHORT = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_LONG = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "de": row("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "en": row("January February March April May June July August September October November December"),
}
_NTH = {
    "de": {1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften", -1: "letzten"},
    "en": {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"},
}
_ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_UNITS = {
    "de": {"DAILY": "Tage", "WEEKLY": "Wochen", "MONTHLY": "Monate", "YEARLY": "Jahre"},
    "en": {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"},
}


def day_words(day: date, language: str = "de") -> str:
    """„Di 19.01.2027“, "Tue 19.01.2027"."""
    return f"{_SHORT[_known(language)][day.weekday()]} {day:%d.%m}.{day.year:04}"


def time_words(clock: time, language: str = "de") -> str:
    """„09:00 Uhr“, "09:00"."""
    return f"{clock:%H:%M}" + (" Uhr" if _known(language) == "de" else "")


def moment_words(moment: Moment, language: str = "de") -> str:
    """„Di 19.01.2027, 09:00 Uhr“, without a time only the day."""
    words = day_words(moment.day, language)
    return words if moment.time is None else f"{words}, {time_words(moment.time, language)}"


def span_words(span: Span, language: str = "de") -> str:
    """„Mo 29.03.2027 bis Fr 09.04.2027“, „Di 19.01.2027, 14:00 bis 16:00 Uhr“, „ab Mo …“."""
    first, last, german = span.first, span.last, _known(language) == "de"
    to = "bis" if german else "to"
    if first is None or last is None:
        if first is not None:
            return f"{'ab' if german else 'from'} {moment_words(first, language)}"
        return "" if last is None else f"{'bis' if german else 'until'} {moment_words(last, language)}"
    if first == last:
        return moment_words(first, language)
    if first.day == last.day and first.time and last.time:
        end = time_words(last.time, language)
        return f"{day_words(first.day, language)}, {first.time:%H:%M} {to} {end}"
    return f"{moment_words(first, language)} {to} {moment_words(last, language)}"


def rhythm_words(rhythm: Rhythm, language: str = "de", *, start: bool = False) -> str:
    """„jeden Dienstag um 09:00 Uhr“, „alle 2 Wochen dienstags um 09:00 Uhr, 90 Minuten“.

    With `start` the first day is named, which fixes the weeks of a longer interval. Raises
    ValueError for a rule that `read_rhythm` would not write.
    """
    german = _known(language) == "de"
    rule = parsed(rhythm.rrule)
    words = _german(rule) if german else _english(rule)
    if rhythm.time is not None:
        words += f" {'um' if german else 'at'} {time_words(rhythm.time, language)}"
    if rhythm.minutes is not None:
        words += f", {rhythm.minutes} {'Minuten' if german else 'minutes'}"
    if start:
        words += f", {'ab' if german else 'from'} {day_words(rhythm.starts_on, language)}"
    if rhythm.ends_on is not None:
        words += f", {'bis' if german else 'until'} {day_words(rhythm.ends_on, language)}"
    return words


def _known(language: str) -> str:
    return "en" if language.casefold().startswith("en") else "de"


def _german(rule: Rule) -> str:
    often = f"alle {rule.interval} {_UNITS['de'][rule.frequency]}"
    if rule.frequency == "DAILY":
        return "täglich" if rule.interval == 1 else often
    if rule.frequency == "WEEKLY":
        adverbs = _listed([f"{_LONG['de'][day].lower()}s" for day in rule.weekdays], "und")
        if rule.interval > 1:
            return f"{often} {adverbs}"
        if rule.weekdays == WORKWEEK:
            return "werktags"
        return adverbs if len(rule.weekdays) > 1 else f"jeden {_LONG['de'][rule.weekdays[0]]}"
    which = _which(rule, "de")
    if rule.frequency == "YEARLY":
        month = _MONTHS["de"][rule.months[0] - 1]
        often = "jährlich" if rule.interval == 1 else often
        return f"{often} am {which} {month if rule.month_days else f'im {month}'}"
    if rule.interval > 1:
        return f"{often} am {which}"
    return f"jeden {which} im {'Quartal' if rule.months else 'Monat'}"


def _english(rule: Rule) -> str:
    often = f"every {rule.interval} {_UNITS['en'][rule.frequency]}"
    if rule.frequency == "DAILY":
        return "every day" if rule.interval == 1 else often
    if rule.frequency == "WEEKLY":
        days = _listed([_LONG["en"][day] for day in rule.weekdays], "and")
        if rule.interval > 1:
            return f"{often} on {days}"
        return "every weekday" if rule.weekdays == WORKWEEK else f"every {days}"
    which = _which(rule, "en")
    if rule.frequency == "YEARLY":
        often = "yearly" if rule.interval == 1 else often
        return f"{often} on the {which} of {_MONTHS['en'][rule.months[0] - 1]}"
    if rule.interval > 1:
        return f"{often} on the {which}"
    return f"every {which} of the {'quarter' if rule.months else 'month'}"


def _which(rule: Rule, language: str) -> str:
    """„ersten und dritten Montag“, „letzten Werktag“, „15.“, „letzten Tag“."""
    joined = "und" if language == "de" else "and"
    names = _NTH[language]
    if rule.set_positions:
        unit = "Werktag" if language == "de" else "working day"
        return f"{_listed([names[n] for n in rule.set_positions], joined)} {unit}"
    if rule.nths:
        days = _LONG[language][rule.weekdays[0]]
        return f"{_listed([names[n] for n in rule.nths], joined)} {days}"
    if rule.month_days == (-1,):
        return f"{names[-1]} {'Tag' if language == 'de' else 'day'}"
    if language == "de":
        return _listed([f"{day}." for day in rule.month_days], joined)
    endings = [f"{day}{_ENGLISH_ENDINGS.get(day, 'th')}" for day in rule.month_days]
    return _listed(endings, joined)


def _listed(words: list[str], joined: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joined} {words[-1]}"
