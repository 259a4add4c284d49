"""The days of a series."""

from datetime import date, datetime, time

from dateutil.rrule import rrulestr


def occurrences(rule: str, starts_on: date, since: date, until: date) -> list[date]:
    """The days on which an RRULE (RFC 5545) falls within [since, until], counted from its first day `starts_on`.

    It is expanded on bare days, so that no switch of clocks can move one.
    """
    expanded = rrulestr(rule, dtstart=datetime.combine(starts_on, time.min))
    found = expanded.between(datetime.combine(since, time.min), datetime.combine(until, time.min), inc=True)
    return [one.date() for one in found]
