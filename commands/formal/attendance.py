"""Who came to a meeting, by number and by unit, and whether it can decide. The bot proposes, the chair establishes."""

import re
from dataclasses import dataclass, replace
from typing import Annotated

from commands.context import Context
from commands.formal.sitting import item_to_decide, sitting
from commands.kinds import NUMBER, Absent, Kind, choice
from commands.registry import Part
from commands.rules import formal as rules
from commands.rules.access import Right
from commands.rules.refusal import Refused
from storage import bodies, formal
from storage.formal_records import Attendance
from storage.records import Meeting

part = Part()


@dataclass(frozen=True)
class Came:
    """What was said: how many are there now, or by how many it changed. None where it was not said."""

    present: int | None
    total: int | None
    change: int
    units: str


_FULL = re.compile(
    r"(\d{1,3})(?:\s*(?:von|of|/)\s*(\d{1,3}))?"
    r"(?:\s+(?:stimmberechtigt\w*|mitglied\w*|anwesend\w*|voting|members|present))*[\s,;.:–(-]*",
    re.I,
)
_CHANGE = re.compile(r"([+–—−-])\s*(\d{1,2})(?!\d)[\s,:]*", re.I)
_EXCUSED = re.compile(
    r"(?:und\s+)?(?:entschuldigt|entsch\.|es\s+fehlen|es\s+fehlt|abwesend|excused|absent|apologies)"
    r"(?:\s+(?:sind|ist|from))?\s*[:,]?\s*(.*)",
    re.I | re.S,
)


def _came(text: str, _ctx: Context) -> tuple[Came, str]:
    """„7 von 9, entschuldigt FB 51, FB 80“, „+1 FB 20“."""
    if not text:
        raise Absent("attendance")
    if change := _CHANGE.match(text):
        count = int(change[2]) * (1 if change[1] == "+" else -1)
        return Came(None, None, count, _units(text[change.end() :])), ""
    full = _FULL.match(text)
    rest = text[full.end() :] if full else text
    excused = _EXCUSED.fullmatch(rest)
    if full is None or (rest and excused is None):
        raise Refused("attendance.unreadable", typed=text[:60])
    units = _units(excused[1]) if excused else ""
    return Came(int(full[1]), int(full[2]) if full[2] else None, 0, units), ""


def _units(text: str) -> str:
    return " ".join(text.split()).strip(" ,;.:()")


CAME = Kind("attendance", _came)


def _restated(ctx: Context, kind: str, meeting_id: int, text: str) -> bool:
    """Carry an edit of the message over to what it entered; „+1“ was said of another moment."""
    if kind != "attendance":
        return False
    came, _ = CAME.take(text.strip(), ctx)
    if came.present is None or sitting(ctx).id != meeting_id:
        return False
    record(ctx, came)
    return True


@part.command(
    "attendance.record",
    de=("anwesend", "anwesend sind", "es sind anwesend"),
    en=("present",),
    right=Right.LEAD,
    corrected=_restated,
)
def record(ctx: Context, came: Annotated[Came, CAME]) -> None:
    """Enter how many voting members are there, and which units are excused; later who comes or goes."""
    rules.check_formal(ctx.body)
    meeting = sitting(ctx)
    before = formal.attendance_of(ctx.tx, meeting.id)
    present, total, excused = _numbers(ctx, came, before)
    rules.check_attendance(present, total)
    same_side = before is not None and rules.is_quorate(before.present, before.total) is rules.is_quorate(
        present, total
    )
    now = Attendance(
        meeting_id=meeting.id,
        present=present,
        total=total,
        excused=excused,
        quorate=before.quorate if before and same_side else None,
        established=before.established if before and same_side else "",
        recorded_at=ctx.now,
    )
    _keep(ctx, now)
    if came.change and before:
        _say_change(ctx, before, now)
    else:
        _propose(ctx, meeting, now)
    if came.total:
        _learn(ctx, came.total)


def _numbers(ctx: Context, came: Came, before: Attendance | None) -> tuple[int, int, str]:
    """How many are there, of how many, and who is excused."""
    if came.present is None:
        if before is None:
            raise Refused("attendance.none")
        return before.present + came.change, before.total, _still_excused(before.excused, came)
    usual = before.total if before else ctx.body.voting_members
    total = usual if came.total is None else came.total
    if total is None:
        raise Refused("attendance.no_total", present=came.present)
    return came.present, total, came.units or (before.excused if before else "")


def _still_excused(excused: str, came: Came) -> str:
    """Who comes later is not excused any more; who leaves is not excused either."""
    units = [one.strip() for one in excused.split(",")]
    return ", ".join(one for one in units if one and one.casefold() != came.units.casefold())


