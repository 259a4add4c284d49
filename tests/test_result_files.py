"""Files of results: kept as references, version by version; passed on, posted again, and forgotten when removed."""

from typing import Any

import pytest

from tests.seen import holding, rows
from tests.world import World


@pytest.fixture
def given(w: World) -> World:
    """STG-A-2027-001 was given to the working group."""
    w.say("vogt", "STG", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    for room in ("STG", "AK"):
        w.heard(room)
    return w


def post(w: World) -> str:
    """The bot's post about the assignment in the room of the working group."""
    return next(one.event_id for one in w.rooms["!AK"].posts if "Neuer Auftrag" in one.text)


def kept(w: World, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows(w, "kept_file")]


def test_a_file_as_reply_to_the_announcement_hands_in_the_result(given: World) -> None:
    """The giver gets words and file; nothing is laid down anew."""
    given.post_file("demir", "AK", "Bedarf.pdf", reply_to=post(given))
    assert given.heard("AK") == [
        "Ergebnis zu STG-A-2027-001 vorgelegt.\n1 Datei ist dabei. In zwei Sätzen für die Ebene darüber?"
    ]
    assert given.answer("STG").startswith(
        "Ergebnis zu STG-A-2027-001 „Bedarf prüfen“ liegt vor (Version 1, AK-FM): 1 Datei\n"
    )
    ((name, place),) = [(one.name, one.place) for one in given.files("STG")]
    assert (name, list(place)) == ("Bedarf.pdf", ["file"])
    assert rows(given, "attachment") == []
    assert given.files("AK") == []


def test_the_next_message_is_the_two_sentences(given: World) -> None:
    """Of the same person, within half an hour; chat is none."""
    given.post_file("demir", "AK", "Bedarf.pdf", reply_to=post(given))
    given.heard("STG")
    for chat in ("Danke", "Hat das jemand gesehen?"):
        given.say("demir", "AK", chat)
    given.say("reuter", "AK", "Das ist ja ein dickes Papier geworden.")
    assert given.heard("STG") == []
    given.say("demir", "AK", "Wir empfehlen einen Pool mit 12 Stellen. Er kostet 40.000 Euro.")
    assert given.answer("STG") == (
        "STG-A-2027-001 „Bedarf prüfen“ in zwei Sätzen (AK-FM): Wir empfehlen einen Pool mit 12 Stellen. "
        "Er kostet 40.000 Euro."
    )
    assert "in zwei Sätzen: Wir empfehlen" in given.ask("vogt", "STG", "!details A1")


def test_after_half_an_hour_a_message_is_chat_again(given: World) -> None:
    given.post_file("demir", "AK", "Bedarf.pdf", reply_to=post(given))
    given.heard("STG")
    given.move(minutes=31)
    given.say("demir", "AK", "Wir empfehlen einen Pool mit 12 Stellen.")
    assert given.heard("STG") == []
    given.say("demir", "AK", "!zwei saetze a1 Wir empfehlen einen Pool.")
    assert given.answer("STG").endswith("in zwei Sätzen (AK-FM): Wir empfehlen einen Pool.")


@pytest.mark.parametrize(
    "caption", ["!ergebnis A1", "! Ergebnis a1: Vier Räume fehlen.", "!ergebnis stg a 1 Vier Räume"]
)
def test_a_caption_says_what_the_file_is_for(given: World, caption: str) -> None:
    """Its text is the result; then nothing more is asked."""
    given.post_file("demir", "AK", "Bedarf.pdf", caption=caption)
    answer = given.answer("AK")
    assert answer.startswith("Ergebnis zu STG-A-2027-001 vorgelegt.")
    assert ("In zwei Sätzen" in answer) == ("Räume" not in caption)
    assert kept(given, "name", "version", "kind") == [("Bedarf.pdf", 1, "result")]


def test_more_files_join_the_version_until_something_is_decided(given: World) -> None:
    """Also as a reply to the person's own message; after that they are the next version, and the first stays."""
    event = given.say("demir", "AK", "!ergebnis A1 Vier Räume fehlen")
    given.heard("STG"), given.heard("AK")
    given.post_file("demir", "AK", "Bedarf.pdf", reply_to=event)
    assert given.answer("AK").startswith("Die Datei gehört jetzt zum Ergebnis von STG-A-2027-001, Version 1.")
    assert given.answer("STG") == "Datei zum Ergebnis von STG-A-2027-001 „Bedarf prüfen“ (Version 1)."
    given.post_file("demir", "AK", "Kosten.xlsx", "zwei", reply_to=event)
    assert [one.name for one in given.files("STG")] == ["Bedarf.pdf", "Kosten.xlsx"]
    given.say("vogt", "STG", "!nachbessern A1 Folgekosten fehlen bis 12.2.")
    given.heard("AK")
    given.post_file("demir", "AK", "Bedarf.pdf", "drei", reply_to=event)
    assert "Version 2" in given.heard("AK")[-1]
    details = given.ask("vogt", "STG", "!details A1")
    assert "Dateien zu Version 1: Bedarf.pdf (2 kB, e3b0c44298fc), Kosten.xlsx (2 kB, " in details
    assert "Dateien zu Version 2: Bedarf.pdf (2 kB, " in details


def test_what_is_approved_takes_no_more_files(given: World) -> None:
    """And the same file twice is one."""
    given.post_file("demir", "AK", "Bedarf.pdf", reply_to=post(given))
    given.heard("AK")
    given.post_file("demir", "AK", "Kopie.pdf", reply_to=post(given))
    assert given.answer("AK") == "„Kopie.pdf“ liegt schon vor, Inhalt unverändert."
    given.say("vogt", "STG", "!abnehmen A1")
    given.heard("AK")
    given.post_file("demir", "AK", "Neu.pdf", "neu", reply_to=post(given))
    assert "Neu.pdf" not in str(kept(given, "name"))
    assert len(given.heard("AK")) == 1


def test_a_file_that_cannot_be_opened_is_refused_with_one_sentence(given: World) -> None:
    given.post_file("demir", "AK", "Bedarf.pdf", None, reply_to=post(given))
    assert given.answer("AK").startswith("Die Datei konnte ich nicht öffnen.")
    assert kept(given, "name") == [] and given.heard("STG") == []


def test_a_member_s_file_is_offered_to_the_lead(given: World) -> None:
    """It is no result before the lead says so."""
    given.post_file("reuter", "AK", "Bedarf.pdf", reply_to=post(given))
    assert given.answer("AK") == (
        "„Bedarf.pdf“ liegt zu STG-A-2027-001 bereit. Vorlegen kann es die Leitung: „ja“ oder "
        "!datei übernehmen STG-A-2027-001"
    )
    assert given.heard("STG") == [] and given.files("STG") == []
    given.say("reuter", "AK", "ja")
    assert given.heard("STG") == []
    given.say("demir", "AK", "ja")
    assert len(given.heard("STG")) == 1
    assert [one.name for one in given.files("STG")] == ["Bedarf.pdf"]
    assert given.ask("demir", "AK", "!datei uebernehmen A1") == "Zu STG-A-2027-001 liegt keine Datei bereit."


def test_files_are_posted_again_on_request(given: World) -> None:
    """By version; the last one if none is said."""
    given.post_file("demir", "AK", "Bedarf.pdf", reply_to=post(given))
    given.files("STG")
    assert given.ask("petersen", "STG", "!datei A1") == "Das ist die Datei zu STG-A-2027-001, Version 1."
    assert [one.name for one in given.files("STG")] == ["Bedarf.pdf"]
    assert given.ask("petersen", "STG", "!dateien a1 2").startswith("Zu STG-A-2027-001 liegen in Version 2 keine")


def test_nothing_leaves_an_encrypted_room_for_one_that_is_not(w: World) -> None:
    """The words stay back, the file stays back, and its sender is told."""
    w.room("OFFEN", moderators=("vogt",), encrypted=False)
    w.say("vogt", "OFFEN", "!gremium neu BR Beirat strategisch beratend")
    w.say("vogt", "OFFEN", "ja")
    w.say("vogt", "OFFEN", "!rolle Katrin Vogt Leitung")
    w.say("vogt", "OFFEN", "!auftrag an AK-FM: Bedarf prüfen bis 5.2.")
    w.heard("AK")
    w.post_file("demir", "AK", "Hassan.pdf", reply_to=post(w))
    assert "gebe ich die Datei nicht dorthin weiter" in w.answer("AK")
    assert w.files("OFFEN") == []
    assert "Hassan" not in w.ask("vogt", "OFFEN", "!details A1")
    w.say("vogt", "OFFEN", "!datei A1")
    assert w.files("OFFEN") == []


def test_a_redaction_forgets_place_and_keys_and_takes_the_copies_back(given: World) -> None:
    """In every room; that there was a file stays."""
    event = given.post_file("demir", "AK", "Familie Hassan.pdf", reply_to=post(given))
    given.say("petersen", "STG", "!datei A1")
    assert len(given.rooms["!STG"].files) == 2 and holding(given, "geheim")
    given.redact("demir", "AK", event)
    assert given.rooms["!STG"].files == []
    assert holding(given, "Hassan") == [] and holding(given, "geheim") == []
    assert kept(given, "place", "sha256") == [({}, "")]
    assert "Dateien zu Version 1: (entfernt am Mo 11.01.2027)" in given.ask("vogt", "STG", "!details A1")


@pytest.mark.parametrize("more", [{}, {"reply_to": "$chat"}, {"caption": "Bitte lesen"}])
def test_what_is_not_meant_for_the_bot_never_comes_in(given: World, more: dict[str, Any]) -> None:
    event = given.post_file("demir", "AK", "Bedarf.pdf", **more)
    assert event not in [row["event_id"] for row in rows(given, "inbox")]
    assert given.heard("AK") == []


def test_a_file_that_belongs_nowhere_is_asked_about(given: World) -> None:
    given.post_file("demir", "AK", "Bedarf.pdf", mentions_bot=True)
    assert given.answer("AK").startswith("Zu welchem Auftrag gehört die Datei?")
    given.post_file("demir", "AK", "Bedarf.pdf", caption="!ergebnis A7")
    assert "A7" in given.answer("AK")
    given.post_file("vogt", "STG", "Bedarf.pdf", caption="!ergebnis A1")
    assert "AK Flucht & Migration" in given.answer("STG")
