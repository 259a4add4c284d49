"""What is wrong in what people type: one clear answer in the room, and nothing changes."""

import pytest

from tests.seen import business
from tests.world import World

TAG, BIDI, BELL = "<b>fett</b>", "\u202eabc", "\x07"

TABLE = [
    # where, who, what is typed, how the answer begins
    ("JF", "vogt", "!termin", "Es fehlen Tag und Uhrzeit. So geht es: !termin"),
    ("JF", "vogt", "!termin Quatsch", "„Quatsch“ verstehe ich nicht als Termin."),
    ("JF", "vogt", "!termin 1.1.2020 9 Uhr", "Der Mi 01.01.2020 ist schon vorbei."),
    ("JF", "vogt", "!termin heute 7 Uhr", "Mo 11.01.2027 um diese Uhrzeit ist schon vorbei."),
    ("JF", "vogt", "!termin 30.02. 9 Uhr", "Den 30.2. gibt es nicht."),
    ("JF", "vogt", "!termin 29.02.2027 9 Uhr", "Den 29.2.2027 gibt es nicht."),
    ("JF", "vogt", "!termin 20.1. 25 Uhr", "Die Uhrzeit 25:00 gibt es nicht."),
    ("JF", "vogt", "!termin 20.1. 9:60", "Die Uhrzeit 9:60 gibt es nicht."),
    ("JF", "vogt", "!termin Dienstag 20.1.2027 9 Uhr", "Der genannte Wochentag passt nicht: Das ist Mi 20.01.2027."),
    ("JF", "vogt", "!termin 1.1.2099 9 Uhr", "Das liegt zu weit in der Zukunft."),
    ("JF", "vogt", "!termin KW 54 9 Uhr", "Die Kalenderwoche 54 gibt es"),
    ("STG", "vogt", "!auftrag an AK-FM: Prüfen bis 30.02.", "Den 30.2. gibt es nicht."),
    ("STG", "vogt", "!auftrag an AK-FM: Prüfen bis 29.02.2027", "Den 29.2.2027 gibt es nicht."),
    ("STG", "vogt", "!auftrag an AK-FM: Prüfen bis 1.1.2020", "Der Mi 01.01.2020 ist schon vorbei."),
    ("STG", "vogt", "!auftrag an AK-FM", "Es fehlt, was zu tun ist."),
    (
        "STG",
        "vogt",
        "!auftrag an AK-XY: Prüfen bis 5.2.",
        "Das Gremium „AK-XY“ kenne ich nicht. Bekannt sind: STG, AK-FM, JF",
    ),
    ("STG", "vogt", "!auftrag an STG: Prüfen bis 5.2.", "Steuerungsgruppe Bildung kann sich selbst keinen Auftrag"),
    ("AK", "demir", "!auftrag an STG: Prüfen bis 5.2.", "Steuerungsgruppe Bildung steht über diesem Gremium."),
    ("STG", "vogt", "!details A9", "Einen Auftrag „A9“ finde ich hier nicht."),
    ("STG", "vogt", "!details", "Es fehlt die Nummer des Auftrags"),
    ("STG", "vogt", "!abnehmen A1", "Zu STG-A-2027-001 liegt kein Ergebnis vor"),
    ("STG", "vogt", "!annehmen A1", "Über STG-A-2027-001 entscheidet AK Flucht & Migration."),
    ("JF", "vogt", "!stand A1 Alles gut", "Über STG-A-2027-001 entscheidet AK Flucht & Migration."),
    ("AK", "reuter", "!annehmen A1", "Das kann ich nicht ausführen: In AK Flucht & Migration"),
    ("AK", "demir", "!erledigt A1 übernommen", "Über STG-A-2027-001 entscheidet Steuerungsgruppe Bildung."),
    ("JF", "yilmaz", "!auftrag an FB 40: Prüfen bis 5.2.", "Das kann ich nicht ausführen: Aufträge erteilt"),
    ("JF", "yilmaz", "!gremium ruht", "Das kann ich nicht ausführen: In Jour fixe"),
    ("AK", "demir", "!gremium neu X Y operativ", "Das kann nur die Betreuung dieser Installation einrichten."),
    ("JF", "vogt", "!ergebnis 7 Fertig", "Einen TOP „7“ gibt es nicht. Auf der Tagesordnung stehen: 1"),
    ("JF", "vogt", "!streichen Unbekanntes", "Einen TOP „Unbekanntes“ gibt es nicht."),
    ("JF", "vogt", "!vertagen", "Es fehlt die Nummer oder der Titel des TOP."),
    ("JF", "vogt", "!top", "Es fehlt der Titel. So geht es: !top"),
    ("JF", "vogt", "!ständig streichen ²", "Es fehlt die Nummer."),
    ("JF", "vogt", "!schluss", "Die Sitzung am Di 12.01.2027, 09:00 Uhr hat noch nicht begonnen."),
    ("JF", "vogt", "!to bitte", "„bitte“ konnte ich nicht zuordnen. So geht es: !to"),
    ("JF", "vogt", "!freigeben", "Für Jour fixe ist keine Freigabe nötig."),
    ("JF", "vogt", "!bericht", "Unter Jour fixe arbeitet kein Gremium"),
    ("JF", "vogt", "!rolle Niemand Leitung", "In diesem Raum finde ich niemanden mit dem Namen „Niemand“."),
    ("JF", "vogt", "!rolle Jonas Yilmaz König", "Es fehlt die Rolle"),
    ("JF", "vogt", "!gremium sprache klingonisch", "Es fehlt die Sprache: deutsch oder englisch."),
    ("STG", "vogt", "!terminfindung Quatsch", "„Quatsch“ verstehe ich nicht als Termin."),
    ("STG", "vogt", "!terminfindung Di 2.2. 10 Uhr", "Zum Abstimmen braucht es mindestens zwei Vorschläge."),
    ("STG", "vogt", "!terminfindung 30.2. 9 Uhr, Di 2.2. 9 Uhr", "Den 30.2. gibt es nicht."),
    ("JF", "yilmaz", "!terminfindung Di 2.2. 10 Uhr, Mi 3.2. 14 Uhr", "Das kann ich nicht ausführen: In Jour fixe"),
    ("JF", "yilmaz", "!passt 1", "Hier läuft keine Terminfindung."),
    ("STG", "vogt", "!terminfindung schließen", "Hier läuft keine Terminfindung."),
    ("STG", "vogt", "!jahresplan Quatsch", "„Quatsch“ verstehe ich nicht als Plan."),
    ("AK", "reuter", "!jahresplan 2027 viermal dienstags 14 Uhr", "Das kann ich nicht ausführen: In AK Flucht"),
    ("STG", "vogt", "!jahresplan 2041 viermal dienstags 14 Uhr", "2041 kann ich nicht planen."),
    ("STG", "vogt", "!jahresplan 1 streichen", "Für Steuerungsgruppe Bildung gibt es keinen Entwurf."),
    ("STG", "vogt", "!jahresplan veröffentlichen", "Für Steuerungsgruppe Bildung gibt es keinen Entwurf."),
    ("JF", "yilmaz", "!schließtag 7.5.", "Das kann ich nicht ausführen: In Jour fixe"),
    ("JF", "vogt", "!schließtag löschen 7.5.", "Fr 07.05.2027 ist kein eingetragener Schließtag."),
    ("JF", "vogt", "!schließtag", "Es fehlt der Tag."),
    ("JF", "vogt", "!sitzungspause 1.5.2027 bis 31.12.2027", "Mehr als 120 Tage auf einmal trage ich nicht ein."),
    ("JF", "yilmaz", "!sitzungspause 1.5. bis 3.5.", "Das kann ich nicht ausführen: In Jour fixe"),
    ("JF", "vogt", "!ausschuss Rat", "Es fehlt der Tag für „Rat“"),
    ("JF", "vogt", "!ausschuss Rat 30.2.", "Den 30.2. gibt es nicht."),
    ("JF", "vogt", "!ausschuss löschen Rat", "Einen Ausschuss „Rat“ kenne ich nicht."),
    ("JF", "vogt", "!rückwärts Rat", "Einen Ausschuss „Rat“ kenne ich nicht."),
    ("JF", "vogt", "!fristen Quatsch", "„Quatsch“ verstehe ich nicht als Frist."),
    ("JF", "yilmaz", "!fristen einladung 3", "Das kann ich nicht ausführen: In Jour fixe"),
    ("JF", "vogt", "!fristen aufruf 999", "So geht es nicht auf: Aufruf 999"),
    ("JF", "vogt", "!kalender adresse", "Kalenderadressen sind hier nicht eingeschaltet."),
    ("JF", "yilmaz", "!kalender aus", "Das kann ich nicht ausführen: In Jour fixe"),
    ("JF", "vogt", "!termine übernehmen 7", "Diese Kalenderdatei habe ich nicht mehr."),
    ("JF", "yilmaz", "!termine übernehmen 7", "Das kann ich nicht ausführen: In Jour fixe"),
    ("STG", "vogt", "!reihe beenden", "Hier läuft keine Reihe."),
    ("LEER", "vogt", "!jahresplan 2027 viermal dienstags 14 Uhr", "Dieser Raum gehört zu keinem Gremium."),
    ("LEER", "vogt", "!terminfindung Di 2.2. 10 Uhr, Mi 3.2. 14 Uhr", "Dieser Raum gehört zu keinem Gremium."),
    ("JF", "vogt", "!xyzzy", "!xyzzy kenne ich nicht. Was ich kann: !hilfe"),
    ("LEER", "vogt", "!top Ganztag", "Dieser Raum gehört zu keinem Gremium."),
    ("LEER", "petersen", "!offen", "Dieser Raum gehört zu keinem Gremium."),
    ("LEER", "petersen", "!schluss", "Dieser Raum gehört zu keinem Gremium."),
    ("JF", "vogt", "!top " + "x" * 10_000, "Das ist zu lang: 10000 Zeichen, möglich sind 2000."),
    ("JF", "vogt", "!" + "x" * 10_000, "Das ist zu lang: 10000 Zeichen, möglich sind 2000."),
    ("JF", "vogt", "!top\n" + "x\n" * 5_000, "Das ist zu lang:"),
    ("JF", "vogt", f"!top {TAG}", "Bitte schreiben Sie ohne HTML-Befehle"),
    ("JF", "vogt", "!top <script>alert(1)</script>", "Bitte schreiben Sie ohne HTML-Befehle"),
    ("JF", "vogt", "!top Ganztag @room", "Einen Ruf an den ganzen Raum gebe ich nicht weiter."),
    ("JF", "vogt", "!top Ganztag @\u200bRoom", "Einen Ruf an den ganzen Raum gebe ich nicht weiter."),
    ("JF", "vogt", f"!top Ganztag{BIDI}", "Der Text enthält unsichtbare Steuerzeichen."),
    ("JF", "vogt", f"!top Ganztag{BELL}", "Der Text enthält unsichtbare Steuerzeichen."),
    ("JF", "vogt", "!top Ganz\x00tag", "Der Text enthält unsichtbare Steuerzeichen."),
    ("JF", "vogt", f"!offen{BIDI}", "Der Text enthält unsichtbare Steuerzeichen."),
    (
        "JF",
        "@fremd:anderswo.example",
        "!top Ganztag",
        "Anweisungen nehme ich nur von Mitgliedern der zugelassenen Server an.",
    ),
    ("JF", "@vogt:brakenfeld.example.org", "!schluss", "Anweisungen nehme ich nur von Mitgliedern"),
]


