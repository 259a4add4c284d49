"""The agenda: adding, showing, renaming, ordering, putting off and dropping items; standing items."""

import pytest

from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday; three topics by three people."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    for who, title in (("vogt", "Datenblatt"), ("petersen", "Raumplanung"), ("yilmaz", "Zensus")):
        w.say(who, "JF", f"!top {title}")
    w.heard("JF")
    return w


def agenda(w: World) -> list[str]:
    return w.ask("yilmaz", "JF", "!to").split("\n")[1:]


@pytest.mark.parametrize(
    ("typed", "noted"),
    [
        ("!top Sprachmittlung in Kitas E 20 Min", "„Sprachmittlung in Kitas“ (Entscheidung, 20 Minuten)"),
        ("! TOP Sprachmittlung 15 min (B)", "„Sprachmittlung“ (Beratung, 15 Minuten)"),
        ("!Thema: „Schulweg“ zur Kenntnis.", "„Schulweg“ (Information)"),
        ("!tagesordnungspunkt Schulweg (Information)", "„Schulweg“ (Information)"),
        ("!top:Ganztag", "„Ganztag“"),
        ("!top\u00a0Ganztag \u00a0 2027", "„Ganztag 2027“"),
        ("!item Hort for decision", "„Hort“ (Entscheidung)"),
        ("!top Vitamin E", "„Vitamin“ (Entscheidung)"),
        ("!top Ganztag & Mensa <3", "„Ganztag & Mensa <3“"),
    ],
)
def test_a_topic_is_read_as_it_is_typed_on_a_phone(jf: World, typed: str, noted: str) -> None:
    """Title, treatment and length in any usual way."""
    assert jf.ask("vogt", "JF", typed).startswith(f"TOP 4 {noted} für Di 12.01.2027 notiert.")


def test_several_topics_in_one_message_are_answered_in_one_letter(jf: World) -> None:
    """One a line, with or without bullets; one receipt."""
    event = jf.say("vogt", "JF", "!top\n- Ganztag\n2. Mensa E\n• Hort 5 Min")
    assert [line[:20] for line in jf.answer("JF").split("\n")] == [
        "TOP 4 „Ganztag“ für ",
        "TOP 5 „Mensa“ (Entsc",
        "TOP 6 „Hort“ (5 Minu",
    ]
    assert jf.rooms["!JF"].marks.count((event, "✅")) == 1


def test_too_many_or_too_long_topics_are_refused(jf: World) -> None:
    """Nothing of them is noted."""
    assert jf.ask("vogt", "JF", "!top " + "\n".join(f"Thema {n}" for n in range(21))) == (
        "Das sind 21 Themen auf einmal, möglich sind 20."
    )
    assert jf.ask("vogt", "JF", "!top " + "x" * 201) == "Der Titel ist zu lang: 201 Zeichen, möglich sind 200."
    assert len(agenda(jf)) == 3


def test_a_bare_number_is_no_topic(jf: World) -> None:
    """„!top 3“ is typed to look at TOP 3."""
    assert jf.ask("vogt", "JF", "!top 3") == "„3“ ist eine Nummer, kein Titel. Tagesordnung zeigen: !to"


def test_a_similar_topic_is_asked_about(jf: World) -> None:
    """„ja“ adds it, „nein“ does not; a parked one is named as such."""
    assert jf.ask("petersen", "JF", "!top Zensus 2022") == (
        "Ein ähnlicher TOP ist schon da: TOP 3 „Zensus“. Trotzdem neu? 1 = ja, 2 = nein"
    )
    assert jf.ask("petersen", "JF", "Nein.") == "In Ordnung, es bleibt wie es ist."
    jf.say("petersen", "JF", "!top Zensus 2022")
    assert jf.ask("petersen", "JF", "ja") == "TOP 4 „Zensus 2022“ für Di 12.01.2027 notiert."
    jf.say("vogt", "JF", "!parken 1")
    assert jf.ask("yilmaz", "JF", "!top Datenblatt").startswith("Ein ähnliches Thema liegt im Themenspeicher")


def test_a_topic_after_the_deadline_counts_as_late(jf: World) -> None:
    """It is taken all the same."""
    jf.sleep_until("2027-01-11 12:01")
    assert jf.ask("petersen", "JF", "!top Hort").split("\n") == [
        "TOP 4 „Hort“ für Di 12.01.2027 notiert.",
        "Der Anmeldeschluss war Mo 11.01.2027, 12:00 Uhr, das Thema gilt als Nachtrag.",
    ]


