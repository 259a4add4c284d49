"""What is for the bot and what is not; answers to its questions; threads, replies, and several commands at once."""

import pytest

from commands.addressing import pressed
from storage import rooms
from tests.seen import holding
from tests.world import World


@pytest.fixture
def jf(w: World) -> World:
    """The jour fixe meets every Tuesday."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.heard("JF")
    return w


@pytest.mark.parametrize(
    "text", ["Geheimnis im Vertrauen", "ja Geheimnis", "Geheimnis !top Ganztag", "!!! Geheimnis", "/me Geheimnis"]
)
def test_what_is_not_for_the_bot_is_dropped_and_never_written_down(jf: World, text: str) -> None:
    """Not in any table, not in the inbox either."""
    jf.say("petersen", "JF", text)
    assert jf.heard("JF") == []
    assert holding(jf, "Geheimnis") == []


def test_chat_beside_an_open_question_is_dropped_too(jf: World) -> None:
    """Only what can hardly be meant otherwise is an answer."""
    jf.say("vogt", "JF", "!auftrag an FB 40: Räume melden")
    jf.heard("JF")
    for text in ("Das Geheimnis besprechen wir am Freitag", "ja, Geheimnis", "7", "Geheimnis"):
        jf.say("vogt", "JF", text)
    assert jf.heard("JF") == []
    assert holding(jf, "Geheimnis") == []
    assert "Frist: Fr 05.02.2027" in jf.ask("vogt", "JF", "5.2.")


def test_a_mention_equals_the_prefix(jf: World) -> None:
    """Naming the bot alone shows what it can."""
    jf.mention("petersen", "JF", "top Ganztag")
    assert jf.answer("JF").startswith("TOP 1 „Ganztag“")
    jf.mention("petersen", "JF", "")
    assert jf.answer("JF").startswith("Das können Sie in Jour fixe schreiben:")


def test_in_a_room_of_two_no_prefix_is_needed(w: World) -> None:
    """Everything there is for the bot."""
    w.room("ZWEI", "reuter")
    assert w.ask("reuter", "ZWEI", "hilfe").startswith("Das können Sie in AK Flucht & Migration schreiben:")
    assert w.ask("reuter", "ZWEI", "Schönen Tag").startswith("!Schönen kenne ich nicht.")
    assert w.ask("reuter", "ZWEI", "ja") == "Es ist gerade keine Frage an Sie offen. Was ich kann: !hilfe"


def test_a_reply_to_the_bot_needs_neither_prefix_nor_number(jf: World) -> None:
    """If it begins with a command; other replies are chat."""
    jf.say("vogt", "JF", "!auftrag an FB 40: Räume melden bis 5.2.")
    given = jf.last("JF").event_id
    jf.heard("JF")
    jf.say("vogt", "JF", "Geheimnis, danke", reply_to=given)
    assert jf.heard("JF") == []
    jf.say("vogt", "JF", "stand Drei Räume sind gefunden", reply_to=given)
    assert jf.answer("JF") == "Sachstand zu JF-A-2027-001 gespeichert."


@pytest.mark.parametrize("text", ["Ende der Diskussion", "Thema ist durch", "Danke!", "Termin passt"])
def test_talk_under_a_post_of_the_bot_orders_nothing(jf: World, text: str) -> None:
    """Although clients put the bot among the mentioned, and the first word may be a command."""
    jf.until("2027-01-12 09:05")
    call = next(post for post in jf.rooms["!JF"].posts if "Heute" in post.text)
    jf.heard("JF")
    jf.say("vogt", "JF", text, reply_to=call.event_id, mentions_bot=True)
    assert jf.heard("JF") == []
    assert holding(jf, text) == []


@pytest.mark.parametrize(
    ("who", "minutes", "taken"),
    [("petersen", 0, True), ("petersen", 29, True), ("petersen", 31, False), ("yilmaz", 0, False), ("vogt", 1, False)],
)
def test_a_bare_yes_counts_for_who_was_asked_and_for_half_an_hour(
    jf: World, who: str, minutes: int, taken: bool
) -> None:
    """Later, and for nobody else, it is chat."""
    jf.say("petersen", "JF", "!topp Ganztag")
    jf.heard("JF")
    jf.sleep_until(f"2027-01-11 08:{minutes}" if minutes > 9 else f"2027-01-11 08:0{minutes}")
    jf.say(who, "JF", "ja")
    assert [text[:15] for text in jf.heard("JF")] == (["TOP 1 „Ganztag“"] if taken else [])


def test_later_a_reply_or_a_reaction_still_answers(jf: World) -> None:
    """Within the time that the question allows."""
    jf.say("petersen", "JF", "!topp Ganztag")
    first = jf.last("JF").event_id
    jf.say("petersen", "JF", "!topp Mensa")
    second = jf.last("JF").event_id
    jf.heard("JF")
    jf.sleep_until("2027-01-11 11:00")
    jf.say("petersen", "JF", "ja", reply_to=first)
    assert jf.answer("JF").startswith("TOP 1 „Ganztag“")
    jf.react("yilmaz", "JF", second, "👍")
    assert jf.heard("JF") == [], "somebody else's thumb"
    jf.react("petersen", "JF", second, "👍🏻\ufe0f")
    assert jf.answer("JF").startswith("TOP 2 „Mensa“")
    jf.react("petersen", "JF", second, "✅")
    assert jf.heard("JF") == [], "it was answered already"


def test_only_the_last_question_is_answered_without_pointing(jf: World) -> None:
    """A second „ja“ does not reach back to a question of which nobody thinks any more."""
    jf.say("petersen", "JF", "!topp Ganztag")
    jf.say("petersen", "JF", "!topp Mensa")
    jf.say("petersen", "JF", "ja")
    jf.heard("JF")
    jf.say("petersen", "JF", "ja")
    assert jf.heard("JF") == []


@pytest.mark.parametrize("text", ["!ja", "! 1", "JA!", "j", "ok", "Okay."])
def test_yes_is_understood_in_any_spelling(jf: World, text: str) -> None:
    """With „!“ too, as for everything else."""
    jf.say("petersen", "JF", "!topp Ganztag")
    assert jf.ask("petersen", "JF", text).startswith("TOP 1 „Ganztag“")


def test_no_and_a_cross_leave_everything_as_it_is(jf: World) -> None:
    """Among several things „nein“ picks none of them, and „ja“ none either."""
    jf.say("vogt", "JF", "!absagen")
    jf.react("vogt", "JF", jf.last("JF").event_id, "✅")
    jf.heard("JF")
    jf.say("vogt", "JF", "ja")
    assert jf.heard("JF") == []
    jf.react("vogt", "JF", jf.last("JF").event_id, "❌")
    assert jf.answer("JF") == "In Ordnung, es bleibt wie es ist."
    assert "Di 26.01.2027" in jf.ask("vogt", "JF", "!termine")


def test_an_answer_by_who_may_not_leaves_the_question_to_who_may(jf: World) -> None:
    """Whether the meeting takes place is decided by the lead, whoever speaks first."""
    jf.until("2027-01-11 12:00")
    assert "Findet der Termin statt?" in jf.heard("JF")[-1]
    assert jf.ask("yilmaz", "JF", "2").startswith("Das kann ich nicht ausführen")
    assert jf.ask("petersen", "JF", "Nein").startswith("Jour fixe am Di 12.01.2027, 09:00 Uhr entfällt.")


def test_a_command_in_a_thread_is_answered_there(jf: World) -> None:
    """With a fallback for clients that do not know threads."""
    event = jf.say("petersen", "JF", "!top Ganztag", thread="$wurzel")
    assert jf.last("JF").content["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": "$wurzel",
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": event},
    }


def test_several_commands_are_answered_in_one_letter_and_one_failure_stops_nothing(jf: World) -> None:
    """In their order; lines without „!“ belong to the command above."""
    answer = jf.ask("petersen", "JF", "!top\nGanztag\nMensa\n!schlus\n!vertagen 9\n!top Hort")
    assert [line[:24] for line in answer.split("\n")] == [
        "TOP 1 „Ganztag“ für Di 1",
        "TOP 2 „Mensa“ für Di 12.",
        "!schlus kenne ich nicht.",
        "Einen TOP „9“ gibt es ni",
        "TOP 3 „Hort“ für Di 12.0",
    ]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("!topp Zensus", "!top Zensus"),
        ("!Tagesordnug", "!tagesordnung"),
        ("!klaerug A1 Wer?", "!klärung A1 Wer?"),
        ("!tema Ganztag\nMensa", "!thema Ganztag\nMensa"),
        ("!agnda", "!agenda"),
        ("!aufträg an FB 40: Räume", "!auftrag an FB 40: Räume"),
    ],
)
def test_a_misspelt_word_is_offered_with_the_text_already_typed(jf: World, typed: str, offered: str) -> None:
    """In the spelling of the help, umlauts included."""
    assert f"Meinten Sie {offered}? Antworten Sie mit „ja“." in jf.ask("petersen", "JF", typed)


def test_quotes_around_a_title_are_not_part_of_it(jf: World) -> None:
    assert jf.ask("petersen", "JF", "!top „Ganztag.“").startswith("TOP 1 „Ganztag“")


def test_a_word_that_is_like_none_points_to_the_help(jf: World) -> None:
    """Never silence."""
    assert jf.ask("petersen", "JF", "!xyzzy Ganztag") == "!xyzzy kenne ich nicht. Was ich kann: !hilfe"


@pytest.mark.parametrize("typed", ["!to", "!topp Mensa", "!top Ganztag", "!vertagen 9", "!absagen", "!hilfe"])
def test_a_receipt_stands_only_where_something_was_recorded(jf: World, typed: str) -> None:
    """Not under what was only shown, asked back or refused."""
    first = jf.say("vogt", "JF", "!top Ganztag")
    second = jf.say("vogt", "JF", typed)
    assert [event for event, _ in jf.rooms["!JF"].marks if event in (first, second)] == [first]


def test_a_voice_message_is_answered_only_as_a_reply_to_the_bot(jf: World) -> None:
    """Whoever speaks to others in the room is left alone."""
    asked = jf.last("JF").event_id
    jf.say("vogt", "JF", "", voice=True, reply_to=asked)
    assert jf.answer("JF").startswith("Sprachnachrichten werte ich nicht aus.")
    jf.say("vogt", "JF", "", voice=True, reply_to="$von-jemandem")
    jf.say("vogt", "JF", "", voice=True)
    assert jf.heard("JF") == []


@pytest.mark.parametrize(
    ("key", "word"), [("2\ufe0f\u20e3", "2"), ("👍🏽", "ja"), ("❎", "nein"), ("🎉", ""), ("#\ufe0f\u20e3", "")]
)
def test_an_emoji_stands_for_a_word(key: str, word: str) -> None:
    """In any tone of skin; a key with a number is the number."""
    assert pressed(key) == word


def test_what_the_bot_hears_of_itself_orders_nothing(jf: World) -> None:
    """As when a homeserver gives its own messages back to it."""
    with jf.store.transaction() as tx:
        members = rooms.members(tx, "!JF")
    bot = next(one.user_id for one in members if one.name == "Gremienassistenz")
    jf.say(bot, "JF", "!top Geheimnis")
    assert jf.heard("JF") == []
    assert holding(jf, "Geheimnis") == []
