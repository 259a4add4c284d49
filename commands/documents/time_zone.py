"""The VTIMEZONE of a calendar file.

The library would write a list of single switches, each an hour late, without a rule that Outlook could go on with; so
the rule of the European Union (Directive 2000/84/EC: last Sunday of March and October, 01:00 UTC) is written out for
every zone that follows it.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

_YEARS = range(1996, 2038)
_SWITCH_HOUR = 1

Half = TypeVar("Half", TimezoneDaylight, TimezoneStandard)


@cache
def time_zone(zone: ZoneInfo) -> Timezone:
    """The zone as a component, right from October 1996 on. Callers must not change it."""
    if not _follows_the_union(zone):
        return Timezone.from_tzid(zone.key)
    component = Timezone()
    component.add("tzid", zone.key)
    component.add_component(_half(TimezoneDaylight(), _switch(1997, 3), zone))
    component.add_component(_half(TimezoneStandard(), _switch(1996, 10), zone))
    return component


def _half(half: Half, onset: datetime, zone: ZoneInfo) -> Half:
    before, after = (onset - timedelta(hours=1)).astimezone(zone), onset.astimezone(zone)
    offset = before.utcoffset()
    assert offset is not None
    half.add("tzname", after.tzname())
    half.add("tzoffsetfrom", offset)
    half.add("tzoffsetto", after.utcoffset())
    half.add("dtstart", onset.replace(tzinfo=None) + offset)  # by the clock that is left (RFC 5545, 3.6.5)
    half.add("rrule", vRecur.from_ical(f"FREQ=YEARLY;BYMONTH={onset.month};BYDAY=-1SU"))
    return half


def _follows_the_union(zone: ZoneInfo) -> bool:
    hour = timedelta(hours=1)
    for year in _YEARS:
        for month in (3, 10):
            at = _switch(year, month)
            before, after = ((at + shift).astimezone(zone).utcoffset() for shift in (-timedelta(seconds=1), hour * 0))
            if before is None or after is None or abs(after - before) != hour:
                return False
    return True


def _switch(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, _SWITCH_HOUR, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
