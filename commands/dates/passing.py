"""Moments by their distance from now, as day and minutes since midnight."""

from datetime import UTC, timedelta

from commands.dates.readings import Length
from commands.dates.senses import Frame, Sense, add_months, checked


def exactly(minutes: int, at: Frame) -> tuple[Sense, int | None]:
    """So many minutes from now, as they pass and not as the clock shows them."""
    local = (at.now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.now.tzinfo)
    return checked(local.date(), at), local.hour * 60 + local.minute


def counted(sign: int, length: Length, at: Frame) -> tuple[Sense, int | None]:
    """„in zwei Jahren und drei Monaten“, „vor einem Tag und zwei Stunden“: months, then days, then minutes."""
    day = add_months(at.today, sign * length.months) + timedelta(sign * length.days)
    if not length.minutes:
        return checked(day, at), None
    minutes = at.now.hour * 60 + at.now.minute + sign * length.minutes
    return checked(day + timedelta(minutes // 1440), at), minutes % 1440
