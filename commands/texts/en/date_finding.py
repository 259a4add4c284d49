"""What the bot says about finding a date together."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {}
