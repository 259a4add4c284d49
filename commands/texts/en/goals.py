"""Goals, raised items and next steps."""

TEXTS: dict[str, str | dict[str, str]] = {}
