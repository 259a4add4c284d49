"""Which of the bot's letters is an event that somebody refers to? Asked of the homeserver where the bot cannot know."""

from urllib.parse import quote

from bot.matrix.client import Client
from bot.matrix.errors import Denied
from bot.matrix.sending import mark_of


async def letter_behind(client: Client, room_id: str, event_id: str) -> str | None:
    """The id of the letter that became this event, or None where it is not the bot's.

    Raises Unavailable if the homeserver cannot be asked now, LoggedOut or SessionEnded.
    """
    try:
        event = await client.ask("GET", f"v3/rooms/{quote(room_id, safe='')}/event/{quote(event_id, safe='')}")
    except Denied:  # no such event, or none that the bot may see
        return None
    return mark_of(event) if event.get("sender") == client.user_id else None
