"""How an assignment stands, in words: on track, at risk with reason and need, overdue, resting (domain 1.3 E)."""

import re
from datetime import date
from enum import StrEnum

from commands.rules.assignments import AT_WORK, ENDED, is_overdue
from storage.assignment_records import Assignment, AssignmentState

PROPOSED_AFTER = 2
"""So often at risk, and the body that gave the assignment is to talk about it."""

_NEED = re.compile(r"[\s,;.–-]{0,9}\b(?:bedarf|gebraucht wird|need(?:ed)?)\s*:\s*(.+)$", re.I | re.S)


class Light(StrEnum):
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    RESTING = "resting"
    ENDED = "ended"


def light(one: Assignment, today: date) -> Light:
    """The light of an assignment; what has been handed in is on track.

    That a day has passed is a fact and outweighs what was reported; what rests is neither late nor at risk.
    """
    if one.state in ENDED:
        return Light.ENDED
    if one.state is AssignmentState.RESTING:
        return Light.RESTING
    if is_overdue(one, today):
        return Light.OVERDUE
    return Light.AT_RISK if one.at_risk and one.state in AT_WORK else Light.ON_TRACK


def reason_and_need(text: str) -> tuple[str, str | None]:
    """What endangers an assignment, and what is needed („Bedarf: …“ at the end), from the words of the receiver."""
    found = _NEED.search(text)
    if found is None:
        return text.strip(), None
    return text[: found.start()].strip(), found[1].strip()


def is_to_be_proposed(endangered: int) -> bool:
    """Whether the giver's next agenda is to have it: from the second time on."""
    return endangered >= PROPOSED_AFTER
