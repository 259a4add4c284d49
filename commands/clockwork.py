"""The clock is just another person who gives orders: it runs the duties that are due, in office hours."""

import logging
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from commands.calendar import news as calendar_news
from commands.context import Context
from commands.house import House
from commands.registry import Registry
from commands.rules import times
from commands.watch import incidents
from storage import audit, duties, meetings
from storage.post_records import Duty

_log = logging.getLogger(__name__)


def run_one(tx: Connection, now: datetime, house: House, registry: Registry) -> bool:
    """Run the oldest due duty, or put it off to the next office hours, or drop it as pointless. False: none is due."""
    duty = duties.oldest_due(tx, now)
    if duty is None:
        return _plan_dailies(tx, now, house, registry) or incidents.plan(Context(tx, now, house))
    ctx = Context(tx, now, house)
    opens = now if duty.name in registry.always else _next_open(ctx)
    if duty.expires_at is not None and max(opens, now) >= duty.expires_at:
        _finish(tx, duty, "expired", now)
    elif opens > now:
        duties.put_off(tx, duty.id, opens)
    else:
        _run(tx, duty, ctx, registry)
    return True


def _next_open(ctx: Context) -> datetime:
    return times.next_open(ctx.now, ctx.house.office_hours, ctx.house.zone, ctx.calendar.is_working_day)


def next_due(tx: Connection) -> datetime | None:
    return duties.next_due_at(tx)


def _run(tx: Connection, duty: Duty, ctx: Context, registry: Registry) -> None:
    handler = registry.duties.get(duty.name)
    reference, state = None, "done"
    try:
        if handler is None:
            raise LookupError("no such duty in this version")
        with tx.begin_nested():
            handler(ctx, duty.subject_id)
            calendar_news.tell(ctx, meetings.take_news(tx))
    except OperationalError:
        raise
    except Exception:
        state, reference = "failed", secrets.token_hex(2).upper()
        _log.exception("reference %s: duty %s of %s", reference, duty.name, duty.subject_id)
    _finish(tx, duty, state, ctx.now, reference)


def _finish(tx: Connection, duty: Duty, state: str, now: datetime, reference: str | None = None) -> None:
    duties.finish(tx, duty.id, state)
    audit.note(tx, at=now, actor="clock", action=duty.name, outcome=state, reference=reference)


def _plan_dailies(tx: Connection, now: datetime, house: House, registry: Registry) -> bool:
    """Order the daily duties that are not ordered yet, each for the next working day at its time."""
    planned = False
    for name, at in registry.dailies.items():
        if duties.is_planned(tx, name, 0):
            continue
        ctx = Context(tx, now, house)
        day = ctx.today
        while True:
            day = times.first_open_day(day, house.office_hours, ctx.calendar.is_working_day)
            due = times.instant(day, times.within(day, at, house.office_hours), house.zone)
            if due > now and not duties.was_planned(tx, name, 0, due):
                break
            day += timedelta(days=1)
        duties.plan(tx, name, 0, due)
        planned = True
    return planned
