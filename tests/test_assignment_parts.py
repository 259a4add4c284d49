"""Parts of an assignment: partial assignments and contributions, to any depth, and what handing in makes of them."""

import pytest

from tests.seen import holding, rows
from tests.world import World


@pytest.fixture
def split(w: World) -> World:
    """The working group has a group below it and a sister; the steering group gave A1, which is accepted."""
    w.room("UAG", "mielke", moderators=("reuter",))
    w.say("vogt", "UAG", "!gremium neu UAG-SM Unterarbeitsgruppe Sprache operativ unter AK-FM")
    w.say("vogt", "UAG", "ja")
    w.room("SB", "brandt", moderators=("lenz",))
    w.say("vogt", "SB", "!gremium neu AK-SB AK Sprachbildung operativ unter STG")
    w.say("vogt", "SB", "ja")
    w.join("UAG", "vogt")
    w.join("SB", "vogt")
    w.say("vogt", "UAG", "!rolle Katrin Vogt Leitung")
    w.say("vogt", "SB", "!rolle Katrin Vogt Leitung")
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 30.4.")
    w.say("demir", "AK", "!annehmen A1")
    for room in ("STG", "AK", "JF", "UAG", "SB"):
        w.heard(room)
    return w


def test_the_lead_splits_an_assignment(split: World) -> None:
    """The part has the number of the whole and its own; its receiver is told."""
    answer = split.ask("demir", "AK", "!teilauftrag A1 an UAG-SM: Zahlen erheben, Ergebnis: Liste bis 16.4.")
    assert answer.split("\n") == [
        "STG-A-2027-001/1: „Zahlen erheben“. Teilauftrag an UAG-SM. Frist: Fr 16.04.2027.",
        "Ich melde es im Raum von Unterarbeitsgruppe Sprache.",
    ]
    assert split.answer("UAG").startswith(
        "Neuer Teilauftrag von AK Flucht & Migration zu STG-A-2027-001: STG-A-2027-001/1 „Zahlen erheben“"
    )
    assert split.ask("vogt", "UAG", "!annehmen a1/1").startswith("STG-A-2027-001/1 ist angenommen.")
    assert split.heard("AK")[-1] == "UAG-SM hat STG-A-2027-001/1 „Zahlen erheben“ angenommen."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!teilauftrag a1 an uag sm Zahlen erheben bis 16.4.", "STG-A-2027-001/1: „Zahlen erheben“. Teilauftrag an"),
        ("!teilauftrag stg a 1 an FB 51: Zahlen bis 16.4.", "STG-A-2027-001/1: „Zahlen“. Teilauftrag an FB 51."),
        ("!zuarbeit A1 von FB 51: Kita-Zahlen bis 16.4.", "STG-A-2027-001/1: „Kita-Zahlen“. Zuarbeit von FB 51."),
        ("!zuarbeit A1 an AK-SB: Kita-Zahlen bis 16.4.", "STG-A-2027-001/1: „Kita-Zahlen“. Zuarbeit von AK-SB."),
        ("!zuarbeit a1 fb 51: Kita-Zahlen bis 16.4.", "STG-A-2027-001/1: „Kita-Zahlen“. Zuarbeit von fb 51."),
        ("!teilauftrag a1 uag sm: Zahlen bis 16.4.", "STG-A-2027-001/1: „Zahlen“. Teilauftrag an UAG-SM."),
        ("!teilauftrag a1 Zahlen: Kita und Schule bis 16.4.", "Wer ist zuständig?"),
        ("!zuarbeit A1", "Es fehlt, was zu liefern ist. So geht es: !zuarbeit STG-A-2027-001 von"),
        ("!teilauftrag A1: Zahlen erheben bis 16.4.", "Wer ist zuständig?"),
        ("!teilauftrag A1 an UAG-SM: Zahlen erheben", "Es fehlt die Frist. Vorschlag: Fr 23.04.2027 (STG-A-2027-001"),
        ("!teilauftrag A1 an UAG-SM", "Es fehlt, was zu tun ist."),
        ("!teilauftrag A1 an STG: Zahlen bis 16.4.", "Steuerungsgruppe Bildung hat STG-A-2027-001 erteilt oder führt"),
        (
            "!zuarbeit A1 von STG: Zahlen bis 16.4.",
            "Steuerungsgruppe Bildung hat STG-A-2027-001 erteilt oder führt es.",
        ),
        ("!teilauftrag A1 an AK-FM: Zahlen bis 16.4.", "AK Flucht & Migration kann sich selbst keinen Auftrag"),
        ("!teilauftrag A7 an UAG-SM: Zahlen bis 16.4.", "Einen Auftrag „A7“ finde ich hier nicht."),
    ],
)
def test_a_part_is_complete_in_one_line_or_asked_for(split: World, typed: str, answer: str) -> None:
    """With the receiver, the words and the date as they are typed; never in a circle."""
    assert split.ask("demir", "AK", typed).startswith(answer)


