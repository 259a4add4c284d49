"""Finding a date together: the post and the poll, answers of both kinds, the end, and what the office picks."""

import pytest

from storage import date_finding, outbox
from tests.seen import business, holding, rows
from tests.world import World

THREE = "!terminfindung Klausurtag: Di 2.2. 10 Uhr, Mi 3.2. 14 Uhr oder Do 4.2. 9-10:30 bis Fr 29.1."
"""On Monday 11.01.2027 in the room of the working group: Demir leads it, Reuter and Vogt are in it."""


@pytest.fixture
def ak(w: World) -> World:
    """The working group looks for a day."""
    w.say("demir", "AK", THREE)
    w.heard("AK")
    return w


def stand(w: World, room: str = "AK") -> list[str]:
    """The lines of how it stands, without the head."""
    return [line.rsplit(": ", 1)[1] for line in w.ask("reuter", room, "!terminfindung stand").split("\n")[-3:]]


def votes(w: World) -> int:
    return len(rows(w, "vote"))


# -- the post ---------------------------------------------------------------------------------------------------------


def test_the_post_has_numbers_the_ways_to_answer_and_the_end(w: World) -> None:
    """And is all that the command is answered with, beside its receipt."""
    event = w.say("demir", "AK", THREE)
    assert w.answer("AK") == (
        "Terminfindung „Klausurtag“. Welche Termine passen Ihnen?\n"
        "1. Di 02.02.2027, 10:00 Uhr (60 Minuten)\n"
        "2. Mi 03.02.2027, 14:00 Uhr (60 Minuten)\n"
        "3. Do 04.02.2027, 09:00 Uhr (90 Minuten)\n"
        "Bitte bis Fr 29.01.2027, 11:00 Uhr in der Umfrage ankreuzen oder schreiben: "
        "!passt 1 2, !passt alle oder !passt keiner. Die letzte Antwort zählt, am Ende bleiben nur Zahlen."
    )
    assert (event, "✅") in w.rooms["!AK"].marks
    assert w.last("AK").ringing


