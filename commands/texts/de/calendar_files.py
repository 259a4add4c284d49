"""What the bot says about the calendar files."""

TEXTS = {
    # In a calendar file
    "calendar.cancelled": "Abgesagt: {name}",
    "calendar.agenda": "Tagesordnung:",
    "calendar.file.one": "{day}_{sign}.ics",
    "calendar.file.many": "{sign}_Termine_{year}.ics",
    "calendar.file.span": "{sign}_Termine_{span}.ics",
    # What accompanies one
    "calendar.changed": "Neue Kalenderdatei anbei, sie ersetzt die alte (gleiche Kennung).",
    "calendar.withdrawn": "Kalenderdatei anbei, sie nimmt heraus, was entfällt.",
    "calendar.failed": "Die Kalenderdatei dazu ließ sich nicht erstellen, der Fehler liegt bei mir. Referenz: {reference}",
}
