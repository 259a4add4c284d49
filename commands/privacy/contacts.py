"""Whom to ask about privacy: as configured, or in neutral words."""

from commands.context import Context
from commands.texts.voice import Phrase, phrase


def controller(ctx: Context) -> Phrase:
    """Who answers for the processing (Art. 4 (7) GDPR)."""
    said = ctx.house.controller
    return phrase("plain", text=said) if said else phrase("privacy.controller", town=ctx.house.town)


def officer(ctx: Context) -> Phrase:
    """The data protection officer (Art. 37 GDPR)."""
    said = ctx.house.officer
    return phrase("plain", text=said) if said else phrase("privacy.officer")
