"""Declaring commands and duties, and finding the command that a line means.

Each feature module gathers its own in a `Part`; `commands.catalogue` joins them.
"""

import difflib
import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import get_type_hints

from commands.blanking import Blank
from commands.command import Command, Parameter, Words
from commands.context import Context
from commands.handwriting import fold
from commands.kinds import Kind
from commands.rules.access import Right
from commands.texts.voice import LANGUAGES
from storage import sources
from storage.post_records import Letter

NUMBER_SLOT = "#"
"""In a command's words: an item's number stands here („top 3 vertagen“) and belongs to the arguments."""

DutyHandler = Callable[[Context, int], None]
StillNeeded = Callable[[Context, int, Letter], bool]
"""Whether a post about the thing with this id has to be in its room still; then one without the words that were removed
takes its place."""


@dataclass
class Part:
    """What one feature module declares."""

    commands: list[Command] = field(default_factory=list)
    duties: dict[str, DutyHandler] = field(default_factory=dict)
    dailies: dict[str, time] = field(default_factory=dict)
    blanks: dict[str, Blank] = field(default_factory=dict)
    needed: dict[str, StillNeeded] = field(default_factory=dict)
    always: set[str] = field(default_factory=set)

    def command(
        self,
        name: str,
        *,
        de: Sequence[str],
        en: Sequence[str],
        right: Right = Right.MEMBER,
        right_bare: Right | None = None,
        receipt: bool = True,
        corrected: Callable[[Context, str, int, str], bool] | None = None,
        final: bool = False,
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Declare a command. `receipt`: it records something, so success is marked with ✅. `right_bare`: what is
        needed where nothing follows its words and it then only shows something.

        `final`: `!rückgängig` refuses to take it back. `corrected(ctx, kind, id, new text)` carries over an edit of the
        message to a thing that it made, and says whether it did.
        """

        def declare(handler: Callable[..., None]) -> Callable[..., None]:
            words = tuple(dict.fromkeys(tuple(fold(way).split()) for way in (*de, *en)))
            shown = {"de": de[0], "en": en[0]}
            parameters = _parameters(handler)
            rights = right, right_bare or right
            self.commands.append(
                Command(name, handler, parameters, words, (*de, *en), shown, *rights, receipt, corrected, final)
            )
            return handler

        return declare

    def named(self, name: str) -> Command:
        """The command of this name, for what has to read its text once more. Raises StopIteration for none."""
        return next(one for one in self.commands if one.name == name)

    def duty(
        self, name: str, *, daily: time | None = None, always: bool = False
    ) -> Callable[[DutyHandler], DutyHandler]:
        """Declare what the clock may order; the handler gets the id of the thing concerned.

        `daily`: it runs by itself on every working day at that clock time, for no thing in particular (id 0).
        `always`: it runs outside office hours too.
        """

        def declare(handler: DutyHandler) -> DutyHandler:
            self.duties[name] = handler
            if daily is not None:
                self.dailies[name] = daily
            if always:
                self.always.add(name)
            return handler

        return declare

    def blanking(self, kind: str) -> Callable[[Blank], Blank]:
        """Declare how the text goes from a kind of thing when the message is removed that made it."""

        def declare(blank: Blank) -> Blank:
            self.blanks[kind] = blank
            return blank

        return declare

    def posts_about(self, kind: str) -> Callable[[StillNeeded], StillNeeded]:
        """Declare which posts about a kind of thing are still needed when the words in them have to go."""

        def declare(needed: StillNeeded) -> StillNeeded:
            self.needed[kind] = needed
            return needed

        return declare


def _parameters(handler: Callable[..., None]) -> tuple[Parameter, ...]:
    hints = get_type_hints(handler, include_extras=True)
    found = []
    for name, parameter in list(inspect.signature(handler).parameters.items())[1:]:
        kind = next(mark for mark in hints[name].__metadata__ if isinstance(mark, Kind))
        found.append(Parameter(name, kind, parameter.default is not inspect.Parameter.empty))
    return tuple(found)


class Registry:
    """All commands and duties. Raises ValueError when two commands share words, a text is missing, or nobody says how
    the text of a kind of thing is removed."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.commands: list[Command] = []
        self.duties: dict[str, DutyHandler] = {}
        self.dailies: dict[str, time] = {}
        self.blanks: dict[str, Blank] = {}
        self.needed: dict[str, StillNeeded] = {}
        self.always: set[str] = set()
        self._by_words: dict[Words, Command] = {}
        for part in parts:
            self.commands += part.commands
            self.duties |= part.duties
            self.dailies |= part.dailies
            self.blanks |= part.blanks
            self.needed |= part.needed
            self.always |= part.always
        for command in self.commands:
            self._enter(command)
        for kind in sorted(sources.KINDS.symmetric_difference(self.blanks)):
            raise ValueError(f"nobody blanks a {kind!r}" if kind in sources.KINDS else f"nothing makes a {kind!r}")
        self._longest = max(len(words) for words in self._by_words)
        self._first_words = {fold(way.split()[0]): way.split()[0] for one in self.commands for way in one.spelled}

    def _enter(self, command: Command) -> None:
        for words in command.words:
            if words in self._by_words:
                raise ValueError(f"{' '.join(words)!r} means both {self._by_words[words].name} and {command.name}")
            self._by_words[words] = command
        for language, texts in LANGUAGES.items():
            for key in (f"{command.name}.summary", f"{command.name}.examples"):
                if key not in texts:
                    raise ValueError(f"no text {key!r} in {language!r}")

    def find(self, order: str) -> tuple[Command, str] | None:
        """The command that an order (without „!“) begins with, and the rest of its text; the longest name wins."""
        tokens = _tokens(order, max(self._longest, 4))  # „top nr. 3 vertagen“ has four
        for length in range(len(tokens), 0, -1):
            folded = [_word(token) for token, _, _ in tokens[:length]]
            command = self._by_words.get(tuple(folded))
            if command:
                return command, order[tokens[length - 1][2] :].lstrip(" :")
            if length == 4 and folded[1] in _BEFORE_NUMBERS and _is_number(folded[2]):
                command = self._by_words.get((folded[0], NUMBER_SLOT, folded[3]))
                if command:
                    return command, f"{folded[2]} {order[tokens[3][2] :].lstrip(' :')}".strip()
            if length == 3 and _is_number(folded[1]):
                command = self._by_words.get((folded[0], NUMBER_SLOT, folded[2]))
                if command:
                    return command, f"{folded[1]} {order[tokens[2][2] :].lstrip(' :')}".strip()
        return None

    def nearest(self, order: str) -> str | None:
        """The order with its first word replaced by the most similar known one, or None if nothing is near."""
        tokens = _tokens(order, 1)
        if not tokens:
            return None
        word, _, end = tokens[0]
        bare = _word(word.translate(_DOTS))
        if bare == _word(word) and bare in self._first_words:  # „!abstimmen“: only the rest of the name is missing
            names = [way for one in self.commands for way in one.spelled if fold(way).split()[0] == bare]
            return min(names, key=lambda way: len(way.split())) + order[end:]
        if bare in self._first_words:  # „!aufträg“: dots where there are none are nearer than any other slip
            return self._first_words[bare] + order[end:]
        for known, spelled in self._first_words.items():  # „!tpo“: the right letters in the wrong order
            if len(known) > 2 and sorted(known) == sorted(_word(word)):
                return spelled + order[end:]
        near = difflib.get_close_matches(_word(word), sorted(self._first_words), n=1, cutoff=0.7)
        return self._first_words[near[0]] + order[end:] if near else None


_BEFORE_NUMBERS = ("nr", "nummer", "no", "number")
_DOTS = str.maketrans("äöüÄÖÜ", "aouAOU")


def _is_number(word: str) -> bool:
    """An item's number, its id as the bot's own questions name it („#12“), or the number of a goal („1.2“)."""
    return word.removeprefix("#").replace(".", "", 1).isdigit()


def _word(token: str) -> str:
    return fold(token).rstrip(".,;:!?")


def _tokens(order: str, most: int) -> list[tuple[str, int, int]]:
    """The first words of an order's first line, with where each begins and ends."""
    found: list[tuple[str, int, int]] = []
    position = 0
    line = order.split("\n", 1)[0]
    for token in line.split()[:most]:
        begin = line.index(token, position)
        position = begin + len(token)
        # „!auftrag:Titel“ and „!top:Ganztag“ lack a space; the word ends at the colon.
        head = token.split(":", 1)[0]
        if not found and head != token and head:
            found.append((head, begin, begin + len(head)))
            break
        found.append((token, begin, position))
    return found
