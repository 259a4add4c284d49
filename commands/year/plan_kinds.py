"""Reading what a year's plan is to be: „2027 alle sechs Wochen dienstags 14 Uhr“, „viermal“, „nächstes Jahr“."""

import difflib
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from commands.context import Context
from commands.dates import read
from commands.dates.expansion import occurrences
from commands.dates.readings import Moment, Rhythm
from commands.dates.recurrence import parsed
from commands.handwriting import fold
from commands.kinds import Absent, Kind
from commands.lookups import Unclear
from commands.rules.refusal import Refused
from commands.texts.voice import Typed, phrase
from commands.timing import MOMENT_OR_TIME, settled
from storage import year_plan
from storage.planning_records import PlanDate, PlanDraft

_NUMBERS = {
    **dict.fromkeys(("ein", "einmal", "once", "one"), 1),
    **dict.fromkeys(("zwei", "two", "twice"), 2),
    **dict.fromkeys(("drei", "three"), 3),
    **dict.fromkeys(("vier", "four"), 4),
    **dict.fromkeys(("fuenf", "five"), 5),
    **dict.fromkeys(("sechs", "six"), 6),
    **dict.fromkeys(("sieben", "seven"), 7),
    **dict.fromkeys(("acht", "eight"), 8),
    **dict.fromkeys(("neun", "nine"), 9),
    **dict.fromkeys(("zehn", "ten"), 10),
    **dict.fromkeys(("elf", "eleven"), 11),
    **dict.fromkeys(("zwoelf", "twelve"), 12),
}
_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_YEAR = re.compile(r"(?:fuer |for |das jahr ){0,3}(?<![\d.])(20\d\d)(?![\d.])[,:]?")
_NEXT_YEAR = re.compile(
    r"(?:fuer |for )?(?:das |naechstes |kommendes )?(?:naechste[ns]?|kommende[ns]?|next) (?:jahr|year)[,:]?"
)
_COUNT = re.compile(
    rf"\b(?:(\d{{1,3}}|{_WORD}) ?(?:mal|x|times|termine|sitzungen|dates|meetings)|(twice))\b"
    r"(?: (?:im|pro|in the|per|a|je) ?(?:jahr|year)| jaehrlich)?[,:]?"
)
_SHORTHAND = {
    "vierteljaehrlich": 4,
    "quartalsweise": 4,
    "quarterly": 4,
    "halbjaehrlich": 2,
    "monatlich": 12,
    "monthly": 12,
}
_EVERY_MONTHS = re.compile(rf"\b(?:alle|every) (\d|{_WORD}) (?:monate|months)\b")
_NTH = re.compile(r"\b(?:(?:erste|zweite|dritte|vierte|letzte)[nrs]?|first|second|third|fourth|last)\b")
_OFTEN = re.compile(
    r"\b(?:alle|jede[nrs]?|every|each|weekly|fortnightly|\w*(?:woechentlich|taegig|taeglich|monatlich))\b"
)
_FROM = re.compile(r"\b(?:ab|from|starting|beginnend)\b")
_WEEKDAY = re.compile(
    r"\b(?:mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tage?s?|mittwochs?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tue|wed|thu|fri|mon|sat|sun)\b"
)


@dataclass(frozen=True)
class PlanSaid:
    """What was said of a plan; None for what was not. `rhythm` stands for days that it gives itself; `text` is all."""

    year: int | None = None
    count: int | None = None
    weeks: int | None = None
    weekdays: tuple[int, ...] = ()
    begins: time | None = None
    minutes: int | None = None
    rhythm: Rhythm | None = None
    text: str = ""

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """The days that a rhythm of its own gives between two days."""
        if self.rhythm is None:
            return ()
        return tuple(occurrences(self.rhythm.rrule, self.rhythm.starts_on, first, last))


def _plan(text: str, ctx: Context) -> tuple[PlanSaid, str]:
    if not text:
        raise Absent("plan")
    said = understood(text, ctx)
    if said is None:
        _offer(text, ctx)
        raise Refused("plan.unreadable", typed=text[:60])
    return replace(said, text=" ".join(text.split())), ""


_DEEDS = {
    "de": ("zeigen", "dazu", "verwerfen", "veröffentlichen", "fertig", "streichen", "löschen", "verschieben"),
    "en": ("show", "add", "discard", "publish", "drop", "move"),
}
_TO_ONE = ("streichen", "löschen", "verschieben", "drop", "move")
"""Deeds that are done to one date of the draft, by its number."""


def _offer(text: str, ctx: Context) -> None:
    """Offer the command about the draft that was probably meant („!jahresplan 2 streihen“, „2027 zeigen“)."""
    deeds = {fold(deed): deed for deed in _DEEDS[ctx.language]}
    words = text.split()
    for place, word in enumerate(words[:2]):
        near = difflib.get_close_matches(fold(word).strip(".,;:"), list(deeds), n=1, cutoff=0.75)
        if near and (place == 0 or words[0].isdecimal()):
            deed = deeds[near[0]]
            number = words[:place] if deed in _TO_ONE and len(words[0]) < 4 else []
            name = "jahresplan" if ctx.language == "de" else "yearplan"
            order = " ".join((name, deed, *number, *words[place + 1 :]))
            typed = Typed(f"!{name} {text}"[:80])
            raise Unclear("", [(phrase("command.nearest", word=typed, order=Typed(f"!{order}")), order)])


