"""Items that go to another body and come back: raised to the upper one, referred to another, taken up there."""

import pytest

from storage import agenda
from tests.seen import holding, rows
from tests.world import World


@pytest.fixture
def t(w: World) -> World:
    """The steering group meets on 02.03., the working group on 09.02.; two items on the working group's agenda."""
    w.say("vogt", "STG", "!termin 2.3. 14 Uhr")
    w.say("vogt", "STG", "!top Haushalt")
    w.say("demir", "AK", "!termin 9.2. 10 Uhr")
    w.say("demir", "AK", "!top Sprachmittlung in Kitas\nElterncafé B")
    for room in ("STG", "AK", "JF"):
        w.heard(room)
    return w


RAISED = "„Sprachmittlung in Kitas“ ist bei Steuerungsgruppe Bildung eingebracht: TOP 2 am Di 02.03.2027, 14:00 Uhr."


@pytest.mark.parametrize(
    "typed",
    [
        "!einbringen TOP 1 Entscheidung",
        "!Einbringen 1 zur Entscheidung.",
        "!top 1 einbringen E",
        "!einbringen „Sprachmittlung in Kitas“ (E)",
        "!einbringen Sprachmittlung in Kitas zur Entscheidung",
        "!raise item 1 decision",
    ],
)
def test_a_topic_is_put_onto_the_upper_agenda(t: World, typed: str) -> None:
    """With the wanted treatment and where it comes from; the upper body is told."""
    assert t.ask("demir", "AK", typed).startswith(RAISED)
    assert t.answer("STG").split("\n") == [
        "AK Flucht & Migration bringt ein: „Sprachmittlung in Kitas“ (Entscheidung)",
        "TOP 2 am Di 02.03.2027, 14:00 Uhr.",
    ]
    assert t.ask("petersen", "STG", "!to").split("\n")[2] == (
        "2. Sprachmittlung in Kitas (eingebracht von AK-FM, Entscheidung)"
    )
    assert "1. Sprachmittlung in Kitas" in t.ask("demir", "AK", "!to"), "it stays on the own agenda"


@pytest.mark.parametrize(
    "typed",
    [
        "!verweisen 1 an AK-FM",
        "!top 1 verweisen an ak fm",
        "!Verweisen TOP 1: an den AK Flucht & Migration",
        "!refer 1 to ak-fm",
    ],
)
def test_a_body_is_named_in_any_usual_way(t: World, typed: str) -> None:
    """By sign or name, with or without an article."""
    assert t.ask("vogt", "STG", typed).startswith("TOP 1 „Haushalt“ ist an AK Flucht & Migration verwiesen.")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2", "Beratung"),
        ("TOP 2: zur Kenntnisnahme", "Information"),
        ("top 2 z. K.", "Information"),
        ("2 Kenntnisnahme", "Information"),
        ("2 (E)", "Entscheidung"),
        ("#3 B", "Beratung"),
    ],
)
def test_the_wanted_treatment_is_read_as_it_is_typed(t: World, typed: str, wanted: str) -> None:
    """What is not said is as it is here."""
    t.say("demir", "AK", f"!einbringen {typed}")
    assert t.answer("STG").split("\n")[0] == f"AK Flucht & Migration bringt ein: „Elterncafé“ ({wanted})"


def test_without_a_planned_date_it_waits_in_the_upper_backlog(w: World) -> None:
    """Both sides are told so."""
    assert w.ask("demir", "AK", "!einbringen Elterncafé") == (
        "„Elterncafé“ liegt bei Steuerungsgruppe Bildung im Themenspeicher, bis dort ein Termin geplant ist."
    )
    assert w.answer("STG").endswith("Das Thema liegt im Themenspeicher, bis ein Termin geplant ist.")
    assert w.ask("petersen", "STG", "!speicher") == "Themenspeicher:\n1. Elterncafé (eingebracht von AK-FM)"


