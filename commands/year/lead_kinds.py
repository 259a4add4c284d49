"""Reading lead times: „einladung 14 volle Tage“, „aufruf 28 anmeldeschluss 21“, „üblich“."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from commands.context import Context
from commands.handwriting import fold
from commands.kinds import Absent, Kind
from commands.rules.lead_times import Lead
from commands.rules.refusal import Refused

_WORDS = {
    **dict.fromkeys(("aufruf", "themenaufruf", "call"), Lead.CALL),
    **dict.fromkeys(("anmeldeschluss", "anmeldung", "anmeldefrist", "themen", "items", "deadline"), Lead.DEADLINE),
    **dict.fromkeys(("einladung", "einladungsfrist", "ladung", "ladungsfrist", "invitation"), Lead.INVITATION),
    **dict.fromkeys(("vorlagenschluss", "vorlagen", "papers"), Lead.PAPER),
    **dict.fromkeys(("mitzeichnung", "cosigning"), Lead.COSIGNING),
}
_USUAL = ("ueblich", "standard", "zuruecksetzen", "usual", "reset")
_NONE = ("keine", "ohne", "none")
_FULL = ("volle", "full")
_UNITS = (
    "tag",
    "tage",
    "tagen",
    "arbeitstage",
    "arbeitstagen",
    "werktage",
    "days",
    "working",
    "calendar",
    "kalendertage",
)
_WEEKS = ("woche", "wochen", "week", "weeks")
_NUMBERS = {"eine": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4}
_NUMBERS |= {"zehn": 10, "ten": 10, "vierzehn": 14, "fourteen": 14, "einundzwanzig": 21}
_FILLERS = ("auf", "und", "vorher", "vor", "and", "to", "before", "in", "t")


@dataclass(frozen=True)
class LeadsSaid:
    """Lead times to be set; `usual`: everything is to be as usual again."""

    days: Mapping[Lead, int]
    usual: bool = False


def _leads(text: str, _ctx: Context) -> tuple[LeadsSaid, str]:
    words = re.findall(r"\d+|[^\W\d_]+", fold(text).replace("co-signing", "cosigning"))
    words = [str(_NUMBERS.get(word, word)) for word in words]
    if not words:
        raise Absent("leads")
    if words[0] in _USUAL:
        return LeadsSaid({}, usual=True), ""
    days: dict[Lead, int] = {}
    lead: Lead | None = None
    for word in words:
        if word in _FULL and lead is Lead.INVITATION:
            days[Lead.FULL_DAYS] = 1
        elif (word.isdecimal() or word in _NONE) and lead is not None and lead not in days:
            days[lead] = int(word) if word.isdecimal() and len(word) < 4 else 0 if word in _NONE else 999
            if lead is Lead.INVITATION:
                days.setdefault(Lead.FULL_DAYS, 0)
        elif word in _WEEKS and lead in days:
            days[lead] *= 5 if lead is Lead.COSIGNING else 7  # that one counts working days
        elif named := _named(word):
            lead = named
        elif word not in _UNITS + _FILLERS + _FULL:
            raise Refused("lead.unreadable", typed=text[:60])
    if not days or lead not in days:
        raise Refused("lead.unreadable", typed=text[:60])
    return LeadsSaid(days), ""


def _named(word: str) -> Lead | None:
    near = difflib.get_close_matches(word, list(_WORDS), n=1, cutoff=0.8) if len(word) > 3 else ()
    return _WORDS[near[0]] if near else None


LEADS = Kind("leads", _leads)
