"""Periods, deleting, and asking before work leaves the bot."""

TEXTS: dict[str, str | dict[str, str]] = {
    "retention.show.summary": "Zeigen, was wie lange aufbewahrt wird.",
    "retention.show.examples": "!aufbewahrung",
    "retention.title": "So lange hebe ich auf:",
    "retention.copies": "Ich lösche nur meine Arbeitskopien. Ob etwas zur Akte gehört oder dem Archiv anzubieten ist, entscheidet die "
    "Verwaltung in der Akte.",
    "retention.period.audit_months": "Wer was erfasst hat: {count} Monate, danach nur die Funktion",
    "retention.period.work_months": "Erledigte Aufträge, Sitzungen, Beschlüsse, Abfragen: {count} Monate, wenn sie in der Akte sind",
    "retention.period.backlog_months": "Themen im Speicher, die niemand anfasst: nach {count} Monaten frage ich",
    "retention.period.memberships_months": "Rollen: {count} Monate nach ihrem Ende, dann „ehemaliges Mitglied“",
    "retention.period.letters_months": "Kopien meiner eigenen Nachrichten: {count} Monate",
    "retention.period.events_days": "Kennungen von Nachrichten, ohne Text, und was die Uhr erledigt hat: {count} Tage",
    "retention.period.unreadable_days": "Nachrichten, die sich nicht entschlüsseln ließen: {count} Tage",
    "retention.period.questions_days": "Rückfragen: {count} Tage nach ihrem Ende",
    "retention.period.drafts_days": "Vorschläge und Kalenderdateien, die niemand übernommen hat: {count} Tage",
    "retention.period.incidents_months": "Störungen: {count} Monate nach ihrem Ende",
    "retention.period.deletions_months": "Löschprotokoll: {count} Monate",
    "retention.months": {"one": "{count} Monat", "other": "{count} Monate"},
    "retention.days": {"one": "{count} Tag", "other": "{count} Tage"},
    # The office is asked
    "kind.filed_day": "bis <Tag.Monat.Jahr>",
    "missing.filed_day": "Es fehlt der Tag.",
    "retention.file.summary": "Bestätigen, dass alles bis zu einem Tag in der Akte ist.",
    "retention.file.examples": "!abgelegt bis 31.12.2026",
    "retention.file.done": "Vermerkt: Was in {body} bis {until} abgeschlossen war, ist in der Akte. {months} Monate nach dem Abschluss "
    "lösche ich meine Arbeitskopie.",
    "retention.future": "Der {day} ist noch nicht vorbei.",
    "retention.ask": "Bis {until} wurde in {body} abgeschlossen: {work}. Ab {goes_on} verlässt das nach und nach den Bot, wenn es in der Akte "
    "(E-Akte) ist. Ist alles abgelegt? Ich lösche nur meine Arbeitskopie; was dem Archiv anzubieten ist, entscheiden Sie in der Akte. "
    "Ohne Antwort bleibt alles. ja / nein",
    "retention.thing": "{what} {day}",
    "retention.one.meeting": "Sitzung",
    "retention.one.inquiry": "Abfrage",
    "retention.one.step": "Schritt",
    "retention.one.assignment": "Auftrag",
    "retention.one.decision": "Beschluss",
    "retention.more": {"one": "eins weiteres", "other": "{count} weitere"},
    "retention.backlog": {
        "one": "Im Themenspeicher von {body} liegt ein Thema, das lange niemand angefasst hat: Nummer {numbers}. Wird es noch gebraucht? "
        "Ansehen: `!speicher`",
        "other": "Im Themenspeicher von {body} liegen {count} Themen, die lange niemand angefasst hat: Nummern {numbers}. Werden sie noch "
        "gebraucht? Ansehen: `!speicher`",
    },
    # The log
    "retention.log.summary": "Zeigen, wie viel nach welcher Regel gelöscht wurde; nie, was es war.",
    "retention.log.examples": "!löschprotokoll",
    "retention.log.empty": "In den letzten sechs Monaten wurde nichts nach einer Frist gelöscht.",
    "retention.log.title": "Gelöscht in den letzten sechs Monaten:",
    "retention.log.line": "{day}: {number} × {kind}, Frist {rule}",
    "retention.kind.assignment": "Auftrag mit Teilen",
    "retention.kind.meeting": "Sitzung mit Tagesordnung",
    "retention.kind.decision": "Beschluss",
    "retention.kind.inquiry": "Abfrage",
    "retention.kind.step": "Schritt",
    "retention.kind.findings": "Terminfindung",
    "retention.kind.memberships": "Rolle auf „ehemaliges Mitglied“ gekürzt",
    "retention.kind.expected": "erwartete Person",
    "retention.kind.audit": "Zeile „wer hat was erfasst“ auf die Funktion gekürzt",
    "retention.kind.events": "Kennung einer Nachricht",
    "retention.kind.duties": "erledigte Aufgabe der Uhr",
    "retention.kind.letters": "Kopie einer Nachricht des Bots",
    "retention.kind.unreadable": "nicht entschlüsselte Nachricht",
    "retention.kind.questions": "Rückfrage",
    "retention.kind.drafts": "Vorschlag",
    "retention.kind.incidents": "Störung",
    "retention.kind.deletions": "Zeile des Löschprotokolls",
}