@pytest.fixture
def prepared(w: World) -> World:
    """A topic, an assignment, a room without a body, and a guest from another server."""
    w.room("LEER", "petersen", "vogt")
    w.join("JF", "@fremd:anderswo.example")
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Ganztag 2027")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    for room in ("STG", "AK", "JF", "LEER"):
        w.heard(room)
    return w


def test_each_mistake_gets_one_clear_answer_and_changes_nothing(prepared: World) -> None:
    """The whole table in one town; nothing of it is left over for the next line."""
    before = business(prepared)
    wrong = []
    for room, who, typed, answer in TABLE:
        event = prepared.say(who, room, typed)
        answers = [text for name in ("STG", "AK", "JF", "LEER") for text in prepared.heard(name)]
        if len(answers) != 1 or not answers[0].startswith(answer) or len(answers[0]) > 400:
            wrong.append((typed[:60], answers))
        if any(mark[0] == event for mark in prepared.rooms[f"!{room}"].marks):
            wrong.append((typed[:60], ["a receipt for nothing"]))
        if business(prepared) != before:
            wrong.append((typed[:60], ["something was changed"]))
            before = business(prepared)
    assert wrong == []


@pytest.mark.parametrize(
    "typed", ["!top <", "!top a < b > c", "!top 3 > 2", "!top Ganztag 👨‍👩‍👧", "!top Café naïve ﬁ", "!top I ❤️ Mensa"]
)
def test_what_only_looks_strange_is_taken(prepared: World, typed: str) -> None:
    """Signs, emoji and ligatures are text."""
    answer = prepared.ask("petersen", "JF", typed)
    assert answer.startswith("TOP 2") and typed.removeprefix("!top ") in answer
