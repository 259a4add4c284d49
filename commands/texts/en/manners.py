"""Taking back, asking once more, making up for an outage."""

TEXTS: dict[str, str | dict[str, str]] = {}
