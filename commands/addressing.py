"""What is meant for the bot. Everything else is dropped in memory: never stored, never logged."""

import re
from datetime import datetime, timedelta

from sqlalchemy import Connection

from commands import direct
from commands.context import SLOT, Context
from commands.finding import voting
from commands.handwriting import fold, tidy
from commands.house import House
from commands.inquiries.inquiry_posts import POST as INQUIRY_POST
from commands.registry import Registry
from commands.slots import FREE_TEXT, SLOTS
from commands.stimuli import Edited, Filed, Reacted, Redacted, Said, Stimulus, Voted
from storage import bodies, inbox, inquiries, outbox, questions, rooms, sources
from storage.post_records import Letter, Question

_COMMAND = re.compile(r"!\s*\w")
_YES = frozenset({"ja", "j", "jo", "jawohl", "ok", "okay", "yes", "y", "gerne", "passt"})
_NO = frozenset({"nein", "n", "ne", "nee", "no", "nicht", "entfaellt", "faellt aus", "cancelled"})

_PRESSED_YES = ("✅", "👍", "✔", "☑")
_PRESSED_NO = ("❌", "👎", "❎")
_SHADES = dict.fromkeys((0xFE0F, *range(0x1F3FB, 0x1F400)))
"""What clients add to an emoji: that it is to be coloured, and the tone of a skin."""
_KEYCAP = "\u20e3"

_THANKS = frozenset({"danke", "vielen dank", "ok", "okay", "gut", "alles klar", "thanks", "machen wir", "folgt"})

_THINGS = frozenset({"assignment", "thing", "item", "item_named", "choices", "inquiry"})
"""Kinds of values that a reply need not name, because the post speaks of one."""

BARE_ANSWER = timedelta(minutes=30)
"""So long a bare „ja“ of the person who was asked counts; later it needs a reply to the question."""

Meant = tuple[int, str, tuple[str, ...]]
"""A question's id, the command that the answer picks (empty: none), and the messages that led to the question."""


