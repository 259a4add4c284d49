"""Days whose year or month was not said: the next such day, today included."""

from datetime import date

from commands.dates.senses import FIRST_YEAR, LAST_YEAR, Failed, Frame, Point, checked, month_length


def next_day_of_month(day: int, at: Frame, weekday: int | None = None) -> Point | Failed:
    """The next day with that number (and weekday); short months are passed over."""
    if not 1 <= day <= 31:
        return no_such_day(str(day), "", "")
    year, month = at.today.year, at.today.month
    for _ in range(60):
        if day <= month_length(year, month):
            candidate = date(year, month, day)
            if candidate >= at.today and weekday in (None, candidate.weekday()):
                return Point((candidate,))
        year, month = year + month // 12, month % 12 + 1
    return no_such_day(str(day), "", "")


def completed(day: int, month: int, year: int | None, at: Frame) -> Point | Failed:
    """That day, in the next year that has it and is not over if no year was said."""
    said = (str(day), str(month), "" if year is None else str(year))
    if year is not None and year > LAST_YEAR:
        return Failed("date.too_far", {"latest": at.latest})
    if not (1 <= month <= 12 and 1 <= day <= month_length(year or 2024, month)):
        return no_such_day(*said)
    if year is not None:
        if year < 1:
            return no_such_day(*said)
        whole = date(year, month, day)
        if year < FIRST_YEAR:
            return Failed("date.past", {"day": whole})
        return Point((whole,)) if at.written_past and whole < at.today else checked(whole, at)
    for candidate in range(at.today.year, at.today.year + 9):
        if day <= month_length(candidate, month) and date(candidate, month, day) >= at.today:
            return Point((date(candidate, month, day),), (day, month))
    return no_such_day(*said)


def no_such_day(day: str, month: str, year: str) -> Failed:
    """Why there is no such day, as it was typed."""
    return Failed("date.does_not_exist", {"day": day, "month": month, "year": year})
