"""What the bot says about the year's dates and planning backwards."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {
    # Committees outside the bot
    "committees.add.summary": "Termine eines Ausschusses oder des Rats eintragen, mehrere auf einmal, mit oder ohne "
    "Vorlagenschluss.",
    "committees.add.examples": "!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.\n!ausschuss Rat 6.7., 28.9. und 14.12.",
    "committees.drop.summary": "Termin eines Ausschusses löschen.",
    "committees.drop.examples": "!ausschuss löschen Schulausschuss 29.6.",
    "committees.list.summary": "Termine der Ausschüsse mit Vorlagenschluss zeigen.",
    "committees.list.examples": "!ausschüsse",
    "kind.committee_days": "<Ausschuss> <Tage> [Vorlagenschluss <Tag>]",
    "kind.committee_date": "<Ausschuss> [<Tag>]",
    "missing.committee_days": "Es fehlen Ausschuss und Tag.",
    "missing.committee_date": "Es fehlt der Ausschuss.",
    "committees.add.done": "Eingetragen für die ganze Verwaltung:",
    "committees.line": "{committee} {day}, Vorlagenschluss {paper}",
    "committees.same_day": "Achtung: Am {day} tagt auch {bodies}.",
    "committees.drop.done": "{committee} am {day} ist gelöscht.",
    "committees.title": "Termine der Ausschüsse:",
    "committees.none": "Es sind keine Ausschüsse eingetragen. Eintragen: "
    "`!ausschuss Schulausschuss 29.6. Vorlagenschluss 11.6.`",
    "committees.unknown": "keiner",
    "committee.no_day": "Es fehlt der Tag für „{committee}“, zum Beispiel: `!ausschuss {committee} 29.6.`",
    "committee.too_many": "Das sind {count} Termine. Auf einmal nehme ich {most}.",
    "committee.paper_late": "Der Vorlagenschluss {paper} liegt nach der Sitzung am {day} ({committee}).",
    "committee.unknown": "Einen Ausschuss „{typed}“ kenne ich nicht. Eingetragen: {known}",
    "committee.not_then": "Für {committee} ist am {day} kein Termin eingetragen. Eingetragen: {known}",
    "committee.one_day": "Bitte nur einen Termin für {committee} auf einmal.",
    # Lead times
    "lead_times.show.summary": "Aufruf, Anmeldeschluss und Einladung der nächsten Termine zeigen; als Geschäftsführung "
    "die Vorläufe ändern.",
    "lead_times.show.examples": "!fristen\n!fristen einladung 14 volle Tage\n!fristen aufruf 35 anmeldeschluss 24\n"
    "!fristen vorlagenschluss 20\n!fristen üblich",
    "kind.leads": "<Frist> <Tage>",
    "missing.leads": "Es fehlt, welche Frist wie viele Tage vorher liegt.",
    "lead_times.title": "**Fristen für {body}**",
    "lead_times.no_meeting": "Für {body} ist kein Termin geplant.",
    "lead_times.usual": "Hier gilt: Aufruf {call} Tage, Anmeldeschluss {deadline} Tage vorher, {invitation}.",
    "lead_times.usual.weekdays": "Hier gilt: Aufruf {call}, Anmeldeschluss {deadline} Wochentage vorher, {invitation}.",
    "lead_times.invitation": "Einladung {days} Tage vorher",
    "lead_times.full_days": "Einladung {days} volle Tage vorher",
    "lead_times.no_invitation": "keine Einladung",
    "lead_times.town": "Für alle: Vorlagenschluss {paper} Tage vor dem Ausschuss, Mitzeichnung {cosigning} Arbeitstage.",
    "lead_times.changed": "Geändert. Aufrufe und Fristen der nächsten Termine sind neu gerechnet.",
    "lead_times.changed.town": "Geändert, für die ganze Verwaltung.",
    "lead.unreadable": "„{typed}“ verstehe ich nicht als Frist. Zum Beispiel: `!fristen einladung 14`, "
    "`!fristen aufruf 28 anmeldeschluss 21`, `!fristen mitzeichnung 5`",
    "lead.out_of_order": "So geht es nicht auf: Aufruf {call}, Anmeldeschluss {deadline}, Einladung {invitation} Tage "
    "vorher. Der Aufruf kommt zuerst, die Einladung zuletzt; höchstens {longest} Tage.",
    "lead.too_long": "Erlaubt sind 1 bis {longest} Tage.",
    "schedule.line": "{moment}: Aufruf {call}, Themen bis {deadline}, Einladung {invitation}",
    "schedule.line.bare": "{moment}: Aufruf {call}, Themen bis {deadline}{invitation}",
    "schedule.moved": "{day} (statt {wished}: {why})",
    # Planning backwards
    "backward.show.summary": "Vom Ausschuss rückwärts planen: die letzten Tage für Vorlage, Sitzung, Einladung und Ergebnis.",
    "backward.show.examples": "!rückwärts Schulausschuss 29.6.\n!rückwärts Schulausschuss",
    "backward.title": "**Rückwärtsplan: {committee} am {day}**",
    "backward.committee": "{committee}: {day}",
    "backward.paper": "Vorlagenschluss Ratsbüro: {day}",
    "backward.paper.usual": "Vorlagenschluss Ratsbüro: {day} (nach dem üblichen Vorlauf)",
    "backward.signing": {
        "one": "Mitzeichnung, {count} Arbeitstag: {day} bis {until}",
        "other": "Mitzeichnung, {count} Arbeitstage: {day} bis {until}",
    },
    "backward.steering": "{body}: {moment}",
    "backward.steering.none": "{body}: kein Termin geplant, spätestens {day}",
    "backward.invitation": "Einladung dazu: {day}",
    "backward.result": "Ergebnis spätestens: {day}",
    "backward.group": "{body} zuletzt davor: {moment}",
    "backward.group.over": "{body} zuletzt davor: {moment} (vorbei)",
    "backward.group.none": "{body}: kein Termin davor geplant",
    "backward.short": {
        "one": "Achtung: Für die Mitzeichnung bleibt {count} Arbeitstag statt {usual}. Für alle müsste {sign} bis {day} tagen.",
        "other": "Achtung: Für die Mitzeichnung bleiben {count} Arbeitstage statt {usual}. Für alle müsste {sign} bis {day} "
        "tagen.",
    },
    "backward.missed.paper": "**Das passt nicht mehr:** Der Vorlagenschluss war am {day}. Über eine Tischvorlage entscheidet "
    "die Geschäftsführung.",
    "backward.missed.steering": "**Das passt nicht:** Vor dem Vorlagenschluss ist keine Sitzung mehr geplant ({body}, "
    "spätestens {day}).",
    "backward.missed.invitation": "**Das passt nicht mehr:** Die Einladung für {meeting_on} ({body}) war am {day}. Über eine "
    "Tischvorlage entscheidet die Geschäftsführung.",
    "backward.missed.result": "**Das wird knapp:** Das Ergebnis für {meeting_on} ({body}) sollte bis {day} vorliegen.",
    "backward.instead": "Es ginge mit {committee} am {day}: Ergebnis bis {result}.",
    "backward.no_other": "Einen späteren Termin, mit dem es ginge, kenne ich nicht. Eintragen: `!ausschuss {committee} …`",
    "backward.no_steering": "Über {body} arbeitet keine Steuerungsgruppe, von der aus zu rechnen wäre.",
    "assignment.when.reaches.committee": "Es fehlt die Frist. Vorschlag: {day}, damit das Ergebnis zur Einladung für "
    "{meeting_on} vorliegt und {committee} am {committee_on} erreichbar bleibt. Antworten Sie mit „ja“ oder mit einem Datum.",
}
