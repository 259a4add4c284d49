"""Parts, attributes and ways out of an assignment."""

TEXTS: dict[str, str | dict[str, str]] = {}
