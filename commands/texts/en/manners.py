"""Taking back, asking once more, making up for an outage."""

TEXTS: dict[str, str | dict[str, str]] = {
    # Taking back
    "undo.last.summary": "Take back the last thing you ordered (for 10 minutes).",
    "undo.last.examples": "!undo",
    "undo.nothing": "There is nothing to take back. It is possible for 10 minutes, for the last thing that you ordered "
    "in this room.",
    "undo.final": "That cannot be taken back: {what}. It was decided in front of others.",
    "undo.changed": "Something about it has changed since ({what}). I take nothing back.",
    "undo.of": "{things} ({how})",
    "undo.edit": "Edit of a message",
    "undo.done": "Taken back: {what}.",
}