def test_a_date_behind_that_of_the_whole_is_said(split: World) -> None:
    """It is not forbidden: the giver may be asked for more time."""
    answer = split.ask("demir", "AK", "!teilauftrag A1 an FB 51: Zahlen bis 7.5.")
    assert answer.split("\n")[1] == "Das ist nach der Frist von STG-A-2027-001 (Fr 30.04.2027)."


def test_an_edit_changes_a_part_that_nobody_has_answered(split: World) -> None:
    """As it does for an assignment; another number is another order."""
    event = split.say("demir", "AK", "!zuarbeit A1 von AK-SB: Zahlen bis 16.4.")
    split.heard("AK"), split.heard("SB")
    split.edit("demir", "AK", event, "!zuarbeit A1 von AK-SB: Zahlen und Orte bis 9.4.")
    changes = "Titel: „Zahlen und Orte“, Frist: Fr 09.04.2027"
    assert split.answer("AK") == f"STG-A-2027-001/1 geändert. {changes}"
    assert split.answer("SB").endswith(f"„Zahlen und Orte“ geändert. {changes}")
    split.edit("demir", "AK", event, "!zuarbeit A1/1 von AK-SB: Zahlen bis 9.4.")
    assert split.answer("AK").startswith("Ihre Änderung kam nach der Ausführung")


def test_only_who_leads_splits_but_the_giver_may_order_a_contribution(split: World) -> None:
    """The lead is told of it, and whoever ordered it, what comes in is for the lead."""
    answer = split.ask("vogt", "STG", "!teilauftrag A1 an FB 51: Zahlen bis 16.4.")
    assert answer.startswith("Über STG-A-2027-001 entscheidet AK Flucht & Migration.")
    assert split.ask("vogt", "STG", "!zuarbeit A1 von FB 51: Kita-Zahlen bis 16.4.").startswith("STG-A-2027-001/1")
    assert split.answer("AK") == (
        "Zu STG-A-2027-001 ist eine Zuarbeit bestellt: STG-A-2027-001/1 „Kita-Zahlen“, FB 51, bis Fr 16.04.2027."
    )
    assert split.ask("demir", "AK", "!ergebnis A1/1 11 von 14") == "Ergebnis zu STG-A-2027-001/1 vorgelegt."
    assert split.ask("demir", "AK", "!abnehmen A1/1").startswith("Ergebnis zu STG-A-2027-001/1 abgenommen.")


def test_parts_have_parts_and_details_show_the_tree(split: World) -> None:
    """Indented, by number, with the state of each; a part is found by its number however it is typed."""
    split.say("demir", "AK", "!teilauftrag A1 an UAG-SM: Zahlen erheben bis 16.4.")
    split.say("demir", "AK", "!zuarbeit A1 von FB 51: Kita-Zahlen bis 9.4.")
    answer = split.ask("vogt", "UAG", "!zuarbeit A1/1 von AK-SB: Sprachstand bis 1.4.")
    assert answer.startswith("STG-A-2027-001/1/1: „Sprachstand“. Zuarbeit von AK-SB. Frist: Do 01.04.2027.")
    split.say("vogt", "SB", "!annehmen a 1 / 1 / 1")
    space = "\N{EM SPACE}" * 2
    assert split.ask("vogt", "STG", "!details A1").split("\n")[3:7] == [
        "3 Teile:",
        "– STG-A-2027-001/1 Zahlen erheben, UAG-SM, bis Fr 16.04.2027: erteilt, noch nicht bestätigt",
        f"– {space}STG-A-2027-001/1/1 Zuarbeit: Sprachstand, AK-SB, bis Do 01.04.2027: angenommen",
        "– STG-A-2027-001/2 Zuarbeit: Kita-Zahlen, FB 51, bis Fr 09.04.2027: erteilt, noch nicht bestätigt",
    ]
    assert "– Teilauftrag zu STG-A-2027-001" in split.ask("vogt", "UAG", "!details STG-A-27-1/1").split("\n")