def test_the_poll_hides_how_it_stands_and_takes_several_answers(ak: World) -> None:
    """Its question does not hold the title, so that a redaction need not touch it."""
    (poll,) = ak.rooms["!AK"].polls.values()
    answers = [one["org.matrix.msc1767.text"] for one in poll["answers"]]  # type: ignore[attr-defined]
    assert answers[0] == "Di 02.02.2027, 10:00 Uhr (60 Minuten)"
    assert answers[-1] == "keiner"
    assert poll["kind"] == "org.matrix.msc3381.poll.undisclosed"
    assert poll["max_selections"] == len(answers) == 4
    assert "Klausurtag" not in repr(poll)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("Di 2.2. 10 Uhr\nMi 3.2. 14 Uhr", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 14:00 Uhr"]),
        ("\n- Di 2.2. 10 Uhr\n- Mi 3.2. 14 Uhr", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 14:00 Uhr"]),
        ("1) Di 2.2. 10 Uhr\n2) Mi 3.2. 14 Uhr", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 14:00 Uhr"]),
        ("Di 2.2. oder Mi 3.2. 10 Uhr", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 10:00 Uhr"]),
        ("Di 2.2., 9 Uhr, 11 Uhr oder 14 Uhr", ["Di 02.02.2027, 09:00 Uhr", "Di 02.02.2027, 11:00 Uhr"]),
        ("Di 2.2. 9, 11 oder 14 Uhr", ["Di 02.02.2027, 09:00 Uhr", "Di 02.02.2027, 11:00 Uhr"]),
        ("Mi 3.2. 14 Uhr, Di 2.2. 10 Uhr, Mi 3.2. 14:00", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 14:00 Uhr"]),
        ("Di 2.2. 10-12 Uhr, Mi 3.2. 10-12 Uhr", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 10:00 Uhr"]),
        ("nächste Woche Di oder Do 10 Uhr", ["Di 19.01.2027, 10:00 Uhr", "Do 21.01.2027, 10:00 Uhr"]),
        ("Mi KW 6 halb drei oder Do um 10", ["Mi 10.02.2027, 14:30 Uhr", "Do 11.02.2027, 10:00 Uhr"]),
        ("Mo oder Di 2.2. 10 Uhr", ["Mo 01.02.2027, 10:00 Uhr", "Di 02.02.2027, 10:00 Uhr"]),
        ("Mi, Do oder Fr 10 Uhr", ["Mi 13.01.2027, 10:00 Uhr", "Do 14.01.2027, 10:00 Uhr"]),
        ("am 2. und 3.2. um 10 Uhr", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 10:00 Uhr"]),
        ("2.2. 10:00 3.2. 14:00", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 14:00 Uhr"]),
        ("2.2.,3.2.,4.2. jeweils 10 Uhr", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 10:00 Uhr"]),
        ("2.2./3.2. je 10 Uhr", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 10:00 Uhr"]),
        ("Mi. 3. Februar um halb drei, Di. 2. Februar um 10", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 14:30 Uhr"]),
        ("2.2. 10 Uhr; 3.2. 10 Uhr; 90 Minuten", ["Di 02.02.2027, 10:00 Uhr", "Mi 03.02.2027, 10:00 Uhr"]),
    ],
)
def test_proposals_as_people_type_them(w: World, typed: str, lines: list[str]) -> None:
    """In lines, with bullets, with a time for several days or a day for several times; in order, each once."""
    text = w.ask("demir", "AK", f"!terminfindung {typed}")
    assert [f"{number}. {line}" for number, line in enumerate(lines, 1)] == text.split("\n")[1 : 1 + len(lines)]


@pytest.mark.parametrize(
    ("typed", "head"),
    [
        ("„Klausurtag 2027“ Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr", "Terminfindung „Klausurtag 2027“, 60 Minuten."),
        ("Klausurtag 2027: Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr", "Terminfindung „Klausurtag 2027“, 60 Minuten."),
        ("Klausurtag am Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr", "Terminfindung „Klausurtag“, 60 Minuten."),
        ("AG Übergang\nDi 2.2. 10 Uhr\nMi 3.2. 10 Uhr", "Terminfindung „AG Übergang“, 60 Minuten."),
        ("Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr, 90 Minuten", "Terminfindung, 90 Minuten."),
        ("90 Minuten: Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr", "Terminfindung, 90 Minuten."),
        ("Klausurtag, 90 Minuten: Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr", "Terminfindung „Klausurtag“, 90 Minuten."),
        ("Termine: Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr je 2 Stunden bis Fr 29.1.", "Terminfindung, 120 Minuten."),
    ],
)
def test_title_and_length(w: World, typed: str, head: str) -> None:
    assert w.ask("demir", "AK", f"!terminfindung {typed}").startswith(head)


@pytest.mark.parametrize(
    ("typed", "closes"),
    [
        ("Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr", "Do 14.01.2027, 12:00 Uhr"),
        ("Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr bis Mi 27.1. 14 Uhr", "Mi 27.01.2027, 14:00 Uhr"),
        ("Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr, Antwort bitte bis spätestens Mi 27.1.", "Mi 27.01.2027, 12:00 Uhr"),
        ("Di 2.2. 10 Uhr, Mi 3.2. 9 bis 11 Uhr", "Do 14.01.2027, 12:00 Uhr"),
        ("Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr bis Sa 30.1.", "Fr 29.01.2027, 11:00 Uhr"),
        ("Do 14.1. 10 Uhr, Fr 15.1. 10 Uhr", "Mi 13.01.2027, 12:00 Uhr"),
        ("Di 12.1. 10 Uhr, Fr 15.1. 10 Uhr", "Mo 11.01.2027, 12:00 Uhr"),
    ],
)
def test_when_it_ends(w: World, typed: str, closes: str) -> None:
    """Said, or three working days ahead, or as late as there is room for before the first proposal."""
    assert f"Bitte bis {closes} in der Umfrage" in w.ask("demir", "AK", f"!terminfindung {typed}")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Di 2.2. 10 Uhr", "mindestens zwei Vorschläge"),
        ("Di 2.2., Mi 3.2.", "Es fehlt die Uhrzeit für Di 02.02.2027."),
        ("Di vormittag oder Mi nachmittag", "Es fehlt die Uhrzeit für Di 12.01.2027."),
        ("am 31. oder 3.2. 10 Uhr", "gibt es nicht"),
        ("Mo 4.1.2027 10 Uhr, Mi 3.2. 10 Uhr", "schon vorbei"),
        ("Di 30.2. 10 Uhr, Mi 3.2. 10 Uhr", "gibt es nicht"),
        ("Di 2.2. 10 Uhr, Mi 3.2. 10 Uhr bis Di 2.2. 12 Uhr", "liegt nach Beginn des ersten Vorschlags"),
        ("Di 2.2. 10 Uhr, irgendwann", "„irgendwann“ verstehe ich nicht als Termin"),
        ("10 Uhr, 11 Uhr", "Es fehlt der Tag."),
        ("Mo 11.1. 9 Uhr, Mo 11.1. 10 Uhr", "zu wenig Zeit"),
        ("reihe dienstags, mittwochs", "Es fehlt die Uhrzeit"),
        (", ".join(f"{day}.2. 10 Uhr" for day in range(1, 13)), "Das sind 12 Vorschläge, möglich sind 10."),
    ],
)
def test_refusals_give_the_reason_and_change_nothing(w: World, typed: str, answer: str) -> None:
    before = business(w)
    assert answer in w.ask("demir", "AK", f"!terminfindung {typed}")
    assert business(w) == before
    assert w.rooms["!AK"].polls == {}


def test_what_speaks_against_a_proposal_stands_behind_it(w: World) -> None:
    """A day off, school holidays, another body with the same people; the own date on that day is a reason to refuse."""
    w.say("vogt", "JF", "!termin Mi 3.2. 10:30 Uhr")
    text = w.ask("demir", "AK", "!terminfindung Mi 3.2. 10 Uhr, Di 23.3. 10 Uhr, Do 6.5. 10 Uhr, Sa 8.5. 10 Uhr")
    lines = text.split("\n")
    assert lines[1] == "1. Mi 03.02.2027, 10:00 Uhr (zugleich JF)"
    assert "Osterferien" in lines[2]
    assert "Christi Himmelfahrt" in lines[3]
    assert lines[4] == "4. Sa 08.05.2027, 10:00 Uhr (Samstag)"
    w.say("demir", "AK", "!terminfindung abbrechen")
    w.say("demir", "AK", "!termin Do 4.2. 9 Uhr")
    refusal = w.ask("demir", "AK", "!terminfindung Do 4.2. 14 Uhr, Fr 5.2. 9 Uhr")
    assert refusal == "Am Do 04.02.2027 ist schon ein Termin dieses Gremiums geplant."


def test_the_bot_proposes_slots_itself(w: World) -> None:
    """On working days, in office hours, beside the dates of those who sit in this body."""
    w.say("vogt", "JF", "!termin Di 19.1. 14 Uhr")
    text = w.ask("demir", "AK", "!terminfindung nächste Woche 90 Minuten")
    assert text.split("\n")[:6] == [
        "Terminfindung, 90 Minuten. Welche Termine passen Ihnen?",
        "1. Mo 18.01.2027, 10:00 Uhr",
        "2. Di 19.01.2027, 10:00 Uhr",
        "3. Mi 20.01.2027, 10:00 Uhr",
        "4. Do 21.01.2027, 14:00 Uhr",
        "5. Fr 22.01.2027, 10:00 Uhr",
    ]
    w.say("demir", "AK", "!terminfindung abbrechen")
    text = w.ask("demir", "AK", "!terminfindung Klausurtag im Mai")
    assert text.startswith("Terminfindung „Klausurtag“, 60 Minuten.")
    w.say("demir", "AK", "!terminfindung abbrechen")
    assert "keine zwei freien Zeiten" in w.ask("demir", "AK", "!terminfindung heute bis morgen")


def test_only_who_leads_may_begin_and_everybody_may_look(ak: World) -> None:
    assert "entscheidet das die Leitung" in ak.ask("reuter", "AK", "!terminfindung Di 9.2. 9 Uhr, Mi 10.2. 9 Uhr")
    assert "entscheidet das die Leitung" in ak.ask("reuter", "AK", "!terminfindung schließen")
    assert ak.ask("reuter", "AK", "!terminfindung").startswith(
        "Die Terminfindung „Klausurtag“ läuft bis Fr 29.01.2027, 11:00 Uhr. Geantwortet: 0 von 3"
    )


def test_there_is_one_at_a_time(ak: World) -> None:
    assert ak.ask("demir", "AK", THREE).startswith("Hier läuft schon eine Terminfindung bis Fr 29.01.2027, 11:00 Uhr.")
    assert len(ak.rooms["!AK"].polls) == 1


# -- answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("!passt 1 3", "101"),
        ("!passt 1,3", "101"),
        ("!passt 1 und 3.", "101"),
        ("!Passt: 1/3", "101"),
        ("!passt 1-3", "111"),
        ("!passt alle", "111"),
        ("!passt alle außer 2", "101"),
        ("!passt alle bis auf 2", "101"),
        ("!passt keiner", "000"),
        ("!passt Dienstag und Do", "101"),
        ("!passt 3.2.", "010"),
        ("!passt mir nur die 2", "010"),
        ("!passt 1️⃣ 3️⃣", "101"),
    ],
)
def test_a_typed_answer_is_marked_and_counts(ak: World, typed: str, counts: str) -> None:
    """Without a word, whatever form it has."""
    event = ak.say("reuter", "AK", typed)
    assert ak.heard("AK") == []
    assert (event, "✅") in ak.rooms["!AK"].marks
    assert "".join(stand(ak)) == counts


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!passt 7", "Einen Vorschlag 7 gibt es nicht, es sind 3."),
        ("!passt 0", "Einen Vorschlag 0 gibt es nicht"),
        ("!passt weiß nicht", "verstehe ich nicht als Antwort"),
        ("!passt 1 nicht", "verstehe ich nicht als Antwort"),
        ("!passt Freitag", "verstehe ich nicht als Antwort"),
        ("!passt", "Es fehlen die Nummern, die passen."),
    ],
)
def test_what_cannot_be_an_answer_is_said_and_counts_nothing(ak: World, typed: str, answer: str) -> None:
    assert answer in ak.ask("reuter", "AK", typed)
    assert votes(ak) == 0


@pytest.mark.parametrize(
    ("typed", "counts"),
    [("1 3", "101"), ("1 und 3 passt", "101"), ("passt 1 und 3", "101"), ("alle", "111"), ("2", "010")],
)
def test_a_reply_to_the_post_or_to_the_poll_needs_no_command(ak: World, typed: str, counts: str) -> None:
    for target in (ak.last("AK").event_id, next(iter(ak.rooms["!AK"].polls))):
        ak.say("vogt", "AK", typed, reply_to=target)
        assert "".join(stand(ak)) == counts
        ak.say("vogt", "AK", "!passt keiner")


@pytest.mark.parametrize("text", ["Da habe ich Urlaub", "Wer kommt denn alles?", "am 2.2. ist Messe", "ok, danke"])
def test_talk_under_the_post_is_talk(ak: World, text: str) -> None:
    ak.say("reuter", "AK", text, reply_to=ak.last("AK").event_id)
    assert ak.heard("AK") == []
    assert votes(ak) == 0


def test_numbers_in_a_room_of_many_are_not_for_the_bot(ak: World) -> None:
    ak.say("reuter", "AK", "1 3")
    assert votes(ak) == 0


def test_a_slip_of_the_finger_is_offered(ak: World) -> None:
    assert "Meinten Sie !passt 1 3?" in ak.ask("reuter", "AK", "!past 1 3")
    ak.say("reuter", "AK", "ja")
    assert stand(ak) == ["1", "0", "1"]


def test_ticks_in_the_poll_count_without_a_word(ak: World) -> None:
    ak.vote("reuter", "AK", 1, 3)
    ak.vote("vogt", "AK", 1, 4)
    assert ak.heard("AK") == []
    assert stand(ak) == ["2", "0", "1"]


def test_the_last_answer_counts_however_it_came(ak: World) -> None:
    ak.vote("reuter", "AK", 1, 2, 3)
    ak.move(minutes=1)
    ak.say("reuter", "AK", "!passt 2")
    assert stand(ak) == ["0", "1", "0"]
    ak.move(minutes=1)
    ak.vote("reuter", "AK", 3)
    assert stand(ak) == ["0", "0", "1"]
    ak.move(minutes=1)
    ak.vote("reuter", "AK")
    assert votes(ak) == 0


def test_an_older_vote_that_comes_late_replaces_nothing(ak: World) -> None:
    """Its key arrived late."""
    before = ak.utc
    ak.move(minutes=5)
    ak.say("reuter", "AK", "!passt 2")
    ak.vote("reuter", "AK", 1, at=before)
    assert stand(ak) == ["0", "1", "0"]


def test_an_unknown_answer_spoils_a_vote(ak: World) -> None:
    """MSC3381: as if nothing had been selected, and what was selected before does not count either."""
    ak.vote("reuter", "AK", 1)
    ak.move(minutes=1)
    ak.vote("reuter", "AK", 2, "erfunden")
    assert votes(ak) == 0


def test_votes_in_other_polls_and_of_strangers_are_dropped(ak: World) -> None:
    """In memory: nothing of them is kept."""
    before = rows(ak, "inbox")
    ak.vote("reuter", "AK", "1.1", poll="$fremd")
    assert rows(ak, "inbox") == before
    ak.vote("@eve:elsewhere.example", "AK", 1)
    ak.vote("petersen", "AK", 1)
    assert votes(ak) == 0


def test_a_vote_is_known_for_ours_before_the_poll_is(w: World) -> None:
    """The bot was killed between sending the poll and learning its event id."""
    w.hold_back()
    w.say("demir", "AK", THREE)
    first, _second, third = (row["id"] for row in rows(w, "choice"))
    w.vote("reuter", "AK", f"1.{first}", f"1.{third}", poll="$noch.unbekannt")
    w.vote("vogt", "AK", "7.7", poll="$ganz.anders")
    w.release()
    assert stand(w) == ["1", "0", "1"]
    assert votes(w) == 1


@pytest.mark.parametrize("typed", [True, False])
def test_a_removed_answer_does_not_count(ak: World, typed: bool) -> None:
    event = ak.say("reuter", "AK", "!passt 1") if typed else ak.vote("reuter", "AK", 1)
    ak.redact("reuter", "AK", event)
    assert votes(ak) == 0
    ak.vote("reuter", "AK", 2)
    ak.redact("reuter", "AK", event)
    assert votes(ak) == 1


def test_an_edited_answer_is_the_new_one(ak: World) -> None:
    event = ak.say("reuter", "AK", "!passt 1")
    ak.edit("reuter", "AK", event, "!passt 2 3")
    assert ak.answer("AK") == "Ihre Antwort ist geändert."
    assert stand(ak) == ["0", "1", "1"]


def test_in_a_room_of_two_numbers_are_enough(w: World) -> None:
    w.leave("AK", "reuter", "vogt")
    w.say("demir", "AK", THREE)
    w.say("demir", "AK", "1 3")
    w.move(minutes=1)
    assert "1. Di 02.02.2027, 10:00 Uhr (1 von 1)" in w.last("AK").text


# -- the end ----------------------------------------------------------------------------------------------------------


def test_when_all_have_answered_the_office_is_asked_and_the_pick_is_entered(ak: World) -> None:
    """Those who lead are named, because it is they who are to do something; nobody else is."""
    ak.vote("reuter", "AK", 1, 2)
    ak.vote("vogt", "AK", 1)
    ak.say("demir", "AK", "!passt 1 2 3")
    assert ak.heard("AK") == []
    ak.move(minutes=1)
    assert ak.answer("AK") == (
        "Die Terminfindung „Klausurtag“ ist beendet: 3 Antworten.\n"
        "Gezählt sind Umfrage und getippte Antworten zusammen.\n"
        "1. Di 02.02.2027, 10:00 Uhr (3 von 3)\n"
        "2. Mi 03.02.2027, 14:00 Uhr (2 von 3)\n"
        "3. Do 04.02.2027, 09:00 Uhr (1 von 3)\n"
        "4. keiner\n"
        "Aylin Demir: Was soll ich eintragen? Antworten Sie mit der Nummer."
    )
    assert ak.last("AK").content["m.mentions"] == {"user_ids": ["@demir:brakenfeld.example"]}
    assert ak.rooms["!AK"].ended == list(ak.rooms["!AK"].polls)
    assert votes(ak) == 0
    assert [row["count"] for row in rows(ak, "choice")] == [3, 2, 1]
    assert {row["actor"] for row in rows(ak, "audit") if row["action"] == "finding.vote"} == {"someone"}
    ak.say("demir", "AK", "3")
    assert ak.heard("AK")[0] == "AK Flucht & Migration am Do 04.02.2027, 09:00 Uhr eingetragen, 90 Minuten."


def test_it_closes_by_itself_and_lists_ties(ak: World) -> None:
    ak.vote("reuter", "AK", 2, 3)
    ak.until("2027-01-29 10:59")
    ak.heard("AK")
    ak.until("2027-01-29 11:00")
    assert ak.answer("AK").split("\n")[1:3] == [
        "1. Mi 03.02.2027, 14:00 Uhr (1 von 1)",
        "2. Do 04.02.2027, 09:00 Uhr (1 von 1)",
    ]
    ak.say("reuter", "AK", "1")
    assert "entscheidet das die Leitung" in ak.answer("AK")
    ak.say("demir", "AK", "keiner")
    assert ak.answer("AK") == "In Ordnung, es bleibt wie es ist."
    assert rows(ak, "meeting") == []


def test_nobody_answered(ak: World) -> None:
    ak.until("2027-01-29 11:00")
    assert ak.heard("AK")[-1] == (
        "Die Terminfindung „Klausurtag“ ist beendet. Es kam keine Antwort, es ist nichts eingetragen."
    )
    assert len(ak.rooms["!AK"].ended) == 1
    assert rows(ak, "meeting") == []


def test_nothing_suits_anybody(ak: World) -> None:
    ak.vote("reuter", "AK", 4)
    assert "1 Antwort, und kein Vorschlag" in ak.ask("demir", "AK", "!terminfindung schließen")


def test_after_the_end_answers_count_no_more(ak: World) -> None:
    """Ticks without a word, typed ones with one sentence."""
    post, poll = ak.last("AK").event_id, next(iter(ak.rooms["!AK"].polls))
    ak.say("demir", "AK", "!terminfindung schließen")
    ak.heard("AK")
    ak.vote("reuter", "AK", 1, poll=poll)
    assert ak.heard("AK") == []
    for answer in (ak.ask("reuter", "AK", "!passt 1"), _reply(ak, post, "1 3")):
        assert answer == "Die Terminfindung ist zu Ende, Ihre Antwort zählt nicht mehr."
    assert votes(ak) == 0
    assert "ist beendet, es kamen 0 Antworten." in ak.ask("reuter", "AK", "!terminfindung")


def _reply(w: World, target: str, text: str) -> str:
    w.say("reuter", "AK", text, reply_to=target)
    return w.answer("AK")


def test_what_was_typed_in_time_counts_although_the_bot_was_away(ak: World) -> None:
    """And what was typed too late does not, although the end has not been dealt with yet."""
    ak.sleep_until("2027-01-29 10:30")
    ak.receive_while_away("reuter", "AK", "!passt 1")
    ak.sleep_until("2027-01-29 11:30")
    ak.receive_while_away("vogt", "AK", "!passt 1")
    ak.wake_up()
    assert any("1. Di 02.02.2027, 10:00 Uhr (1 von 1)" in text for text in ak.heard("AK"))


def test_what_has_passed_is_not_offered(ak: World) -> None:
    """The bot was away for a week."""
    ak.vote("reuter", "AK", 1, 3)
    ak.sleep_until("2027-02-03 09:00")
    ak.wake_up()
    assert "Di 02.02.2027" not in ak.last("AK").text
    assert "1. Do 04.02.2027, 09:00 Uhr (1 von 1)" in ak.last("AK").text


def test_the_end_keeps_office_hours(ak: World) -> None:
    ak.sleep_until("2027-01-15 19:00")
    for who in ("reuter", "vogt", "demir"):
        ak.vote(who, "AK", 1)
    ak.until("2027-01-18 07:59")
    assert ak.heard("AK") == []
    ak.until("2027-01-18 08:00")
    assert "ist beendet: 3 Antworten." in ak.answer("AK")


def test_who_takes_the_answer_back_before_the_office_opens_keeps_it_open(ak: World) -> None:
    ak.sleep_until("2027-01-15 19:00")
    events = [ak.vote(who, "AK", 1) for who in ("reuter", "vogt", "demir")]
    ak.redact("reuter", "AK", events[0])
    ak.until("2027-01-29 10:59")
    assert ak.heard("AK") == []
    ak.until("2027-01-29 11:00")
    assert "ist beendet: 2 Antworten." in ak.answer("AK")


def test_one_reminder_one_working_day_before_and_only_if_few_have_answered(ak: World) -> None:
    """It names nobody; and it does not come when half of the room has answered."""
    ak.vote("reuter", "AK", 1)
    ak.until("2027-01-28 11:00")
    assert ak.answer("AK") == (
        "Die Terminfindung „Klausurtag“ läuft noch bis Fr 29.01.2027, 11:00 Uhr. "
        "In der Umfrage ankreuzen oder schreiben: !passt 1 2, !passt alle oder !passt keiner"
    )
    ak.say("demir", "AK", "!terminfindung abbrechen")
    ak.say("demir", "AK", "!terminfindung Di 9.2. 10 Uhr, Mi 10.2. 10 Uhr bis Fr 5.2.")
    for who in ("reuter", "vogt"):
        ak.vote(who, "AK", 1)
    ak.heard("AK")
    ak.until("2027-02-05 10:59")
    assert ak.heard("AK") == []


def test_dropping_it_deletes_the_answers_and_enters_nothing(ak: World) -> None:
    ak.vote("reuter", "AK", 1)
    assert ak.ask("demir", "AK", "!terminfindung abbrechen") == (
        "Die Terminfindung „Klausurtag“ ist abgebrochen. Es ist nichts eingetragen, die Antworten sind gelöscht."
    )
    assert len(ak.rooms["!AK"].ended) == 1
    assert votes(ak) == 0
    ak.until("2027-01-29 12:00")
    assert ak.heard("AK") == []
    assert "Hier läuft keine Terminfindung" in ak.ask("reuter", "AK", "!passt 1")


def test_a_body_that_rests_is_not_spoken_to(ak: World) -> None:
    ak.vote("reuter", "AK", 1)
    ak.say("vogt", "AK", "!gremium ruhen")
    ak.heard("AK")
    ak.until("2027-01-29 12:00")
    assert ak.heard("AK") == []
    assert votes(ak) == 0


def test_a_rhythm_is_found_the_same_way_and_becomes_the_series(w: World) -> None:
    text = w.ask("demir", "AK", "!terminfindung reihe dienstags 9 Uhr, Mi oder donnerstags 14 Uhr 90 Minuten")
    assert text.split("\n")[1:4] == [
        "1. jeden Dienstag um 09:00 Uhr, 90 Minuten",
        "2. jeden Mittwoch um 14:00 Uhr, 90 Minuten",
        "3. jeden Donnerstag um 14:00 Uhr, 90 Minuten",
    ]
    w.vote("reuter", "AK", 3)
    w.say("demir", "AK", "!terminfindung schließen")
    w.heard("AK")
    w.say("demir", "AK", "1")
    assert w.heard("AK")[0].split("\n")[0] == (
        "Reihe eingerichtet: jeden Donnerstag um 14:00 Uhr, 90 Minuten. Erster Termin: Do 14.01.2027, 14:00 Uhr"
    )
    other = w.ask("reuter", "AK", "!abstimmen")
    assert other == "!abstimmen kenne ich nicht. Meinten Sie !abstimmen termin? Antworten Sie mit „ja“."
    assert "Hier läuft schon eine Reihe." in w.ask("demir", "AK", "!terminfindung reihe Di 9 Uhr, Mi 9 Uhr")


# -- edits and redactions ---------------------------------------------------------------------------------------------


def test_an_edit_changes_the_proposals_while_nobody_has_answered(w: World) -> None:
    """The post is edited; the poll is replaced, so that a vote for the old one cannot count for the new."""
    event = w.say("demir", "AK", THREE)
    post = w.last("AK")
    old = next(iter(w.rooms["!AK"].polls))
    w.edit("demir", "AK", event, "!terminfindung Klausur: Di 9.2. 10 Uhr, Mi 10.2. 14 Uhr")
    assert w.heard("AK")[-1] == "Die Vorschläge sind geändert."
    assert post.text.startswith("Terminfindung „Klausur“, 60 Minuten.")
    (new,) = w.rooms["!AK"].polls
    assert new != old
    w.vote("reuter", "AK", "1.1", poll=old)
    assert votes(w) == 0
    w.vote("reuter", "AK", 2)
    w.edit("demir", "AK", event, THREE)
    assert w.heard("AK")[-1].startswith("Für eine Änderung ist es zu spät")
    assert [row["starts_on"].day for row in rows(w, "choice")] == [9, 10]


def test_an_edit_before_anything_was_sent_changes_what_is_sent(w: World) -> None:
    w.hold_back()
    event = w.say("demir", "AK", THREE)
    w.edit("demir", "AK", event, "!terminfindung Di 9.2. 10 Uhr, Mi 10.2. 14 Uhr")
    w.release()
    assert "1. Di 09.02.2027, 10:00 Uhr" in w.heard("AK")[0]
    (poll,) = w.rooms["!AK"].polls.values()
    assert "09.02.2027" in repr(poll)


def test_a_redaction_takes_the_title_out_and_leaves_the_rest(w: World) -> None:
    event = w.say("demir", "AK", THREE)
    w.redact("demir", "AK", event)
    assert w.last("AK").text.startswith("Terminfindung „(entfernt am Mo 11.01.2027)“.")
    assert holding(w, "Klausurtag") == []
    w.vote("reuter", "AK", 1)
    assert votes(w) == 1


def test_english_room(w: World) -> None:
    w.say("vogt", "AK", "!gremium sprache englisch")
    text = w.ask("demir", "AK", "!find date Workshop: Tue 2.2. 10:00 or Wed 3.2. 14:00 until Fri 29.1.")
    assert text.startswith("Finding a date: “Workshop”, 60 minutes. Which dates suit you?")
    w.say("reuter", "AK", "!suits 1")
    w.say("demir", "AK", "!find date close")
    assert "1. Tue 02.02.2027, 10:00 (1 of 1)" in w.heard("AK")[-1]
    w.say("demir", "AK", "1")
    assert len(rows(w, "meeting")) == 1


def test_the_same_vote_delivered_twice_is_one(ak: World) -> None:
    ak.vote("reuter", "AK", 1)
    with ak.store.transaction() as tx:
        (finding,) = [date_finding.by_id(tx, 1)]
        assert finding is not None and finding.poll_id is not None
        letter = outbox.letter_by_id(tx, finding.poll_id)
    assert letter is not None and letter.event_id is not None
    ak.vote("reuter", "AK", 1, poll=letter.event_id)
    assert stand(ak) == ["1", "0", "0"]
