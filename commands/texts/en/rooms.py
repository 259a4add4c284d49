"""What the bot says of what happens to the rooms themselves."""

TEXTS: dict[str, str | dict[str, str]] = {
    "room.lost.kicked": "I was removed from the room of {body}. What I would write there falls away until its lead invites me "
    "again.",
    "room.lost.banned": "I am banned from the room of {body}. What I would write there falls away until the ban is lifted and "
    "its lead invites me again.",
    "room.lost.left": "I am no longer in the room of {body}. What I would write there falls away until its lead invites me "
    "again.",
    "room.lost.gone": "I am no longer in the room of {body}. What I would write there falls away until its lead invites me "
    "again.",
    "room.back": "I am back. Dates, topics and assignments of {body} go on.",
    "room.back.fell": {
        "one": "Meanwhile one message fell away. `!agenda` and `!open` show how things stand.",
        "other": "Meanwhile {count} messages fell away. `!agenda` and `!open` show how things stand.",
    },
    "room.back.above": "I am back in the room of {body}.",
    "room.public": "This room is public now: others can enter or read along. I write no more digests here until it is "
    "closed again.",
    "room.public.office": "The room of {body} is public now. I write no more digests there until it is closed again.",
    "room.closed": "This room is no longer public. Digests come again; `!digest` shows how things stand.",
    "room.closed.office": "The room of {body} is no longer public. Digests come there again.",
    "room.moved.here": "I have moved here with {body}: dates, topics and assignments go on in this room. `!agenda` and "
    "`!open` show how things stand.",
    "room.moved.away": "{body} has a new room. From now on I write and read for the body there.",
    "room.doubt.predecessor": "This room is said to replace “{name}”, but does not name it as its predecessor itself. I stay in the "
    "old room.",
    "room.doubt.unencrypted": "This room is said to replace “{name}”, but is not encrypted. I stay in the old room. Once encryption "
    "is on, please remove me and invite me again.",
    "room.doubt.public": "This room is said to replace “{name}”, but is public. I stay in the old room. Once it is closed, "
    "please remove me and invite me again.",
    "room.crowded": "Only the lead of a body and the operators can invite me into a room with several people. I am leaving "
    "again.",
    "room.guest": "New in this room: {user}. The account belongs to none of our servers and reads along here from now "
    "on.",
    "room.gap": "Between {since} and {until} I could not read everything; please repeat commands from that time.",
}