@pytest.mark.parametrize(
    ("who", "room", "typed", "answer"),
    [
        ("reuter", "AK", "!einbringen 1", "Das kann ich nicht ausführen"),
        ("vogt", "STG", "!einbringen 1", "Über Steuerungsgruppe Bildung steht kein Gremium"),
        ("demir", "AK", "!einbringen 7 zur Beratung", "Einen TOP „7“ gibt es nicht."),
        ("demir", "AK", "!einbringen", "Es fehlt die Nummer des TOP oder ein Titel."),
        ("demir", "AK", "!einbringen zur Entscheidung", "Es fehlt die Nummer des TOP oder ein Titel."),
        ("demir", "AK", "!einbringen TOP 1 bitte bald", "„bitte bald“ konnte ich nicht zuordnen."),
        ("demir", "AK", "!verweisen 1 an AK-FM", "An AK Flucht & Migration lässt sich von hier nichts verweisen."),
        ("demir", "AK", "!verweisen 1", "Es fehlt das Gremium"),
    ],
)
def test_what_cannot_be_raised_or_referred_is_said_so(t: World, who: str, room: str, typed: str, answer: str) -> None:
    """And changes nothing."""
    before = rows(t, "item")
    assert t.ask(who, room, typed).startswith(answer)
    assert rows(t, "item") == before


def test_the_same_item_is_not_raised_twice(t: World) -> None:
    """While it waits there."""
    t.say("demir", "AK", "!einbringen 1 E")
    assert t.ask("demir", "AK", "!einbringen 1 B") == (
        "TOP 1 „Sprachmittlung in Kitas“ liegt schon bei Steuerungsgruppe Bildung."
    )


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [
        (
            "!ergebnis 2 Der Pool wird eingerichtet",
            "Ergebnis zu „Sprachmittlung in Kitas“ aus Steuerungsgruppe Bildung: Der Pool wird eingerichtet",
            ["STG: Der Pool wird eingerichtet"],
        ),
        (
            "!abhaken 2",
            "„Sprachmittlung in Kitas“ ist in Steuerungsgruppe Bildung behandelt, ohne Ergebnis.",
            ["STG: ohne Ergebnis behandelt"],
        ),
        (
            "!streichen 2",
            "„Sprachmittlung in Kitas“ ist in Steuerungsgruppe Bildung von der Tagesordnung genommen.",
            ["STG: von der Tagesordnung genommen"],
        ),
        (
            "!auftrag an FB 51: Pool einrichten bis 5.5. zu TOP 2",
            "„Sprachmittlung in Kitas“ ist in Steuerungsgruppe Bildung zu einem Auftrag geworden: STG-A-2027-001",
            ["STG: Auftrag STG-A-2027-001"],
        ),
        ("!vertagen 2", "„Sprachmittlung in Kitas“ ist in Steuerungsgruppe Bildung auf Di 08.06.2027 vertagt.", []),
        ("!parken 2", "„Sprachmittlung in Kitas“ liegt in Steuerungsgruppe Bildung jetzt im Themenspeicher.", []),
        ("!wv 2 9.3.", "„Sprachmittlung in Kitas“ liegt in Steuerungsgruppe Bildung jetzt im Themenspeicher.", []),
    ],
)
def test_what_becomes_of_it_comes_back(t: World, typed: str, told: str, kept: list[str]) -> None:
    """One post where it was raised; an ending is kept with the item there."""
    t.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    t.say("demir", "AK", "!einbringen 1 E")
    t.heard("AK")
    t.say("vogt", "STG", typed)
    assert t.answer("AK") == told
    assert [row["text"] for row in rows(t, "outcome") if row["item_id"] == 2] == kept


def test_what_the_closed_meeting_left_over_comes_back_as_put_off(t: World) -> None:
    """Closing puts it off as well."""
    t.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    t.say("demir", "AK", "!einbringen 1 E")
    t.until("2027-03-02 15:00")
    t.heard("AK")
    t.say("vogt", "STG", "!schluss")
    assert "„Sprachmittlung in Kitas“ ist in Steuerungsgruppe Bildung auf Di 08.06.2027 vertagt." in t.heard("AK")


def test_a_cancelled_meeting_is_told_as_well(t: World) -> None:
    """Its items go on, or into the backlog where no date follows."""
    t.say("demir", "AK", "!einbringen 1 E")
    t.heard("AK")
    t.say("vogt", "STG", "!absagen 2.3.")
    assert t.answer("AK") == "„Sprachmittlung in Kitas“ liegt in Steuerungsgruppe Bildung jetzt im Themenspeicher."


def test_what_is_passed_on_comes_back_to_where_it_came_from(t: World) -> None:
    """The jour fixe raises it, the steering group refers it, and the working group's result reaches both."""
    t.say("vogt", "JF", "!einbringen Schulweg zur Beratung")
    t.heard("JF")
    t.say("vogt", "STG", "!verweisen 2 an AK-FM")
    assert t.answer("JF") == "„Schulweg“ hat Steuerungsgruppe Bildung an AK Flucht & Migration verwiesen."
    t.heard("STG")
    event = t.say("demir", "AK", "!ergebnis 3 Zwei Ampeln genügen")
    told = "Ergebnis zu „Schulweg“ aus AK Flucht & Migration: Zwei Ampeln genügen"
    assert (t.answer("STG"), t.answer("JF")) == (told, told)
    t.edit("demir", "AK", event, "!ergebnis 3 Drei Ampeln genügen")
    assert t.last("JF").text == t.last("STG").text == told.replace("Zwei", "Drei")
    t.redact("demir", "AK", event)
    assert holding(t, "Ampeln") == []


