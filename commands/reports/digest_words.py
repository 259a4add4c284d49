"""The digest as a document of at most one screen: what to decide, what is late or at risk, the rest as numbers."""

from collections.abc import Sequence
from datetime import date

from commands import planning
from commands.calendar.committee_words import next_committee
from commands.context import Context, listing, paragraph
from commands.document import Block, Document, plain
from commands.reports.reporting import Facts
from commands.rules.assignments import is_overdue
from commands.rules.digest import Wanted
from commands.texts.voice import Phrase, Voice, phrase
from storage import bodies, meetings
from storage.assignment_records import Assignment
from storage.records import Body, BodyState

ONE_SCREEN = 1200
"""No digest is longer than this many characters; it has to fit on a telephone."""

_MOST_LINES = 6
_CUT = 70
"""A title or a reason shows so many characters. A redaction looks for the first 69 of what it removes."""


class _Writer:
    """Writes one digest with at most `most` lines a section; `terse`: without reasons."""

    def __init__(self, ctx: Context, reader: Body, facts: Facts, most: int, *, terse: bool) -> None:
        self.ctx, self.reader, self.facts, self.most, self.terse = ctx, reader, facts, most, terse
        self.voice = Voice(reader.language)
        self.number = 1

    def section(self, key: str, lines: Sequence[Phrase]) -> Document:
        """A heading with the count, and the first lines; their numbers go on from section to section."""
        if not lines:
            return ()
        rows = lines[: self.most]
        head = paragraph(self.voice, key, count=len(lines))
        more = (self.say("and_more", count=len(lines) - self.most),) if len(lines) > self.most else ()
        start, self.number = self.number, self.number + len(rows)
        return (head, *listing(self.voice, rows, start=start), *more)

    def say(self, key: str, **data: object) -> Block:
        return paragraph(self.voice, key, **data)

    def some(self, phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
        rest = len(phrases) - self.most
        return (*phrases[: self.most], phrase("and_more", count=rest)) if rest > 0 else tuple(phrases)

    # -- lines --------------------------------------------------------------------------------------------------------

    def decision(self, what: Wanted, one: Assignment) -> Phrase:
        place = self.facts.places.get(one.id)
        transfer = self.facts.transfers.get(one.id)
        key = f"digest.line.{what}" + (".placed" if what is Wanted.HANDED_IN and place else "")
        if what is Wanted.TRANSFER and transfer:
            target = bodies.by_id(self.ctx.tx, transfer.to_body_id).sign if transfer.to_body_id else transfer.to_unit
        else:
            target = ""
        data: dict[str, object] = {"asked": one.asked_due_on or "", "due": one.due_on, "target": target}
        data |= {"position": place[0], "on": place[1]} if place else {}
        return self.line(key, one, **data)

    def trouble(self, one: Assignment) -> Phrase:
        key = "digest.line.overdue" if is_overdue(one, self.ctx.today) else "digest.line.at_risk"
        return self.line(key, one, day=one.due_on)

    def line(self, key: str, one: Assignment, **data: object) -> Phrase:
        """A line about an assignment: the sense, then what is open of it, why, and until when more time is asked."""
        receiver = bodies.by_id(self.ctx.tx, one.receiver_id).sign if one.receiver_id else one.receiver_unit
        extras: list[Phrase] = []
        parts = self.facts.parts.get(one.id)
        if parts:
            extras.append(phrase("digest.line.parts", count=parts))
        reason = self.facts.reasons.get(one.id)
        if reason and not self.terse and key in _WITH_REASON:
            extras.append(phrase("digest.line.reason", reason=_sentence(_short(reason))))
        if one.asked_due_on and key in _WITH_REASON:
            extras.append(phrase("digest.line.new_date", day=one.asked_due_on))
        words = phrase(key, number=one.number, title=_short(one.title), receiver=receiver, **data)
        return phrase("digest.line", words=words, extras=_run_on(extras)) if extras else words


_WITH_REASON = ("digest.line.overdue", "digest.line.at_risk")


def compose(ctx: Context, reader: Body, facts: Facts, since: date | None = None) -> Document:
    """The digest, as long as one screen allows: fewer lines a section, then no reasons, are the first to go.

    `since`: the day that was asked for; without it the digest tells what is new since the last one.
    """
    for terse in (False, True):
        for lines in range(_MOST_LINES, 0, -1):
            document = _compose(_Writer(ctx, reader, facts, lines, terse=terse), since)
            if len(plain(document)) <= ONE_SCREEN:
                return document
    return document


def _compose(writer: _Writer, since: date | None) -> Document:
    summary = writer.facts.summary
    title = "digest.title.since" if since else "digest.title"
    return (
        writer.say(title, body=writer.reader.name, day=writer.ctx.today, **({"since": since} if since else {})),
        *writer.section("digest.decide", [writer.decision(what, one) for what, one in summary.decide]),
        *writer.section("digest.overdue", [writer.trouble(one) for one in summary.overdue]),
        *writer.section("digest.at_risk", [writer.trouble(one) for one in summary.at_risk]),
        *_numbers(writer),
        *_dates(writer),
        *((writer.say("digest.held_back", signs=_signs(writer, summary.held_back)),) if summary.held_back else ()),
        writer.say("digest.more"),
    )


def _numbers(writer: _Writer) -> Document:
    summary = writer.facts.summary
    counts = (
        ("digest.on_track", summary.on_track),
        ("digest.resting", summary.resting),
        ("digest.closed", len(summary.closed)),
    )
    numbers = tuple(phrase(key, count=count) for key, count in counts if count)
    closed = [phrase("digest.closed.line", number=one.number, use=one.use) for one in summary.closed if one.use]
    results = [phrase("digest.outcomes.line", sign=sign, count=count) for sign, count in summary.outcomes]
    hidden = [phrase("digest.confidential", signs=signs, count=count) for signs, count in summary.confidential]
    return (
        *((writer.say("digest.numbers", numbers=numbers),) if numbers else ()),
        *((writer.say("digest.closed.list", closed=writer.some(closed)),) if closed else ()),
        *((writer.say("digest.outcomes", counts=writer.some(results)),) if results else ()),
        *((writer.say("digest.numbers", numbers=writer.some(hidden)),) if hidden else ()),
    )


def _signs(writer: _Writer, signs: Sequence[str]) -> tuple[Phrase, ...]:
    return writer.some([phrase("plain", text=sign) for sign in signs])


def next_dates(ctx: Context, reader: Body, below: Sequence[Body]) -> list[Phrase]:
    """The next date of the reader and of each body below, soonest first."""
    signs = {body.id: body.sign for body in (reader, *below) if body.state is BodyState.ACTIVE}
    soonest: dict[int, Phrase] = {}
    for meeting in meetings.planned(ctx.tx, list(signs), since=ctx.today):
        words = phrase("call.date", sign=signs[meeting.body_id], moment=planning.moment(meeting))
        soonest.setdefault(meeting.body_id, words)
    return list(soonest.values())


def _dates(writer: _Writer) -> Document:
    coming = next_dates(writer.ctx, writer.reader, writer.facts.below)[: min(4, writer.most)]
    dates = (*coming, *next_committee(writer.ctx))
    return (writer.say("digest.dates", dates=dates),) if dates else ()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"


def _sentence(text: str) -> str:
    return text if text[-1:] in (".", "!", "?", "…") else f"{text}."


def _run_on(phrases: Sequence[Phrase]) -> Phrase:
    """Several short sentences, one behind the other."""
    words = phrases[0]
    for more in phrases[1:]:
        words = phrase("digest.line", words=words, extras=more)
    return words
