"""The people of the town, and what they see in a room: the bot's posts with their edits, its marks and pins."""

from dataclasses import dataclass, field

from bot.demo.town import BOT as BOT_NAME
from bot.demo.town import SERVER
from commands.finding import polls
from storage.post_records import Attachment, Letter

BOT = f"@{BOT_NAME}:{SERVER}"

NEW_FILE = "Neue Kalenderdatei anbei, sie ersetzt die alte (gleiche Kennung)."
"""What the bot says with the file that follows a changed date."""


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
class File:
    """A file that the bot has put into a room; `place` says where it lies, if the bot laid down nothing itself."""

    event_id: str
    name: str
    mimetype: str
    data: bytes
    reply_to: str | None
    place: dict[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.data.decode()


@dataclass
class Heard:
    """A room as its people see it; `polls` are by event id. `heard` and `fetched`: so many posts and files a test has
    asked for already."""

    posts: list[Post] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    polls: dict[str, dict[str, object]] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)
    left: bool = False
    edits: int = 0
    heard: int = 0
    fetched: int = 0
    events: dict[str, dict[str, object]] = field(default_factory=dict)
    """What every event of the bot says that was not removed; clients show all of it, what was edited away too."""

    def arrive(self, letter: Letter, event_id: str, target: str | None, file: Attachment | None) -> None:
        """A letter has come into the room as this event; `target` is the event that it speaks of."""
        content = letter.content
        self.events[event_id] = content
        if letter.event_type == "m.room.redaction":
            self.events.pop(target or "", None)
        reply = content.get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id")
        match letter.event_type:
            case "m.reaction":
                relation = content["m.relates_to"]
                self.marks.append((relation["event_id"], relation["key"]))
            case "leave":
                self.left = True
            case "pin":
                self.pinned = [target] if target else []
            case "leave":
                self.left = True
            case polls.START:
                self.polls[event_id] = content[polls.START]
            case polls.END:
                assert target is not None
                self.ended.append(target)
            case "m.room.redaction" if target in self.polls:
                del self.polls[target]
            case "m.room.redaction":
                self._lose(target)
            case _ if letter.target:
                edited = next(one for one in self.posts if one.event_id == target)
                edited.text, edited.html = content["m.new_content"]["body"], content["m.new_content"]["formatted_body"]
                self.edits += 1
            case _ if content["msgtype"] == "m.file":
                assert file is None or file.name == content["body"]
                place: dict[str, object] = {key: content[key] for key in ("url", "file") if key in content}
                data, mimetype = file.data if file else b"", content["info"]["mimetype"]
                self.files.append(File(event_id, content["body"], mimetype, data, reply, place))
            case _:
                ringing = content["msgtype"] == "m.text"
                self.posts.append(Post(event_id, content["body"], content["formatted_body"], ringing, reply, content))

    def _lose(self, event_id: str | None) -> None:
        for place, post in enumerate(self.posts):
            if post.event_id == event_id:
                del self.posts[place]
                self.heard -= place < self.heard
        for place, file in enumerate(self.files):
            if file.event_id == event_id:
                del self.files[place]
                self.fetched -= place < self.fetched
