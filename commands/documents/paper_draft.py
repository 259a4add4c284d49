"""The rough draft of a paper for a political committee (domain 3.2): what is known is filled in, the rest is marked.

It never claims to be final; signing and releasing stay where they are, in the council's information system.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.documents import word
from commands.texts.voice import Phrase, Voice, phrase

_MASCULINE = ("ausschuss", "rat", "tag", "beirat", "vorstand", "senat", "kreis")
_FEMININE = ("konferenz", "kommission", "versammlung", "vertretung", "gruppe")


@dataclass(frozen=True, slots=True)
class Consultation:
    """One step on the way to the decision: which body, what it does with the paper, and when."""

    body: str
    task: Phrase
    day: date


@dataclass(frozen=True, slots=True)
class Draft:
    """`sources`: what gave rise to it, line by line; `resolution` None: the committee only takes note."""

    paper_name: str
    town: str
    lead: str
    subject: str
    committee: str
    sources: Sequence[str]
    facts: Sequence[str]
    resolution: str | None
    involved: Sequence[str]
    consultations: Sequence[Consultation]
    made_at: datetime


def write(voice: Voice, one: Draft) -> bytes:
    """The file; `made_at` is wall-clock time in the town."""

    def say(key: str, /, **data: object) -> str:
        return voice.plain(phrase(f"document.{key}", **data))

    heads = (say("draft.body"), say("draft.task"), say("draft.day"))
    steps = [(step.body, voice.plain(step.task), voice.plain(step.day)) for step in one.consultations]
    parts: list[word.Part] = [
        word.Prose(one.subject, lead=say("draft.subject")),
        word.Prose(one.lead, lead=say("draft.lead")),
        word.Blank(say("draft.blank.number")),
        word.Heading(say("draft.consultations")),
        word.Table(heads, steps, (70, 50, 40)),
        word.Heading(say("draft.resolution")),
        *_resolution(voice, one),
        word.Heading(say("draft.sources")),
        *(word.Prose(line) for line in one.sources),
        word.Heading(say("draft.facts")),
        *(word.Prose(text) for text in one.facts),
        word.Heading(say("draft.involved")),
        word.Bullets(one.involved) if one.involved else word.Blank(say("draft.blank.involved")),
        word.Heading(say("draft.money")),
        word.Blank(say("draft.blank.money")),
        word.Heading(say("draft.staff")),
        word.Blank(say("draft.blank.staff")),
        word.Heading(say("draft.enclosures")),
        word.Blank(say("draft.blank.enclosures")),
    ]
    return word.write(
        word.Paper(
            title=say("draft.title", paper=one.paper_name),
            language=voice.language,
            head=say("draft.head", paper=one.paper_name, town=one.town),
            parts=parts,
            closing=say("draft.closing"),
            page_words=say("pages", page="{page}", pages="{pages}"),
            made_at=one.made_at,
        )
    )


def _resolution(voice: Voice, one: Draft) -> list[word.Part]:
    committee = named(one.committee) if voice.language == "de" else one.committee
    if one.resolution is None:
        return [word.Prose(voice.plain(phrase("document.draft.notes", committee=committee, subject=one.subject)))]
    return [
        word.Prose(voice.plain(phrase("document.draft.decides", committee=committee))),
        word.Prose(one.resolution),
    ]


def named(committee: str) -> str:
    """The name with its article where its gender shows („Der Schulausschuss“), else as it is."""
    last = committee.lower().split()[0].rstrip(",:") if committee else ""
    if last.endswith(_FEMININE):
        return f"Die {committee}"
    return f"Der {committee}" if last.endswith(_MASCULINE) else committee
