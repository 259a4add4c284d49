"""Extensions, reminders and the traffic light."""

TEXTS: dict[str, str | dict[str, str]] = {
    "extension.due.summary": "Fristverlängerung beantragen; als beauftragendes Gremium die Frist ändern.",
    "extension.due.examples": "!frist A3 10.9. FB 65 liefert erst nach den Ferien\n!frist A3 um zwei Wochen\n!frist A3",
    "extension.grant.summary": "Beantragte Fristverlängerung bewilligen, auch bis zu einem anderen Tag.",
    "extension.grant.examples": "!bewilligen A3\n!bewilligen A3 bis 5.9.",
    "extension.deny.summary": "Beantragte Fristverlängerung ablehnen.",
    "extension.deny.examples": "!ablehnen A3 Die Vorlage muss am 11.6. beim Ratsbüro sein.",
    "ladder.pass_up.summary": "Weitergeben, dass ein Teil eines Auftrags überfällig ist.",
    "ladder.pass_up.examples": "!weitergeben A3",
    "risk.report.summary": "Auftrag als gefährdet melden, mit Grund und Bedarf.",
    "risk.report.examples": "!gefährdet A3 Zuarbeit FB 65 fehlt, Bedarf: Entscheidung der Leitung",
    "risk.recover.summary": "Gefährdeten Auftrag wieder als im Plan melden.",
    "risk.recover.examples": "!im plan A3\n!implan A3",
    "kind.new_due": "<Tag> <Begründung>",
    "entrykind.passed_up": "weitergegeben",
    "light.on_track": "im Plan",
    "light.at_risk": "gefährdet",
    "light.overdue": "überfällig",
    "light.resting": "ruht",
    "light.with_state": "{state}, {light}",
    "light.at_risk.why": "{state}, gefährdet: {reason}",
    # Due days
    "due.lead_times": "Meinten Sie die Fristen vor den Sitzungen, {order}? Antworten Sie mit „ja“.",
    "due.remaining": {
        "one": "Bis {day} bleibt {count} Arbeitstag.",
        "other": "Bis {day} bleiben {count} Arbeitstage.",
    },
    "due.whole": "Frist des ganzen Auftrags {number}: {day}",
    "due.whole.missed": "Die Frist des ganzen Auftrags {number} ({day}) ist dann vorbei.",
    "due.whole.left": {
        "one": "Bis zur Frist des ganzen Auftrags {number} ({day}) bleibt dann {count} Arbeitstag.",
        "other": "Bis zur Frist des ganzen Auftrags {number} ({day}) bleiben dann {count} Arbeitstage.",
    },
    "due.meeting.reached": "Das Ergebnis liegt zur Einladung für {day} vor.",
    "due.meeting.kept": "Das Ergebnis liegt weiterhin zur Einladung für {day} vor.",
    "due.meeting.other": "Die Einladung für {day} wird nicht mehr erreicht, erst die für {other}.",
    "due.meeting.lost": "Die Einladung für {day} wird nicht mehr erreicht; ein späterer Termin ist nicht geplant.",
    "due.committee.kept": "{committee} am {day} wird weiterhin erreicht.",
    "due.committee.lost": "{committee} am {day} wird nicht mehr erreicht.",
    "due.shown": "{number}: Frist {day}. Stand: {state}",
    "due.asked": "Beantragt ist eine Verlängerung bis {day}.",
    "due.entry.set": "bis {day} (bisher {before}). {reason}",
    "due.entry.asked.before": "bis {day} (vor Ablauf der Frist {due}). {reason}",
    "due.entry.asked.after": "bis {day} (nach Ablauf der Frist {due}). {reason}",
    "due.set": "{number}: Die Frist ist jetzt {day} (bisher {before}).",
    "due.told.set": "{giver} hat die Frist von {number} „{title}“ geändert: {text}",
    "due.asked_for": "{number}: Verlängerung bis {day} bei {body} beantragt. Bis zur Antwort gilt {due}.",
    "due.told.asked.for": "**Fristverlängerung zu {number} „{title}“** beantragt von {receiver}: {text}",
    "due.told.asked.how": "Antworten Sie mit „ja“ (bewilligen) oder „nein“ (ablehnen), oder nennen Sie einen anderen Tag: "
    "`!bewilligen {number} bis …`",
    "due.granted": "{number}: Die Frist ist jetzt {day}. {receiver} erfährt es.",
    "due.told.granted": "{giver} hat die Fristverlängerung zu {number} „{title}“ bewilligt: {text}",
    "due.told.granted.other": "{giver} hat zu {number} „{title}“ eine andere Frist bewilligt als {asked}: {text}",
    "due.denied": "{number}: Die Frist bleibt {day}. {receiver} erfährt es.",
    "due.told.denied": "{giver} hat die Fristverlängerung zu {number} „{title}“ abgelehnt: {reason}\n"
    "Es bleibt bei {day}.",
    "due.told.denied.bare": "{giver} hat die Fristverlängerung zu {number} „{title}“ abgelehnt. Es bleibt bei {day}.",
    "due.until_when": "{number} ist bis {day} fällig. Bis wann soll die Frist reichen? Antworten Sie mit einem Datum.",
    "due.same": "{number} hat schon die Frist {day}.",
    "due.sooner": "{number} ist bis {day} fällig. Früher vorlegen können Sie jederzeit: `!ergebnis {number} …`",
    "due.none_asked": "Zu {number} ist keine Fristverlängerung offen. Frist: {day}. Ändern: `!frist {number} <Tag>`",
    "due.no_denial": "Ein Auftrag wird nicht abgelehnt. Was dagegen spricht, klärt das beauftragende Gremium: "
    "`!klärung {number} …`",
    "due.grant_past": "Der beantragte Tag für {number} ({day}) ist schon vorbei. Anderer Tag: `!bewilligen {number} bis …`",
    # The ladder
    "ladder.label": "{number} „{title}“ ({receiver})",
    "ladder.left": {"one": "Noch {count} Arbeitstag.", "other": "Noch {count} Arbeitstage."},
    "ladder.left.none": "Die Frist endet heute.",
    "ladder.in_ten_days": "**{what}: Frist {day}.** {left}\nReicht die Zeit nicht: `!frist {number} <Tag> <Begründung>`",
    "ladder.in_two_days": "**{what}: Frist {day}.** {left}\nErgebnis vorlegen: `!ergebnis {number} …`, "
    "mehr Zeit: `!frist {number} <Tag>`",
    "ladder.passed": "**{what} ist seit {day} überfällig.**\nErgebnis vorlegen: `!ergebnis {number} …`, "
    "Sachstand: `!stand {number} …`, mehr Zeit: `!frist {number} <Tag>`",
    "ladder.long_passed": "**{what} ist seit {day} überfällig.** Ein Ergebnis liegt nicht vor.\n"
    "Frist ändern: `!frist {number} <Tag>`, zurückziehen: `!zurückziehen {number} …`",
    "ladder.several": "**Fristen von Aufträgen ({count}):**",
    "ladder.line.in_ten_days": "{what}: Frist {day}",
    "ladder.line.in_two_days": "{what}: Frist {day}",
    "ladder.line.passed": "{what}: überfällig seit {day}",
    "ladder.line.long_passed": "{what}: überfällig seit {day}, ein Ergebnis liegt nicht vor",
    "ladder.several.how": "Ergebnis vorlegen: `!ergebnis <Nummer> …`, Sachstand: `!stand <Nummer> …`, "
    "mehr Zeit: `!frist <Nummer> <Tag>`",
    "ladder.pass_up.hint": "{body} erfährt das nur, wenn Sie es weitergeben: `!weitergeben {number}`",
    "ladder.passed_up": "Weitergegeben an {body}: {number} ist überfällig.",
    "ladder.passed_up.entry": "an {body}: überfällig seit {day}",
    "ladder.passed_up.told": "{body} gibt zu {whole} weiter: {what} ist seit {day} überfällig.",
    "ladder.passed_up.before": "Dass {number} überfällig ist, wurde {body} schon weitergegeben.",
    "ladder.no_whole": "{number} ist kein Teil eines anderen Auftrags. Nach oben kommt er mit dem Bericht.",
    "ladder.not_overdue": "{number} ist nicht überfällig. Frist: {day}.",
    "ladder.unconfirmed.receiver": "Noch nicht bestätigt: {what}\nBestätigen: `!annehmen <Nummer>`, "
    "fragen: `!klärung <Nummer> …`",
    "ladder.unconfirmed.giver": "Vom zuständigen Gremium noch nicht bestätigt: {what}",
    # At risk
    "risk.reported": "{number} ist als gefährdet gemeldet an {body}. Wieder im Plan: `!im plan {number}`",
    "risk.reported.no_need": "{number} ist als gefährdet gemeldet an {body}. Was gebraucht wird, melden Sie so: "
    "`!gefährdet {number} …, Bedarf: …`",
    "risk.told": "**{number} „{title}“ ist gefährdet** ({receiver}): {text}",
    "risk.told.proposed": "**{number} „{title}“ ist zum wiederholten Mal gefährdet** ({receiver}): {text}\n"
    "Der TOP dazu ist für {day} vorgeschlagen.",
    "risk.told.parked": "**{number} „{title}“ ist zum wiederholten Mal gefährdet** ({receiver}): {text}\n"
    "Der TOP dazu liegt im Themenspeicher, weil kein Termin geplant ist.",
    "risk.item": "{number} gefährdet: {title}",
    "risk.proposed": "{number} ist zum wiederholten Mal gefährdet und deshalb als TOP für {body} am {day} vorgeschlagen.",
    "risk.parked": "{number} ist zum wiederholten Mal gefährdet und liegt deshalb im Themenspeicher von {body}, "
    "weil kein Termin geplant ist.",
    "risk.recovered": "{number} ist wieder im Plan. Frist: {day}.",
    "risk.told.recovered": "{number} „{title}“ ist wieder im Plan ({receiver}): {text}",
    "risk.told.recovered.bare": "{number} „{title}“ ist wieder im Plan ({receiver}).",
    "risk.no_reason": "Es fehlt, was {number} gefährdet. Zum Beispiel: "
    "`!gefährdet {number} Zuarbeit FB 65 fehlt, Bedarf: Entscheidung der Leitung`",
    "risk.none": "{number} ist nicht als gefährdet gemeldet.",
}