def test_a_part_does_not_go_back_to_who_gave_the_whole(split: World) -> None:
    """Over any number of steps."""
    split.say("demir", "AK", "!teilauftrag A1 an UAG-SM: Zahlen erheben bis 16.4.")
    answer = split.ask("vogt", "UAG", "!zuarbeit A1/1 von AK-FM: Zahlen bis 1.4.")
    assert answer.startswith("AK Flucht & Migration hat STG-A-2027-001/1 erteilt oder führt es.")
    answer = split.ask("vogt", "UAG", "!zuarbeit A1/1 von STG: Zahlen bis 1.4.")
    assert answer.startswith("Steuerungsgruppe Bildung hat STG-A-2027-001/1 erteilt oder führt es.")


def test_the_number_of_the_whole_means_the_part_where_only_that_is_to_be_seen(split: World) -> None:
    """The group below has never heard of the whole."""
    split.say("demir", "AK", "!teilauftrag A1 an UAG-SM: Zahlen erheben bis 16.4.")
    assert split.ask("vogt", "UAG", "!annehmen A1").startswith("STG-A-2027-001/1 ist angenommen.")
    assert split.ask("vogt", "SB", "!details A1").startswith("Einen Auftrag „A1“ finde ich hier nicht.")


def test_handing_in_with_open_parts_asks_first_and_notes_it(split: World) -> None:
    """A warning, no block; where all parts are accepted nothing is asked."""
    split.say("demir", "AK", "!teilauftrag A1 an UAG-SM: Zahlen erheben bis 16.4.")
    split.say("demir", "AK", "!zuarbeit A1 von FB 51: Kita-Zahlen bis 9.4.")
    answer = split.ask("demir", "AK", "!ergebnis A1 Wir empfehlen einen Pool.")
    assert answer == (
        "Es sind noch 2 Teile offen: STG-A-2027-001/1 (erteilt, noch nicht bestätigt), "
        "STG-A-2027-001/2 (erteilt, noch nicht bestätigt). Trotzdem vorlegen? ja / nein"
    )
    assert split.ask("demir", "AK", "nein") == "In Ordnung, es bleibt wie es ist."
    split.say("demir", "AK", "!ergebnis A1 Wir empfehlen einen Pool.")
    split.heard("STG")
    assert split.ask("demir", "AK", "ja") == "Ergebnis zu STG-A-2027-001 vorgelegt."
    assert "(Version 1, AK-FM): Wir empfehlen einen Pool." in split.answer("STG")
    assert split.ask("vogt", "STG", "!details A1").split("\n")[-2:] == [
        "– Mo 11.01.2027 Ergebnis: Wir empfehlen einen Pool.",
        "– Mo 11.01.2027 mit offenen Teilen vorgelegt: STG-A-2027-001/1, STG-A-2027-001/2",
    ]


def test_trotzdem_is_part_of_a_result_where_nothing_is_open(split: World) -> None:
    """The word that answers the question is an ordinary word elsewhere."""
    split.say("demir", "AK", "!ergebnis A1 Trotzdem empfehlen wir einen Pool.")
    assert "(Version 1, AK-FM): Trotzdem empfehlen wir einen Pool." in split.heard("STG")[-1]


def test_two_sentences_are_asked_for_and_kept_beside_the_result(split: World) -> None:
    """The next message of the same person is taken for them; a question among colleagues is not."""
    assert split.ask("demir", "AK", "!ergebnis A1") == (
        "Das Ergebnis zu STG-A-2027-001 in zwei Sätzen für Steuerungsgruppe Bildung? "
        "Ihre nächste Nachricht nehme ich dafür."
    )
    split.say("reuter", "AK", "Das klingt gut für mich")
    split.say("demir", "AK", "Ist das so für alle in Ordnung?")
    split.say("demir", "AK", "Moment")
    assert split.heard("AK") == []
    answer = split.ask("demir", "AK", "Wir empfehlen einen Pool mit 12 Sprachmittlern. Start 01.10.2027 möglich.")
    assert answer == "Ergebnis zu STG-A-2027-001 vorgelegt."
    told = "liegt vor (Version 1, AK-FM): Wir empfehlen einen Pool mit 12 Sprachmittlern. Start 01.10.2027 möglich.\n"
    assert told in split.heard("STG")[-1]
    assert [row["kind"] for row in rows(split, "entry")][-2:] == ["result", "summary"]


