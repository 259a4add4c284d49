"""What the bot posts by itself."""

TEXTS = {
    "arrived": "Guten Tag, ich bin die Gremienassistenz von {town}. Ich halte Termine, Themen, Aufträge und Ergebnisse "
    "dieses Gremiums fest, um seine Arbeit vorzubereiten, durchzuführen und nachzuverfolgen. Verhalten oder Leistung "
    "Einzelner werte ich nicht aus.\nIch lese nur, was mit „!“ beginnt, mich nennt oder mir antwortet. Alles andere "
    "verwerfe ich sofort. Gespeichert wird, was Sie mir schreiben, mit Ihrer Kennung, Ihrer Rolle und dem Zeitpunkt; "
    "löschen Sie eine Nachricht, lösche ich ihren Text überall. Bitte nennen Sie keine Namen oder Fälle von "
    "Bürgerinnen und Bürgern.\nZum Einstieg: `!hilfe`",
    "arrived.public": "Achtung: Dieser Raum ist öffentlich. Berichte schreibe ich hier nicht.",
    "arrived.unencrypted": "Hinweis: Dieser Raum ist nicht verschlüsselt. Inhalte aus verschlüsselten Räumen kommen hier "
    "nicht an.",
    "undecryptable": "Eine Nachricht von {at} konnte ich nicht entschlüsseln. Bitte senden Sie sie erneut.",
    "read_late": "Die Nachricht von {at} kann ich erst jetzt lesen. Ich führe sie aus:",
    "unsealed": "Eine Nachricht von {at} kam unverschlüsselt in diesen verschlüsselten Raum. Ich habe sie nicht "
    "ausgeführt. Bitte senden Sie sie verschlüsselt, oder mit einem anderen Gerät.",
    # The weekly loop
    "call.exchange": "**{body} am {moment}. Welche Themen haben Sie?**",
    "call.formal": "**{body} am {moment}.** Themen bitte bis {deadline_on} anmelden: "
    "`!top Titel` (I = Information, B = Beratung, E = Entscheidung).",
    "call.known": "Schon eingeplant:",
    "call.dates": "Termine bis {until}: {dates}",
    "call.date": "{sign} {moment}",
    "call.due": "Fristen bis {until}: {due}",
    "call.due.line": "{number} am {day} ({receiver})",
    "call.due.line.overdue": "{number} überfällig seit {day} ({receiver})",
    "call.moved": "Der Zeitplan weicht dem {day} aus ({why}).",
    "call.how": "Thema melden: `!top Titel`. Anmeldeschluss: {deadline}",
    "morning.exchange": "**Heute {time} Uhr: {body}.**",
    "morning.formal": "**Tagesordnung: {body} am {moment}.**",
    "morning.clarify": "Klärungsbedarf: {numbers}",
    "ask_whether.none": "Für {body} am {day} ist kein Thema angemeldet. Findet der Termin statt?",
    "ask_whether.some": "Für {body} am {day} liegt nur Vertagtes vor ({items}). Findet der Termin statt?",
    "ask_whether.yes": "ja",
    "ask_whether.no": "entfällt",
    "ask_whether.short": "15 Minuten",
    "item.postponed_often": "TOP {number} „{title}“ ist zum {count}. Mal vertagt und steht jetzt am {day} an. "
    "Was soll geschehen?",
    "item.keep": "dann behandeln",
    "item.park": "in den Themenspeicher",
    "item.drop": "streichen",
    "results.title": "**Merkliste {body} vom {day}**",
    "results.none": "Es sind keine Ergebnisse festgehalten.",
    "results.line": "{title}: {text}",
    "results.line.bare": "{title}: behandelt",
    "results.assignments": "Aufträge:",
    "results.assignment": "{number} {title}, zuständig: {receiver}, Frist: {day}",
    "results.moved": "Auf {moment} übertragen: {titles}",
    "results.parked": "Im Themenspeicher: {titles}",
    "results.next": "Nächster Termin: {moment}",
    # Assignments
    "assignment.told.elsewhere": "Zu {number} gibt es Neues aus {body}. Den Text gebe ich nicht weiter, "
    "weil dieser Raum nicht verschlüsselt ist.",
    "assignment.told.new": "**Neuer Auftrag von {giver}: {number}** „{title}“\nErwartetes Ergebnis: {expected}. "
    "Frist: {day}.\nBitte bis {accept_by} bestätigen: `!annehmen {number}`, oder fragen: `!klärung {number} …`",
    "assignment.told.accepted": "{receiver} hat {number} „{title}“ angenommen.",
    "assignment.told.question": "**Klärungsbedarf zu {number} „{title}“** von {receiver}: {text}\n"
    "Antworten: `!geklärt {number} …`",
    "assignment.told.answer": "Antwort zu {number} „{title}“: {text}\nBestätigen: `!annehmen {number}`",
    "assignment.told.result": "**Ergebnis zu {number} „{title}“** liegt vor (Version {version}, {receiver}): {text}\n"
    "Abnehmen: `!abnehmen {number}`, zurückgeben: `!nachbessern {number} …`",
    "assignment.told.rework": "**{number} „{title}“ bitte nachbessern bis {day}:** {text}\n"
    "Neue Version vorlegen: `!ergebnis {number} …`",
    "assignment.told.approved": "{giver} hat das Ergebnis zu {number} „{title}“ abgenommen. "
    "Was daraus wird, melde ich Ihnen.",
    "assignment.told.use": "**Rückmeldung zu {number} „{title}“:** {use}. {text}\nDamit ist der Auftrag erledigt. "
    "Vielen Dank.",
    "assignment.told.use.bare": "**Rückmeldung zu {number} „{title}“:** {use}.\nDamit ist der Auftrag erledigt. "
    "Vielen Dank.",
    "assignment.told.withdrawn": "{giver} hat {number} „{title}“ zurückgezogen: {text}",
    # The digest
    "digest.title": "**Bericht an {body}, Stand {day}**",
    "digest.decide": "**ENTSCHEIDUNG NÖTIG ({count})**",
    "digest.overdue": "**ÜBERFÄLLIG ({count})**",
    "digest.line.handed_in": "{number} {title} ({receiver}): Ergebnis liegt vor, bitte abnehmen.",
    "digest.line.clarifying": "{number} {title} ({receiver}): Klärungsbedarf, bitte beantworten.",
    "digest.line.approved": "{number} {title} ({receiver}): abgenommen, Verwendung steht aus.",
    "digest.line.overdue": "{number} {title} ({receiver}): seit {day}.",
    "digest.numbers": "{numbers}",
    "digest.on_track": "IM PLAN ({count})",
    "digest.closed": "NEU ERLEDIGT ({count})",
    "digest.closed.line": "{number} ({use})",
    "digest.closed.list": "ERLEDIGT: {closed}",
    "digest.outcomes": "NEUE ERGEBNISSE: {counts}",
    "digest.outcomes.line": "{sign} {count}",
    "digest.dates": "NÄCHSTE TERMINE: {dates}",
    "digest.held_back": "Noch nicht freigegeben: {signs}",
    "digest.please_release": "Für den Bericht an {body} liegt Neues aus diesem Gremium vor. "
    "Freigeben: `!freigeben`. Ansehen: `!bericht vorschau`",
}
