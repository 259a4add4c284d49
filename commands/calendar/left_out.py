"""The days that series leave out, as they stand in lists of dates."""

from collections.abc import Sequence
from datetime import date

from commands import planning
from commands.context import Context
from commands.dates.expansion import LeftOut
from commands.texts.voice import Phrase, phrase
from storage import meetings


def left_out(ctx: Context, body_ids: Sequence[int], until: date | None) -> list[tuple[LeftOut, int]]:
    """The coming days up to `until` that running series of these bodies leave out, each with its body."""
    found = []
    for body_id in body_ids:
        for series in meetings.series_of(ctx.tx, body_id):
            if series.skips:
                days = planning.expanded(ctx, series).left_out
                found += [(one, body_id) for one in days if until is None or one.day <= until]
    return found


def left_out_phrase(one: LeftOut) -> Phrase:
    """The day, with the reason where there is one."""
    return phrase("left_out.because" if one.name else "left_out.day", day=one.day, why=one.name)
