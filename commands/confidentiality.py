"""„… nur für dieses Gremium“ at the end of a topic or an assignment: it is shown here, and elsewhere as a number."""

import re

from commands.context import Context
from commands.kinds import Absent, Kind

_AT_END = re.compile(
    r"[\s,;:(–-]{0,9}(?<![^\W_])(?:"
    r"nur\s+f(?:ü|ue?)r\s+(?:dieses|das|unser)\s+gremium|"
    r"nur\s+f(?:ü|ue?)r\s+(?:diesen|unseren)\s+(?:arbeits|lenkungs)?kreis|"
    r"nur\s+f(?:ü|ue?)r\s+(?:diese|unsere)\s+(?:arbeits|steuerungs)?gruppe|"
    r"(?:only\s+for|for)\s+this\s+body(?:\s+only)?|"
    r"(?<=[,(;]\s)vertraulich|(?<=[,(;])vertraulich|(?<=[,(;]\s)confidential|(?<=[,(;])confidential"
    r")\)?\.?$",
    re.I,
)


def split(text: str) -> tuple[str, bool]:
    """The text without „nur für dieses Gremium“ at its end, and whether it stood there."""
    found = _AT_END.search(text)
    return (text[: found.start()].rstrip(" ,;:("), True) if found else (text, False)


def words(ctx: Context, confidential: bool) -> str:
    """What to put behind a title so that a typed command says the same."""
    if not confidential:
        return ""
    return ", nur für dieses Gremium" if ctx.language == "de" else ", only for this body"


def _confidential(text: str, _ctx: Context) -> tuple[bool, str]:
    rest, found = split(text)
    if not found:
        raise Absent("confidential")
    return True, rest


CONFIDENTIAL_AT_END = Kind("confidential", _confidential, at_end=True)
