"""`!auskunft`: all that is stored of who asks, to read (Art. 15 GDPR) and for machines (Art. 20)."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from commands.context import Context
from commands.documents import word
from commands.documents.word import Heading, Paper, Prose, Table
from commands.registry import Part
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from storage import bodies, personal, rooms
from storage.post_records import Attachment
from storage.records import Role

part = Part()

_AGAIN = timedelta(hours=1)
_MOST_ROWS = 100
"""So many rows of a kind, the newest, stand in the file to read; the one for machines has all."""
_NAME = "privacy.own_data"

Row = dict[str, Any]


@part.command(_NAME, de=("auskunft", "meine daten"), en=("my data",), right=Right.ANYONE, receipt=False)
def own_data(ctx: Context) -> None:
    """Send all that is stored of the sender as two files, in an encrypted direct chat only."""
    assert ctx.sender is not None
    if not ctx.direct:
        raise Refused("privacy.only_direct")
    room = rooms.get(ctx.tx, ctx.room_id or "")
    if room is None or not room.encrypted:
        raise Refused("privacy.unencrypted")
    if personal.carried_out_since(ctx.tx, ctx.sender, _NAME, ctx.now - _AGAIN):
        raise Refused("privacy.own_data.again")
    ctx.answer.private = True
    found = {name: rows for name, rows in _found(ctx, ctx.sender) if rows}
    ctx.say("privacy.own_data.here", count=sum(map(len, found.values())))
    ctx.say("privacy.own_data.texts")
    ctx.attach(_document(ctx, ctx.sender, found))
    ctx.attach(_data(ctx, ctx.sender, found))


def _found(ctx: Context, user_id: str) -> Iterator[tuple[str, list[Row]]]:
    """What stands at each place, with names in the place of numbers; then the bot's own messages that name them."""
    for place in personal.PLACES:
        yield place.name, [_readable(ctx, row) for row in personal.rows_of(ctx.tx, place, user_id)]
    letters = personal.letters_holding(ctx.tx, _words(ctx, user_id))
    yield "letter", [_readable(ctx, {"at": one.not_before, "room_id": one.room_id}) for one in letters]


def _words(ctx: Context, user_id: str) -> set[str]:
    return {user_id} | {name for name in personal.names_of(ctx.tx, user_id) if len(name) > 2}


def _readable(ctx: Context, row: Row) -> Row:
    """A row with the body and the room by name, and its instants in the town's time."""
    values: Row = {}
    for column, value in row.items():
        match column:
            case "body_id":
                values["body"] = bodies.by_id(ctx.tx, value).name
            case "room_id":
                room = rooms.get(ctx.tx, value) if value else None
                own = room is not None and bodies.by_room(ctx.tx, value) is not None
                values["room"] = room.name if room and own else ctx.voice.plain(phrase("privacy.direct_chat"))
            case "finding_id":
                continue
            case "role":
                values["role"] = ctx.voice.plain(Role(value))
            case _:
                values[column] = value.astimezone(ctx.house.zone) if isinstance(value, datetime) else value
    return values


def _data(ctx: Context, user_id: str, found: dict[str, list[Row]]) -> Attachment:
    """The same as JSON, with the meaning of each part in words."""
    parts = [{"part": name, "meaning": _meaning(ctx, name), "rows": rows} for name, rows in found.items()]
    whole = {"user_id": user_id, "as_of": ctx.local, "town": ctx.house.town, "stored": parts}
    text = json.dumps(whole, ensure_ascii=False, indent=2, default=lambda value: value.isoformat())
    return Attachment(_file_name(ctx, "json"), "application/json", text.encode())


def _document(ctx: Context, user_id: str, found: dict[str, list[Row]]) -> Attachment:
    def say(key: str, /, **data: object) -> str:
        return ctx.voice.plain(phrase(key, **data))

    parts: list[word.Part] = [Prose(say("privacy.file.intro", user=user_id, day=ctx.today))]
    for name, rows in found.items():
        heads = list(rows[0])
        cells = [[_cell(ctx, row[head]) for head in heads] for row in rows[-_MOST_ROWS:]]
        parts += [Heading(_meaning(ctx, name))]
        parts += [Table([say(f"privacy.column.{head}") for head in heads], cells, [1] * len(heads))]
        if len(rows) > _MOST_ROWS:
            parts += [Prose(say("privacy.file.more", count=len(rows) - _MOST_ROWS))]
    parts += [Heading(say("privacy.file.rights")), Prose(say("privacy.file.rights.text"))]
    paper = Paper(
        title=say("privacy.file.title"),
        language=ctx.language,
        head=say("privacy.file.head", town=ctx.house.town),
        parts=parts,
        closing="",
        page_words=say("document.pages", page="{page}", pages="{pages}"),
        made_at=ctx.now,
    )
    return Attachment(_file_name(ctx, "docx"), word.MIMETYPE, word.write(paper))


def _meaning(ctx: Context, name: str) -> str:
    return ctx.voice.plain(phrase(f"privacy.place.{name}"))


def _cell(ctx: Context, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return ctx.voice.plain(phrase("yes" if value else "no"))
        case datetime():
            return f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case list():
            return ", ".join(str(one) for one in value)
    return str(value)


def _file_name(ctx: Context, ending: str) -> str:
    return ctx.voice.plain(phrase("privacy.file.name", day=str(ctx.today), ending=ending))
