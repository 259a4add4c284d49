"""Absences, handover, direct chats, and passing things on."""

TEXTS: dict[str, str | dict[str, str]] = {}
