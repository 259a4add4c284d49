"""Files that the bot posts: written with their letter, gone when it is sent, lost when its words must go."""

from dataclasses import replace

from commands.context import Context
from commands.posts import write_file
from storage import attachments, bodies, outbox
from storage.post_records import Attachment
from tests.seen import holding, rows
from tests.world import World

ICS = b"BEGIN:VCALENDAR\r\nSUMMARY:Mensa\\, Schulb\r\n usse\r\nEND:VCALENDAR\r\n"
FILE = Attachment("2027-05-19_AK-FM.ics", "text/calendar", ICS)


def post(w: World, reason: str = "calendar/1", file: Attachment = FILE, about: str | None = None) -> str:
    """Post a file into the room of the jour fixe, as a duty does; it waits until something else happens."""
    with w.store.transaction() as tx:
        body = bodies.by_room(tx, "!JF")
        assert body is not None
        return write_file(Context(tx, w.utc, w.house), body, file, reason, about=about)


def test_a_file_comes_into_the_room_with_its_name_and_bytes(w: World) -> None:
    """And is no text."""
    assert post(w)
    w.release()
    (file,) = w.files("JF")
    assert (file.name, file.mimetype, file.data) == (FILE.name, FILE.mimetype, ICS)
    assert w.heard("JF") == [] and w.files("JF") == []


def test_the_same_cause_posts_a_file_once(w: World) -> None:
    """The reason is the key, as with every letter."""
    assert post(w)
    assert post(w) == ""
    w.release()
    assert len(w.files("JF")) == 1


def test_a_body_without_a_room_gets_no_file(w: World) -> None:
    """As with every post."""
    with w.store.transaction() as tx:
        body = bodies.by_room(tx, "!JF")
        assert body is not None
        assert write_file(Context(tx, w.utc, w.house), replace(body, room_id=None), FILE, "calendar/1") == ""
    assert rows(w, "attachment") == []


def test_nothing_of_a_file_is_kept_once_it_was_sent_or_set_aside(w: World) -> None:
    """What was sent is in the room; what was set aside is never sent."""
    first, second, third = (post(w, f"calendar/{n}") for n in range(3))
    with w.store.transaction() as tx:
        outbox.mark_sent(tx, first, "$1")
        attachments.forget_closed(tx)
        assert attachments.of_letter(tx, first) is None
        outbox.park(tx, second, "M_FORBIDDEN")
        assert attachments.of_letter(tx, second) is None
        assert attachments.of_letter(tx, third) == FILE
        outbox.park_room(tx, "!JF", "left")
    assert rows(w, "attachment") == []


# -- redactions -------------------------------------------------------------------------------------------------------


def test_a_waiting_file_with_the_words_of_a_removed_message_is_not_sent(w: World) -> None:
    """However the calendar folds and escapes them; one without them is sent."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    event = w.say("petersen", "JF", "!top Mensa, Schulbusse")
    w.hold_back()
    post(w, "calendar/1")
    post(w, "calendar/2", Attachment("leer.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))
    w.redact("petersen", "JF", event)
    w.release()
    assert [file.name for file in w.files("JF")] == ["JF_Termine_2027.ics", "leer.ics"]
    assert holding(w, "busse") == []


def test_a_posted_file_is_removed_if_it_speaks_of_what_the_message_made(w: World) -> None:
    """Its bytes are not here any more, so what it is about decides."""
    w.say("vogt", "JF", "!reihe jeden Dienstag 9 Uhr")
    w.files("JF")
    event = w.say("petersen", "JF", "!top Ganztag")
    item = rows(w, "item")[-1]["id"]
    post(w, "calendar/1", about=f"item:{item}")
    post(w, "calendar/2", about="meeting:999")
    w.release()
    assert len(w.files("JF")) == 2
    w.redact("petersen", "JF", event)
    assert [file.name for file in w.rooms["!JF"].files][1:] == [FILE.name]


# -- files from people ------------------------------------------------------------------------------------------------


def test_a_stranger_s_file_is_not_even_fetched(w: World) -> None:
    """Nothing of it is written down."""
    stranger = w.drop("@fremd:anderswo.example", "JF", "termine.ics", ICS.decode())
    assert all(row["event_id"] != stranger for row in rows(w, "inbox"))
    assert w.heard("JF") == []
    event = w.drop("vogt", "JF", "termine.ics", ICS.decode())
    assert rows(w, "inbox")[-1]["event_id"] == event
