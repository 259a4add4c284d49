"""The agenda of a formal meeting as a document: what goes out with the invitation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commands.dates.readings import Moment
from commands.documents import word
from commands.texts.voice import Voice, phrase
from storage.records import Item


@dataclass(frozen=True, slots=True)
class OpenWork:
    """One line of the list of assignments; everything as it is to be read."""

    number: str
    title: str
    receiver: str
    due_on: date
    state: str


@dataclass(frozen=True, slots=True)
class AgendaPaper:
    town: str
    body: str
    moment: Moment
    minutes: int
    items: Sequence[Item]
    work: Sequence[OpenWork]
    made_at: datetime


def write(voice: Voice, one: AgendaPaper) -> bytes:
    """The file; `made_at` is wall-clock time in the town."""

    def say(key: str, /, **data: object) -> str:
        return voice.plain(phrase(f"document.{key}", **data))

    parts: list[word.Part] = [
        word.Prose(voice.plain(one.moment), lead=say("agenda.when")),
        word.Prose(say("agenda.length", minutes=one.minutes), lead=say("agenda.lasts")),
        word.Heading(say("agenda.items")),
        _items(voice, one, say("agenda.item"), say("agenda.topic"), say("agenda.treatment"), say("agenda.minutes")),
    ]
    if one.work:
        heads = tuple(say(f"work.{name}") for name in ("number", "title", "receiver", "due", "state"))
        rows = [(work.number, work.title, work.receiver, voice.plain(work.due_on), work.state) for work in one.work]
        parts += [word.Heading(say("agenda.work")), word.Table(heads, rows, (33, 40, 27, 28, 32))]
    title = say("agenda.title", body=one.body, day=one.moment.day)
    return word.write(
        word.Paper(
            title=title,
            language=voice.language,
            head=say("head", town=one.town, body=one.body),
            parts=parts,
            closing=say("closing"),
            page_words=say("pages", page="{page}", pages="{pages}"),
            made_at=one.made_at,
        )
    )


def _items(voice: Voice, one: AgendaPaper, *heads: str) -> word.Part:
    rows = [
        (
            str(item.position),
            item.title,
            voice.plain(item.treatment) if item.treatment else "",
            voice.plain(phrase("item.minutes", minutes=item.minutes)) if item.minutes else "",
        )
        for item in one.items
    ]
    return word.Table(heads, rows, (14, 88, 32, 26))
