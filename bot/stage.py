"""The demo town without a homeserver: its people act in its rooms, and what the bot does there is shown."""

from collections.abc import Callable
from datetime import datetime

from bot.config import house
from bot.demo import screenplay
from bot.demo.screenplay import Moved, Spoken, Step
from bot.demo.seen import Seen
from bot.demo.town import ACCESS, BOT, PEOPLE, PLACES, TOWN, user_id
from bot.rehearsal import Guest, Rehearsal, new_event_id
from commands.stimuli import Edited, Filed, Reacted, Said
from storage.store import Store

BOT_ID = user_id(BOT)


class NothingThere(Exception):
    """What a line points at does not exist; the message says what."""


class Stage:
    """`show` gets everything that appears in a room, with the local time. Rooms are called by their short names."""

    def __init__(self, store: Store, now: datetime, show: Callable[[datetime, Seen], None]) -> None:
        self._show = show
        self.seen: list[Seen] = []
        self._rehearsal = Rehearsal(store, house(TOWN, ACCESS, BOT_ID), now.replace(tzinfo=TOWN.time_zone), self._take)

    @property
    def now(self) -> datetime:
        """Local, without zone."""
        return self._rehearsal.now.astimezone(TOWN.time_zone).replace(tzinfo=None)

    def open_rooms(self) -> bool:
        """Make the rooms of the town. False: they are there already."""
        if self._rehearsal.knows(next(iter(PLACES))):
            return False
        for place in PLACES.values():
            guests = [Guest(user_id(who), PEOPLE[who], 100 if who == place.creator else 0) for who in place.people]
            self._rehearsal.room(place.sign, place.name, guests)
        return True

    def perform(self, step: Step) -> list[tuple[str, str]]:
        """Do what a step says. Returns those of its expectations that the bot did not meet."""
        start = len(self.seen)
        match step.does:
            case Spoken(room, _, how, text):
                if self.speak(step.does) and how == "chats":
                    return [(room, f"Schweigen auf „{text}“")]
            case Moved(to):
                self.move_to(to)
        posts = [one for one in self.seen[start:] if one.sender == BOT_ID and one.kind in ("text", "edit")]
        return [
            (room, fragment)
            for room, fragment in step.expected
            if not any(one.room_id == room and screenplay.contains(one.text, fragment) for one in posts)
        ]

    def speak(self, line: Spoken) -> bool:
        """Somebody does something. False: the bot does not feel addressed. Raises NothingThere."""
        sender, room, now, event_id = user_id(line.who), line.room, self._rehearsal.now, new_event_id()
        stimulus: Edited | Reacted | Said
        match line.how:
            case "edits":
                target = self._own_command(sender, room)
                seen = Seen(event_id, room, sender, "edit", line.text, target)
                stimulus = Edited(event_id, room, sender, line.text, now, target)
            case "marks":
                target = self._last_post(room)
                seen = Seen(event_id, room, sender, "mark", line.text, target)
                stimulus = Reacted(event_id, room, sender, target, line.text, now)
            case _:
                reply = self._last_post(room) if line.how == "replies" else None
                seen = Seen(event_id, room, sender, "text", line.text, reply)
                stimulus = Said(event_id, room, sender, line.text, now, reply_to=reply, encrypted=True)
        self._take(seen)
        addressed = self._rehearsal.happen(stimulus)
        self._rehearsal.tick()
        return addressed

    def move_to(self, local: datetime) -> None:
        """Move the clock on, duty by duty; never back."""
        self._rehearsal.until(local.replace(tzinfo=TOWN.time_zone))

    def next_duty(self, latest: datetime) -> bool:
        """Move on to the next duty, and run it. False: there is none until the local moment `latest`."""
        due = self._rehearsal.next_due()
        if due is None or due > latest.replace(tzinfo=TOWN.time_zone):
            return False
        self._rehearsal.until(due)
        return True

    def drop(self, who: str, room: str, name: str, text: str) -> bool:
        """Somebody drops a file in a room. False: the bot does not care."""
        sender, event_id, size = user_id(who), new_event_id(), len(text.encode())
        self._take(Seen(event_id, room, sender, "text", f"[Datei {name}]"))
        addressed = name.lower().endswith(".ics") and self._rehearsal.happen(
            Filed(event_id, room, sender, self._rehearsal.now, name, "text/calendar", size, text, encrypted=True)
        )
        self._rehearsal.tick()
        return addressed

    def _take(self, seen: Seen) -> None:
        self.seen.append(seen)
        self._show(self.now, seen)

    def _own_command(self, sender: str, room: str) -> str:
        for one in reversed(self.seen):
            if (one.sender, one.room_id, one.kind) == (sender, room, "text") and one.text.startswith("!"):
                return one.event_id
        raise NothingThere(f"In {room} gibt es noch keinen Befehl dieser Person.")

    def _last_post(self, room: str) -> str:
        for one in reversed(self.seen):
            if (one.sender, one.room_id, one.kind) == (BOT_ID, room, "text"):
                return one.event_id
        raise NothingThere(f"In {room} hat der Bot noch nichts geschrieben.")
