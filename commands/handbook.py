"""The command reference, drawn from the declarations, as Markdown."""

from commands.command import Command
from commands.registry import Registry
from commands.rules.access import Right
from commands.texts.voice import Voice, phrase

_WHO = {
    "de": {
        Right.ANYONE: "alle",
        Right.MEMBER: "alle im Raum",
        Right.LEAD: "Leitung, Geschäftsführung, Vertretung",
        Right.SETUP: "Geschäftsführung, Betreuung",
        Right.OPERATOR: "Betreuung",
    },
    "en": {
        Right.ANYONE: "everybody",
        Right.MEMBER: "everybody in the room",
        Right.LEAD: "chair, office, deputy",
        Right.SETUP: "office, operator",
        Right.OPERATOR: "operator",
    },
}
_HEADS = {"de": ("Befehl", "Was er tut", "Wer"), "en": ("Command", "What it does", "Who")}


def reference(registry: Registry, language: str) -> str:
    """A Markdown table of all commands in a language, in the order of the features."""
    voice = Voice(language)
    head = _HEADS[language]
    lines = [f"| {' | '.join(head)} |", "|" + " --- |" * len(head)]
    lines += [_row(command, voice) for command in registry.commands]
    return "\n".join(lines) + "\n"


def _row(command: Command, voice: Voice) -> str:
    usage = command.usage(voice).replace("|", "\\|")
    summary = voice.plain(phrase(f"{command.name}.summary"))
    return f"| `{usage}` | {summary} | {_WHO[voice.language][command.right]} |"
