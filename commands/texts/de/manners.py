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
    # Numbers that moved
    "item.moved": "TOP {number} ist seit {since} Uhr „{now}“, vorher „{before}“. Welchen meinen Sie?",
    # Two at once
    "kind.in_spite": "(trotzdem)",
    "at_once.changed": "Das hat jemand vor {seconds} Sekunden geändert: {now} Was soll gelten?",
    "at_once.item": "TOP {number} heißt jetzt „{title}“.",
    "at_once.meeting": "Der Termin ist jetzt am {moment}.",
    "at_once.length": "Der Termin dauert jetzt {minutes} Minuten.",
    "at_once.minutes": "{minutes} Minuten",
    "at_once.result": "Zu TOP {number} hat jemand vor {seconds} Sekunden ein Ergebnis festgehalten: „{text}“. "
    "Was soll gelten?",
    "at_once.both": "beide",
    "at_once.only_this": "nur Ihres",
    "at_once.only_that": "nur das andere",
    # After an outage
    "late.away": "Ich war von {since} bis {until} Uhr nicht erreichbar. Nachgeholt:",
    "late.away.fell": "Ich war von {since} bis {until} Uhr nicht erreichbar. {fell}\nNachgeholt:",
    "late.fell.weekly.call": "Der Themenaufruf von {at} Uhr entfällt.",
    "late.fell.weekly.morning": "Die Tagesordnung am Morgen entfällt.",
    "late.fell.weekly.ask": "Die Frage, ob der Termin stattfindet, entfällt.",
    "voice_message": "Sprachnachrichten werte ich nicht aus. Bitte schreiben Sie die Antwort.",
}