def test_a_topic_after_the_meeting_is_for_the_next_one(jf: World) -> None:
    """Nobody has closed the meeting yet, but it is over."""
    jf.sleep_until("2027-01-12 09:29")
    assert "für Di 12.01.2027" in jf.ask("petersen", "JF", "!top Hort")
    jf.sleep_until("2027-01-12 15:00")
    assert jf.ask("petersen", "JF", "!top Mensa") == "TOP 1 „Mensa“ für Di 19.01.2027 notiert."


def test_without_a_date_a_topic_waits_in_the_backlog(w: World) -> None:
    """And the agenda says how to plan one."""
    assert w.ask("petersen", "JF", "!top Hort") == "„Hort“ liegt im Themenspeicher, bis ein Termin geplant ist."
    assert w.ask("petersen", "JF", "!to").startswith("Es ist kein Termin geplant. Anlegen: !reihe")


@pytest.mark.parametrize("typed", ["!umbenennen 2 in Räume", "!top 2 umbenennen: Räume", "!rename 2 to Räume"])
def test_an_item_is_renamed(jf: World, typed: str) -> None:
    """By number, in three spellings."""
    assert jf.ask("petersen", "JF", typed) == "TOP 2 heißt jetzt „Räume“."


@pytest.mark.parametrize("typed", ["!umbenennen 2 in Räume", "!streichen 2", "!wv 2 9.2."])
def test_an_item_belongs_to_who_sent_it_in(jf: World, typed: str) -> None:
    """Others need the lead; the refusal names the item."""
    assert jf.ask("yilmaz", "JF", typed) == (
        "TOP 2 „Raumplanung“ hat jemand anders angemeldet. Ändern kann ihn die Leitung oder Geschäftsführung."
    )


@pytest.mark.parametrize(
    "typed", ["!streichen 3", "!top 3 streichen", "!top 3 zurückziehen", "!streichen zens", "!drop TOP 3"]
)
def test_an_item_is_dropped_and_its_number_does_not_come_again(jf: World, typed: str) -> None:
    """The numbers of the others stay as they were said."""
    assert jf.ask("yilmaz", "JF", typed) == "TOP 3 „Zensus“ gestrichen."
    assert jf.ask("yilmaz", "JF", "!top Hort").startswith("TOP 4")
    assert agenda(jf) == ["1. Datenblatt", "2. Raumplanung", "4. Hort"]


def test_a_part_of_a_title_that_fits_twice_is_asked_about(jf: World) -> None:
    """The piece is replaced where it stands as a name, not in the word of the command."""
    jf.say("vogt", "JF", "!top Standen")
    jf.say("vogt", "JF", "!top Tendenz")
    answer = jf.ask("vogt", "JF", "!streichen en")
    assert answer.split("\n")[0] == "„en“ ist nicht eindeutig. Was meinen Sie?"
    assert answer.split("\n")[3:5] == ["3. TOP 4 „Standen“", "4. TOP 5 „Tendenz“"]
    assert jf.ask("vogt", "JF", "4") == "TOP 5 „Tendenz“ gestrichen."
    jf.say("vogt", "JF", "!wv „en“ 9.2.")
    assert jf.ask("vogt", "JF", "3") == "Wiedervorlage für TOP 4 „Standen“: Di 09.02.2027"


def test_items_are_put_into_another_order(jf: World) -> None:
    """The numbers follow; a place that does not exist is refused."""
    assert jf.ask("petersen", "JF", "!top 3 auf 1").split("\n") == [
        "Neue Reihenfolge:",
        "1. Zensus",
        "2. Datenblatt",
        "3. Raumplanung",
    ]
    assert jf.ask("petersen", "JF", "!reihenfolge 1 nach 5") == "Platz 5 gibt es nicht, die Tagesordnung hat 3."
    assert jf.ask("yilmaz", "JF", "!top 3 auf 1").startswith("Das kann ich nicht ausführen")


def test_an_item_is_put_off_to_the_next_date_or_to_a_named_one(jf: World) -> None:
    """The count shows from the second time on."""
    assert jf.ask("vogt", "JF", "!top 1 vertagen") == "TOP 1 „Datenblatt“ auf Di 19.01.2027 vertagt."
    assert jf.ask("vogt", "JF", "!vertagen raum auf 26.1.") == "TOP 2 „Raumplanung“ auf Di 26.01.2027 vertagt."
    assert jf.ask("vogt", "JF", "!vertagen 3 auf 27.1.") == (
        "Am Mi 27.01.2027 ist kein Termin dieses Gremiums geplant. Alle Termine: !termine"
    )
    assert agenda(jf) == ["3. Zensus"]


