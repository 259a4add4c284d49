"""What is meant for the bot. Everything else is dropped in memory: never stored, never logged."""

import re
from datetime import datetime, timedelta

from sqlalchemy import Connection

from commands import answering
from commands.context import SLOT, Context
from commands.handwriting import fold, tidy
from commands.house import House
from commands.registry import Registry
from commands.slots import SLOTS
from commands.stimuli import Edited, Reacted, Redacted, Said, Stimulus
from storage import post, questions, rooms, sources
from storage.records import Question

_COMMAND = re.compile(r"!\s*\w")
_YES = frozenset({"ja", "j", "jo", "jawohl", "ok", "okay", "yes", "y", "gerne", "passt"})
_NO = frozenset({"nein", "n", "ne", "nee", "no", "nicht"})

BARE_ANSWER = timedelta(minutes=30)
"""So long a bare „ja“ of the person who was asked counts; later it needs a reply to the question."""

Meant = tuple[int, str, str]
"""A question's id, the command that the answer picks (empty: none), and the message that led to the question."""


class Addressing:
    """Decides whether a stimulus is for the bot, and which answer a message gives to an open question."""

    def __init__(self, house: House, registry: Registry) -> None:
        self._house = house
        self._registry = registry

    def wants(self, tx: Connection, stimulus: Stimulus) -> bool:
        match stimulus:
            case Said():
                return self._wants_said(tx, stimulus)
            case Edited():
                known = post.outcome_of(tx, stimulus.replaces) is not None
                return known or bool(_COMMAND.match(tidy(stimulus.text))) or stimulus.mentions_bot
            case Reacted():
                letter = post.letter_by_event(tx, stimulus.target)
                return letter is not None and questions.of_letter(tx, letter.id, stimulus.at) is not None
            case Redacted():
                known = post.outcome_of(tx, stimulus.target) is not None
                return known or bool(sources.made_by(tx, stimulus.target))
        return True

    def _wants_said(self, tx: Connection, said: Said) -> bool:
        text = tidy(said.text)
        if _COMMAND.match(text) or said.mentions_bot:
            return True
        if len(rooms.members(tx, said.room_id)) == 2 and text:
            return True
        if self.answer_meant(tx, said, said.at) is not None:
            return True
        if said.reply_to and post.letter_by_event(tx, said.reply_to):
            return self._registry.find(text) is not None
        return False

    def answer_meant(self, tx: Connection, said: Said, now: datetime) -> Meant | None:
        """Which option of which open question a message without „!“ picks, or None if it answers none."""
        text = tidy(said.text).rstrip(".!").strip()
        question, origin = self._question_meant(tx, said, now)
        if question is None:
            return None
        command = _picked(question, fold(text))
        if command is None and question.slot and question.slot_command:
            ctx = Context(tx, now, self._house, room_id=said.room_id, sender=said.sender)
            value = SLOTS[question.slot](text, ctx) if text else None
            command = question.slot_command.replace(SLOT, value) if value else None
        return None if command is None else (question.id, command, origin)

    def _question_meant(self, tx: Connection, said: Said, now: datetime) -> tuple[Question | None, str]:
        if said.reply_to:
            letter = post.letter_by_event(tx, said.reply_to)
            question = questions.of_letter(tx, letter.id, now) if letter else None
        else:
            question = questions.open_in(tx, said.room_id, said.sender, now)
            if question and question.asked_of and now - question.asked_at > BARE_ANSWER:
                question = None
            letter = post.letter_by_id(tx, question.letter_id) if question and question.letter_id else None
        return question, answering.origin_of(letter) if letter else said.event_id


def _picked(question: Question, word: str) -> str | None:
    options = question.options
    if word.isdigit() and 1 <= int(word) <= len(options):
        return options[int(word) - 1][1]
    if word in _YES and options:
        return options[0][1]
    if word in _NO:
        return "" if len(options) < 2 else options[-1][1]
    return None