def test_what_is_referred_back_is_told_once(t: World) -> None:
    """No room hears of its own doing."""
    t.say("demir", "AK", "!einbringen 1 E")
    t.heard("AK")
    t.say("vogt", "STG", "!verweisen 2 an AK-FM")
    assert t.answer("AK").startswith("Steuerungsgruppe Bildung verweist hierher: „Sprachmittlung in Kitas“")
    t.heard("STG")
    assert t.ask("demir", "AK", "!ergebnis 3 Machen wir selbst") == "Ergebnis zu TOP 3 notiert."
    assert len(t.heard("STG")) == 1


def test_an_edited_result_is_told_and_kept_anew(t: World) -> None:
    """The old words do not stay behind."""
    t.say("demir", "AK", "!einbringen 1 E")
    event = t.say("vogt", "STG", "!ergebnis 2 Der Pool wird eingerichtet")
    t.edit("vogt", "STG", event, "!ergebnis 2 Der Pool wird geprüft")
    assert t.last("AK").text.endswith("aus Steuerungsgruppe Bildung: Der Pool wird geprüft")
    assert [row["text"] for row in rows(t, "outcome")] == ["Der Pool wird geprüft", "STG: Der Pool wird geprüft"]


def test_an_item_is_referred_and_its_outcome_comes_back(t: World) -> None:
    """Here it counts as dealt with; the list of results says to whom it went."""
    assert t.ask("vogt", "STG", "!verweisen TOP 1 an ak fm Was kostet das?") == (
        "TOP 1 „Haushalt“ ist an AK Flucht & Migration verwiesen. Was daraus wird, melde ich hier."
    )
    assert t.answer("AK").split("\n") == [
        "Steuerungsgruppe Bildung verweist hierher: „Haushalt: Was kostet das?“",
        "TOP 3 am Di 09.02.2027, 10:00 Uhr.",
    ]
    assert "3. Haushalt: Was kostet das? (verwiesen von STG)" in t.ask("demir", "AK", "!to")
    assert t.ask("petersen", "STG", "!to").endswith("1. Haushalt (verwiesen)")
    assert t.ask("vogt", "STG", "!vertagen 1") == "TOP 1 „Haushalt“ ist an ein anderes Gremium verwiesen."
    t.heard("STG")
    t.say("demir", "AK", "!ergebnis 3 Zwölftausend Euro im Jahr")
    assert t.answer("STG") == (
        "Ergebnis zu „Haushalt: Was kostet das?“ aus AK Flucht & Migration: Zwölftausend Euro im Jahr"
    )
    t.until("2027-03-02 15:00")
    t.heard("STG")
    t.say("vogt", "STG", "!schluss")
    assert "1. Haushalt: verwiesen an AK-FM: Was kostet das?; AK-FM: Zwölftausend Euro im Jahr" in t.last("STG").text


def test_nothing_goes_from_an_encrypted_room_into_an_open_one(t: World) -> None:
    """Neither upward nor downward."""
    t.room("OFFEN", "reuter", moderators=("vogt",), encrypted=False)
    t.say("vogt", "OFFEN", "!gremium neu UAG UAG Offen operativ unter AK-FM")
    t.say("vogt", "OFFEN", "ja")
    assert t.ask("demir", "AK", "!verweisen 1 an UAG") == (
        "Der Raum von UAG Offen ist nicht verschlüsselt, dieser schon. Texte gebe ich dorthin nicht weiter."
    )
    t.say("vogt", "OFFEN", "!einbringen Hausaufgabenhilfe")
    t.heard("OFFEN")
    t.say("demir", "AK", "!ergebnis 3 Frau Özdemir übernimmt das")
    assert t.answer("OFFEN").endswith("gibt es Neues aus AK Flucht & Migration. Den Text gebe ich hier nicht weiter.")


def confide(w: World, item_id: int) -> None:
    """The item is for its own body only."""
    with w.store.transaction() as tx:
        agenda.change_item(tx, item_id, confidential=True)


