"""Edits and redactions of messages that were commands."""

import pytest

from storage import inbox, sources
from tests.seen import business, holding, rows
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday; its call has been posted."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.until("2027-01-11 08:30")
    w.heard("JF")
    return w


def titles(w: World) -> list[str]:
    return [row["title"] for row in rows(w, "item")]


def test_an_edit_renames_the_item_and_makes_no_second_one(jf: World) -> None:
    """Twice within a second, and the living post follows both times."""
    event = jf.say("petersen", "JF", "!top Raumplanug E")
    jf.heard("JF")
    jf.edit("petersen", "JF", event, "!top Raumplanung")
    jf.edit("petersen", "JF", event, "!top Raumplanung 2027 20 Min")
    assert jf.heard("JF") == ["TOP 1 heißt jetzt „Raumplanung“.", "TOP 1 heißt jetzt „Raumplanung 2027“."]
    assert "1. Raumplanung 2027 (Entscheidung, 20 Minuten)" in jf.rooms["!JF"].posts[-4].text
    assert len(titles(jf)) == 1


def test_an_edit_of_a_list_renames_each_line(jf: World) -> None:
    """Bullets stay bullets; a line that is new has to come as a message of its own."""
    event = jf.say("petersen", "JF", "!top\n- Ganztag\n- Mensa")
    jf.heard("JF")
    jf.edit("petersen", "JF", event, "!top\n- Ganztag 2027\n- Mensa neu\n- Hort")
    assert jf.answer("JF").split("\n") == [
        "TOP 1 heißt jetzt „Ganztag 2027“.",
        "TOP 2 heißt jetzt „Mensa neu“.",
        "Weitere Zeilen aus einer Änderung übernehme ich nicht. Bitte schreiben Sie sie als neue Nachricht.",
    ]
    assert titles(jf) == ["Ganztag 2027", "Mensa neu"]


@pytest.mark.parametrize("text", ["!top", "!top   ", "!top 3", "!offen", "!", "doch nicht", "!top <b>fett</b>"])
def test_an_edit_that_says_nothing_new_changes_nothing_and_is_answered(jf: World, text: str) -> None:
    """Silence would leave its author believing the edit."""
    event = jf.say("petersen", "JF", "!top Ganztag")
    before = business(jf)
    jf.heard("JF")
    jf.edit("petersen", "JF", event, text)
    assert len(jf.heard("JF")) == 1
    assert business(jf) == before


def test_an_edit_by_somebody_else_is_ignored(jf: World) -> None:
    """A homeserver lets such an event through; clients ignore it, and so must the bot."""
    event = jf.say("petersen", "JF", "!top Ganztag")
    jf.heard("JF")
    jf.edit("vogt", "JF", event, "!top Etwas anderes")
    assert jf.heard("JF") == []
    assert titles(jf) == ["Ganztag"]


def test_an_edit_of_a_refused_message_runs_it_for_the_first_time(jf: World) -> None:
    """And a further edit renames."""
    event = jf.say("petersen", "JF", "!termin 30.2. 9 Uhr")
    jf.heard("JF")
    jf.edit("petersen", "JF", event, "!termin 28.1. 9 Uhr")
    assert jf.answer("JF").startswith("Jour fixe am Do 28.01.2027, 09:00 Uhr eingetragen")
    jf.edit("petersen", "JF", event, "!termin 29.1. 9 Uhr")
    assert jf.answer("JF").startswith("Ihre Änderung kam nach der Ausführung und gilt nicht mehr.")


def test_an_edit_after_a_day_or_after_the_meeting_has_begun_is_too_late(jf: World) -> None:
    """What was discussed under a title keeps it."""
    event = jf.say("petersen", "JF", "!top Ganztag")
    jf.sleep_until("2027-01-12 08:29")
    jf.edit("petersen", "JF", event, "!top Ganztag 2027")
    assert jf.last("JF").text == "TOP 1 heißt jetzt „Ganztag 2027“."
    jf.sleep_until("2027-01-12 08:31")
    jf.edit("petersen", "JF", event, "!top Ganztag 2028")
    assert jf.last("JF").text.startswith("Ihre Änderung kam nach der Ausführung")


def test_an_edit_rewords_a_result_but_not_that_of_another_item(jf: World) -> None:
    """A changed number is a new order."""
    jf.say("petersen", "JF", "!top Ganztag\nMensa")
    event = jf.say("vogt", "JF", "!ergebnis 1 Vier Räume")
    jf.heard("JF")
    jf.edit("vogt", "JF", event, "!ergebnis 1 Fünf Räume")
    assert jf.answer("JF") == "Das Ergebnis ist geändert."
    jf.edit("vogt", "JF", event, "!ergebnis 2 Sechs Räume")
    assert jf.answer("JF").startswith("Ihre Änderung kam nach der Ausführung")
    assert [row["text"] for row in rows(jf, "outcome")] == ["Fünf Räume"]


# -- redactions -------------------------------------------------------------------------------------------------------

SECRET = "Familie Hassan & <Söhne"


