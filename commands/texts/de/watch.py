"""What the bot says when something goes wrong that nobody in a room can mend."""

TEXTS: dict[str, str | dict[str, str]] = {
    "incident.title": "**Hinweise zum Betrieb:**",
    "incident.more": "und {count} weitere; alle zeigt `python -m bot doctor`.",
    "incident.mended": "{said} (seit {until} wieder in Ordnung)",
    "incident.other": "Störung {kind} ({name}), {count}-mal seit {since}. Näheres steht im Protokoll des Bots.",
    "incident.gap": "In „{name}“ konnte ich einen Teil des Verlaufs nicht lesen ({since}). Der Raum ist gebeten, Befehle "
    "aus dieser Zeit zu wiederholen.",
    "incident.letter_aside": {
        "one": "Eine Nachricht an „{name}“ konnte ich nicht zustellen: {why}. Bitte prüfen Sie, ob der Bot dort schreiben "
        "darf.",
        "other": "{count} Nachrichten an „{name}“ konnte ich nicht zustellen: {why}. Bitte prüfen Sie, ob der Bot dort "
        "schreiben darf.",
    },
    "incident.why.expired": "ihr Zeitpunkt war vorbei, ehe sie hinausging",
    "incident.why.M_FORBIDDEN": "der Homeserver lässt mich dort nicht schreiben",
    "incident.why.M_TOO_LARGE": "sie ist dem Homeserver zu groß",
    "incident.why.M_NOT_FOUND": "der Homeserver kennt den Raum nicht",
    "incident.why.unreadable": "ob sie schon dort steht, lässt sich nicht feststellen",
    "incident.why.file": "der Homeserver nimmt die Datei nicht an",
    "incident.room_lost": "Ich bin nicht mehr im Raum „{name}“ (seit {since}). Was ich dort schreiben würde, fällt weg. "
    "Bitte laden Sie mich wieder ein, oder lösen Sie das Gremium auf.",
    "incident.room_lost.over": "Im Raum „{name}“ bin ich wieder.",
    "incident.room_public": "Der Raum „{name}“ ist öffentlich (seit {since}). Berichte schreibe ich dort nicht mehr. Bitte "
    "stellen Sie den Zugang auf „nur auf Einladung“ und den Verlauf auf „nur Mitglieder“.",
    "incident.room_public.over": "Der Raum „{name}“ ist nicht mehr öffentlich.",
    "incident.room_upgraded": "Der Raum „{name}“ wurde durch einen neuen ersetzt (seit {since}). Ich bleibe im alten, bis der "
    "neue als Nachfolger feststeht. Bitte lädt die Leitung des Gremiums oder jemand aus dem Betrieb mich dorthin ein; er "
    "muss verschlüsselt und nicht öffentlich sein.",
    "incident.room_upgraded.over": "Für „{name}“ bin ich in den neuen Raum umgezogen.",
    "incident.homeserver": "Der Homeserver war von {since} bis {until} nicht erreichbar. Was in dieser Zeit geschrieben "
    "wurde, hole ich nach.",
    "incident.homeserver.over": "Der Homeserver ist wieder erreichbar.",
    "incident.rate": "Der Homeserver bremst mich: Nachrichten warten länger als 15 Minuten (seit {since}). Bitte heben Sie "
    "die Begrenzung für mein Konto auf (Synapse: `override_ratelimit`); verloren geht nichts.",
    "incident.rate.over": "Nachrichten gehen wieder ohne langes Warten hinaus.",
    "incident.device": "Mit dem Gerät {name} oder den Schlüsseln des Bots stimmt etwas nicht (seit {since}). Bitte sehen Sie "
    "mit `python -m bot doctor` nach.",
    "incident.device.over": "Gerät und Schlüssel des Bots sind wieder in Ordnung.",
    "incident.disk": "Der Speicherplatz des Bots wird knapp, oder er kann nicht schreiben (seit {since}). Bitte schaffen Sie "
    "Platz in seinem Ordner.",
    "incident.disk.over": "Der Bot kann wieder schreiben.",
    "incident.clock": "Die Uhr des Rechners ist gesprungen ({since}). Bitte prüfen Sie, ob sie richtig geht.",
    "incident.watchdog": "Der Bot stand still und hat sich selbst beendet, um neu zu starten ({since}). Wiederholt sich das, "
    "sehen Sie bitte in sein Protokoll.",
    "incident.backup": "Eine Sicherung des Bots ist überfällig oder fehlgeschlagen (seit {since}). Bitte sichern Sie mit "
    "`python -m bot backup`.",
    "incident.backup.over": "Der Bot ist wieder gesichert.",
}
