"""What is stored of people, their rights, and being forgotten."""

TEXTS: dict[str, str | dict[str, str]] = {
    "privacy.first": "Was ich von Ihnen speichere, wie lange und welche Rechte Sie haben: `!datenschutz`",
    "privacy.controller": "die Verwaltung von {town}",
    "privacy.officer": "die oder der Datenschutzbeauftragte Ihrer Verwaltung",
    "privacy.direct_chat": "Einzelchat",
    "privacy.only_direct": "Das geht nur im Einzelchat mit mir. Hier habe ich nichts über Sie gezeigt.",
    "privacy.unencrypted": "Dieser Chat ist nicht verschlüsselt, deshalb schicke ich hier keine Auskunft. Bitte beginnen Sie "
    "einen verschlüsselten Einzelchat mit mir.",
    "privacy.somebody": "ehemaliges Mitglied",
    "privacy.former": "ehemaliges Mitglied ({function})",
    "privacy.function": "{role} {body}",
    # The notice
    "privacy.notice.summary": "Zeigen, was gespeichert wird und welche Rechte Sie haben.",
    "privacy.notice.examples": "!datenschutz\n!datenschutz lang",
    "kind.long": "lang",
    "privacy.short.purpose": "**Wozu:** Vorbereitung, Durchführung und Nachverfolgung der Arbeit verwaltungsinterner Gremien. "
    "Grundlage ist die Aufgabe der Verwaltung (Art. 6 Abs. 1 Buchst. e DSGVO mit Landesrecht), keine Einwilligung.",
    "privacy.short.stored": "**Gespeichert:** Kennung, Anzeigename, Funktion im Gremium mit Zeitraum; was Sie mir schreiben; "
    "wer wann welchen Befehl gegeben hat; Abwesenheiten ohne Grund; Antworten bei einer Terminfindung nur, bis sie endet.",
    "privacy.short.dropped": "**Nicht gespeichert:** In einem verschlüsselten Raum kann ich alles lesen. Was nicht an mich "
    "gerichtet ist, verwerfe ich sofort. Lesebestätigungen und Online-Zeiten hebe ich nicht auf.",
    "privacy.short.kept": "**Wie lange:** Wer was erfasst hat {audit} Monate, dann nur die Funktion. Erledigtes {work} Monate, "
    "wenn es in der Akte ist. Rollen {memberships} Monate nach ihrem Ende. Alles: `!aufbewahrung`",
    "privacy.short.seen": "**Wer es sieht:** die Mitglieder des jeweiligen Raums. Die Betreuung betreibt den Server, auf dem "
    "die Daten liegen. Weitergegeben wird nichts.",
    "privacy.short.rights": "**Ihre Rechte:** Auskunft und Datenkopie `!auskunft`, Löschung `!vergiss mich` (beides im Einzelchat). "
    "Berichtigen: Ihre Nachricht bearbeiten. Einen Text löschen: Ihre Nachricht löschen.",
    "privacy.short.nobody_judged": "Verhalten oder Leistung Einzelner werte ich nicht aus; es gibt keine Abfrage nach Personen.",
    "privacy.short.more": "Fragen: {controller}; {officer}. Ausführlich: `!datenschutz lang`",
    "privacy.notice.file": "Die ausführlichen Datenschutzhinweise als Datei:",
    "privacy.notice.name": "Datenschutzhinweise.docx",
    "privacy.long.title": "Datenschutzhinweise zur Gremienassistenz",
    "privacy.long.controller.title": "Wer verantwortlich ist",
    "privacy.long.controller": "Verantwortlich: {controller}.\nFragen zum Datenschutz beantwortet: {officer}.",
    "privacy.long.purpose.title": "Wozu",
    "privacy.long.purpose": "Vorbereitung, Durchführung und Nachverfolgung der Arbeit verwaltungsinterner Gremien des "
    "Bildungsmanagements. Eine Auswertung des Verhaltens oder der Leistung einzelner Beschäftigter findet nicht statt.",
    "privacy.long.basis.title": "Rechtsgrundlage",
    "privacy.long.basis": "Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO in Verbindung mit dem Datenschutzgesetz des Landes; für "
    "Daten der Beschäftigten die Vorschriften des Landes zum Beschäftigtendatenschutz. Es ist keine Einwilligung; niemand muss "
    "zustimmen, und niemand kann durch Widerruf die Arbeit eines Gremiums löschen.",
    "privacy.long.stored.title": "Was gespeichert wird",
    "privacy.long.stored": "Matrix-Kennung, Anzeigename, Funktion in einem Gremium mit Beginn und Ende; angemeldete Themen; "
    "vorgeschlagene Befehle, bis sie erledigt sind; Abwesenheiten der Leitung mit Vertretung, ohne Grund, bis sie vorbei sind; "
    "Antworten bei einer Terminfindung, bis sie endet, danach nur Zahlen; wer wann welchen Befehl gegeben hat, ohne dessen Text; "
    "die eigenen Nachrichten des Bots. Aufträge, Beschlüsse und Ergebnisse stehen bei Gremien und Funktionen.",
    "privacy.long.dropped.title": "Was nicht gespeichert wird",
    "privacy.long.dropped": "In einem verschlüsselten Raum kann der Bot jede Nachricht entschlüsseln. Er verarbeitet nur, was mit "
    "„!“ beginnt, ihn nennt, ihm antwortet oder in seiner Umfrage abgestimmt wird. Alles andere verwirft er im Arbeitsspeicher: "
    "Es wird weder gespeichert noch protokolliert. Lesebestätigungen, Tippanzeigen und Online-Zeiten werden nicht aufgehoben. "
    "Daten von Bürgerinnen und Bürgern gehören nicht in den Bot.",
    "privacy.long.kept.title": "Wie lange",
    "privacy.long.kept": "Wer was erfasst hat: {audit} Monate, danach nur die Funktion. Erledigte Aufträge, Sitzungen und "
    "Beschlüsse: {work} Monate nach dem Abschluss, wenn die Geschäftsführung bestätigt hat, dass sie in der Akte sind. Rollen: "
    "{memberships} Monate nach ihrem Ende, dann „ehemaliges Mitglied“. Kopien der eigenen Nachrichten des Bots: {letters} Monate. "
    "Kennungen von Nachrichten ohne Text: {events} Tage. Alle Fristen zeigt der Befehl !aufbewahrung. Der Bot löscht nur "
    "Arbeitskopien; für die Akte gelten Aktenordnung und Archivgesetz.",
    "privacy.long.seen.title": "Wer es sieht",
    "privacy.long.seen": "Die Mitglieder des jeweiligen Raums sehen, was der Bot dort schreibt. Das übergeordnete Gremium sieht "
    "den Bericht, ohne Personen. Die Betreuung betreibt den Server; Protokolle des Programms enthalten keine Texte.",
    "privacy.long.third.title": "Weitergabe",
    "privacy.long.third": "Keine. Der Bot spricht nur mit dem Matrix-Server von {town}; er nutzt keine Dienste im Internet und keine "
    "künstliche Intelligenz. Betreibt ein Rechenzentrum den Server, geschieht das im Auftrag (Art. 28 DSGVO).",
    "privacy.long.rights.title": "Ihre Rechte",
    "privacy.long.rights": "Auskunft und Datenkopie (Art. 15, 20): !auskunft im Einzelchat.\nBerichtigung (Art. 16): die eigene "
    "Nachricht bearbeiten; einen festgestellten Beschluss berichtigt die Leitung mit !berichtigung.\nLöschung (Art. 17): !vergiss "
    "mich im Einzelchat; ein einzelner Text verschwindet, wenn die Nachricht gelöscht wird. Was Teil der Akte ist, bleibt, ohne Ihren "
    "Namen.\nEinschränkung und Widerspruch (Art. 18, 21): bei der verantwortlichen Stelle.",
    "privacy.long.complaint.title": "Beschwerde",
    "privacy.long.complaint": "Sie können sich bei der Aufsichtsbehörde für den Datenschutz Ihres Landes beschweren (Art. 77 DSGVO).",
    "privacy.long.auto.title": "Keine automatischen Entscheidungen",
    "privacy.long.auto": "Der Bot entscheidet nichts über Menschen (Art. 22 DSGVO). Es gibt keine Auswertung und keine Abfrage nach "
    "Personen.",
    # One's own data
    "privacy.own_data.summary": "Alles, was über Sie gespeichert ist, als Datei; nur im verschlüsselten Einzelchat.",
    "privacy.own_data.examples": "!auskunft",
    "privacy.own_data.again": "Ihre letzte Auskunft ist keine Stunde alt. Bitte fragen Sie später noch einmal.",
    "privacy.own_data.here": {
        "one": "Über Sie ist {count} Eintrag gespeichert. Er kommt als Dokument zum Lesen und als Datei für Programme (JSON).",
        "other": "Über Sie sind {count} Einträge gespeichert. Sie kommen als Dokument zum Lesen und als Datei für Programme (JSON).",
    },
    "privacy.own_data.texts": "Nicht dabei ist, was andere geschrieben haben. Löschen Sie die Dateien hier, wenn Sie sie nicht mehr "
    "brauchen; ich behalte keine Kopie.",
    "privacy.file.name": "Auskunft_{day}.{ending}",
    "privacy.file.title": "Auskunft nach Art. 15 DSGVO",
    "privacy.file.head": "Gremienassistenz, {town}",
    "privacy.file.intro": "Was am {day} über {user} gespeichert ist. Zeiten sind Ortszeit.",
    "privacy.file.more": {
        "one": "Ein älterer Eintrag steht nur in der Datei für Programme.",
        "other": "{count} ältere Einträge stehen nur in der Datei für Programme.",
    },
    "privacy.file.rights": "Ihre Rechte",
    "privacy.file.rights.text": "Zweck, Rechtsgrundlage, Fristen, Empfänger und Ihre Rechte nennt der Befehl !datenschutz.",
    "privacy.place.member": "Räume, in denen der Bot Sie sieht",
    "privacy.place.role": "Rollen in Gremien",
    "privacy.place.absence": "Ihre Abwesenheiten, ohne Grund",
    "privacy.place.deputy": "Vertretungen, für die Sie genannt sind",
    "privacy.place.topic": "Themen, die Sie angemeldet haben",
    "privacy.place.draft": "Befehle, die Sie vorgeschlagen haben",
    "privacy.place.vote": "Antworten bei laufenden Terminfindungen",
    "privacy.place.release": "Berichte, die Sie als erste Person freigegeben haben",
    "privacy.place.question": "Rückfragen, die der Bot Ihnen gestellt hat",
    "privacy.place.change": "Eingaben, die Sie noch zurücknehmen können",
    "privacy.place.audit": "Befehle, die Sie gegeben haben, ohne Text",
    "privacy.place.letter": "Nachrichten des Bots, die Sie nennen",
    "privacy.column.room": "Raum",
    "privacy.column.body": "Gremium",
    "privacy.column.name": "Name",
    "privacy.column.power": "Stufe im Raum",
    "privacy.column.role": "Rolle",
    "privacy.column.from_on": "Seit",
    "privacy.column.until_on": "Bis",
    "privacy.column.first_on": "Erster Tag",
    "privacy.column.last_on": "Letzter Tag",
    "privacy.column.confirmed": "Bestätigt",
    "privacy.column.title": "Titel",
    "privacy.column.created_at": "Am",
    "privacy.column.order": "Befehl",
    "privacy.column.made_at": "Am",
    "privacy.column.at": "Am",
    "privacy.column.chosen": "Antwort",
    "privacy.column.first_release_at": "Am",
    "privacy.column.asked_at": "Am",
    "privacy.column.expires_at": "Gültig bis",
    "privacy.column.command": "Befehl",
    "privacy.column.action": "Befehl",
    "privacy.column.outcome": "Ausgang",
    "privacy.column.acting_as": "Funktion",
    # Being forgotten
    "kind.user": "<Kennung>",
    "missing.user": "Es fehlt die Kennung, zum Beispiel @vorname.nachname:server.",
    "privacy.forget_me.summary": "Alles löschen lassen, was Sie nennt; nur im Einzelchat.",
    "privacy.forget_me.examples": "!vergiss mich",
    "privacy.forget_me.ask": "Soll ich alles löschen, was Sie nennt? Ihre Rollen enden: {roles}. Das lässt sich nicht zurücknehmen.",
    "privacy.forget.what": "Kennung und Name werden überall durch ein Pseudonym ersetzt, Abwesenheiten und offene Antworten gelöscht; "
    "der Einzelchat endet. Aufträge, Beschlüsse und ihre Texte bleiben, sie gehören zur Akte. In geschriebenen Texten suche ich nicht "
    "nach Namen: Die löschen Sie, indem Sie die Nachricht löschen, oder die Leitung ändert den Text.\nIn Räumen, in denen die Person "
    "bleibt, sehe ich sie weiter wie jedes Mitglied.",
    "privacy.function.sealed": "weitere, die ich hier nicht nenne, weil dieser Raum nicht verschlüsselt ist",
    "privacy.no_function": "keine",
    "privacy.forget_me.done": "Erledigt: Ich habe Ihre Kennung und Ihren Namen gelöscht und verlasse diesen Chat. Schreiben Sie mir "
    "wieder, sind Sie für mich eine neue Person.",
    "privacy.forget.summary": "Eine Person löschen, die es verlangt hat.",
    "privacy.forget.examples": "!vergiss @erika.muster:stadt.example",
    "privacy.forget.ask": "Soll ich alles löschen, was {user} nennt? Rollen, die enden: {roles}. Das lässt sich nicht zurücknehmen.",
    "privacy.forget.done": "Erledigt: Kennung und Name sind überall durch ein Pseudonym ersetzt.",
    "privacy.forget.bot": "Das ist meine eigene Kennung.",
    "privacy.forget.self": "Für sich selbst schreiben Sie mir im Einzelchat: `!vergiss mich`",
    "privacy.forget.unknown": "Zu dieser Kennung ist nichts gespeichert.",
    "privacy.role_free": "In {body} frei geworden: {roles}. Neu vergeben: `!rolle`",
    "incident.erasure_key": "Die Datei erasure.key fehlt im Speicherordner. "
    "Wer gelöscht wurde, ist nach einem Zurückspielen nicht wiederzuerkennen. Bitte aus einer Sicherung holen.",
}