@pytest.mark.parametrize(
    ("room", "who", "text"),
    [
        ("JF", "petersen", f"!top {SECRET}"),
        ("JF", "petersen", f"!top Ganztag\n{SECRET} E"),
        ("JF", "petersen", f"!speichern {SECRET}"),
        ("JF", "vogt", f"!ständig {SECRET}"),
        ("JF", "vogt", f"!schritt {SECRET} anrufen A bis 5.2."),
        ("STG", "vogt", f"!handlungsfeld {SECRET}"),
        ("AK", "demir", f"!einbringen {SECRET} zur Beratung"),
        ("JF", "vogt", f"!schließtag 8.2. {SECRET}"),
        ("JF", "vogt", f"!umbenennen 1 in {SECRET}"),
        ("JF", "vogt", f"!ergebnis 1 {SECRET} besuchen bis Ende Januar"),
        ("JF", "petersen", f"!topp {SECRET}"),
        ("JF", "vogt", f"!auftrag {SECRET} besuchen"),
        ("JF", "vogt", f"!auftrag an AK-FM: {SECRET} besuchen"),
        ("JF", "vogt", f"!auftrag an AK-FM: {SECRET}, Ergebnis: Bericht über {SECRET} bis 5.2."),
        ("AK", "demir", f"!klärung A1 Was ist mit {SECRET}?"),
        ("AK", "reuter", f"!stand A1 {SECRET} ist umgezogen"),
        ("AK", "demir", f"!ergebnis A1 {SECRET} wohnt jetzt\nwoanders"),
    ],
)
def test_a_redacted_text_is_gone_from_every_table_and_from_every_room(
    jf: World, room: str, who: str, text: str
) -> None:
    """Whatever it was made into, in whichever room it was told."""
    jf.say("petersen", "JF", "!top Eins")
    jf.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    event = jf.say(who, room, text)
    assert holding(jf, "Hassan"), "it was there"
    jf.redact("demir", room, event)
    assert holding(jf, "Hassan") == []
    assert [text for name in ("JF", "AK", "STG") for text in jf.texts(name) if "Hassan" in text] == []


def test_a_redacted_text_is_gone_from_what_its_answers_led_to(jf: World) -> None:
    """„!ergebnis …“, „1“, „AK-FM“: the assignment goes back to the first message."""
    jf.say("petersen", "JF", "!top Eins")
    event = jf.say("vogt", "JF", f"!ergebnis 1 {SECRET} besuchen bis Ende Januar")
    jf.say("vogt", "JF", "1")
    assert "question" in holding(jf, "Hassan")
    jf.say("vogt", "JF", "AK-FM")
    jf.heard("JF")
    jf.redact("vogt", "JF", event)
    assert holding(jf, "Hassan") == []
    assert (
        jf.ask("vogt", "JF", "!offen").split("\n")[1].startswith("– JF-A-2027-001 (entfernt am Mo 11.01.2027), AK-FM")
    )


def test_a_question_that_carries_a_redacted_text_is_closed(jf: World) -> None:
    """Also one that an answer led to."""
    jf.say("petersen", "JF", "!top Eins")
    event = jf.say("vogt", "JF", f"!ergebnis 1 {SECRET} besuchen bis Ende Januar")
    jf.say("vogt", "JF", "1")
    jf.redact("vogt", "JF", event)
    jf.heard("JF")
    jf.say("vogt", "JF", "AK-FM")
    assert jf.heard("JF") == []
    assert holding(jf, "Hassan") == []


def test_the_skeleton_of_a_removed_item_stays(jf: World) -> None:
    """The agenda says that something was removed, and when."""
    event = jf.say("petersen", "JF", f"!top {SECRET}")
    jf.redact("vogt", "JF", event)
    assert jf.ask("petersen", "JF", "!to").split("\n")[1] == "1. (entfernt am Mo 11.01.2027)"


def test_letters_that_were_not_sent_yet_do_not_carry_the_text_out(jf: World) -> None:
    """The answer and the post in the other room are set aside before they are sent."""
    jf.hold_back()
    event = jf.say("vogt", "JF", f"!auftrag an AK-FM: {SECRET} besuchen bis 5.2.")
    jf.redact("vogt", "JF", event)
    jf.release()
    assert [text for name in ("JF", "AK") for text in jf.texts(name) if "Hassan" in text] == []
    assert holding(jf, "Hassan") == []


def test_a_message_that_is_removed_before_it_was_read_is_never_carried_out(jf: World) -> None:
    """Both arrive while the bot is away."""
    event = jf.receive_while_away("petersen", "JF", f"!top {SECRET}")
    with jf.store.transaction() as tx:
        inbox.forget_text(tx, event)
    jf.wake_up()
    assert titles(jf) == []
    assert holding(jf, "Hassan") == []


def test_what_nobody_ordered_leaves_no_trace_when_removed(jf: World) -> None:
    """A redaction of chat is not for the bot."""
    jf.redact("petersen", "JF", "$chat")
    assert holding(jf, "$chat") == []
    with jf.store.transaction() as tx:
        assert sources.made_by(tx, "$chat") == []
