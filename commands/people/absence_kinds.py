"""How an absence is read: from when to when, and who stands in. All else is dropped, a reason above all."""

import re
from dataclasses import dataclass

from commands.context import Context
from commands.dates.readings import Moment, Span
from commands.handwriting import fold, look_of
from commands.kinds import Absent, Kind
from commands.lookups import Known
from commands.rules.refusal import Refused
from commands.timing import SPAN
from storage import rooms

_DEPUTY = re.compile(
    r"[,;.]?\s{0,9}(?:und\s+)?(?<!\w)"
    r"(?:in vertretung|vertretung|vertreter(?:in)?|vertreten durch|i\.\s?v\.|deputy|stand-in)(?!\w)"
    r"\s*(?:ist|macht|durch|uebernimmt|übernimmt|is|by)?\s*:?\s*(\S.*)$",
    re.I | re.S,
)
_TITLE = re.compile(r"^(?:frau|herrn?|kolleg(?:e|in)|ms|mr|mrs)\.?\s+", re.I)
_LEADS = re.compile(r"^(?:(?:ich bin|bin|i am|vom|von|ab|from|am|on)\s+)+", re.I)


@dataclass(frozen=True)
class SaidAbsence:
    """Both days included; `deputy` as it was typed, empty for nobody."""

    span: Span
    deputy: str


def _absence(text: str, ctx: Context) -> tuple[SaidAbsence, str]:
    found = _DEPUTY.search(text)
    deputy = _TITLE.sub("", found[1].strip(" .()")) if found else ""
    when = _LEADS.sub("", text[: found.start()] if found else text).rstrip(" (,;")
    if not when:
        raise Absent("absence")
    for typed in (when, f"{when.split(' ')[0]} bis {when.split(' ')[0]}"):
        try:
            span, _dropped = SPAN.take(typed, ctx)
        except Absent:
            continue
        first, last = span.first, span.last
        if last is None or last.day < ctx.today:
            raise Refused("date.past", day=(last or first or Moment(ctx.today)).day)
        return SaidAbsence(Span(Moment((first or Moment(ctx.today)).day), Moment(last.day)), deputy), ""
    raise Absent("absence")


ABSENCE = Kind("absence", _absence)


def deputies(ctx: Context, typed: str) -> list[Known]:
    """Who in the body's room is called so, but for the sender: by user id, full name, or the longest part of it."""
    people = [
        Known(one.user_id, one.name)
        for one in rooms.members(ctx.tx, ctx.body.room_id or "")
        if one.user_id not in (ctx.house.bot_user, ctx.sender) and ctx.house.is_ours(one.user_id)
    ]
    words = fold(typed).replace(",", " ").split()
    if typed.startswith("@"):
        return [one for one in people if one.user_id == typed.split()[0]]
    for count in range(min(len(words), 4), 0, -1):
        wanted = words[:count]
        same = [
            one for one in people if fold(one.name).split()[:count] == wanted and len(fold(one.name).split()) == count
        ]
        found = same or [one for one in people if set(wanted) <= set(fold(one.name).split())]
        if found:
            looks = {look_of(one.name) for one in found}
            return [one for one in people if look_of(one.name) in looks]
    return []
