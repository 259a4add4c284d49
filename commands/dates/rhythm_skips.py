"""What a rhythm leaves out: „außer in den Ferien“, „nicht im August“, „ohne Feiertage“, „except on 9 Feb“.

Conventions: „Ferien“ are those of the schools, „Feiertage“ the public ones of the state. English
„holidays“ are public ones („on holidays“, „except holidays“), those „in“ or „during the holidays“
the schools' own. „Sommerpause“ is the summer break, „Sitzungspause“ the recess of the town.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from commands.dates.days import days
from commands.dates.rhythm_draft import AND, Draft, Step
from commands.dates.rhythm_units import month_list, unit_of, weekday_said
from commands.dates.senses import Frame, Point
from commands.dates.tokens import Phrase
from commands.dates.words import bag

ORDER = ("school", "summer", "autumn", "christmas", "winter", "easter", "whitsun", "recess", "holidays", "closed")
_WIDE = ("school", "recess", "holidays", "closed")
_LEADS = bag(
    "ausser ausserhalb nicht ohne ausgenommen kein keine keinen exkl auszer entfaellt entfallen pausiert faellt fallen "
    "except excluding excl not without outside unless skipping omitting"
)
_INNER = bag(
    "in an am im der den die das dem waehrend waehrends zur zu von fuer auf allen alle gesetzlichen gesetzliche "
    "staedtischen gesetzl on during the in at of for any bei wenn when es ist sind it is a"
)
_MEETINGS = bag("termin termine treffen sitzung sitzungen jour fixe meeting meetings der die das")
_IF = bag("sofern wenn falls solange if es sei with mit")
_IF_NOT = bag("nicht kein keine keinen es ausnahme exception not no denn")
_VERBS = bag("faellt fallen es sie er findet sind ist kein keine")
_CLOSING = bag("nicht ausgenommen entfaellt entfallen frei excepted excluded pause ausfall keine kein pausiert")
_CLOSED = _CLOSING | {"aus", "statt"}
_NOUNS = {
    **dict.fromkeys(("ferien", "schulferien", "ferienzeit", "ferienzeiten", "ferientagen", "ferientage"), "school"),
    **dict.fromkeys(("ferienwochen", "schulfreien"), "school"),
    **dict.fromkeys(("sommerferien", "sommerpause"), "summer"),
    **dict.fromkeys(("sitzungspause", "sitzungsferien", "sitzungsfreien", "recess"), "recess"),
    "herbstferien": "autumn",
    **dict.fromkeys(("weihnachtsferien", "weihnachtspause"), "christmas"),
    **dict.fromkeys(("winterferien", "fruehjahrsferien", "faschingsferien"), "winter"),
    "osterferien": "easter",
    **dict.fromkeys(("pfingstferien", "himmelfahrtsferien"), "whitsun"),
    **dict.fromkeys(("feiertagen", "feiertage", "feiertag", "feiertags"), "holidays"),
    **dict.fromkeys(
        ("schliesstagen", "schliesstage", "schliesstag", "schliessungstagen", "schliessungstage"), "closed"
    ),
    **dict.fromkeys(("betriebsferien", "betriebsruhe"), "closed"),
}
_ENGLISH = {
    "school": "school", "summer": "summer", "autumn": "autumn", "christmas": "christmas", "winter": "winter",
    "easter": "easter", "whitsun": "whitsun", "public": "holidays", "bank": "holidays", "closing": "closed",
    "closed": "closed", "national": "holidays", "fall": "autumn",
}  # fmt: skip
_ENGLISH_NOUNS = bag("holidays holiday break breaks vacation vacations days day")
_TERM = (("schulzeit",), ("schulzeiten",), ("term", "time"), ("term",), ("unterrichtszeit",))


@dataclass(frozen=True, slots=True)
class _Named:
    skips: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()


def skips(p: Phrase, i: int, at: Frame, draft: Draft) -> list[Step]:
    """„außer an Feiertagen und in den Ferien“, „in den Ferien nicht“, „only in term time“."""
    if term := _term_time(p, i):
        return [_left_out(draft, _Named(skips=frozenset(("school",))), term)]
    j = p.skip(i, "aber", "jedoch", "but", "und", "and")
    if p[j] in ("auch", "also", "including", "inklusive", "einschliesslich", "inkl"):
        also = _things(p, p.skip(j + 1, "."), at)
        return [(draft, also[1])] if also and also[0].skips else []
    if p[j] in _IF and p[j + 1] in _IF_NOT:
        j += 1
    elif p[j] not in _LEADS:
        return list(_named_first(p, j, at, draft))
    while p[j + 1] in _LEADS | _MEETINGS or p[j + 1] in (":", "."):
        j += 1
    found = _things(p, j + 1, at)
    return [_left_out(draft, found[0], p.skip(found[1], "aus", "sind", "ist", "are", "is"))] if found else []


def _term_time(p: Phrase, i: int) -> int | None:
    j = i
    while p[j] in ("nur", "only", "in", "der", "waehrend", "during", "the", "zur", "den") and j < i + 4:
        j += 1
    for words in _TERM:
        if j > i and all(p[j + k] == word for k, word in enumerate(words)):
            return j + len(words)
    return None


def _named_first(p: Phrase, i: int, at: Frame, draft: Draft) -> Iterable[Step]:
    """„in den Ferien nicht“, „Feiertage ausgenommen“, „in den Ferien fällt es aus“."""
    if p.last("closing", _CLOSED) <= i:
        return
    found = _things(p, i, at)
    if not found or not found[0].skips:
        return
    end, none = found[1], False
    while p[end] in _VERBS or (end > found[1] and p[end] in _MEETINGS):
        none = none or p[end] in ("kein", "keine")
        end += 1
    closed = p[end] in _CLOSING or (end > found[1] and p[end] in _CLOSED)
    if closed or none:
        yield _left_out(draft, found[0], p.skip(end + closed, "statt", "aus"))


def _left_out(draft: Draft, named: _Named, end: int) -> Step:
    said = replace(
        draft,
        skips=draft.skips | named.skips,
        not_weekdays=draft.not_weekdays | named.weekdays,
        not_months=draft.not_months | named.months,
    )
    return said, end


def _things(p: Phrase, i: int, at: Frame) -> tuple[_Named, int] | None:
    """One or more things that can be left out, from i on."""
    found, end = _Named(), None
    j = i
    while one := _thing(p, j, at):
        named, end = one
        found = _Named(found.skips | named.skips, found.weekdays | named.weekdays, found.months | named.months)
        j = end
        while (p[j] in AND or p[j] in ("oder", "or", "noch", "nor", "not", "nicht", "auch")) and j < end + 3:
            j += 1
        if j == end:
            break
    return (found, end) if end else None


def _thing(p: Phrase, i: int, at: Frame) -> tuple[_Named, int] | None:
    j = i
    while p[j] in _INNER and j < i + 4:
        j += 1
    lead = {p[k] for k in range(i, j)}
    if p[j] in _NOUNS:
        return _Named(frozenset((_NOUNS[p[j]],))), j + 1
    if p[j] + "ferien" in _NOUNS and p[j + 1] == "-":
        return _Named(frozenset((_NOUNS[p[j] + "ferien"],))), j + 2
    if p[j] in _ENGLISH and p[j + 1] in _ENGLISH_NOUNS:
        return _Named(frozenset((_ENGLISH[p[j]],))), j + 2
    if p[j] in ("holidays", "holiday", "vacation", "vacations"):
        school = bool(lead & {"in", "during", "the"}) or p[j].startswith("vac")
        return _Named(frozenset(("school" if school else "holidays",))), j + 1
    if p[j] in ("wochenende", "wochenenden", "weekends", "weekend"):
        return _Named(weekdays=frozenset((5, 6))), j + 1
    if (months := month_list(p, j)) and not p[months[1]].isdecimal():
        return _Named(months=frozenset(months[0])), months[1]
    for sense, end in days(p, j, at)[:3]:
        counted = any(unit_of(p[k]) in ("month", "quarter") for k in range(i, end))
        if isinstance(sense, Point) and not sense.weekly and not counted:
            return _Named(frozenset((sense.days[0].isoformat(),))), end
    if named := weekday_said(p, j):
        return _Named(weekdays=frozenset((named[0],))), named[1]
    return None


def in_order(skips: Iterable[str]) -> tuple[str, ...]:
    """Exceptions in the order in which a Rhythm keeps them; what all school breaks hold is not named beside them."""
    known = set(skips)
    breaks = [name for name in ORDER if name in known and (name in _WIDE or "school" not in known)]
    return (*breaks, *sorted(known - set(ORDER)))