@pytest.mark.parametrize("typed", ["!vertagen 1", "!parken 1", "!wv 1 9.2.", "!streichen 1", "!abhaken 1"])
def test_what_was_dealt_with_stays_in_its_meeting(jf: World, typed: str) -> None:
    """Otherwise its result would vanish from the list of results."""
    jf.say("vogt", "JF", "!ergebnis 1 Liegt vor.")
    assert jf.ask("vogt", "JF", typed) == "TOP 1 „Datenblatt“ ist schon behandelt."


def test_the_living_post_follows_every_change(jf: World) -> None:
    """One post instead of ten."""
    jf.until("2027-01-11 08:05")
    call = jf.last("JF")
    jf.say("vogt", "JF", "!umbenennen 1 in Datenblatt Übergang")
    jf.say("vogt", "JF", "!streichen 2")
    jf.say("vogt", "JF", "!top Hort")
    jf.say("vogt", "JF", "!abhaken 3")
    assert call.text.split("\n")[2:5] == ["1. Datenblatt Übergang", "3. Zensus (erledigt)", "4. Hort"]
    assert '<ol start="3">' in call.html, "the numbers in the list are those that are typed"


def test_standing_items_open_every_agenda(jf: World) -> None:
    """They come first, are not put off, and end with the meeting."""
    assert jf.ask("vogt", "JF", "!ständig Rückblick") == "„Rückblick“ steht ab der nächsten Tagesordnung immer darauf."
    jf.say("vogt", "JF", "!ständig Termine")
    assert jf.ask("yilmaz", "JF", "!ständige") == "Ständige TOPs:\n1. Rückblick\n2. Termine"
    assert agenda(jf)[:3] == ["1. Rückblick", "2. Termine", "3. Datenblatt"]
    assert jf.ask("vogt", "JF", "!ständig streichen 1") == "„Rückblick“ ist kein ständiger TOP mehr."
    assert jf.ask("vogt", "JF", "!ständig streichen 2") == ("Einen ständigen TOP 2 gibt es nicht, eingetragen sind 1.")
    jf.until("2027-01-12 09:10")
    jf.say("vogt", "JF", "!schluss")
    assert agenda(jf)[0] == "1. Termine"


@pytest.mark.parametrize("typed", ["!vertagen 1", "!parken 1", "!wv 1 9.2."])
def test_a_standing_item_is_not_put_off(jf: World, typed: str) -> None:
    """It is on the next agenda anyway; the numbers of the others stay."""
    jf.say("vogt", "JF", "!ständig Rückblick")
    before = agenda(jf)
    jf.sleep_until("2027-01-11 08:16")  # the numbers have settled
    assert jf.ask("vogt", "JF", typed) == (
        "„Rückblick“ steht auf jeder Tagesordnung. Für dieses Mal weglassen: !streichen 1"
    )
    jf.say("vogt", "JF", "!streichen 1")
    assert agenda(jf) == before[1:]


@pytest.fixture
def late(w: World) -> World:
    """The deadline for the working group's topics has passed; a member has sent one in."""
    w.say("demir", "AK", "!termin 20.1. 10 Uhr")
    w.say("reuter", "AK", "!top Elterncaffe")
    w.heard("AK")
    return w


def test_a_proposal_is_changed_and_held_against_like_any_item(late: World) -> None:
    """By an edit of its message, and when somebody sends it in once more."""
    event = late.say("reuter", "AK", "!top Sprachkurs")
    late.heard("AK")
    late.edit("reuter", "AK", event, "!top Sprachkurse B")
    assert late.answer("AK") == "TOP 2 heißt jetzt „Sprachkurse“."
    assert late.ask("reuter", "AK", "!top Sprachkurse 2027").startswith("Ein ähnlicher TOP ist schon da: TOP 2")
    assert late.ask("reuter", "AK", "!to").split("\n")[1:] == [
        "1. Elterncaffe (Vorschlag)",
        "2. Sprachkurse (Vorschlag, Beratung)",
    ]


def test_the_living_post_shows_proposals_as_such(late: World) -> None:
    """Until they are taken up."""
    late.until("2027-01-19 12:00")
    late.until("2027-01-20 08:45")
    post = late.last("AK")
    assert "1. Elterncaffe (Vorschlag)" in post.text
    late.say("demir", "AK", "!aufnehmen Eltern")
    assert "1. Elterncaffe\n" in post.text + "\n" and "Vorschlag" not in post.text
