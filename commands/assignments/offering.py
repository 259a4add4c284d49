"""What an answer leads to: „FB 51 arbeitet zu bis 16.04.“ sounds like a contribution, and the bot offers it."""

import re

from commands.assignments.issuing import Wanted, typed
from commands.context import Context, Option
from commands.dates.read import find_deadline
from commands.dates.readings import Found
from commands.texts.voice import phrase
from commands.timing import Due
from storage.assignment_records import Assignment

_CONTRIBUTES = re.compile(
    r"(?:^|[.;:,]\s+)(?P<who>[^.;:,\n]{2,40}?)\s+(?:arbeitet|liefert|arbeiten|liefern|contributes?)\s+(?:zu\s+)?"
    r"(?P<rest>(?:bis|by)\s.*)$",
    re.I | re.S,
)


def offer_contribution(ctx: Context, one: Assignment, text: str) -> None:
    """Offer to order the contribution of which an answer speaks; nothing where it names no day."""
    found = _CONTRIBUTES.search(text)
    reading = find_deadline(found["rest"], ctx.local, ctx.calendar) if found else None
    if found is None or not isinstance(reading, Found):
        return
    german = ctx.language == "de"
    remark = found["rest"][reading.end :].strip(" ,;.\n")
    wanted = Wanted(one.title, remark or None, Due(reading.value, None))
    head = f"zuarbeit {one.number} von" if german else f"contribution {one.number} from"
    ctx.say("part.offer", who=found["who"], day=reading.value)
    ctx.ask([Option(phrase("yes"), typed(ctx, wanted, f"{head} {found['who']}")), Option(phrase("no"), "")])
