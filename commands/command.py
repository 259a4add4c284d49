"""A command as it is declared: its grammar (the annotated parameters of its handler), its permission, its help, its
usage line and its entry in the handbook are one thing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commands.context import Context
from commands.kinds import Absent, Kind
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Voice, phrase

Words = tuple[str, ...]

_LEFT_OUT = object()


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: Kind
    optional: bool


@dataclass(frozen=True)
class Command:
    """A command as declared. `words` are all ways to call it, folded; `spelled` the same as they are written; `shown`
    the first in each language. `right_bare` is the right that does when nothing follows the words. What is `final` was
    decided in front of others and cannot be taken back by who ordered it."""

    name: str
    handler: Callable[..., None]
    parameters: tuple[Parameter, ...]
    words: tuple[Words, ...]
    spelled: tuple[str, ...]
    shown: Mapping[str, str]
    right: Right
    right_bare: Right
    receipt: bool
    corrected: Callable[[Context, str, int, str], bool] | None
    final: bool = False

    def usage(self, voice: Voice) -> str:
        """The usage line in the words of a language: `!auftrag an <Gremium>: <Titel> bis <Tag>`."""
        parts = ["!" + self.shown[voice.language]]
        for parameter in (one for one in self.parameters if not one.kind.hidden):
            part = voice.plain(phrase(f"kind.{parameter.kind.name}"))
            bracketed = parameter.optional and not parameter.kind.asked and not part.startswith("[")
            parts.append(f"[{part}]" if bracketed else part)
        return " ".join(parts).replace(" : ", ": ")

    def read(self, text: str, ctx: Context) -> dict[str, Any]:
        """The arguments in `text`. Raises Refused for what is missing, wrong, or left over."""
        values: dict[str, Any] = {}
        rest = text
        waiting = [parameter for parameter in reversed(self.parameters) if parameter.kind.at_end]
        while waiting:
            # Whoever stands at the very end goes first; „zu TOP 6 bis Freitag“ and „bis Freitag zu TOP 6“ both occur.
            parameter, value, rest = self._take_any(waiting, rest, ctx)
            values[parameter.name] = value
            waiting.remove(parameter)
        for parameter in (p for p in self.parameters if not p.kind.at_end):
            values[parameter.name], rest = self._take(parameter, rest, ctx)
        if rest.strip():
            raise Refused("input.unread", rest=rest.strip(), usage=self.usage(ctx.voice))
        return {name: value for name, value in values.items() if value is not _LEFT_OUT}

    def _take_any(self, waiting: Sequence[Parameter], text: str, ctx: Context) -> tuple[Parameter, Any, str]:
        """The first of these parameters that the text ends with, or the first one as left out or missing."""
        for parameter in waiting:
            try:
                value, rest = parameter.kind.take(text.strip(), ctx)
            except Absent:
                continue
            return parameter, value, rest
        return waiting[0], *self._take(waiting[0], text, ctx)

    def _take(self, parameter: Parameter, text: str, ctx: Context) -> tuple[Any, str]:
        try:
            return parameter.kind.take(text.strip(), ctx)
        except Absent as absent:
            if parameter.optional:
                return _LEFT_OUT, text
            missing = phrase(f"missing.{parameter.kind.name}")
            raise Refused("input.missing", missing=missing, usage=self.usage(ctx.voice)) from absent
