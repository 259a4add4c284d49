"""What people type on phones, made comparable; and what no text may hold."""

import re
import unicodedata

from commands.rules.refusal import Refused

LONGEST_ORDER = 2000
LONGEST_TITLE = 200

DASHES = dict.fromkeys(range(0x2010, 0x2015), "-")
"""What telephones make of a hyphen, for `str.translate`."""

_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\ufffc"))
_TAG = re.compile(r"<[/!a-zA-Z][^<>]*>")
_ALLOWED_CONTROLS = "\n\u200d"
"""A line break, and the joiner that emoji of several parts need."""


def tidy(text: str) -> str:
    """One kind of space, no invisible marks, no blank ends; line breaks stay."""
    text = text.translate(_INVISIBLE).replace("\r\n", "\n").replace("\t", " ")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def fold(text: str) -> str:
    """For comparison only: lower case, ae/oe/ue/ss for umlauts and sharp s, compatible characters made alike."""
    return unicodedata.normalize("NFKC", text).lower().translate(_FOLDS)


def fold_sign(text: str) -> str:
    """A short sign for comparison: „AK-FM“, „ak fm“ and „AK–FM“ are one."""
    return "".join(char for char in fold(text) if char.isalnum())


_ALIKE = str.maketrans(
    "аеорсухіјѕԁһӏαοριυνκτε" + "0134",
    "aeopcyxijsdhlaopiuvkte" + "oiea",
)
"""Letters of other scripts, and digits, that look like ours (Unicode TS 39 has many more; these pass at a glance)."""


def look_of(name: str) -> str:
    """What a name looks like: two people whose names look alike must not be told apart by the name."""
    bare = unicodedata.normalize("NFKD", name).lower()
    letters = "".join(char for char in bare if not unicodedata.category(char).startswith(("M", "C")))
    return " ".join(fold(letters.translate(_ALIKE)).replace("rn", "m").replace("l", "i").split())


def printable(text: str) -> str:
    """A name of somebody else's making without control and direction characters, in one line."""
    return " ".join(
        "".join(char if char in "\t\n" or unicodedata.category(char)[0] != "C" else "" for char in text).split()
    )


def orders(text: str) -> list[str]:
    """The commands in a tidied message: each line that begins with „!“, with the lines that follow it.

    A message that does not begin with „!“ (because the bot was named instead) is one command.
    """
    found: list[str] = []
    for line in text.split("\n"):
        if line.startswith("!") or not found:
            found.append(line.removeprefix("!").strip())
        else:
            found[-1] += "\n" + line
    return [order.strip() for order in found]


def check(text: str) -> None:
    """Refuse what no command may carry: too much, control or direction characters, tags, a call to the whole room."""
    if len(text) > LONGEST_ORDER:
        raise Refused("input.too_long", length=len(text), longest=LONGEST_ORDER)
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in _ALLOWED_CONTROLS for char in text):
        raise Refused("input.control_characters")
    if _TAG.search(text):
        raise Refused("input.html")
    if "@room" in text.lower():
        raise Refused("input.whole_room")
