"""Values that may be typed bare as the answer to a question, read strictly: chat that is no answer is not for the bot.

Each function returns the text to put into the command, or None when the message can hardly be meant as this value.
"""

from collections.abc import Callable, Mapping

from commands.context import Context
from commands.dates.read import read_deadline, read_rhythm
from commands.dates.readings import Ambiguous, Found, Rhythm
from commands.lookups import Unclear, may_name_receiver
from commands.rules.refusal import Refused
from commands.sentences_slot import sentences
from commands.year.plan_kinds import understood


def _receiver(text: str, _ctx: Context) -> str | None:
    return text if may_name_receiver(text) else None


def _deadline(text: str, ctx: Context) -> str | None:
    with_lead = text if text.lower().startswith(("bis", "by", "spätestens")) else f"bis {text}"
    reading = read_deadline(with_lead, ctx.local, ctx.calendar)
    return with_lead if isinstance(reading, Found | Ambiguous) else None  # which of two days is asked then


def _plan(text: str, ctx: Context) -> str | None:
    try:
        said = understood(text, ctx)
    except (Refused, Unclear):
        return None
    return text if said and (said.weekdays or said.begins) else None


def _clock(text: str, ctx: Context) -> str | None:
    """From when, perhaps until when: „9 Uhr“, „14 bis 16 Uhr“, „9“."""
    for typed in (text, f"um {text}"):
        reading = read_rhythm(f"{typed} dienstags", ctx.local, ctx.calendar) if len(text) < 40 else None
        if isinstance(reading, Found):
            value = reading.value
            bare = Rhythm("FREQ=WEEKLY;BYDAY=TU;WKST=MO", value.starts_on, value.time, value.minutes)
            return typed if value.time and value == bare else None
    return None


SLOTS: Mapping[str, Callable[[str, Context], str | None]] = {
    "receiver": _receiver,
    "deadline": _deadline,
    "plan": _plan,
    "clock": _clock,
    "sentences": sentences,
}
