"""What the bot says of what happens to the rooms themselves."""

TEXTS: dict[str, str | dict[str, str]] = {
    "room.lost.kicked": "Ich wurde aus dem Raum von {body} entfernt. Was ich dort schreiben würde, fällt weg, bis die Leitung "
    "mich wieder einlädt.",
    "room.lost.banned": "Ich bin aus dem Raum von {body} ausgeschlossen. Was ich dort schreiben würde, fällt weg, bis der "
    "Ausschluss aufgehoben ist und die Leitung mich wieder einlädt.",
    "room.lost.left": "Ich bin nicht mehr im Raum von {body}. Was ich dort schreiben würde, fällt weg, bis die Leitung mich "
    "wieder einlädt.",
    "room.lost.gone": "Ich bin nicht mehr im Raum von {body}. Was ich dort schreiben würde, fällt weg, bis die Leitung mich "
    "wieder einlädt.",
    "room.back": "Ich bin wieder da. Termine, Themen und Aufträge von {body} gelten weiter.",
    "room.back.fell": {
        "one": "In der Zwischenzeit ist eine Nachricht weggefallen. Den Stand zeigen `!to` und `!offen`.",
        "other": "In der Zwischenzeit sind {count} Nachrichten weggefallen. Den Stand zeigen `!to` und `!offen`.",
    },
    "room.back.above": "Im Raum von {body} bin ich wieder.",
    "room.public": "Dieser Raum ist jetzt öffentlich: Andere können eintreten oder mitlesen. Berichte schreibe ich hier "
    "nicht mehr, bis er wieder geschlossen ist.",
    "room.public.office": "Der Raum von {body} ist jetzt öffentlich. Berichte schreibe ich dort nicht mehr, bis er wieder "
    "geschlossen ist.",
    "room.closed": "Dieser Raum ist nicht mehr öffentlich. Berichte kommen wieder; den jetzigen Stand zeigt `!bericht`.",
    "room.closed.office": "Der Raum von {body} ist nicht mehr öffentlich. Berichte kommen dort wieder.",
    "room.moved.here": "Ich bin mit {body} hierher umgezogen: Termine, Themen und Aufträge gelten in diesem Raum weiter. Den "
    "Stand zeigen `!to` und `!offen`.",
    "room.moved.away": "{body} hat einen neuen Raum. Ich schreibe und lese für das Gremium ab jetzt dort.",
    "room.doubt.predecessor": "Dieser Raum soll „{name}“ ersetzen, nennt ihn aber selbst nicht als Vorgänger. Ich bleibe im alten "
    "Raum.",
    "room.doubt.unencrypted": "Dieser Raum soll „{name}“ ersetzen, ist aber nicht verschlüsselt. Ich bleibe im alten Raum. Ist die "
    "Verschlüsselung an, entfernen Sie mich bitte und laden mich erneut ein.",
    "room.doubt.public": "Dieser Raum soll „{name}“ ersetzen, ist aber öffentlich. Ich bleibe im alten Raum. Ist der Raum "
    "geschlossen, entfernen Sie mich bitte und laden mich erneut ein.",
    "room.crowded": "In einen Raum mit mehreren Personen können mich nur die Leitung eines Gremiums und der Betrieb "
    "einladen. Ich gehe wieder.",
    "room.guest": "Neu in diesem Raum: {user}. Das Konto gehört zu keinem unserer Server und liest hier ab jetzt mit.",
    "room.gap": "Zwischen {since} und {until} konnte ich nicht alles lesen; bitte wiederholen Sie Befehle aus dieser "
    "Zeit.",
}
