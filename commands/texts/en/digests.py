"""The digest and what is confidential."""

TEXTS: dict[str, str | dict[str, str]] = {}
