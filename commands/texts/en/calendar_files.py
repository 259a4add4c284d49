"""What the bot says about the calendar files."""

TEXTS = {
    # In a calendar file
    "calendar.cancelled": "Cancelled: {name}",
    "calendar.agenda": "Agenda:",
    "calendar.file.one": "{day}_{sign}.ics",
    "calendar.file.many": "{sign}_dates_{year}.ics",
    "calendar.file.span": "{sign}_dates_{span}.ics",
    # What accompanies one
    "calendar.changed": "New calendar file attached; it replaces the old one (same identifier).",
    "calendar.withdrawn": "Calendar file attached; it takes out what is cancelled.",
    "calendar.failed": "I could not make the calendar file, the mistake is mine. Reference: {reference}",
}
