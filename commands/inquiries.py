"""One question to several bodies and units at once, with a date; the answers in one list."""

from commands.registry import Part

part = Part()
