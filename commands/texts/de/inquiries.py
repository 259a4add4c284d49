"""Inquiries and files of results."""

TEXTS: dict[str, str | dict[str, str]] = {}
