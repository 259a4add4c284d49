"""Taking back, asking once more, making up for an outage."""

TEXTS: dict[str, str | dict[str, str]] = {
    # Taking back
    "undo.last.summary": "Take back the last thing you ordered (for 10 minutes).",
    "undo.last.examples": "!undo",
    "undo.nothing": "There is nothing to take back. It is possible for 10 minutes, for the last thing that you ordered "
    "in this room.",
    "undo.final": "That cannot be taken back: {what}. It was decided in front of others.",
    "undo.changed": "Something about it has changed since ({what}). I take nothing back.",
    "undo.of": "{things} ({how})",
    "undo.edit": "Edit of a message",
    "undo.done": "Taken back: {what}.",
    # Numbers that moved
    "item.moved": "Since {since}, item {number} is “{now}”, before that “{before}”. Which one do you mean?",
    # Two at once
    "kind.in_spite": "(anyway)",
    "at_once.changed": "Somebody changed that {seconds} seconds ago: {now} Which is to hold?",
    "at_once.item": "Item {number} is now called “{title}”.",
    "at_once.meeting": "The meeting is now on {moment}.",
    "at_once.length": "The meeting now takes {minutes} minutes.",
    "at_once.minutes": "{minutes} minutes",
    "at_once.result": "Somebody recorded a result for item {number} {seconds} seconds ago: “{text}”. Which is to hold?",
    "at_once.both": "both",
    "at_once.only_this": "only yours",
    "at_once.only_that": "only the other one",
    # After an outage
    "late.away": "I could not be reached from {since} to {until}. Made up for:",
    "late.away.fell": "I could not be reached from {since} to {until}. {fell}\nMade up for:",
    "late.fell.weekly.call": "The call for topics of {at} falls away.",
    "late.fell.weekly.morning": "The agenda in the morning falls away.",
    "late.fell.weekly.ask": "The question whether the meeting takes place falls away.",
    "voice_message": "I do not evaluate voice messages. Please write the answer.",
}
