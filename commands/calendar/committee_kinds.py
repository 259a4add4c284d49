"""Reading committees outside the bot: which one is meant, and when it meets."""

import difflib
import re
from dataclasses import dataclass
from datetime import date

from commands.context import Context
from commands.dates import read
from commands.handwriting import fold_sign
from commands.kinds import Absent, Kind, title_of
from commands.lookups import HEAD, Unclear
from commands.rules.refusal import Refused
from commands.texts.voice import phrase
from commands.timing import settled
from storage import committees
from storage.planning_records import CommitteeDate

_MOST = 40
_PAPER = re.compile(
    r"[\s,;(]{0,9}(?:(?:mit\s+)?(?:vorlagen?schlu(?:ss|ß)|vorlagen?frist|vorlagen?|papers?(?:\s+due)?|schlu(?:ss|ß)))"
    r"\s*(?:by|bis|am|:)*\s*",
    re.I,
)
_BETWEEN = re.compile(r"[\s,;)]*(?:(?:und|sowie|and|&)\s+)?", re.I)
_LEADS = re.compile(r"(?<![\s:,–-])[\s:,–-]*(?:am|on|im)?$", re.I)
_YEAR_SAID = re.compile(r"\d{4}|\.\d{2}$")


@dataclass(frozen=True)
class CommitteeDay:
    """When a committee meets, and by when its papers are due if that was said."""

    committee: str
    held_on: date
    paper_due_on: date | None


def _days(text: str, ctx: Context) -> tuple[tuple[CommitteeDay, ...], str]:
    """Committees with their days: several days of one committee in a line, several committees in several lines."""
    if not text:
        raise Absent("committee_days")
    found: list[CommitteeDay] = []
    name = ""
    for line in text.split("\n"):
        said, rest = _name(_name_first(line.strip(), ctx), ctx)
        name = said or name
        if not name:
            raise Absent("committee")
        if not rest:
            raise Refused("committee.no_day", committee=name)
        found += _of_one(name, rest, ctx)
    if len(found) > _MOST:
        raise Refused("committee.too_many", count=len(found), most=_MOST)
    return tuple(found), ""


def _name(line: str, ctx: Context) -> tuple[str, str]:
    """The words before the first date, and the rest of the line."""
    for word in re.finditer(r"\S+", line):
        rest = line[word.start() :]
        if any(char.isdigit() for char in rest[:12]) and _starts_with_a_day(rest, ctx):
            return title_of(_LEADS.sub("", line[: word.start()])), rest
    return title_of(line), ""


def _name_first(line: str, ctx: Context) -> str:
    """„29.6. Schulausschuss“ in the usual order; any other line as it is."""
    name, rest = _name(line, ctx)
    if name or not rest:
        return line
    _, said, left = _day(rest, ctx)
    paper = _PAPER.search(left)
    committee = (left[: paper.start()] if paper else left).strip(" ,:–-")
    if not committee or any(char.isdigit() for char in committee):
        return line
    return f"{committee} {said}{left[paper.start() :] if paper else ''}"


def _starts_with_a_day(text: str, ctx: Context) -> bool:
    reading = read.find_moment_prefix(text, ctx.local, ctx.calendar)
    end = getattr(reading, "end", 0) or max((one.end for one in getattr(reading, "options", ())), default=0)
    return any(char.isdigit() for char in text[:end])


def _of_one(name: str, text: str, ctx: Context) -> list[CommitteeDay]:
    found: list[CommitteeDay] = []
    year: int | None = None
    while text:
        day, said, text = _day(text, ctx)
        if year and not _YEAR_SAID.search(said):
            day = _in_year(day, year)
        year = day.year if _YEAR_SAID.search(said) else year
        paper = None
        if lead := _PAPER.match(text):
            paper, said, text = _day(text[lead.end() :], ctx)
            paper = paper if _YEAR_SAID.search(said) else _before(paper, day)
            if paper > day:
                raise Refused("committee.paper_late", committee=name, day=day, paper=paper)
        found.append(CommitteeDay(name, day, paper))
        text = text[_BETWEEN.match(text).end() :]  # type: ignore[union-attr]  # it matches nothing at least
    return found


