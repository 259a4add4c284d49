"""What the bot says about the calendar files."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {
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
    # The list of dates
    "meetings.list.span": {
        "one": "{count} Termin von {first} bis {last}:",
        "other": "{count} Termine von {first} bis {last}:",
    },
    "meetings.list.none_in": "Von {first} bis {last} ist kein Termin geplant.",
    "meetings.list.remarks": "Hinweise: {remarks}",
    "meetings.list.day_off": "{day} {name}",
    "meetings.list.break": "{day} bis {last} {name}",
    "meetings.list.on_day_off": "{sign} am {day} liegt auf einem freien Tag ({why}).",
    "meetings.list.in_break": "{sign} am {day} liegt in den Schulferien ({why}).",
    "meetings.list.takes_place": "Findet der Termin am {moment} statt ({why})? 1 = ja, 2 = entfällt",
    "meetings.list.off": "entfällt",
    "calendar.file.all": "Kalenderdatei mit allen Terminen anbei. Wer sie schon hat, ersetzt sie damit (gleiche Kennung).",
    "kind.as_file": "datei",
    # The feed
    "calendar.show.summary": "Zeigen, ob Kalender dieses Gremium abonnieren können.",
    "calendar.show.examples": "!kalender",
    "calendar.address.summary": "Geheime Adresse einrichten, unter der Kalender die Termine lesen.",
    "calendar.address.examples": "!kalender adresse",
    "calendar.renew.summary": "Neue Adresse ausgeben, die alte gilt dann nicht mehr.",
    "calendar.renew.examples": "!kalender erneuern",
    "calendar.close.summary": "Adresse abschalten.",
    "calendar.close.examples": "!kalender aus",
    "calendar.show.on": "Dieses Gremium hat seit {day} eine Kalenderadresse. Sie steht nur in der Nachricht von damals. Neue: `!kalender erneuern`",
    "calendar.show.off": "Dieses Gremium hat keine Kalenderadresse. Einrichten: `!kalender adresse`",
    "calendar.show.impossible": "Kalenderadressen sind hier nicht eingeschaltet. Das kann die Betreuung dieser Installation tun.",
    "calendar.show.file": "Alle Termine als Datei: `!termine datei`",
    "calendar.address.done": "Kalenderadresse: {address}",
    "calendar.address.careful": "Wer sie kennt, sieht die Termine und kann nichts ändern. Ich zeige sie nur dieses eine Mal. Outlook fragt oft erst nach Stunden neu nach.",
    "calendar.address.exists": "Es gibt schon eine Kalenderadresse. Eine neue statt dieser: `!kalender erneuern`",
    "calendar.address.none": "Dieses Gremium hat keine Kalenderadresse. Einrichten: `!kalender adresse`",
    "calendar.renew.done": "Die alte Adresse gilt nicht mehr.",
    "calendar.close.done": "Die Kalenderadresse ist abgeschaltet.",
    # A dropped file
    "calendar.take_over.summary": "Termine aus einer Kalenderdatei übernehmen, nach der gefragt wurde.",
    "calendar.take_over.examples": "!termine übernehmen 1",
    "calendar.intake.found": {
        "one": "In der Kalenderdatei ist {count} neuer Termin:",
        "other": "In der Kalenderdatei sind {count} neue Termine:",
    },
    "calendar.intake.nothing_new": "In der Kalenderdatei ist kein Termin, den ich übernehmen könnte.",
    "calendar.intake.line": "{moment}, {minutes} Minuten: {title}",
    "calendar.intake.line.bare": "{moment}, {minutes} Minuten",
    "calendar.intake.besides": "Außerdem: {remarks}.",
    "calendar.intake.passed": {"one": "{count} schon vorbei", "other": "{count} schon vorbei"},
    "calendar.intake.known": {"one": "{count} schon eingetragen", "other": "{count} schon eingetragen"},
    "calendar.intake.taken": {
        "one": "{count} an einem Tag, der schon belegt ist",
        "other": "{count} an Tagen, die schon belegt sind",
    },
    "calendar.intake.all_day": {"one": "{count} ohne Uhrzeit (ganztägig)", "other": "{count} ohne Uhrzeit (ganztägig)"},
    "calendar.intake.unusual": {
        "one": "{count} mit einer Wiederholung, die ich nicht übernehme",
        "other": "{count} mit Wiederholungen, die ich nicht übernehme",
    },
    "calendar.intake.length": {
        "one": "{count} kürzer als 5 Minuten oder länger als 8 Stunden",
        "other": "{count} kürzer als 5 Minuten oder länger als 8 Stunden",
    },
    "calendar.intake.broken": {"one": "{count} nicht lesbar", "other": "{count} nicht lesbar"},
    "calendar.intake.more": "weitere, die ich nicht mehr aufzähle",
    "calendar.intake.elsewhere": "{before} steht in der Datei am {moment}. Verschieben: `!verschieben {day} auf {to}`",
    "calendar.intake.ask": {
        "one": "Als Termin von {body} eintragen? 1 = ja, 2 = nein",
        "other": "Als Termine von {body} eintragen? 1 = ja, 2 = nein",
    },
    "calendar.intake.done": {
        "one": "{count} Termin von {body} eingetragen.",
        "other": "{count} Termine von {body} eingetragen.",
    },
    "calendar.intake.gone": "Diese Kalenderdatei habe ich nicht mehr. Bitte stellen Sie sie noch einmal ein.",
    "calendar.intake.not_yours": "Termine aus einer Kalenderdatei übernimmt hier nur die Leitung oder Geschäftsführung.",
    "calendar.intake.not_fetched": "Die Kalenderdatei konnte ich nicht lesen. Bitte exportieren Sie sie neu, als Text in UTF-8 und kleiner als 256 kB.",
    "calendar.intake.too_large": "Die Kalenderdatei ist zu groß. Möglich sind 256 kB.",
    "calendar.intake.too_many": "Die Kalenderdatei enthält zu viele Einträge. Möglich sind 200.",
    "calendar.intake.no_calendar": "In der Datei ist kein Kalender, den ich lesen kann.",
}
