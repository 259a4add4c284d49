"""The feed: a secret address at which calendars read the dates of a body and of those around it.

Only a hash of the secret is stored, so that neither a backup nor the database opens a feed; the address is said once,
and the letter that said it forgets it a day later.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from commands.calendar.entries import Entries
from commands.context import Context
from commands.documents.calendar_file import write
from commands.house import House
from commands.registry import Part
from commands.rules import bodies as body_rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from commands.texts.voice import Typed, Voice, phrase
from storage import bodies, calendars, duties, erasure, outbox
from storage.post_records import LetterState
from storage.records import BodyState

part = Part()

FORGET = "calendar.forget_address"
_BYTES = 24
_FORGOTTEN_AFTER = timedelta(days=1)
_SHOWN_BACK = timedelta(days=366)


@part.command("calendar.show", de=("kalender", "kalenderadresse"), en=("calendar",), receipt=False)
def show(ctx: Context) -> None:
    """Say whether calendars can subscribe to this body, and how to get a file."""
    made_at = calendars.feed_made_at(ctx.tx, ctx.body.id)
    if made_at is not None and ctx.house.feed_url is not None:
        ctx.say("calendar.show.on", day=made_at.astimezone(ctx.house.zone).date())
    else:
        ctx.say("calendar.show.off" if ctx.house.feed_url else "calendar.show.impossible")
    ctx.say("calendar.show.file")


@part.command("calendar.address", de=("kalender adresse",), en=("calendar address",), right=Right.SETUP)
def address(ctx: Context) -> None:
    """Make the secret address of this body's calendar."""
    body = ctx.body
    _check_possible(ctx)
    if calendars.feed_made_at(ctx.tx, body.id) is not None:
        raise Refused("calendar.address.exists")
    _make(ctx)


@part.command("calendar.renew", de=("kalender erneuern",), en=("calendar renew",), right=Right.SETUP, final=True)
def renew(ctx: Context) -> None:
    """Make a new address; the old one stops working at once."""
    body = ctx.body
    _check_possible(ctx)
    if calendars.feed_made_at(ctx.tx, body.id) is None:
        raise Refused("calendar.address.none")
    _make(ctx)
    ctx.say("calendar.renew.done")


@part.command("calendar.close", de=("kalender aus",), en=("calendar off",), right=Right.SETUP, final=True)
def close(ctx: Context) -> None:
    """Take the address back."""
    if not calendars.drop_feed(ctx.tx, ctx.body.id):
        raise Refused("calendar.address.none")
    ctx.say("calendar.close.done")


def _check_possible(ctx: Context) -> None:
    if ctx.house.feed_url is None:
        raise Refused("calendar.show.impossible")


def _make(ctx: Context) -> None:
    secret = secrets.token_urlsafe(_BYTES)
    calendars.set_feed(ctx.tx, ctx.body.id, _hashed(secret), ctx.now)
    assert ctx.house.feed_url is not None
    ctx.say("calendar.address.done", address=Typed(f"{ctx.house.feed_url.rstrip('/')}/{secret}.ics"))
    ctx.say("calendar.address.careful")
    ctx.answer.about = f"feed:{ctx.body.id}"
    duties.plan(ctx.tx, FORGET, ctx.body.id, ctx.now + _FORGOTTEN_AFTER)


@part.duty(FORGET)
def forget_address(ctx: Context, body_id: int) -> None:
    """Empty the letter that said the address; while it has not been sent it is needed."""
    body = bodies.by_id(ctx.tx, body_id)
    letter = outbox.letter_about(ctx.tx, body.room_id, f"feed:{body_id}") if body.room_id else None
    if letter is None:
        return
    if letter.state is LetterState.SENT:
        erasure.rewrite(ctx.tx, letter.id, {})
    else:
        duties.plan(ctx.tx, FORGET, body_id, ctx.now + _FORGOTTEN_AFTER)


def feed(tx: Connection, now: datetime, house: House, secret: str) -> tuple[str, bytes] | None:
    """File name and iCalendar bytes of what a secret opens, or None for a wrong one.

    All hashes are compared, each in the same time, so that no answer tells how near a guess was.
    """
    hashed = _hashed(secret)
    found = [body_id for known, body_id in calendars.feeds(tx) if hmac.compare_digest(known, hashed)]
    if not found or house.feed_url is None:
        return None
    body = bodies.by_id(tx, found[0])
    if body.state is BodyState.DISSOLVED:
        return None
    ctx, voice = Context(tx, now, house), Voice(body.language)
    every = bodies.every(tx)
    near = [one for one in every if one.id in body_rules.neighbours(body, every)]
    entries = Entries(ctx, voice, body_rules.in_sight(body, every)).whole(near, ctx.today - _SHOWN_BACK)
    name = voice.plain(phrase("calendar.file.span", sign=body.sign, span=str(ctx.today.year)))
    return name, write(entries, house.zone, privacy=house.calendar_privacy, feed_name=body.name)


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
