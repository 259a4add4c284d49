"""The twenty most used commands as people really type them: each row is a sentence with the effect it has to have.

The effect is looked up in the tables of the town's business, or it is the beginning of the answer where a command
only shows something. Nothing here is generated: each way was seen on some telephone or keyboard.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.matrix.events import Bot, read
from commands.catalogue import registry
from commands.handwriting import orders, tidy
from tests.scene import BOT, user
from tests.seen import rows
from tests.world import World

Effect = Callable[[World], object]


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets on Tuesdays and has two topics, one thing in the backlog and a date of its own; the working
    group has an assignment of the steering group."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.say("petersen", "JF", "!top Raumplanung\nZensus")
    w.say("vogt", "JF", "!speichern Elternumfrage")
    w.say("vogt", "JF", "!termin 22.1. 10 Uhr")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    w.until("2027-01-11 08:30")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


# -- what an order has to lead to -------------------------------------------------------------------------------------


def topic(title: str, treatment: str | None = None, minutes: int | None = None) -> Effect:
    """There is a third item of that name on the agenda."""

    def found(w: World) -> object:
        item = next(row for row in rows(w, "item") if row["position"] == 3)
        return (item["title"], item["treatment"], item["minutes"]) == (title, treatment, minutes) or item

    return found


def topics(*titles: str) -> Effect:
    """These came behind the two."""
    return lambda w: [row["title"] for row in rows(w, "item")[3:]] == list(titles) or rows(w, "item")[3:]


def item(number: int, **values: Any) -> Effect:
    """The first or second topic has these values."""

    def found(w: World) -> object:
        row = rows(w, "item")[number - 1]
        return {name: row[name] for name in values} == values or row

    return found


def row_of(table: str, **values: Any) -> Effect:
    """The newest row of a table has these values, dates and times written out."""

    def found(w: World) -> object:
        every = rows(w, table)
        return (
            bool(every)
            and {name: str(every[-1][name]) for name in values} == {name: str(value) for name, value in values.items()}
        ) or every[-1:]

    return found


def own_date(held_on: str, begins: str = "10:00", minutes: int = 30, state: str = "planned") -> Effect:
    """The date of its own is there and then."""

    def found(w: World) -> object:
        row = next(row for row in rows(w, "meeting") if row["series_id"] is None)
        seen = (str(row["held_on"]), f"{row['begins']:%H:%M}", row["minutes"], row["state"])
        return seen == (held_on, begins, minutes, state) or seen

    return found


def added_date(held_on: str, begins: str, minutes: int = 30) -> Effect:
    """A second date of its own."""

    def found(w: World) -> object:
        row = [row for row in rows(w, "meeting") if row["series_id"] is None][-1]
        seen = (str(row["held_on"]), f"{row['begins']:%H:%M}", row["minutes"])
        return seen == (held_on, begins, minutes) or seen

    return found


def state(value: str) -> Effect:
    """The assignment of the working group is in this state."""
    return lambda w: rows(w, "assignment")[0]["state"] == value or rows(w, "assignment")[0]["state"]


def entry(kind: str, text: str) -> Effect:
    """The history of the assignment ends with this."""
    return row_of("entry", kind=kind, text=text)


def given(title: str, due_on: str, *, receiver: str = "AK-FM") -> Effect:
    """There is a second assignment, to that receiver."""

    def found(w: World) -> object:
        row = rows(w, "assignment")[-1]
        body = next((one["sign"] for one in rows(w, "body") if one["id"] == row["receiver_id"]), row["receiver_unit"])
        seen = (len(rows(w, "assignment")), row["title"], str(row["due_on"]), body)
        return seen == (2, title, due_on, receiver) or seen

    return found


def said(begin: str, *, also: str = "") -> Effect:
    """The answer begins like this."""

    def found(w: World) -> object:
        text = w.texts("JF")[-1]
        return (text.startswith(begin) and also in text) or text

    return found


def nothing(w: World) -> object:
    """It was not for the bot."""
    return w.heard("JF") == [] or w.texts("JF")[-1]


_RAUM = {"title": "Räume 2027"}
AGENDA = said("Jour fixe am Di 12.01.2027, 09:00 Uhr\n1. Raumplanung\n2. Zensus")
OPEN = said("Weitere (1):\n– STG-A-2027-001")
DATES = said("Nächste Termine:", also="22.01.")
HELP = said("Das können Sie")
BACKLOG = said("Themenspeicher", also="Elternumfrage")

PLAIN: tuple[tuple[str, str, Effect], ...] = (
    # !top
    ("vogt", "!top Ganztag", topic("Ganztag")),
    ("vogt", "!Top Ganztag", topic("Ganztag")),
    ("vogt", "!TOP Ganztag", topic("Ganztag")),
    ("vogt", "! top Ganztag", topic("Ganztag")),
    ("vogt", "!  Top  Ganztag ", topic("Ganztag")),
    ("vogt", "!\u00a0top Ganztag", topic("Ganztag")),
    ("vogt", "!top\u00a0Ganztag", topic("Ganztag")),
    ("vogt", "!top\u202fGanztag", topic("Ganztag")),
    ("vogt", "\u200b!top Ganztag", topic("Ganztag")),
    ("vogt", "\n!top Ganztag\n", topic("Ganztag")),
    ("vogt", "!top: Ganztag", topic("Ganztag")),
    ("vogt", "!top:Ganztag", topic("Ganztag")),
    ("vogt", "!top – Ganztag", topic("Ganztag")),
    ("vogt", "!top - Ganztag", topic("Ganztag")),
    ("vogt", "!top „Ganztag“", topic("Ganztag")),
    ("vogt", "!top “Ganztag”", topic("Ganztag")),
    ("vogt", '!top "Ganztag"', topic("Ganztag")),
    ("vogt", "!top »Ganztag«", topic("Ganztag")),
    ("vogt", "!top «Ganztag»", topic("Ganztag")),
    ("vogt", "!top ‚Ganztag‘", topic("Ganztag")),
    ("vogt", "!top „Ganztag”", topic("Ganztag")),
    ("vogt", '!top „Ganztag"', topic("Ganztag")),
    ("vogt", "!top Ganztag.", topic("Ganztag")),
    ("vogt", "!top Ganztag ...", topic("Ganztag ...")),
    ("vogt", "!top Ganztag E", topic("Ganztag", "decision")),
    ("vogt", "!top Ganztag (E)", topic("Ganztag", "decision")),
    ("vogt", "!top Ganztag zur Entscheidung", topic("Ganztag", "decision")),
    ("vogt", "!top Ganztag B 20 Min", topic("Ganztag", "consultation", 20)),
    ("vogt", "!top Ganztag B, 20 Minuten.", topic("Ganztag", "consultation", 20)),
    ("vogt", "!top Ganztag 20 min", topic("Ganztag", None, 20)),
    ("vogt", "!thema Ganztag", topic("Ganztag")),
    ("vogt", "!Thema: Ganztag", topic("Ganztag")),
    ("vogt", "!tagesordnungspunkt Ganztag", topic("Ganztag")),
    ("vogt", "!item Ganztag", topic("Ganztag")),
    ("vogt", "!top\nGanztag", topic("Ganztag")),
    ("vogt", "!top\n- Ganztag\n- Hort", topics("Ganztag", "Hort")),
    ("vogt", "!top\n– Ganztag\n– Hort", topics("Ganztag", "Hort")),
    ("vogt", "!top\n— Ganztag\n— Hort", topics("Ganztag", "Hort")),
    ("vogt", "!top\n• Ganztag\n• Hort", topics("Ganztag", "Hort")),
    ("vogt", "!top\n* Ganztag\n* Hort", topics("Ganztag", "Hort")),
    ("vogt", "!top\n1. Ganztag\n2. Hort", topics("Ganztag", "Hort")),
    ("vogt", "!top\n1) Ganztag\n2) Hort", topics("Ganztag", "Hort")),
    ("vogt", "!top Ganztag\r\nHort", topics("Ganztag", "Hort")),
    ("vogt", "!top Ganztag\n\nHort", topics("Ganztag", "Hort")),
    ("vogt", "!top Ganztag\n!top Hort", topics("Ganztag", "Hort")),
    ("vogt", "!top Ganztag\n! Top: Hort.", topics("Ganztag", "Hort")),
    ("vogt", "!top Schule – Hort – Ganztag", topic("Schule – Hort – Ganztag")),
    ("vogt", "!top Straße & Größe", topic("Straße & Größe")),
    # !to
    ("vogt", "!to", AGENDA),
    ("vogt", "!TO", AGENDA),
    ("vogt", "! to.", AGENDA),
    ("vogt", "!to?", AGENDA),
    ("vogt", "!Tagesordnung", AGENDA),
    ("vogt", "!tagesordnung.", AGENDA),
    ("vogt", "!tops", AGENDA),
    ("vogt", "!agenda", AGENDA),
    # !umbenennen
    ("petersen", "!umbenennen 1 in Räume 2027", item(1, **_RAUM)),
    ("petersen", "!Umbenennen TOP 1 in Räume 2027", item(1, **_RAUM)),
    ("petersen", "!umbenennen top1 in Räume 2027", item(1, **_RAUM)),
    ("petersen", "!umbenennen 1: Räume 2027", item(1, **_RAUM)),
    ("petersen", "!umbenennen 1. in „Räume 2027“", item(1, **_RAUM)),
    ("petersen", "!umbenennen „Raumplanung“ in „Räume 2027“", item(1, **_RAUM)),
    ("petersen", "!umbenennen “Raumplanung” zu “Räume 2027”", item(1, **_RAUM)),
    ("petersen", "!umbenennen «Raumplanung» in «Räume 2027»", item(1, **_RAUM)),
    ("petersen", "!top 1 umbenennen in Räume 2027", item(1, **_RAUM)),
    ("petersen", "!TOP 1 umbenennen: Räume 2027.", item(1, **_RAUM)),
    ("petersen", "!top nr. 1 umbenennen in Räume 2027", item(1, **_RAUM)),
    ("petersen", "!rename 1 to Räume 2027", item(1, **_RAUM)),
    ("petersen", "!umbenennen\u00a01\u00a0in\u00a0Räume\u00a02027", item(1, **_RAUM)),
    # !streichen
    ("petersen", "!streichen 1", item(1, state="dropped")),
    ("petersen", "!Streichen TOP 1.", item(1, state="dropped")),
    ("petersen", "!streichen top1", item(1, state="dropped")),
    ("petersen", "!top 1 streichen", item(1, state="dropped")),
    ("petersen", "!top 1 streichen.", item(1, state="dropped")),
    ("petersen", "!TOP 1 zurückziehen", item(1, state="dropped")),
    ("petersen", "!top 1 zurueckziehen", item(1, state="dropped")),
    ("petersen", "!top 1 absetzen", item(1, state="dropped")),
    ("petersen", "!streichen raumplan", item(1, state="dropped")),
    ("petersen", "!streichen „Raumplanung“", item(1, state="dropped")),
    # !vertagen
    ("vogt", "!vertagen 1", item(1, postponed=1)),
    ("vogt", "!Vertagen TOP 1", item(1, postponed=1)),
    ("vogt", "!top 1 vertagen", item(1, postponed=1)),
    ("vogt", "!top 1 vertagen.", item(1, postponed=1)),
    ("vogt", "!top 1 vertagen auf 26.1.", item(1, postponed=1)),
    ("vogt", "!vertagen 1 auf den 26. Januar", item(1, postponed=1)),
    ("vogt", "!vertagen Raumplanung auf 26.01.2027", item(1, postponed=1)),
    ("vogt", "!vertagen „Raumplanung“", item(1, postponed=1)),
    # !parken and !speichern
    ("vogt", "!parken 1", item(1, state="parked")),
    ("vogt", "!Parken TOP 1.", item(1, state="parked")),
    ("vogt", "!top 1 parken", item(1, state="parked")),
    ("vogt", "!speichern Ganztag", row_of("item", title="Ganztag", state="parked")),
    ("vogt", "!Speichern: Ganztag.", row_of("item", title="Ganztag", state="parked")),
    ("vogt", "! speichern „Ganztag“", row_of("item", title="Ganztag", state="parked")),
    ("vogt", "!speicher", BACKLOG),
    ("vogt", "!Themenspeicher.", BACKLOG),
    ("vogt", "! themenspeicher", BACKLOG),
    # !wv
    ("vogt", "!wv 1 10.2.", item(1, state="parked", resubmit_on=date(2027, 2, 10))),
    ("vogt", "!WV TOP 1 10.2.2027", item(1, state="parked", resubmit_on=date(2027, 2, 10))),
    ("vogt", "!Wiedervorlage 1 am 10. Februar", item(1, state="parked", resubmit_on=date(2027, 2, 10))),
    ("vogt", "!wv 1: 10.02.27", item(1, state="parked", resubmit_on=date(2027, 2, 10))),
    # !ergebnis
    ("vogt", "!ergebnis 1 Vier Räume", row_of("outcome", text="Vier Räume")),
    ("vogt", "!Ergebnis 1: Vier Räume", row_of("outcome", text="Vier Räume")),
    ("vogt", "!ergebnis TOP 1 Vier Räume", row_of("outcome", text="Vier Räume")),
    ("vogt", "!ERGEBNIS zu TOP 1: Vier Räume", row_of("outcome", text="Vier Räume")),
    ("vogt", "!ergebnis top1: Vier Räume", row_of("outcome", text="Vier Räume")),
    ("vogt", "!ergebnis 1. Vier Räume", row_of("outcome", text="Vier Räume")),
    ("vogt", "!ergebnis „Raumplanung“ Vier Räume", row_of("outcome", text="Vier Räume")),
    ("vogt", "!ergebnis 1 – Vier Räume", row_of("outcome", text="Vier Räume")),
    ("vogt", "!ergebnis 1\nVier Räume\nin zwei Schulen", row_of("outcome", text="Vier Räume\nin zwei Schulen")),
    ("vogt", "!ergebnis 1 Vier Räume\n!ergebnis 2 Liegt vor", row_of("outcome", text="Liegt vor")),
    ("vogt", "!result 1 Vier Räume", row_of("outcome", text="Vier Räume")),
    # !abhaken
    ("vogt", "!abhaken 1", item(1, state="done")),
    ("vogt", "!top 1 erledigt", item(1, state="done")),
    ("vogt", "!TOP 1 erledigt.", item(1, state="done")),
    # !reihenfolge
    ("petersen", "!reihenfolge 2 auf 1", item(2, position=1)),
    ("petersen", "!top 2 auf 1", item(2, position=1)),
    ("petersen", "!TOP 2 nach 1.", item(2, position=1)),
    ("petersen", "!reihenfolge TOP 2 auf Platz 1", item(2, position=1)),
    # !auftrag
    ("vogt", "!auftrag an AK-FM: Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!Auftrag an AK-FM: Zahlen melden bis 19.02.2027", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an ak fm: Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an AK–FM: Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an AK\u2011FM: Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag AK-FM: Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag: AK-FM: Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an AK-FM Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an AK-FM: „Zahlen melden“ bis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an AK-FM: Zahlen melden bis zum 19. Februar", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an AK-FM: Zahlen melden bis Freitag, 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an AK-FM: Zahlen melden bis Ende KW 7", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!auftrag an FB 40: Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19", receiver="FB 40")),
    ("vogt", "!auftrag an FB40: Zahlen melden bis 19.2.", given("Zahlen melden", "2027-02-19", receiver="FB40")),
    ("vogt", "!auftrag an AK-FM:\nZahlen melden\nbis 19.2.", given("Zahlen melden", "2027-02-19")),
    ("vogt", "!assignment to AK-FM: Zahlen melden by 19.2.", given("Zahlen melden", "2027-02-19")),
    # !termin
    ("vogt", "!termin 29.1. 9 Uhr", added_date("2027-01-29", "09:00")),
    ("vogt", "!Termin 29.1., 9:00 Uhr", added_date("2027-01-29", "09:00")),
    ("vogt", "!termin 29.01.2027 um 09.00 Uhr", added_date("2027-01-29", "09:00")),
    ("vogt", "!termin am Freitag, 29. Januar, 9 Uhr", added_date("2027-01-29", "09:00")),
    ("vogt", "!termin 29.1. 9–10 Uhr", added_date("2027-01-29", "09:00", 60)),
    ("vogt", "!termin 29.1. 9-10 Uhr", added_date("2027-01-29", "09:00", 60)),
    ("vogt", "!termin 29.1. 9 Uhr 90 Min", added_date("2027-01-29", "09:00", 90)),
    ("vogt", "!termin neu 29.1. 9 Uhr", added_date("2027-01-29", "09:00")),
    ("vogt", "!sitzung 29.1. 9 Uhr", added_date("2027-01-29", "09:00")),
    ("vogt", "!meeting 29.1. 9:00", added_date("2027-01-29", "09:00")),
    # !verschieben, !absagen, !dauer
    ("vogt", "!verschieben 22.1. auf 25.1.", own_date("2027-01-25")),
    ("vogt", "!Verschieben 22.1. auf 25.1. 11 Uhr", own_date("2027-01-25", "11:00")),
    ("vogt", "!termin verschieben 22.1. auf 25.1.", own_date("2027-01-25")),
    ("vogt", "!verlegen Freitag, 22.1. auf Montag, 25.1.", own_date("2027-01-25")),
    ("vogt", "!verschieben 22.01.2027 auf 11 Uhr", own_date("2027-01-22", "11:00")),
    ("vogt", "!verschieben 22.1. auf 11:00", own_date("2027-01-22", "11:00")),
    ("vogt", "!move 22.1. to 25.1.", own_date("2027-01-25")),
    ("vogt", "!absagen 22.1.", own_date("2027-01-22", state="cancelled")),
    ("vogt", "!Absage 22.01.", own_date("2027-01-22", state="cancelled")),
    ("vogt", "!entfällt 22.1.", own_date("2027-01-22", state="cancelled")),
    ("vogt", "!entfaellt 22.1.", own_date("2027-01-22", state="cancelled")),
    ("vogt", "!fällt aus 22.1.", own_date("2027-01-22", state="cancelled")),
    ("vogt", "!faellt aus 22.1.", own_date("2027-01-22", state="cancelled")),
    ("vogt", "!termin löschen 22.1.", own_date("2027-01-22", state="cancelled")),
    ("vogt", "!termin loeschen Fr, 22.1.", own_date("2027-01-22", state="cancelled")),
    ("vogt", "!dauer 22.1. 45 Min", own_date("2027-01-22", minutes=45)),
    ("vogt", "!Dauer 22.1. 45 Minuten.", own_date("2027-01-22", minutes=45)),
    ("vogt", "!dauer 22.1.: 1 Stunde", own_date("2027-01-22", minutes=60)),
    ("vogt", "!dauer 22.1. 1,5 h", own_date("2027-01-22", minutes=90)),
    # !termine, !offen, !hilfe
    ("vogt", "!termine", DATES),
    ("vogt", "!Termine.", DATES),
    ("vogt", "! termine", DATES),
    ("vogt", "!offen", OPEN),
    ("vogt", "!Offen.", OPEN),
    ("vogt", "!aufträge", OPEN),
    ("vogt", "!auftraege", OPEN),
    ("vogt", "!AUFTRÄGE", OPEN),
    ("vogt", "!hilfe", HELP),
    ("vogt", "!Hilfe.", HELP),
    ("vogt", "! Hilfe", HELP),
    ("vogt", "!help", HELP),
    ("vogt", "!hilfe!", HELP),
)

IN_THE_WORKING_GROUP: tuple[tuple[str, str, Effect], ...] = (
    ("demir", "!annehmen A1", state("accepted")),
    ("demir", "!Annehmen a1.", state("accepted")),
    ("demir", "!annehmen STG-A-2027-001", state("accepted")),
    ("demir", "!annehmen stg a 1", state("accepted")),
    ("demir", "!annehmen STG–A–2027–001", state("accepted")),
    ("demir", "!annehmen A 1", state("accepted")),
    ("demir", "!klärung A1 Wer liefert?", state("clarifying")),
    ("demir", "!klaerung A1 Wer liefert?", state("clarifying")),
    ("demir", "!Klärung A1: Wer liefert?", state("clarifying")),
    ("demir", "!rückfrage A1 Wer liefert?", state("clarifying")),
    ("demir", "!rueckfrage zu A1: Wer liefert?", state("clarifying")),
    ("demir", "!stand A1 Zahlen liegen vor", entry("report", "Zahlen liegen vor")),
    ("demir", "!Stand A1: Zahlen liegen vor", entry("report", "Zahlen liegen vor")),
    ("demir", "!sachstand a1 – Zahlen liegen vor", entry("report", "Zahlen liegen vor")),
    ("demir", "!Sachstand zu A1: Zahlen liegen vor", entry("report", "Zahlen liegen vor")),
    ("demir", "!stand A1\nZahlen liegen vor", entry("report", "Zahlen liegen vor")),
    ("demir", "!ergebnis A1 Vier Gruppen", entry("result", "Vier Gruppen")),
    ("demir", "!Ergebnis A1: Vier Gruppen", entry("result", "Vier Gruppen")),
    ("demir", "!ergebnis zu A1: Vier Gruppen", entry("result", "Vier Gruppen")),
    ("demir", "!ergebnis A1\nVier Gruppen\n\nin zwei Kitas", entry("result", "Vier Gruppen\n\nin zwei Kitas")),
)


def _ids(ways: tuple[tuple[str, str, Effect], ...]) -> list[str]:
    return [text.replace("\n", "⏎") for _, text, _ in ways]


@pytest.mark.parametrize(("who", "text", "effect"), PLAIN, ids=_ids(PLAIN))
def test_a_command_is_understood_however_it_is_typed(jf: World, who: str, text: str, effect: Effect) -> None:
    """In the room of the jour fixe."""
    jf.say(who, "JF", text)
    assert effect(jf) is True, jf.texts("JF")[-1]


@pytest.mark.parametrize(("who", "text", "effect"), IN_THE_WORKING_GROUP, ids=_ids(IN_THE_WORKING_GROUP))
def test_an_assignment_is_found_however_its_number_is_typed(jf: World, who: str, text: str, effect: Effect) -> None:
    """In the room of the working group."""
    jf.say(who, "AK", text)
    assert effect(jf) is True, jf.texts("AK")[-1]


# -- how clients send it, and what is said around a command -----------------------------------------------------------

CLIENT = Bot(BOT, "Gremienassistenz")
_PILL = {"m.mentions": {"user_ids": [BOT]}}


def sent(w: World, body: str, **content: Any) -> None:
    """A client sends this content: it comes in through the edge, as in real life."""
    content = {"msgtype": "m.text", "body": body, **content}
    stamp = int(w.utc.timestamp() * 1000)
    event = {"event_id": w._event_id(), "sender": user("vogt"), "origin_server_ts": stamp, "type": "m.room.message"}
    stimulus = read(event | {"content": content}, "!JF", CLIENT, encrypted=True)
    assert stimulus is not None
    w._happen(stimulus)


BY_NAME: tuple[tuple[str, dict[str, Any], Effect], ...] = (
    ("Gremienassistenz: top Ganztag", _PILL, topic("Ganztag")),
    ("Gremienassistenz top Ganztag", _PILL, topic("Ganztag")),
    ("Gremienassistenz, Top Ganztag.", _PILL, topic("Ganztag")),
    ("gremienassistenz: !top Ganztag", {}, topic("Ganztag")),
    ("@Gremienassistenz top: Ganztag", {}, topic("Ganztag")),
    (f"{BOT}: top Ganztag", _PILL, topic("Ganztag")),
    (f"{BOT} top „Ganztag“", _PILL, topic("Ganztag")),
    ("Gremienassistenz: top\n- Ganztag\n- Hort", _PILL, topics("Ganztag", "Hort")),
    ("Gremienassistenz: to", _PILL, AGENDA),
    ("Gremienassistenz: offen?", _PILL, OPEN),
    ("Gremienassistenz", _PILL, HELP),
    ("Gremienassistenz: top 1 erledigt", _PILL, item(1, state="done")),
    ("Die Gremienassistenz kann das sicher", {}, nothing),
    ("Ganztag ist ein gutes Thema", {}, nothing),
    ("Wir treffen uns um 9!", {}, nothing),
    ("!!", {}, nothing),
    ("> !top Ganztag", {}, nothing),
    ("!top Ganztag", {"m.relates_to": {"rel_type": "m.thread", "event_id": "$w"}}, topic("Ganztag")),
    (
        "> <@demir:x> !streichen 1\n\n!top Ganztag",
        {"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}},
        topic("Ganztag"),
    ),
    ("!top Ganztag", {"format": "org.matrix.custom.html", "formatted_body": "<p>!top Ganztag</p>"}, topic("Ganztag")),
)


@pytest.mark.parametrize(
    ("body", "content", "effect"), BY_NAME, ids=[body.replace("\n", "⏎") for body, _, _ in BY_NAME]
)
def test_the_bot_is_called_as_clients_do_it(jf: World, body: str, content: dict[str, Any], effect: Effect) -> None:
    """By a pill, by the bare name, by the full id; in a thread, with a quoted reply."""
    sent(jf, body, **content)
    assert effect(jf) is True, jf.texts("JF")[-1]


Turn = tuple[str, str]
"""Who does what: „vogt: text“, or „vogt>: text“ as a reply to the bot's last post, „vogt+: key“ as a reaction to it,
„vogt~: text“ as an edit of the message before."""

DIALOGUES: tuple[tuple[tuple[Turn, ...], Effect], ...] = (
    ((("vogt", "!topp Ganztag"), ("vogt", "ja")), topic("Ganztag")),
    ((("vogt", "!tpo Ganztag"), ("vogt", "Ja.")), topic("Ganztag")),
    ((("vogt", "!tema Ganztag"), ("vogt", "JA!")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt", "!ja")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt", "1")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt", "1.")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt", "! 1")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt", "1️⃣")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt", "ok")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt>", "gerne")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt>", "👍")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt+", "✅")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt+", "👍🏽")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt+", "✔️")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt+", "1️⃣")), topic("Ganztag")),
    ((("vogt", "!topp Ganztag"), ("vogt+", "❌")), said("In Ordnung, es bleibt wie es ist.")),
    ((("vogt", "!topp Ganztag"), ("vogt+", "🎉")), said("!topp kenne ich nicht.")),
    ((("vogt", "!topp Ganztag"), ("petersen", "ja")), said("!topp kenne ich nicht.")),
    ((("vogt", "!topp Ganztag"), ("vogt", "👍")), said("!topp kenne ich nicht.")),
    ((("vogt", "!topp Ganztag"), ("vogt", "nein")), said("In Ordnung, es bleibt wie es ist.")),
    ((("vogt", "!absagen"), ("vogt", "3")), own_date("2027-01-22", state="cancelled")),
    ((("vogt", "!absagen"), ("vogt+", "2️⃣")), said("Jour fixe am")),
    ((("vogt", "!umbenenen 1 in Räume 2027"), ("vogt", "ja")), item(1, **_RAUM)),
    ((("vogt", "!streichn 1"), ("vogt", "Ja")), item(1, state="dropped")),
    ((("vogt", "!ergebniss 1 Vier Räume"), ("vogt", "ja")), row_of("outcome", text="Vier Räume")),
    ((("vogt", "!teminen"), ("vogt", "ja")), DATES),
    ((("vogt", "!top Ganztg"), ("vogt~", "!top Ganztag")), topic("Ganztag")),
    ((("vogt", "!top Ganztg"), ("vogt~", "! Top: „Ganztag“.")), topic("Ganztag")),
    ((("vogt", "!top\n- Ganztg\n- Hort"), ("vogt~", "!top\n- Ganztag\n- Hort")), topics("Ganztag", "Hort")),
    ((("vogt", "!ergebnis 1 Vir Räume"), ("vogt~", "!ergebnis 1 Vier Räume")), row_of("outcome", text="Vier Räume")),
    ((("vogt", "!vertage 9"), ("vogt~", "!vertagen 1")), item(1, postponed=1)),
    ((("vogt", "!top Ganztag"), ("petersen~", "!top Hort")), topic("Ganztag")),
    ((("vogt", "!top Ganztag"), ("vogt>", "streichen")), row_of("item", state="dropped")),
    ((("vogt", "!top Ganztag"), ("vogt>", "Umbenennen in Hort")), topic("Hort")),
    ((("vogt", "!top Ganztag"), ("vogt>", "!ergebnis Fünf Gruppen")), row_of("outcome", text="Fünf Gruppen")),
    ((("vogt", "!top Ganztag"), ("vogt>", "Danke!")), topic("Ganztag")),
    ((("vogt", "!top Ganztag"), ("vogt", "!rückgängig")), said("Zurückgenommen: TOP 3 „Ganztag“.")),
    ((("vogt", "!top Ganztag"), ("vogt", "!Rueckgaengig.")), said("Zurückgenommen: TOP 3 „Ganztag“.")),
    ((("vogt", "!auftrag an AK-FM: Zahlen melden"), ("vogt", "19.2.")), given("Zahlen melden", "2027-02-19")),
    ((("vogt", "!auftrag an AK-FM: Zahlen melden"), ("vogt", "bis 19.2.")), given("Zahlen melden", "2027-02-19")),
    ((("vogt", "!auftrag an AK-FM: Zahlen melden"), ("vogt>", "Freitag, 19.2.")), given("Zahlen melden", "2027-02-19")),
)


@pytest.mark.parametrize(
    ("turns", "effect"), DIALOGUES, ids=[" / ".join(f"{who} {what}" for who, what in turns) for turns, _ in DIALOGUES]
)
def test_a_few_turns_lead_where_they_should(jf: World, turns: tuple[Turn, ...], effect: Effect) -> None:
    """A slip and „ja“, an answer, a reaction, an edit, a reply."""
    before = ""
    for who, what in turns:
        name, manner, target = who.rstrip(">+~"), who[-1], jf.last("JF").event_id
        if manner == "+":
            jf.react(name, "JF", target, what)
        elif manner == "~":
            jf.edit(name, "JF", before, what)
        else:
            before = jf.say(name, "JF", what, reply_to=target if manner == ">" else None)
    assert effect(jf) is True, jf.texts("JF")[-1]


def test_the_grid_is_large_enough() -> None:
    """At least two hundred ways, over the twenty most used commands."""
    every = [text for _, text, _ in (*PLAIN, *IN_THE_WORKING_GROUP)] + [body for body, _, _ in BY_NAME]
    every += [turns[-1][1] for turns, _ in DIALOGUES]
    assert len(every) >= 200
    found = {one[0].name for text in every if (one := registry().find(orders(tidy(text))[0]))}
    assert len(found) >= 20, found
