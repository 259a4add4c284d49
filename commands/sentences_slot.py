"""Two sentences for the level above, typed bare as the answer to the question for them."""

from commands.context import Context
from commands.handwriting import LONGEST_ORDER

_FEWEST = 3
"""Fewer words are chat, as „danke“ is."""


def sentences(text: str, _ctx: Context) -> str | None:
    """What may be meant as a summary: some words that ask nothing."""
    if len(text.split()) < _FEWEST or len(text) > LONGEST_ORDER // 2 or text.endswith("?"):
        return None
    return text if text.endswith((")", "“", '"')) else f"{text}."
