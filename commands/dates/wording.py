"""Dates said back in words that the readers of this package read as the same thing again.

Every day carries its weekday and its year; clock times have 24 hours. Languages are "de" and "en";
any other is answered in German, the first language of the house.
"""

from datetime import date, time

from commands.dates.readings import Length, Moment, Part, Span

_SHORT = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

_PARTS: dict[str, dict[Part, str]] = {
    "de": {
        "early_morning": "früh",
        "morning": "am Morgen",
        "forenoon": "am Vormittag",
        "late_forenoon": "am späten Vormittag",
        "noon": "am Mittag",
        "early_afternoon": "am frühen Nachmittag",
        "afternoon": "am Nachmittag",
        "late_afternoon": "am späten Nachmittag",
        "early_evening": "am frühen Abend",
        "evening": "am Abend",
        "late_evening": "am späten Abend",
        "night": "in der Nacht",
        "daytime": "tagsüber",
    },
    "en": {
        "early_morning": "early in the morning",
        "morning": "in the morning",
        "forenoon": "in the forenoon",
        "late_forenoon": "in the late forenoon",
        "noon": "at midday",
        "early_afternoon": "in the early afternoon",
        "afternoon": "in the afternoon",
        "late_afternoon": "in the late afternoon",
        "early_evening": "in the early evening",
        "evening": "in the evening",
        "late_evening": "in the late evening",
        "night": "at night",
        "daytime": "in the daytime",
    },
}
_UNITS = {
    "de": (
        "Jahr Jahre",
        "Monat Monate",
        "Woche Wochen",
        "Tag Tage",
        "Stunde Stunden",
        "Minute Minuten",
        "Sekunde Sekunden",
    ),
    "en": ("year years", "month months", "week weeks", "day days", "hour hours", "minute minutes", "second seconds"),
}


def day_words(day: date, language: str = "de") -> str:
    """„Di 19.01.2027“, "Tue 19.01.2027"."""
    return f"{_SHORT[known(language)][day.weekday()]} {day:%d.%m}.{day.year:04}"


def time_words(clock: time, language: str = "de") -> str:
    """„09:00 Uhr“, "09:00"."""
    return f"{clock:%H:%M}" + (" Uhr" if known(language) == "de" else "")


def moment_words(moment: Moment, language: str = "de") -> str:
    """„Di 19.01.2027, 09:00 Uhr“, „Di 19.01.2027, am Abend“, without a time only the day."""
    words = day_words(moment.day, language)
    if moment.time is not None:
        return f"{words}, {time_words(moment.time, language)}"
    return f"{words}, {_PARTS[known(language)][moment.part]}" if moment.part else words


def length_words(length: Length, language: str = "de") -> str:
    """„90 Minuten“, „2 Wochen“, „1 Jahr 3 Tage“; "" for no time at all."""
    months, days, minutes = length.months, length.days, length.minutes
    years = months // 12 if months % 12 == 0 else 0
    weeks = days // 7 if days % 7 == 0 else 0
    hours = minutes // 60 if minutes % 60 == 0 else 0
    counts = (years, 0 if years else months, weeks, 0 if weeks else days, hours, 0 if hours else minutes)
    said = zip((*counts, length.seconds), _UNITS[known(language)], strict=True)
    return " ".join(f"{count} {names.split()[count != 1]}" for count, names in said if count)


def span_words(span: Span, language: str = "de") -> str:
    """„Mo 29.03.2027 bis Fr 09.04.2027“, „Di 19.01.2027, 14:00 bis 16:00 Uhr“, „ab Mo …“."""
    first, last, german = span.first, span.last, known(language) == "de"
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


def known(language: str) -> str:
    """ "de" or "en", whatever language was asked for."""
    return "en" if language.casefold().startswith("en") else "de"
