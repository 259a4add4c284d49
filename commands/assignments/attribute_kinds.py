"""Kinds of values that are said of an assignment beside its text: where it comes from, how urgent it is, which goals
it serves. At the end of an order each stands behind its own word, in any order."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from commands.context import Context
from commands.handwriting import fold
from commands.kinds import Absent, Kind, choice, last_word
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, phrase
from commands.timing import DEADLINE_AT_END
from storage import assignment_goals, bodies, committees
from storage.assignment_records import Goal, Source
from storage.records import Body, BodyKind, Priority

# -- source -----------------------------------------------------------------------------------------------------------

EXPECTED_WORDS = r"erwartetes ergebnis|ergebnis|expected|result"
_SOURCE_WORDS = r"quelle|fundstelle|source|reference"
LABELS = re.compile(
    rf"(?:^|[,;.]?\s{{0,9}})\b(?:(?P<expected>{EXPECTED_WORDS})|(?P<source>{_SOURCE_WORDS}))\s*:\s*", re.I
)
_LEADERSHIP = re.compile(
    r"verwaltungs(?:leitung|spitze|vorstand)|landraet|buergermeister|dezernent|head of administration|leadership"
)
_POLITICS = re.compile(
    r"ausschuss|kreistag|stadtrat|gemeinderat|\brat\b|ratssitzung|fraktion|politik|committee|council"
)
_LEADERSHIP_BARE = re.compile(r"\blandrat\b")


@dataclass(frozen=True)
class SourceSaid:
    """Where an assignment comes from, and the words for it."""

    source: Source
    reference: str


def source_said(words: str, ctx: Context) -> SourceSaid:
    """A committee that is named stands for politics, the head of the administration for itself."""
    reference = " ".join(words.split()).strip(" ,;")
    folded = fold(reference)
    if _LEADERSHIP.search(folded) or _LEADERSHIP_BARE.search(folded):
        return SourceSaid(Source.LEADERSHIP, reference)
    known = [fold(one.committee) for one in committees.coming(ctx.tx, ctx.today)]
    politics = _POLITICS.search(folded) or any(name in folded for name in known)
    return SourceSaid(Source.POLITICS if politics else Source.BODY, reference)


_TAIL = re.compile(
    r"[,;(]?\s{1,9}(?=(?:spätestens\s+|spaetestens\s+)?(?:bis|by)\s|\(?prio\w*\s*:?\s*[abc]\b|\(?(?:ziele?|goals?)\s*:?\s*\d"
    r"|(?:zu|re)\s+#\d)",
    re.I,
)


def _source_at_end(text: str, ctx: Context) -> tuple[SourceSaid, str]:
    found = list(LABELS.finditer(text))
    if not found or not found[-1]["source"]:
        raise Absent("source")
    words, before = text[found[-1].end() :], text[: found[-1].start()].rstrip(" ,;")
    for tail in _TAIL.finditer(words):
        behind = words[tail.end() :]
        if not re.match(r"(?:spätestens\s+|spaetestens\s+)?(?:bis|by)\s", behind, re.I) or _is_deadline(behind, ctx):
            words, before = words[: tail.start()], f"{before}, {behind}"
            break
    if not words.strip(" ,;."):
        raise Absent("source")
    return source_said(words, ctx), before


def _is_deadline(text: str, ctx: Context) -> bool:
    with suppress(Absent):
        DEADLINE_AT_END.take(text, ctx)
        return True
    return False


def _source(text: str, ctx: Context) -> tuple[SourceSaid, str]:
    words = re.sub(rf"^(?:{_SOURCE_WORDS})\s*:\s*", "", text.strip(" :"), flags=re.I)
    if not words:
        raise Absent("source")
    return source_said(words, ctx), ""


# -- priority ---------------------------------------------------------------------------------------------------------

_PRIORITY = re.compile(
    r"(?:^|[\s,;(]{1,9})(?:mit\s+|with\s+)?(?:prio|priorität|prioritaet|priority)\s*:?\s*([abc])\)?\.?$", re.I
)


def _priority_at_end(text: str, _ctx: Context) -> tuple[Priority, str]:
    found = _PRIORITY.search(text)
    if found is None:
        raise Absent("priority")
    return Priority(found[1].upper()), text[: found.start()].rstrip(" ,;")


# -- goals ------------------------------------------------------------------------------------------------------------

_GOAL_NUMBER = r"\d{1,2}(?:\.\d{1,2})?"
_GOAL_LIST = rf"({_GOAL_NUMBER}(?:\s*(?:,|;|und|and|/)\s*{_GOAL_NUMBER})*)"
_GOALS = re.compile(
    rf"(?P<before>^|(?<!\S)\S{{0,80}}[\s,;(]{{1,9}})(?:ziele?|zielbezug|goals?)\s*:?\s*{_GOAL_LIST}\)?[.,;]?"
    r"(?P<after>\s+(?:spätestens\s+|spaetestens\s+)?(?:bis|by)\s.{1,40}|(?:zu|re)\s+#\d+)?$",
    re.I,
)
_BARE_GOALS = re.compile(rf"(?:(?:ziele?|goals?)\s*:?\s*)?{_GOAL_LIST}", re.I)
_NO_TAG = frozenset({"zu", "zum", "zur", "des", "von", "vom", "fuer", "im", "das", "of", "for", "to", "the", "on"})


def _goals_at_end(text: str, ctx: Context) -> tuple[tuple[Goal, ...], str]:
    """„Bericht zu Ziel 1“ is a title; „…, Ziel 1“ is a tag. A deadline may stand behind it: „Ziel 2.1 bis 5.2.“ is no
    span of days."""
    found = _GOALS.search(text)
    if found is None or fold(found["before"].strip(" ,;(")) in _NO_TAG:
        raise Absent("goals")
    rest = text[: found.start()] + found["before"].rstrip(" ,;(")
    return goals_called(found[2], ctx), rest.rstrip(" ,;") + (found["after"] or "")


def _goals(text: str, ctx: Context) -> tuple[tuple[Goal, ...], str]:
    found = _BARE_GOALS.match(text)
    if found is None:
        raise Absent("goals")
    return goals_called(found[1], ctx), text[found.end() :].strip(" .,;")


def goals_called(numbers: str, ctx: Context) -> tuple[Goal, ...]:
    """The goals and fields with these numbers, of this body or else of a strategic body above it. Raises Refused."""
    every = {one.id: one for one in bodies.every(ctx.tx)}
    owners: list[Body] = [ctx.body]
    above = ctx.body.parent_id
    while above is not None:
        owners += [every[above]] if every[above].kind is BodyKind.STRATEGIC else []
        above = every[above].parent_id
    known = assignment_goals.of_bodies(ctx.tx, [one.id for one in owners])
    return tuple(_goal(number, [one.id for one in owners], known) for number in re.findall(_GOAL_NUMBER, numbers))


def _goal(number: str, owners: Sequence[int], known: Sequence[Goal]) -> Goal:
    by_number = {(one.body_id, goal_number(one, known)): one for one in known}
    for owner in owners:
        if found := by_number.get((owner, number)):
            return found
    listed = dict.fromkeys(written for _, written in by_number)
    raise Refused("assignment.goal_unknown", typed=number, known=tuple(listed) or ("–",))


def goal_number(one: Goal, known: Sequence[Goal]) -> str:
    """The number by which a goal is called: that of its field and its own in it; a field has its own alone."""
    field = next((other for other in known if other.id == one.parent_id), None)
    return f"{field.position}.{one.position}" if field else str(one.position)


def goal_labels(ctx: Context, goals: Sequence[Goal]) -> tuple[Phrase, ...]:
    """Goals as they are shown, by number and title."""
    known = assignment_goals.of_bodies(ctx.tx, {one.body_id for one in goals})
    return tuple(phrase("assignment.goal", number=goal_number(one, known), title=one.title) for one in goals)


def _not_any_more(text: str, _ctx: Context) -> tuple[bool, str]:
    word, head = last_word(text)
    if fold(word).strip(".") not in ("entfaellt", "weg", "nicht", "loeschen", "streichen", "removed"):
        raise Absent("removed")
    return True, head


REMOVED_AT_END = Kind("removed", _not_any_more, at_end=True)
END_OF_TRANSFER = choice(
    "end_of_transfer",
    {
        **dict.fromkeys(("zuruecknehmen", "zurueckziehen", "zurueck", "withdraw", "back"), True),
        **dict.fromkeys(("ablehnen", "nein", "abgelehnt", "decline", "no"), False),
    },
)
SOURCE_AT_END = Kind("source", _source_at_end, at_end=True)
PRIORITY_AT_END = Kind("priority", _priority_at_end, at_end=True)
GOALS_AT_END = Kind("goals", _goals_at_end, at_end=True)
SOURCE = Kind("source.bare", _source)
GOALS = Kind("goals.bare", _goals)
