"""The contents of poll events, after MSC3381 in its unstable form, which is the only one that clients show."""

from collections.abc import Mapping, Sequence
from typing import Any

START = "org.matrix.msc3381.poll.start"
END = "org.matrix.msc3381.poll.end"

_HIDDEN = "org.matrix.msc3381.poll.undisclosed"
_WORDS = "org.matrix.msc1767.text"
_NONE = "none"


def answer_ids(finding_id: int, choice_ids: Sequence[int]) -> Mapping[str, int | None]:
    """The ids of a poll's answers with the choices that they stand for; the last one is „none of them“.

    They name their finding, so that a vote is known for ours even before the poll's own event id is.
    """
    known: dict[str, int | None] = {f"{finding_id}.{choice_id}": choice_id for choice_id in choice_ids}
    return known | {f"{finding_id}.{_NONE}": None}


def start(question: str, answers: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A poll in which any number of answers (id, words) may be ticked; the last one, „none of them“, has no number.

    How it stands is shown only when it has ended, so that nobody sees who has voted how while others still think.
    """
    lines = [f"{number}. {words}" for number, (_id, words) in enumerate(answers[:-1], 1)]
    lines += [f"– {words}" for _id, words in answers[-1:]]
    poll = {
        "question": {"msgtype": "m.text", "body": question, _WORDS: question},
        "kind": _HIDDEN,
        "max_selections": len(answers),
        "answers": [{"id": answer_id, _WORDS: words} for answer_id, words in answers],
    }
    return {START: poll, _WORDS: "\n".join([question, *lines]), "m.mentions": {}}


def end(words: str) -> dict[str, Any]:
    """The end of a poll; the letter's target says of which."""
    return {END: {}, _WORDS: words, "m.mentions": {}}
