"""Two people changing one thing within seconds: the second is told, and chooses."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from commands.context import Context, Option
from commands.kinds import Absent, Kind, last_word
from commands.rules.refusal import Refused
from commands.texts.voice import Phrase
from commands.timing import MEETING
from storage import changes, meetings
from storage.records import Meeting

AT_ONCE = timedelta(seconds=60)


def _in_spite(text: str, _ctx: Context) -> tuple[str, str]:
    word, head = last_word(text)
    if head and word in _WORDS:
        return _WORDS[word], head
    raise Absent("in_spite")


BOTH, INSTEAD = "both", "instead"
_WORDS = {"(trotzdem)": BOTH, "(anyway)": BOTH, "(stattdessen)": INSTEAD, "(instead)": INSTEAD}
"""In brackets, because a title or a result may well end with the bare word."""

IN_SPITE_AT_END = Kind("in_spite", _in_spite, at_end=True, hidden=True)
"""That the order stands although somebody else was faster; only the bot's own questions say it."""


def in_spite(ctx: Context, word: str = BOTH) -> str:
    """The word with which an option of a question repeats the order."""
    german, english = ("(trotzdem)", "(anyway)") if word == BOTH else ("(stattdessen)", "(instead)")
    return german if ctx.language == "de" else english


def changed_at(ctx: Context, table: str, thing_id: int, fields: Collection[str]) -> datetime | None:
    """When somebody else changed one of these fields of a thing within the last minute, if that was its last change."""
    for actor, at, change in changes.touched_since(ctx.tx, table, thing_id, ctx.now - AT_ONCE):
        before, after = change.before, change.after
        if before and after and any(before[name] != after[name] for name in fields):
            return at if actor != ctx.sender else None
    return None


def ask_which_holds(ctx: Context, at: datetime, now: Phrase, theirs: Phrase, mine: Option) -> None:
    """Offer both versions: how it is `now` (named as `theirs`), and the order that was given."""
    ctx.say("at_once.changed", seconds=max(1, round((ctx.now - at).total_seconds())), now=now)
    offer(ctx, [Option(theirs, ""), mine])


def offer(ctx: Context, options: Sequence[Option]) -> None:
    """Ask instead of carrying out the order."""
    ctx.list([option.label for option in options], start=1)
    ctx.ask(options, back=True)


def _meeting_or_moved(text: str, ctx: Context) -> tuple[Meeting, str]:
    """The meeting of a day; also one that somebody else has moved from that day within the last minute."""
    try:
        return MEETING.take(text, ctx)
    except Refused as refused:
        if refused.key != "meeting.none_on":
            raise
        day = str(refused.data["day"])
        for thing_id, before in changes.moved_since(ctx.tx, "meeting", ctx.now - AT_ONCE):
            meeting = meetings.by_id(ctx.tx, thing_id)
            if before.get("held_on") != day or meeting is None or meeting.body_id != ctx.body.id:
                continue
            _, rest = _without_day(text)
            return meeting, rest
        raise


def _without_day(text: str) -> tuple[str, str]:
    for lead in (" auf ", " to ", " nach ", " zu "):
        head, found, rest = text.partition(lead)
        if found:
            return head, f"{lead.strip()} {rest}"
    raise Absent("moment")


MEETING_TO_MOVE = Kind("meeting", _meeting_or_moved)
