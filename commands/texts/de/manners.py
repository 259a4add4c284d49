"""Taking back, asking once more, making up for an outage."""

TEXTS: dict[str, str | dict[str, str]] = {
    # Taking back
    "undo.last.summary": "Die letzte eigene Eingabe zurücknehmen (10 Minuten lang).",
    "undo.last.examples": "!rückgängig",
    "undo.nothing": "Es gibt nichts zurückzunehmen. Möglich ist das 10 Minuten lang, für die letzte eigene Eingabe in "
    "diesem Raum.",
    "undo.final": "Das lässt sich nicht zurücknehmen: {what}. Es ist vor anderen entschieden.",
    "undo.changed": "Inzwischen hat sich daran etwas geändert ({what}). Ich nehme nichts zurück.",
    "undo.of": "{things} ({how})",
    "undo.edit": "Nachricht bearbeiten",
    "undo.done": "Zurückgenommen: {what}.",
}