def test_a_long_result_is_handed_in_and_asked_for_in_two_sentences(split: World) -> None:
    """The sentences come behind it; who has said it shortly is asked nothing."""
    answer = split.ask("demir", "AK", "!ergebnis A1 " + "Wir haben vieles geprüft. " * 20)
    assert answer.split("\n")[0] == "Ergebnis zu STG-A-2027-001 vorgelegt."
    assert "in zwei Sätzen für Steuerungsgruppe Bildung?" in answer
    assert split.ask("demir", "AK", "Wir empfehlen einen Pool.").startswith("Kurzfassung zu STG-A-2027-001")
    assert split.heard("STG")[-1].endswith("in zwei Sätzen (AK-FM): Wir empfehlen einen Pool.")


def test_sentences_that_come_after_half_an_hour_are_chat(split: World) -> None:
    """Nobody has the question in mind any more; the command does it at any time."""
    split.say("demir", "AK", "!ergebnis A1")
    split.move(minutes=31)
    split.heard("AK")
    split.say("demir", "AK", "Wir treffen uns morgen um neun im Rathaus.")
    assert split.heard("AK") == []
    assert split.ask("demir", "AK", "!kurzfassung A1 Wir empfehlen einen Pool.") == (
        "Ergebnis zu STG-A-2027-001 vorgelegt."
    )
    assert split.ask("demir", "AK", "!kurzfassung A1 Wir empfehlen zwei Pools.") == (
        "Kurzfassung zu STG-A-2027-001 gespeichert."
    )
    assert split.heard("STG")[-1].endswith("in zwei Sätzen (AK-FM): Wir empfehlen zwei Pools.")


def test_a_result_stands_on_the_next_agenda_of_the_giver(split: World) -> None:
    """Once, for a decision, and not any more when it is accepted before."""
    split.say("vogt", "STG", "!termin 16.2. 14 Uhr")
    split.say("vogt", "STG", "!top Haushalt")
    split.heard("STG")
    split.say("demir", "AK", "!ergebnis A1 Wir empfehlen einen Pool.")
    assert "Es ist TOP 2 am Di 16.02.2027." in split.answer("STG")
    assert split.ask("vogt", "STG", "!to").split("\n")[-1] == (
        "2. Ergebnis STG-A-2027-001 Bedarf prüfen (Entscheidung)"
    )
    split.say("vogt", "STG", "!nachbessern A1 Kosten fehlen bis 12.2.")
    split.say("demir", "AK", "!ergebnis A1 Wir empfehlen einen Pool für 38.000 €.")
    assert split.ask("vogt", "STG", "!to").count("Ergebnis STG-A-2027-001") == 1
    split.say("vogt", "STG", "!abnehmen A1")
    assert split.ask("vogt", "STG", "!to").split("\n")[-1].endswith("(Entscheidung, erledigt)")


def test_open_parts_of_a_withdrawn_assignment_are_named_and_withdrawn_on_a_word(split: World) -> None:
    """Those who work on them are told, each once."""
    split.say("demir", "AK", "!teilauftrag A1 an UAG-SM: Zahlen erheben bis 16.4.")
    split.say("vogt", "UAG", "!zuarbeit A1/1 von AK-SB: Sprachstand bis 1.4.")
    for room in ("UAG", "SB", "AK"):
        split.heard(room)
    answer = split.ask("vogt", "STG", "!zurückziehen A1 Der Anlass ist entfallen.")
    assert answer.split("\n")[1].startswith("2 Teile sind noch offen: STG-A-2027-001/1 (erteilt, noch nicht")
    assert split.ask("vogt", "STG", "ja") == "2 Teile zurückgezogen: STG-A-2027-001/1, STG-A-2027-001/1/1"
    told = "STG-A-2027-001 „Bedarf prüfen“ ist beendet. Damit sind zurückgezogen: "
    assert split.answer("UAG") == f"{told}STG-A-2027-001/1, STG-A-2027-001/1/1"
    assert split.answer("SB") == f"{told}STG-A-2027-001/1/1"
    assert split.heard("AK")[-1] == f"{told}STG-A-2027-001/1"
    assert split.ask("vogt", "UAG", "!offen") == "Es sind keine Aufträge offen."