@pytest.mark.parametrize("typed", ["!einbringen 1 E", "!verweisen 1 an STG"])
def test_what_is_for_this_body_only_leaves_it_on_an_express_word(t: World, typed: str) -> None:
    """The bot asks first."""
    confide(t, 2)
    assert t.ask("demir", "AK", typed).startswith("TOP 1 „Sprachmittlung in Kitas“ ist nur für dieses Gremium.")
    assert t.heard("STG") == []
    t.say("demir", "AK", "ja")
    assert "Sprachmittlung in Kitas" in t.answer("STG")


# -- proposals --------------------------------------------------------------------------------------------------------


@pytest.fixture
def late(t: World) -> World:
    """The deadline for the steering group's topics has passed, and a member sends one in."""
    t.until("2027-02-20 10:00")
    t.say("petersen", "STG", "!top Ganztag")
    return t


def test_a_late_item_of_a_member_is_a_proposal_until_it_is_taken_up(late: World) -> None:
    """The lead's own is on the agenda at once."""
    assert late.last("STG").text.split("\n")[-1].startswith("Der Anmeldeschluss war Di 09.02.2027")
    assert "2. Ganztag (Vorschlag)" in late.ask("demir", "STG", "!to")
    assert late.ask("petersen", "STG", "!aufnehmen 2").startswith("Das kann ich nicht ausführen")
    assert late.ask("vogt", "STG", "!aufnehmen 2") == "TOP 2 „Ganztag“ ist aufgenommen."
    assert late.ask("vogt", "STG", "!top 2 aufnehmen") == "TOP 2 „Ganztag“ steht schon auf der Tagesordnung."
    late.say("vogt", "STG", "!top Mensa")
    assert late.ask("demir", "STG", "!to").split("\n")[1:] == ["1. Haushalt", "2. Ganztag", "3. Mensa"]


def test_a_proposal_is_dropped_or_goes_on_without_counting(late: World) -> None:
    """What was never taken up was not put off."""
    late.say("hollweg", "STG", "!streichen 2")
    late.say("petersen", "STG", "!top Hort")
    late.say("vogt", "STG", "!termin 8.6. 14 Uhr")
    late.until("2027-03-02 15:00")
    late.say("vogt", "STG", "!schluss")
    assert late.ask("demir", "STG", "!to").split("\n")[1:] == [
        "1. Haushalt (offen vom Di 02.03.2027)",
        "2. Hort (Vorschlag)",
    ]
    assert [(row["title"], row["postponed"]) for row in rows(late, "item")][-1] == ("Hort", 0)


def test_what_is_raised_after_the_deadline_is_proposed(late: World) -> None:
    """Both sides are told who decides."""
    late.heard("STG")
    answer = late.ask("demir", "AK", "!einbringen Elterncafé zur Kenntnisnahme")
    assert answer.endswith(
        "als Nachtrag vorgeschlagen: TOP 3 am Di 02.03.2027, 14:00 Uhr. Dort entscheidet die Leitung."
    )
    assert late.answer("STG").endswith("Vorschlag für TOP 3 am Di 02.03.2027, 14:00 Uhr. Aufnehmen: !aufnehmen 3")


# -- redactions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", ["!einbringen 3 E", "!verweisen 3 an JF"])
def test_a_redacted_topic_is_gone_where_it_went(t: World, after: str) -> None:
    """The message that brought the words is another one than that which raised them."""
    event = t.say("demir", "AK", "!top Familie Hassan")
    t.say("demir", "AK", after)
    assert "item" in holding(t, "Hassan")
    t.redact("demir", "AK", event)
    assert holding(t, "Hassan") == []
    assert [text for name in ("JF", "AK", "STG") for text in t.texts(name) if "Hassan" in text] == []


@pytest.mark.parametrize(
    ("who", "room", "typed"),
    [
        ("demir", "AK", "!einbringen Familie Hassan"),
        ("demir", "AK", "!verweisen 1 an STG Was wird aus Familie Hassan?"),
        ("vogt", "STG", "!ergebnis 2 Familie Hassan zieht um"),
    ],
)
def test_redacted_words_are_gone_on_both_sides(t: World, who: str, room: str, typed: str) -> None:
    """The titles, the outcomes and the posts."""
    t.say("demir", "AK", "!einbringen 2")
    event = t.say(who, room, typed)
    assert holding(t, "Hassan")
    t.redact(who, room, event)
    assert holding(t, "Hassan") == []
    assert [text for name in ("JF", "AK", "STG") for text in t.texts(name) if "Hassan" in text] == []
