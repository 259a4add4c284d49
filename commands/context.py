"""What a handler gets: the transaction, the time, who is speaking where, and ways to answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from commands.dates.calendar import Calendar, Recess
from commands.document import Block, Document, Listing, Paragraph
from commands.house import House
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase, Voice, phrase
from storage import bodies, rooms, sources, town_calendar
from storage.post_records import Attachment
from storage.records import Body, Role

SLOT = "\ufffc"
"""In a question's command: the place of what is typed as the answer. No message can hold this character."""


class Which(Exception):
    """An order in a direct chat may be for any of these bodies."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        super().__init__()
        self.bodies = tuple(bodies)


@dataclass(frozen=True)
class Option:
    """One answer to a question: how it is named, and the complete command (without „!“) that it stands for.

    An empty command ends the question and changes nothing.
    """

    label: Phrase
    command: str


@dataclass(frozen=True)
class Asked:
    """A question that an answer carries. `slot` names a kind of value that may be typed instead of a number.

    `of_sender`: only who caused it may answer without pointing at it.
    """

    options: tuple[Option, ...]
    expires_at: datetime
    slot: str | None = None
    slot_command: str | None = None
    of_sender: bool = True

    def behind(self, lead: str) -> "Asked":
        """The same question, each of its commands behind the words that say of which body it is."""
        options = tuple(Option(one.label, _behind(lead, one.command)) for one in self.options)
        return replace(self, options=options, slot_command=_behind(lead, self.slot_command or "") or None)


def _behind(lead: str, command: str) -> str:
    return f"{lead}: {command}" if command and not command.startswith(f"{lead}:") else command


@dataclass
class Answer:
    """What a message is answered, gathered from all its commands.

    `private`: said in the direct chat only. `follow`: an order to be carried out behind this one, with its rights.
    `known_as`: who stands in the audit in the sender's place, after being forgotten. `last`: the bot leaves the room
    behind it.
    """

    blocks: list[Block] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    question: Asked | None = None
    receipt: bool = False
    asked_back: bool = False
    recorded: bool = False
    about: str | None = None
    private: bool = False
    follow: str | None = None
    known_as: str | None = None
    last: bool = False


class Context:
    """One order: from a person in a room, or from the clock (then `sender` is None).

    `event_ids` are the messages that caused it; what it makes is linked to them. `said_at` is when it was said, which
    is before `now` if the bot was away. `named` is the body that an order in a direct chat was said to be for.
    """

    def __init__(
        self,
        tx: Connection,
        now: datetime,
        house: House,
        *,
        room_id: str | None = None,
        sender: str | None = None,
        about: tuple[str, int] | None = None,
        event_ids: Sequence[str] = (),
        line: int = 0,
        said_at: datetime | None = None,
        named: Body | None = None,
    ) -> None:
        self.tx = tx
        self.now = now
        self.house = house
        self.room_id = room_id
        self.sender = sender
        self.about = about
        self.event_ids = tuple(event_ids)
        self.line = line
        self.said_at = said_at or now
        self._acting_for = named
        self.answer = Answer()

    @property
    def local(self) -> datetime:
        """Now, in the town's zone."""
        return self.now.astimezone(self.house.zone)

    @property
    def today(self) -> date:
        return self.local.date()

    @cached_property
    def calendar(self) -> Calendar:
        """The town's calendar with what was entered by command."""
        said = town_calendar.exceptions(self.tx)
        recesses = [Recess(one.name, one.first_on, one.last_on) for one in town_calendar.recesses(self.tx)]
        return self.house.calendar.changed(said.closed, said.opened, recesses)

    @cached_property
    def room_body(self) -> Body | None:
        """The body whose room this is; in a direct chat the one that the order is for, as far as that is settled."""
        if self._acting_for is not None:
            return bodies.by_id(self.tx, self._acting_for.id)
        found = bodies.by_room(self.tx, self.room_id) if self.room_id else None
        if found is None and self.direct and self.sender:
            known = bodies.in_rooms_of(self.tx, self.sender)
            self._acting_for = found = known[0] if len(known) == 1 else None
        return found

    @property
    def body(self) -> Body:
        """The body whose room this is, or of which the order in a direct chat is. Raises Refused for none."""
        if self.room_body is None:
            known = bodies.in_rooms_of(self.tx, self.sender) if self.direct and self.sender else []
            if known:
                raise Which(known)
            raise Refused("direct.no_body" if self.direct and not self._operator else "room.no_body")
        return self.room_body

    @property
    def _operator(self) -> bool:
        return self.sender is not None and self.house.is_operator(self.sender)

    @cached_property
    def direct(self) -> bool:
        """Whether this is a direct chat: a room of the sender and the bot alone that is no body's room."""
        if not self.room_id or not self.sender or bodies.by_room(self.tx, self.room_id) is not None:
            return False
        return {one.user_id for one in rooms.members(self.tx, self.room_id)} == {self.sender, self.house.bot_user}

    @property
    def away(self) -> bool:
        """Whether the order is for a body in whose room it was not said."""
        return self._acting_for is not None and self.room_body is not None and self.room_body.room_id != self.room_id

    def act_for(self, body: Body) -> None:
        """From now on this order is one of another body; its answers stay where it was said."""
        self._acting_for = body
        self.forget()

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The sender's roles in the body of this room, as they are now."""
        if self.room_body is None or self.sender is None:
            return frozenset()
        return bodies.roles_of(self.tx, self.room_body.id, self.sender, self.today)

    @property
    def language(self) -> str:
        return self.room_body.language if self.room_body else "de"

    @cached_property
    def voice(self) -> Voice:
        return Voice(self.language)

    def forget(self) -> None:
        """Read the body and the roles anew after they were changed."""
        for name in ("room_body", "roles", "voice", "calendar"):
            self.__dict__.pop(name, None)

    # -- answering ----------------------------------------------------------------------------------------------------

    def say(self, key: str, /, **data: Any) -> None:
        """Add a paragraph to the answer."""
        self.answer.blocks.append(Paragraph(self.voice.inline(phrase(key, **data))))

    def list(self, phrases: Sequence[Any], *, start: int | None = None) -> None:
        """Add a list to the answer; nothing for an empty one."""
        if phrases:
            self.answer.blocks.append(Listing(tuple(self.voice.inline(p) for p in phrases), start))

    def attach(self, file: Attachment) -> None:
        """Send a file behind the words of the answer."""
        self.answer.files.append(file)

    def ask(
        self,
        options: Sequence[Option],
        *,
        hours: float = 24,
        slot: str | None = None,
        slot_command: str | None = None,
        back: bool = False,
    ) -> None:
        """Let the sender choose among complete commands. The words of the question are said by the caller.

        `back`: the bot asks instead of doing what was ordered; then there is nothing to mark as done.
        """
        self.answer.asked_back |= back
        expires = self.now + timedelta(hours=hours)
        self.answer.question = Asked(tuple(options), expires, slot, slot_command)

    def made(self, kind: str, thing_id: int) -> None:
        """Remember that this order made or changed a thing, for later edits and redactions of its message."""
        for event_id in self.event_ids:
            sources.note(self.tx, event_id, self.line, kind, thing_id)
        self.answer.about = f"{kind}:{thing_id}"
        self.answer.recorded = True


def paragraph(voice: Voice, key: str, /, **data: Any) -> Paragraph:
    """One paragraph in the words of a voice."""
    return Paragraph(voice.inline(phrase(key, **data)))


def listing(voice: Voice, values: Sequence[Any], *, start: int | None = None) -> Document:
    """A list, or nothing for no values."""
    return (Listing(tuple(voice.inline(value) for value in values), start),) if values else ()
