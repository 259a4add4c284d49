"""Story 3 of the domain brief: the wrong room, a missing right, and what must not stand anywhere (week 11 of 2027)."""

from commands.stimuli import Declined
from tests.seen import holding, rows
from tests.world import World


def _prepared(w: World) -> None:
    """Tuesday 16.03.2027, 08:00; Mielke is a guest in the working group's room and chairs another one."""
    w.room("SB", "yilmaz", "vogt", moderators=("mielke",))
    w.say("vogt", "SB", "!gremium neu AK-SB AK Übergang Schule–Beruf operativ unter STG")
    w.say("vogt", "SB", "ja")
    w.say("mielke", "SB", "!termin 14.4. 10 Uhr")
    w.say("demir", "AK", "!termin 7.4. 10 Uhr")
    w.join("AK", "mielke")
    for who in ("reuter", "demir"):
        w.room(f"1-{who}", who)
    w.until("2027-03-16 08:00")
    for room in w.rooms:
        w.heard(room.removeprefix("!"))


def test_the_third_story(w: World) -> None:
    """From the missing right to the removed item."""
    _prepared(w)
    _missing_right(w)
    _wrong_body(w)
    _guest(w)
    _sensitive(w)
    _stranger(w)


def _missing_right(w: World) -> None:
    assert w.ask("reuter", "AK", "!auftrag an FB 51: Zahlen bis Freitag") == (
        "Das kann ich nicht ausführen: Aufträge erteilt in diesem Gremium die Leitung oder Geschäftsführung "
        "(Aylin Demir). Soll ich den Text als Vorschlag an sie geben? ja / nein"
    )
    assert w.ask("reuter", "AK", "ja") == (
        "Der Text liegt als Vorschlag bei der Leitung oder Geschäftsführung (Aylin Demir)."
    )
    assert w.answer("1-demir").split("\n") == [
        "Vorschlag 1 für AK-FM von Thomas Reuter: !auftrag an FB 51: Zahlen bis Freitag",
        "Übernehmen? ja / nein",
    ]
    assert w.ask("demir", "1-demir", "!übernehmen") == (
        "AK-FM-A-2027-001: „Zahlen“. Zuständig: FB 51. Frist: Fr 19.03.2027."
    )
    assert w.answer("AK") == ("Aus dem Einzelchat: AK-FM-A-2027-001: „Zahlen“. Zuständig: FB 51. Frist: Fr 19.03.2027.")
    assert w.answer("1-reuter").endswith("wurde in AK Flucht & Migration übernommen.")
    w.say("demir", "AK", "!zurückziehen A1 nur eine Probe")


def _wrong_body(w: World) -> None:
    assert w.ask("vogt", "JF", "!beschluss TOP 3: Der Pool wird eingerichtet. ja 3") == (
        "Jour fixe fasst keine Beschlüsse. Meinten Sie Steuerungsgruppe Bildung? Dann schreiben Sie es bitte dort: "
        "Ich übertrage nichts zwischen Räumen, ohne dass Sie es dort sehen."
    )


def _guest(w: World) -> None:
    w.heard("SB")
    assert w.ask("mielke", "AK", "!top Azubi-Speed-Dating") == (
        "Dieser Raum gehört zu AK Flucht & Migration. Wollen Sie den TOP dort anmelden oder bei "
        "AK Übergang Schule–Beruf? 1 = hier, 2 = AK-SB"
    )
    assert w.heard("SB") == []
    assert w.ask("mielke", "AK", "2").split("\n") == [
        "TOP 1 „Azubi-Speed-Dating“ für Mi 14.04.2027 notiert.",
        "Eingestellt im Raum von AK Übergang Schule–Beruf.",
    ]
    assert w.answer("SB") == "TOP 1 „Azubi-Speed-Dating“ für Mi 14.04.2027 notiert (über Petra Mielke)."
    assert w.ask("mielke", "SB", "!to").split("\n")[1] == "1. Azubi-Speed-Dating"


def _sensitive(w: World) -> None:
    event = w.say("reuter", "AK", "!top Fall Familie H., Duldung läuft 31.3. ab")
    assert "Familie H." in w.heard("AK")[0]
    w.redact("demir", "AK", event)
    assert holding(w, "Familie H.") == []
    assert w.ask("reuter", "AK", "!to").split("\n")[1] == "1. (entfernt am Di 16.03.2027)"
    assert w.answer("1-reuter") == (
        "Ihr TOP wurde entfernt. Bitte nennen Sie hier keine Namen oder Fälle von Bürgerinnen und Bürgern."
    )


def _stranger(w: World) -> None:
    """The bot stays away; the office gets one line, however often somebody tries."""
    w.heard("STG")
    for number in (1, 2):
        w._happen(Declined(f"declined/{number}", "!fremd:anderswo.example", "anderswo.example", w.utc))
    assert w.heard("STG") == [
        "Katrin Vogt: Eine Einladung in einen Raum von einem fremden Server (anderswo.example) habe ich abgelehnt."
    ]


def test_nobody_is_told_who_removes_their_own_message(w: World) -> None:
    """And a member who may not lead removes nothing in the name of the lead."""
    _prepared(w)
    event = w.say("reuter", "AK", "!top Fall Familie H.")
    w.redact("reuter", "AK", event)
    assert w.heard("1-reuter") == []
    assert rows(w, "item")[-1]["title"] == "(entfernt am Di 16.03.2027)"