def _keep(ctx: Context, now: Attendance) -> None:
    values = {"present": now.present, "total": now.total, "excused": now.excused, "quorate": now.quorate}
    values |= {"established": now.established, "recorded_at": now.recorded_at}
    formal.put_attendance(ctx.tx, now.meeting_id, **values)
    ctx.made("attendance", now.meeting_id)


def _propose(ctx: Context, meeting: Meeting, now: Attendance) -> None:
    """What the rule makes of the numbers; it is the chair who says so."""
    words = {"present": now.present, "total": now.total, "body": ctx.body.name}
    if now.quorate:
        ctx.say("attendance.still.established", present=now.present, total=now.total)
    elif rules.is_quorate(now.present, now.total):
        ctx.say("attendance.quorate", least=rules.LEAST_PRESENT, **words)
    else:
        number = item_to_decide(ctx, meeting)
        ctx.say("attendance.not_quorate", present=now.present, total=now.total, number=number)


def _say_change(ctx: Context, before: Attendance, now: Attendance) -> None:
    words = {"present": now.present, "total": now.total}
    was, is_ = (rules.is_quorate(one.present, one.total) for one in (before, now))
    if is_ is not was:
        at = ctx.local.time()
        ctx.say("attendance.quorate_now" if is_ else "attendance.lost_now", at=at, **words)
    else:
        ctx.say("attendance.still.established" if now.quorate else "attendance.still", **words)


def _learn(ctx: Context, total: int) -> None:
    """The first „von 9“ says how many voting members there are; another number is for the day."""
    usual = ctx.body.voting_members
    if usual is None:
        bodies.change(ctx.tx, ctx.body.id, voting_members=total)
        ctx.say("attendance.learned", count=total)
    elif usual != total:
        ctx.say("attendance.differs", usual=usual)


@part.command("attendance.show", de=("anwesenheit",), en=("attendance",), receipt=False)
def show(ctx: Context) -> None:
    """Show how many are there, and who is excused."""
    rules.check_formal(ctx.body)
    now = formal.attendance_of(ctx.tx, sitting(ctx).id)
    if now is None:
        raise Refused("attendance.none")
    _propose(ctx, sitting(ctx), now)
    if now.excused:
        ctx.say("attendance.excused", excused=now.excused)


# -- the quorum -------------------------------------------------------------------------------------------------------

_BY_WHOM = re.compile(r"(?:festgestellt|established)?\s*(?:durch|von|by)?\s*:?\s*(.*)", re.I | re.S)


def _established(text: str, _ctx: Context) -> tuple[str, str]:
    if not text.strip(" ()."):
        raise Absent("established")
    found = _BY_WHOM.fullmatch(text.strip(" ()."))
    return (" ".join(found[1].split()) if found else ""), ""


QUORATE = choice("quorate", {"ja": True, "yes": True, "nein": False, "nicht": False, "no": False})
ESTABLISHED = Kind("established", _established)


@part.command(
    "attendance.establish",
    de=("beschlussfähig", "beschlussfähigkeit"),
    en=("quorate", "quorum"),
    right=Right.LEAD,
    final=True,
)
def establish(ctx: Context, quorate: Annotated[bool, QUORATE], by_whom: Annotated[str, ESTABLISHED] = "") -> None:
    """Enter that the chair established whether the meeting can decide."""
    rules.check_formal(ctx.body)
    meeting = sitting(ctx)
    now = formal.attendance_of(ctx.tx, meeting.id)
    if now is None:
        raise Refused("attendance.none")
    _keep(ctx, replace(now, quorate=quorate, established=by_whom))
    words = {"present": now.present, "total": now.total}
    ctx.say(f"attendance.established.{'yes' if quorate else 'no'}", body=ctx.body.name, **words)
    if quorate is not rules.is_quorate(now.present, now.total):
        ctx.say("attendance.established.against", least=rules.LEAST_PRESENT, **words)


@part.command(
    "attendance.voting",
    de=("gremium stimmberechtigt", "gremium stimmberechtigte"),
    en=("body voting", "body voting members"),
    right=Right.SETUP,
)
def voting(ctx: Context, count: Annotated[int, replace(NUMBER, name="voting_members")]) -> None:
    """Say how many voting members the body has."""
    rules.check_formal(ctx.body)
    rules.check_attendance(0, count)
    bodies.change(ctx.tx, ctx.body.id, voting_members=count)
    ctx.forget()
    ctx.say("attendance.voting.set", body=ctx.body.name, count=count)
