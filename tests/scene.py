"""The people of the town, and what they see in a room: the bot's posts with their edits, its marks and pins."""

from dataclasses import dataclass, field

from bot.demo.town import BOT as BOT_NAME
from bot.demo.town import SERVER
from storage.records import Letter

BOT = f"@{BOT_NAME}:{SERVER}"


def user(name: str) -> str:
    """The user id of one of the town's people."""
    return name if name.startswith("@") else f"@{name}:{SERVER}"


@dataclass
class Post:
    """One event that the bot has put into a room. `text` is the plain body, edits applied."""

    event_id: str
    text: str
    html: str
    ringing: bool
    reply_to: str | None
    content: dict[str, object]


@dataclass
class Heard:
    """A room as its people see it. `heard`: so many posts a test has asked for already."""

    posts: list[Post] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)
    edits: int = 0
    heard: int = 0

    def arrive(self, letter: Letter, event_id: str, target: str | None) -> None:
        """A letter has come into the room as this event; `target` is the event that it speaks of."""
        content = letter.content
        match letter.event_type:
            case "m.reaction":
                relation = content["m.relates_to"]
                self.marks.append((relation["event_id"], relation["key"]))
            case "pin":
                self.pinned = [target] if target else []
            case "m.room.redaction":
                place = next(n for n, one in enumerate(self.posts) if one.event_id == target)
                del self.posts[place]
                self.heard -= place < self.heard
            case _ if letter.target:
                edited = next(one for one in self.posts if one.event_id == target)
                edited.text, edited.html = content["m.new_content"]["body"], content["m.new_content"]["formatted_body"]
                self.edits += 1
            case _:
                reply = content.get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id")
                ringing = content["msgtype"] == "m.text"
                self.posts.append(Post(event_id, content["body"], content["formatted_body"], ringing, reply, content))
