"""What the bot says about the year's dates and planning backwards."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {}