def test_an_answer_that_names_a_contribution_offers_to_order_it(split: World) -> None:
    """Story 2: „FB 51 arbeitet zu bis 16.04., Ansprechstelle Kita-Fachberatung“."""
    split.say("demir", "AK", "!klärung A1 Wer liefert die Kita-Zahlen? FB 51 sitzt nicht im AK")
    answer = split.ask("vogt", "STG", "!geklärt A1 FB 51 arbeitet zu bis 16.04., Ansprechstelle Kita-Fachberatung")
    assert answer.split("\n")[1] == "Soll ich die Zuarbeit von FB 51 bis Fr 16.04.2027 anlegen? ja / nein"
    split.say("demir", "AK", "!annehmen A1")
    split.heard("AK")
    assert split.ask("vogt", "STG", "ja").startswith(
        "STG-A-2027-001/1: „Bedarf prüfen“. Zuarbeit von FB 51. Frist: Fr 16.04.2027."
    )
    assert split.answer("AK").startswith("Zu STG-A-2027-001 ist eine Zuarbeit bestellt: STG-A-2027-001/1")
    assert "Ansprechstelle Kita-Fachberatung" in split.ask("demir", "AK", "!details A1/1")


@pytest.mark.parametrize("text", ["FB 51 arbeitet zu.", "Bitte selbst ermitteln bis 16.4.", "Zahlen kommen"])
def test_other_answers_offer_nothing(split: World, text: str) -> None:
    """Only who contributes until when."""
    split.say("demir", "AK", "!klärung A1 Wer liefert die Kita-Zahlen?")
    assert "Soll ich" not in split.ask("vogt", "STG", f"!geklärt A1 {text}")


def test_who_is_involved_sees_the_assignment(split: World) -> None:
    """Units and bodies; those with a room are told."""
    assert split.ask("vogt", "SB", "!details A1").startswith("Einen Auftrag „A1“ finde ich hier nicht.")
    assert split.ask("demir", "AK", "!beteiligen A1 fb 51, AK-SB und Schulamt") == (
        "Beteiligt an STG-A-2027-001: fb 51, AK-SB, Schulamt"
    )
    assert split.heard("SB")[-1] == (
        "Dieses Gremium ist beteiligt an STG-A-2027-001 „Bedarf prüfen“ (STG an AK-FM, bis Fr 30.04.2027)."
    )
    assert "– Beteiligt: fb 51, AK-SB, Schulamt" in split.ask("vogt", "SB", "!details A1").split("\n")
    assert split.ask("demir", "AK", "!beteiligen A1 AK-SB entfällt").endswith("fb 51, Schulamt")
    assert split.ask("vogt", "SB", "!details A1").startswith("Einen Auftrag „A1“ finde ich hier nicht.")


@pytest.mark.parametrize(
    ("room", "who", "text"),
    [
        ("AK", "demir", "!teilauftrag A1 an UAG-SM: Familie Hassan besuchen bis 16.4."),
        ("AK", "demir", "!zuarbeit A1 von FB 51: Bericht, Ergebnis: Akte Familie Hassan bis 16.4."),
        ("AK", "demir", "!beteiligen A1 Familie Hassan"),
        ("AK", "demir", "!ergebnis A1 Familie Hassan ist umgezogen"),
        ("AK", "demir", "!kurzfassung A1 Familie Hassan ist umgezogen"),
        ("STG", "vogt", "!auftrag an FB 40: Familie Hassan besuchen bis 5.2."),
    ],
)
def test_a_redacted_text_is_gone_from_parts_results_and_agendas(split: World, room: str, who: str, text: str) -> None:
    """Also from the item that a result became."""
    split.say("vogt", "STG", "!termin 16.2. 14 Uhr")
    event = split.say(who, room, text)
    split.say("vogt", "STG", "!ergebnis A2 Fertig")
    assert holding(split, "Hassan")
    split.redact(who, room, event)
    assert holding(split, "Hassan") == []
    assert [text for name in ("AK", "STG", "UAG", "SB") for text in split.texts(name) if "Hassan" in text] == []
