"""Formal meetings."""

TEXTS: dict[str, str | dict[str, str]] = {}
