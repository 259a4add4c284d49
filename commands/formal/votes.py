"""Reading how a body voted, from the end of what was typed: „… ja 7 nein 1“, „… einvernehmlich“."""

import re
from dataclasses import dataclass

from commands.handwriting import fold
from commands.rules.formal import Ballot
from storage.formal_records import Vote


@dataclass(frozen=True, slots=True)
class Voted:
    """`text` is what stands ahead of the votes; `said` how it was settled, in a word."""

    text: str
    ballot: Ballot
    said: Vote | None
    dissent: str | None


_SIDES = {
    "ja": "yes",
    "yes": "yes",
    "dafuer": "yes",
    "for": "yes",
    "nein": "no",
    "no": "no",
    "dagegen": "no",
    "against": "no",
    "enthaltung": "abstained",
    "enthaltungen": "abstained",
    "enth": "abstained",
    "abstained": "abstained",
    "abstention": "abstained",
    "abstentions": "abstained",
    "befangen": "biased",
    "biased": "biased",
}
_VERDICTS = {
    "einstimmig": Vote.UNANIMOUS,
    "unanimous": Vote.UNANIMOUS,
    "unanimously": Vote.UNANIMOUS,
    "mehrheitlich": Vote.MAJORITY,
    "majority": Vote.MAJORITY,
    "abgelehnt": Vote.REJECTED,
    "rejected": Vote.REJECTED,
    "einvernehmlich": Vote.CONSENSUAL,
    "im konsens": Vote.CONSENSUAL,
    "by consensus": Vote.CONSENSUAL,
    "consensual": Vote.CONSENSUAL,
    "consensus": Vote.CONSENSUAL,
}
_SIDE = (
    r"ja|yes|daf(?:ür|uer)|for|nein|no|dagegen|against|enthaltung(?:en)?|enth|abst(?:ained|entions?)|befangen|biased"
)
_VERDICT = (
    r"einstimmig|unanimous(?:ly)?|mehrheitlich|majority|abgelehnt|rejected|einvernehmlich|im konsens|by consensus"
    r"|consensual|consensus"
)
_HEAD = r"(?:^|(?<=[\s(,;:/.–-]))"
_TAIL = r"(?:[\s,;.:)/–-]|stimmen?\b|votes?\b)*$"
_COUNT = re.compile(
    rf"{_HEAD}(?:({_SIDE})\.?(?:-?stimmen?)?\s*:?\s*(\d{{1,3}})|(\d{{1,3}})\s*[x×]?\s*({_SIDE})){_TAIL}", re.I
)
_WORD = re.compile(rf"{_HEAD}({_VERDICT}){_TAIL}", re.I)
_DISSENT = re.compile(
    r"\b(?:(?:bei|mit|with)\s+)?(?:abweichender?\s+meinung(?:en)?|dissens|dissent(?:ing)?(?:\s+opinions?)?)\s*"
    r"(?:von|durch|by)?\s*:?\s*([^()\n]{1,120}?)[\s).]*$",
    re.I,
)
_JOINT = re.compile(r"(?<=[\s,;:(–-])(?:bei|mit|und|with|and)$", re.I)
_BETWEEN = " \n,;:(–-"


def votes_at_end(text: str) -> Voted:
    """What the text ends with, in any order: counts, a word for the whole, a dissenting opinion."""
    found = _DISSENT.search(text)
    if found is None:
        return _counted(text)
    behind = _counted(found[1])  # „abweichende Meinung: FB 51, ja 6 nein 1“
    if behind.ballot.counted or behind.said:
        text = f"{text[: found.start()].rstrip(_BETWEEN)} {found[1][len(behind.text) :]}"
    else:
        text = text[: found.start()].rstrip(_BETWEEN)
    ahead = _counted(text)
    return Voted(ahead.text, ahead.ballot, ahead.said, behind.text.strip(" ,;") or None)


def _counted(text: str) -> Voted:
    """Counts and verdicts are taken off one by one, the last first."""
    counts: dict[str, int] = {}
    said: Vote | None = None
    while True:
        word, count = _WORD.search(text), _COUNT.search(text)
        if word and said is None:
            said, start = _VERDICTS[fold(word[1])], word.start()
        elif count and (side := _SIDES[fold(count[1] or count[4])]) not in counts:
            counts[side], start = int(count[2] or count[3]), count.start()
        else:
            return Voted(text.strip(), Ballot(**counts), said, None)
        text = _JOINT.sub("", text[:start].rstrip(_BETWEEN)).rstrip(_BETWEEN)
