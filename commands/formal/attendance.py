"""Who came to a meeting, and whether it can decide."""

from commands.registry import Part

part = Part()
