"""How decisions are said: by mandate, with their votes. An advising body recommends and never decides."""

from collections.abc import Collection, Sequence

from commands.context import Context
from commands.texts.voice import Phrase, phrase
from storage import bodies, formal
from storage.formal_records import Decision, Vote

_SHORT = 120


def votes(one: Decision, *, short: bool = False) -> Phrase:
    """„Stimmen: 7 ja, 0 nein, 0 Enthaltungen – einstimmig“, or the word alone where nobody counted."""
    nothing, tail = phrase("decision.votes.none"), ".short" if short else ""
    dissent = phrase("decision.votes.dissent", who=one.dissent) if one.dissent else nothing
    abstentions = phrase("decision.votes.abstained", count=one.abstained or 0)
    if one.yes is None and one.no is None:
        with_them = phrase("decision.votes.with", abstentions=abstentions) if one.abstained else nothing
        return phrase(f"decision.votes.word{tail}", vote=one.vote, abstentions=with_them, dissent=dissent)
    biased = phrase("decision.votes.biased", count=one.biased) if one.biased else nothing
    return phrase(
        f"decision.votes{tail}",
        yes=one.yes or 0,
        no=one.no or 0,
        abstentions=abstentions,
        biased=biased,
        vote=one.vote,
        dissent=dissent,
    )


def decided(ctx: Context, one: Decision, *, text: str | None = None) -> Phrase:
    """„Steuerungsgruppe Bildung beschließt: …“; `text` in place of its own."""
    words = {"text": one.text if text is None else text, "votes": votes(one, short=True)}
    if one.vote is Vote.CANCELLED:
        return phrase("decided.cancelled", text=words["text"])
    if one.vote is Vote.REJECTED:
        return phrase("decided.rejected", **words)
    return phrase(f"decided.{one.kind}", body=bodies.by_id(ctx.tx, one.body_id).name, **words)


def of_meeting(ctx: Context, meeting_id: int) -> dict[int | None, list[Phrase]]:
    """What a meeting decided, by item; under None what belongs to no item."""
    found: dict[int | None, list[Phrase]] = {}
    for one in formal.of_meeting(ctx.tx, meeting_id):
        if one.vote is Vote.CANCELLED:
            continue
        words = decided(ctx, one)
        if one.established_at is None:
            words = phrase("decided.waiting", wording=words)
        found.setdefault(one.item_id, []).append(words)
    return found


def corrected(ctx: Context, decisions: Sequence[Decision]) -> Collection[int]:
    """Which of these were corrected."""
    return {one.decision_id for one in formal.corrections(ctx.tx, [one.id for one in decisions])}


def cut(text: str) -> str:
    """A text in one line, short enough for a list."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