def _day(text: str, ctx: Context) -> tuple[date, str, str]:
    """The day that the text begins with, how it was said, and the rest."""
    reading = settled(read.find_moment_prefix(text, ctx.local, ctx.calendar), text)
    if reading is None:
        raise Refused("date.unreadable", typed=text[:60])
    return reading.value.day, text[reading.start : reading.end], text[reading.end :]


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29.02. in a year without one
        return day


def _before(day: date, limit: date) -> date:
    """The last day of this name that is not after the limit."""
    same_year = _in_year(day, limit.year)
    return same_year if same_year <= limit else _in_year(day, limit.year - 1)


def _one_date(text: str, ctx: Context) -> tuple[CommitteeDate, str]:
    """One date that has been entered: „Schulausschuss 29.6.“, or the next one of a committee without a day."""
    if not text:
        raise Absent("committee")
    name, rest = _name(_name_first(text, ctx), ctx)
    if not name:
        return _on_day(rest, ctx)
    known = matching(name, ctx)
    if not rest:
        return known[0], ""
    day, said, left = _day(rest, ctx)
    found = [one for one in known if one.held_on == day]
    if not found and not _YEAR_SAID.search(said):
        found = [one for one in known if (one.held_on.month, one.held_on.day) == (day.month, day.day)]
    if not found:
        raise Refused(
            "committee.not_then", committee=known[0].committee, day=day, known=tuple(one.held_on for one in known[:6])
        )
    return found[0], left


def _on_day(text: str, ctx: Context) -> tuple[CommitteeDate, str]:
    """The one committee that meets on a day. Raises Refused for none and Unclear for several."""
    day, said, left = _day(text, ctx)
    found = [one for one in committees.coming(ctx.tx, ctx.today) if one.held_on == day]
    if not found:
        raise Refused("committee.nobody_then", day=day)
    if len(found) > 1:
        raise Unclear(said, [(phrase("plain", text=one.committee), f"{one.committee} {said}") for one in found[:9]])
    return found[0], left


def _one_or_day(text: str, ctx: Context) -> tuple[CommitteeDate, str]:
    """One date that has been entered, or a committee and a day that nobody has entered."""
    text = _name_first(text, ctx)
    name, rest = _name(text, ctx)
    if not rest or not name:
        return _one_date(text, ctx)
    try:
        return _one_date(text, ctx)
    except Refused as refused:
        if not refused.key.startswith("committee."):
            raise
    (only, *others) = _of_one(name, rest, ctx)
    if others:
        raise Refused("committee.one_day", committee=name)
    return CommitteeDate(0, name, only.held_on, only.paper_due_on), ""


def matching(name: str, ctx: Context) -> list[CommitteeDate]:
    """The coming dates of the committee of that name. Raises Refused for none and Unclear for several committees."""
    coming = committees.coming(ctx.tx, ctx.today)
    wanted = fold_sign(name)
    same = [one for one in coming if fold_sign(one.committee) == wanted]
    near = same or [one for one in coming if wanted and wanted in fold_sign(one.committee)] or _similar(wanted, coming)
    names = list(dict.fromkeys(one.committee for one in near))
    if not names:
        known = tuple(dict.fromkeys(one.committee for one in coming)) or phrase("committees.unknown")
        raise Refused("committee.unknown", typed=name[:HEAD], known=known)
    if len(names) > 1:
        raise Unclear(name, [(phrase("plain", text=one), one) for one in names[:9]])
    return near


def _similar(wanted: str, coming: list[CommitteeDate]) -> list[CommitteeDate]:
    keys = sorted({fold_sign(one.committee) for one in coming})
    near = difflib.get_close_matches(wanted, keys, n=1, cutoff=0.75)
    return [one for one in coming if near and fold_sign(one.committee) == near[0]]


COMMITTEE_DAYS = Kind("committee_days", _days)
COMMITTEE_DATE = Kind("committee_date", _one_date)
COMMITTEE_OR_DAY = Kind("committee_date", _one_or_day)