class Addressing:
    """Decides whether a stimulus is for the bot, and which answer a message gives to an open question."""

    def __init__(self, house: House, registry: Registry) -> None:
        self._house = house
        self._registry = registry

    def wants(self, tx: Connection, stimulus: Stimulus) -> bool:
        if getattr(stimulus, "sender", None) == self._house.bot_user:
            return False  # whatever comes back as an echo: the bot gives no orders
        match stimulus:
            case Said():
                return self._wants_said(tx, stimulus)
            case Edited():
                known = inbox.room_of(tx, stimulus.replaces) == stimulus.room_id
                return known or bool(_COMMAND.match(tidy(stimulus.text))) or stimulus.mentions_bot
            case Reacted():
                letter = outbox.letter_by_event(tx, stimulus.target, stimulus.room_id)
                return letter is not None and questions.of_letter(tx, letter.id, stimulus.at) is not None
            case Filed():
                return self._house.is_ours(stimulus.sender) and self._wants_filed(tx, stimulus)
            case Voted():
                return voting.finding_voted_on(tx, stimulus) is not None
            case Redacted():
                room_id = inbox.room_of(tx, stimulus.target)
                return room_id == stimulus.room_id or (room_id is None and bool(sources.made_by(tx, stimulus.target)))
        return True

    def _wants_said(self, tx: Connection, said: Said) -> bool:
        if said.voice:
            return _replied_to(tx, said) is not None
        text = tidy(said.text)
        if _COMMAND.match(text):
            return True
        # Clients put the author of what is replied to among the mentioned; that alone orders nothing.
        if self.answers_inquiry(tx, said):
            return True
        to_bot = _replied_to(tx, said)
        if said.mentions_bot and to_bot is None:
            return True
        if len(rooms.members(tx, said.room_id)) == 2 and text:
            return True
        if self.answer_meant(tx, said, said.at) is not None or self.votes(tx, said, said.at):
            return True
        return to_bot is not None and to_bot.about is not None and self._speaks_of_it(text)

    def _wants_filed(self, tx: Connection, filed: Filed) -> bool:
        """A calendar, or what is sent with a command, by name, or as a reply to the bot or to what it was ordered."""
        if filed.is_calendar or filed.mentions_bot or _COMMAND.match(tidy(filed.caption)):
            return True
        to = filed.reply_to
        if to is None or _replied_to(tx, filed) is not None:
            return to is not None
        return inbox.room_of(tx, to) == filed.room_id and bool(sources.made_by(tx, to))

    def votes(self, tx: Connection, said: Said, now: datetime) -> bool:
        """Whether a message without „!“ says which proposals of a search for a date suit.

        It has to reply to a post about it; said to the bot alone or by name, it means the one that is open.
        """
        text = tidy(said.text)
        letter = _replied_to(tx, said)
        to_bot = said.mentions_bot or len(rooms.members(tx, said.room_id)) == 2
        if text.startswith("!") or (letter is None and not to_bot) or (letter is not None and letter.about is None):
            return False
        ctx = Context(tx, now, self._house, room_id=said.room_id, sender=said.sender)
        return voting.answers_bare(ctx, text, letter.about if letter else None)

    def answers_inquiry(self, tx: Connection, said: Said) -> bool:
        """Whether a message without „!“ is the answer to an inquiry: it replies to what was posted about it where it
        was put, asks nothing itself, and is no mere thanks."""
        text, letter = tidy(said.text), _replied_to(tx, said)
        if letter is None or not letter.reason.startswith(INQUIRY_POST) or letter.about is None:
            return False
        if not text or text.startswith("!") or text.endswith("?") or fold(text).rstrip(".") in _THANKS:
            return False
        command = self._registry.find(text)
        if command is not None and command[0].parameters and command[0].parameters[0].kind.name == "inquiry":
            return False  # „antwort FB 51: 3“
        body = bodies.by_room(tx, said.room_id)
        asked = inquiries.addressees(tx, int(letter.about.partition(":")[2]))
        return body is not None and any(one.body_id == body.id for one in asked)

    def _speaks_of_it(self, text: str) -> bool:
        """Whether a reply without „!“ is a command about the thing that the bot's post speaks of, as „erledigt“ is."""
        found = self._registry.find(text)
        return found is not None and bool(found[0].parameters) and found[0].parameters[0].kind.name in _THINGS

    def answer_meant(self, tx: Connection, said: Said, now: datetime) -> Meant | None:
        """Which option of which open question a message picks, or None if it answers none.

        „!ja“ and „!2“ count as well; a value that is typed bare never begins with „!“.
        """
        typed = tidy(said.text)
        text = typed.removeprefix("!").rstrip(".!").strip()
        question = self._question_meant(tx, said, now)
        if question is None:
            return None
        # A thumb by itself may be meant for somebody else in the room; under the question it is an answer.
        command = picked(question, (pressed(text) if said.reply_to or text.endswith(_KEYCAP) else "") or fold(text))
        if command is None and question.slot and question.slot_command and not typed.startswith("!"):
            named, _ = direct.split(tx, self._registry, question.slot_command)
            ctx = Context(tx, now, self._house, room_id=said.room_id, sender=said.sender, named=named)
            value = SLOTS[question.slot](typed if question.slot in FREE_TEXT else text, ctx) if text else None
            command = question.slot_command.replace(SLOT, value) if value else None
        return None if command is None else (question.id, command, sources.makers(tx, "question", question.id))

    def _question_meant(self, tx: Connection, said: Said, now: datetime) -> Question | None:
        if said.reply_to:
            letter = _replied_to(tx, said)
            return questions.of_letter(tx, letter.id, now) if letter else None
        question = questions.open_in(tx, said.room_id, said.sender, now)
        if question and question.asked_of and now - question.asked_at > BARE_ANSWER:
            return None
        return question


def _replied_to(tx: Connection, said: Said | Filed) -> Letter | None:
    """The bot's message that somebody replies to; a reply that names an event of another room is none."""
    return outbox.letter_by_event(tx, said.reply_to, said.room_id) if said.reply_to else None


def pressed(key: str) -> str:
    """The word that an emoji stands for: „ja“, „nein“, the number on a key; "" for any other."""
    key = key.translate(_SHADES)
    if key.endswith(_KEYCAP) and key[:-1].isdecimal():
        return key[:-1]
    return "ja" if key in _PRESSED_YES else "nein" if key in _PRESSED_NO else ""


def picked(question: Question, word: str) -> str | None:
    """The command of the option that a folded word picks: by its number, by its own words, or with „ja“ and „nein“.

    „ja“ and „nein“ never pick among several things that are neither; „nein“ then ends the question ("").
    """
    options = question.options
    if word.isdecimal() and 1 <= int(word) <= len(options):
        return options[int(word) - 1][1]
    for label, command in options:
        named = fold(label)
        if word == named or any(word in words and named in words for words in (_YES, _NO)):
            return command
    if word in _YES and len(options) == 1:
        return options[0][1]
    return "" if word in _NO and (question.asked_of or len(options) == 1) else None


def is_bare_answer(order: str) -> bool:
    """Whether an order can only be the answer to a question."""
    word = fold(order).rstrip(".!").strip()
    return word.isdecimal() or word in _YES or word in _NO
