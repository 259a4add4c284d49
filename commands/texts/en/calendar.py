"""What the bot says about the town's calendar and calendar files."""

from collections.abc import Mapping

TEXTS: Mapping[str, str | Mapping[str, str]] = {}