def understood(text: str, ctx: Context) -> PlanSaid | None:
    """What a text says of a plan, or None. Raises Refused and Unclear for what cannot be or is not clear."""
    rest, said = " ".join(fold(text).split()), PlanSaid()
    if found := _NEXT_YEAR.search(rest):
        said, rest = replace(said, year=ctx.today.year + 1), _without(rest, found)
    elif found := _YEAR.search(rest):
        said, rest = replace(said, year=int(found[1])), _without(rest, found)
    if found := _COUNT.search(rest):
        number = found[1] or found[2]
        count = int(number) if number.isdecimal() else _NUMBERS[number]
        said, rest = replace(said, count=count), _without(rest, found)
    elif not _NTH.search(rest):
        said, rest = _evenly(said, rest)
    rest = " ".join(rest.split()).strip(" ,:.")
    return _with_rhythm(said, rest, ctx) if rest else said


def _evenly(said: PlanSaid, text: str) -> tuple[PlanSaid, str]:
    """„vierteljährlich“ and „alle zwei Monate“ mean so many dates a year; without the words that said it."""
    if found := _EVERY_MONTHS.search(text):
        months = int(found[1]) if found[1].isdecimal() else _NUMBERS[found[1]]
        return replace(said, count=12 // max(1, months)), _without(text, found)
    for word, count in _SHORTHAND.items():
        if found := re.search(rf"\b{word}\b", text):
            return replace(said, count=count), _without(text, found)
    return said, text


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()], text[found.end() :])).strip()


def _with_rhythm(said: PlanSaid, text: str, ctx: Context) -> PlanSaid | None:
    rhythm, bare = _rhythm(text, ctx)
    if rhythm is None:
        return None
    said = replace(said, begins=rhythm.time, minutes=rhythm.minutes)
    rule = parsed(rhythm.rrule)
    if rule.frequency == "DAILY":
        return said if bare else None
    if rule.frequency != "WEEKLY" or (_FROM.search(text) and said.count is None):
        return replace(said, rhythm=rhythm, weekdays=rule.weekdays)
    weekdays = rule.weekdays if _WEEKDAY.search(text) else ()
    weeks = rule.interval if _OFTEN.search(text) and said.count is None else None
    return replace(said, weekdays=weekdays, weeks=weeks)


def _rhythm(text: str, ctx: Context) -> tuple[Rhythm | None, bool]:
    """The rhythm that a text is, perhaps with „jeden“ and the weekday first, or as a mere time (then True)."""
    weekday = _WEEKDAY.search(text)
    turned = f"jeden {weekday[0]} {_without(text, weekday)}" if weekday else f"taeglich {text}"
    for words in (text, f"jeden {text}", turned):
        found = settled(read.read_rhythm(words, ctx.local, ctx.calendar), words)
        if found is not None:
            return found.value, weekday is None and words == turned
    minutes = read.read_minutes(text)
    return (Rhythm("FREQ=DAILY;WKST=MO", ctx.today, None, minutes), True) if minutes else (None, False)


# -- the dates of a draft ---------------------------------------------------------------------------------------------


def draft_of(ctx: Context) -> PlanDraft:
    """The draft of this room's body. Raises Refused where there is none."""
    draft = year_plan.of_body(ctx.tx, ctx.body.id)
    if draft is None:
        raise Refused("plan.no_draft", body=ctx.body.name)
    return draft


_NUMBER = re.compile(r"(?:nr\.?|nummer|termin|number|#)?\s{0,9}(\d{1,3})(?=$|[\s.,:;)])[.,:;)]?(?!\d)", re.I)


def _planned(text: str, ctx: Context) -> tuple[PlanDate, str]:
    """One date of the draft, by its number or by its day."""
    if not text:
        raise Absent("plan_date")
    dates = year_plan.dates(ctx.tx, draft_of(ctx).id)
    number = _NUMBER.match(text)
    found = [one for one in dates if number and one.number == int(number[1])]
    if number and not re.match(r"\d+\.\s?\d", text):
        if not found:
            raise Refused("plan.no_number", number=number[1], known=tuple(one.number for one in dates) or ("–",))
        return found[0], text[number.end() :].strip()
    reading = settled(read.find_moment_prefix(text, _in_draft(ctx), ctx.calendar), text)
    if reading is None:
        raise Absent("plan_date")
    found = [one for one in dates if one.held_on == reading.value.day]
    if not found:
        raise Refused("plan.not_then", day=reading.value.day)
    return found[0], text[reading.end :].strip()


def _in_draft(ctx: Context) -> datetime:
    """From when days without a year are counted: now, or the beginning of the year that is planned."""
    begin = datetime(draft_of(ctx).year, 1, 1, tzinfo=ctx.house.zone)
    return max(ctx.local, begin)


def _moment(text: str, ctx: Context) -> tuple[Moment, str]:
    if not text:
        raise Absent("moment")
    found = settled(read.read_moment(text, _in_draft(ctx), ctx.calendar), text)
    if found is None:
        raise Refused("date.unreadable", typed=text[:60])
    return found.value, ""


def _moment_or_time(text: str, ctx: Context) -> tuple[Moment | time, str]:
    """As `_moment`; a mere clock time says nothing of the day."""
    if text and (text.isdecimal() or read.read_time(text, ctx.local, ctx.calendar)):
        return MOMENT_OR_TIME.take(text, ctx)
    return _moment(text, ctx)


PLAN = Kind("plan", _plan)
PLAN_DATE = Kind("plan_date", _planned)
PLAN_MOMENT = Kind("moment", _moment)
PLAN_MOMENT_OR_TIME = Kind("moment", _moment_or_time)
